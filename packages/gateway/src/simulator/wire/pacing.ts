import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** The client left before its answer was whole. */
export class ClientLeft extends Error {
  constructor() {
    super('the client left');
    this.name = 'ClientLeft';
  }
}

/** A signal that fires when the connection of a response closes. */
export function departureOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed || response.closed) controller.abort();
  else response.once('close', () => controller.abort());
  return controller.signal;
}

/** Waits so many milliseconds; throws ClientLeft as soon as the client leaves. */
export async function pause(milliseconds: number, departure: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal: departure });
  } catch {
    // The only reason for which a timer is refused or cut short is its signal.
    throw new ClientLeft();
  }
}

/** Waits until a response takes more bytes; throws ClientLeft as soon as the client leaves. */
export function drained(response: ServerResponse, departure: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      response.off('drain', go);
      reject(new ClientLeft());
    };
    const go = (): void => {
      departure.removeEventListener('abort', leave);
      resolve();
    };
    if (departure.aborted) {
      reject(new ClientLeft());
      return;
    }
    departure.addEventListener('abort', leave, { once: true });
    response.once('drain', go);
  });
}

/** Waits one turn of the event loop, so that other connections get theirs. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
