import { messageOf } from '../errors/request-failure.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Timers } from '../upstream/timers.ts';
import type { CacheEntry } from './cache-entry.ts';

/** Requests under way, known to all routers that share a store: who has the lease on one asks the model. */
export interface SharedFlights {
  /** Takes the lease on a request for so long, or prolongs its own; gives whether it has it. */
  take(id: string, leaseMs: number): Promise<boolean>;
  /** Ends its own lease so many milliseconds from now. */
  end(id: string, inMs: number): Promise<void>;
}

/** A router that dies keeps others waiting for so long at most. */
const LEASE_MS = 3_000;
const RENEW_MS = 1_000;
/** Between two looks whether another router still has the lease. */
const POLL_MS = 250;
/** Longest wait for the store: the model has the answer too. */
const TAKE_MS = 100;
/** An answer that was kept is on its way to the other routers for so long. */
const ARRIVAL_MS = 1_000;

export interface LeasesOptions {
  /** Undefined where nobody shares them, or they cannot be reached for now. */
  readonly flights: () => SharedFlights | undefined;
  readonly timers: Timers;
  readonly now: () => number;
  readonly logger: Logger;
  /** Hears of each call that failed. */
  readonly onFailed: () => void;
}

/** What one router does about requests that equal ones under way at another. */
export class Leases {
  readonly #options: LeasesOptions;
  /** By request: ends what prolongs the lease. */
  readonly #own = new Map<string, () => void>();
  /** By request: told when its answer comes from another router. */
  readonly #awaited = new Map<string, (entry: CacheEntry) => void>();

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /**
   * Waits for the answer that another router is asking a model for, for so long at most. Undefined, mostly at once, where the caller is to ask
   * itself: it has the lease then, the other router failed or died, or the store does not answer. To be ended with `end`. One
   * caller per request at a time.
   */
  async lead(id: string, mostMs: number, signal: AbortSignal): Promise<CacheEntry | undefined> {
    if (this.#options.flights() === undefined) return undefined;
    // Before the store is asked: an answer may come meanwhile.
    let arrived: CacheEntry | undefined;
    this.#awaited.set(id, (entry) => {
      arrived = entry;
    });
    try {
      const isElsewhere = (await this.#take(id)) === false;
      if (arrived !== undefined || !isElsewhere) return arrived;
      return await this.#wait(id, mostMs, signal);
    } finally {
      this.#awaited.delete(id);
    }
  }

  /** The caller's own request is over; others may ask, at once or when they had the time to hear of its answer. */
  end(id: string, wasKept: boolean): void {
    const stop = this.#own.get(id);
    if (stop === undefined) return;
    stop();
    this.#own.delete(id);
    this.#options
      .flights()
      ?.end(id, wasKept ? ARRIVAL_MS : 0)
      .catch(() => this.#options.onFailed());
  }

  /** Another router kept an answer. */
  arrived(entry: CacheEntry): void {
    this.#awaited.get(entry.id)?.(entry);
  }

  #wait(id: string, mostMs: number, signal: AbortSignal): Promise<CacheEntry | undefined> {
    const { timers, now } = this.#options;
    const end = now() + mostMs;
    return new Promise((resolve) => {
      let callOff = () => {};
      const settle = (entry: CacheEntry | undefined) => {
        callOff();
        signal.removeEventListener('abort', leave);
        resolve(entry);
      };
      const leave = () => settle(undefined);
      const look = async () => {
        const isElsewhere = (await this.#take(id)) === false;
        if (isElsewhere && !signal.aborted && now() < end) callOff = timers.after(POLL_MS, look);
        else settle(undefined);
      };
      this.#awaited.set(id, settle);
      signal.addEventListener('abort', leave);
      if (signal.aborted) leave();
      else callOff = timers.after(Math.min(POLL_MS, mostMs), look);
    });
  }

  /** Undefined where nobody knows. */
  async #take(id: string): Promise<boolean | undefined> {
    const { flights, timers, logger, onFailed } = this.#options;
    const shared = flights();
    if (shared === undefined) return undefined;
    try {
      const isTaken = await new Promise<boolean>((resolve, reject) => {
        const callOff = timers.after(TAKE_MS, () => reject(new Error(`no answer within ${TAKE_MS} ms`)));
        shared.take(id, LEASE_MS).then(resolve, reject).finally(callOff);
      });
      if (isTaken) this.#prolong(id, shared);
      return isTaken;
    } catch (cause) {
      onFailed();
      logger.debug({ cause: messageOf(cause) }, 'nobody knows whether another router asks the same');
      return undefined;
    }
  }

  #prolong(id: string, shared: SharedFlights): void {
    this.#own.get(id)?.();
    let callOff = () => {};
    const again = () => {
      callOff = this.#options.timers.afterIdling(RENEW_MS, () => {
        shared.take(id, LEASE_MS).catch(() => this.#options.onFailed());
        again();
      });
    };
    again();
    this.#own.set(id, () => callOff());
  }
}
