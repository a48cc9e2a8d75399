import type { ConcurrencyConfig } from '@signalbox/engine';
import type { Cancellation } from '../http/cancellation.ts';
import type { Timers } from './timers.ts';

/** How waiting for a place ended; only `entered` has one. */
export type Turn = 'entered' | 'full' | 'timed_out' | 'cancelled';

interface Waiter {
  readonly settle: (turn: Turn) => void;
}

/** Bounds what is under way at once. A bounded number may wait for a place, in order, for a bounded time. */
export class ConcurrencyLimit {
  #options: ConcurrencyConfig;
  readonly #timers: Timers;
  readonly #waiters = new Set<Waiter>();
  #taken = 0;

  constructor(options: ConcurrencyConfig, timers: Timers) {
    this.#options = options;
    this.#timers = timers;
  }

  /** Takes other bounds from now on; nobody who is in has to leave. */
  resize(options: ConcurrencyConfig): void {
    this.#options = options;
  }

  /** Places taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#waiters.size;
  }

  get hasPlace(): boolean {
    return this.#taken < this.#options.limit;
  }

  /** Whether one more could wait. */
  get hasRoom(): boolean {
    return this.#waiters.size < this.#options.waiting;
  }

  /** Takes a place that is free. Nobody waits while one is. */
  tryEnter(): boolean {
    if (!this.hasPlace) return false;
    this.#taken++;
    return true;
  }

  /** Waits for a place; call it where `tryEnter` found none. */
  wait(cancellation: Cancellation): Promise<Turn> {
    if (!this.hasRoom) return Promise.resolve('full');
    if (cancellation.reason !== undefined) return Promise.resolve('cancelled');
    return new Promise((resolve) => {
      const waiter: Waiter = {
        settle: (turn) => {
          this.#waiters.delete(waiter);
          stopTimer();
          forget();
          resolve(turn);
        },
      };
      this.#waiters.add(waiter);
      const stopTimer = this.#timers.after(this.#options.waitMs, () => waiter.settle('timed_out'));
      const forget = cancellation.onCancel(() => waiter.settle('cancelled'));
    });
  }

  /** Gives a place back: the one who has waited longest gets it. */
  leave(): void {
    this.#taken--;
    if (!this.hasPlace) return;
    for (const waiter of this.#waiters) {
      this.#taken++;
      waiter.settle('entered');
      return;
    }
  }
}
