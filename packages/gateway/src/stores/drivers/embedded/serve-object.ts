import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { GatewayError } from '../../../errors/gateway-error.ts';
import { messageOf } from '../../../errors/request-failure.ts';

/** What the thread is asked: a method of its object, with its arguments. */
export interface Question {
  readonly number: number;
  readonly method: string;
  readonly values: readonly unknown[];
}

/** Methods that can be asked for: all that waits for the disk. */
export type MethodOf<Served> = {
  [Name in keyof Served]: Served[Name] extends (...values: never[]) => unknown ? Name : never;
}[keyof Served];

export interface SentFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

export type FromThread =
  | { readonly opened: unknown }
  | { readonly failure: SentFailure }
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly failure: SentFailure };

/** Requests come first where both want the processor. */
const NICENESS = 5;

/** Opens an object and, until it is closed, answers what the thread that started this one asks of it. */
export async function serveObject<Served extends { readonly opened: unknown; close(): void }>(
  open: () => Promise<Served>,
): Promise<void> {
  giveWay();
  const port = parentPort!;
  const send = (message: FromThread) => port.postMessage(message);
  try {
    const served = await open();
    port.on('message', ({ number, method, values }: Question) => {
      try {
        // The question's types are checked where it is asked.
        const methods = served as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
        send({ number, value: methods[method]!(...values) });
      } catch (cause) {
        send({ number, failure: sent(cause) });
      }
      if (method === 'close') port.close();
    });
    send({ opened: served.opened });
  } catch (cause) {
    send({ failure: sent(cause) });
  }
}

function giveWay(): void {
  // 0 means this thread only on Linux, and the whole process elsewhere.
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.max(getPriority(0), NICENESS));
  } catch {
    // A sandbox may forbid it; the thread then competes with the others, as it does on other systems.
  }
}

function sent(cause: unknown): SentFailure {
  const own = cause instanceof GatewayError ? cause : undefined;
  return { code: own?.code ?? 'gateway.store_failed', message: messageOf(cause), hint: own?.hint };
}
