import type { GatewayClock } from '../pipeline/exchange.ts';
import type { Timers } from '../upstream/timers.ts';

/** Time that stands until a test moves it. */
export class ManualClock implements GatewayClock, Timers {
  #nowMs = 0;
  #due: { readonly atMs: number; readonly act: () => void }[] = [];

  now = (): number => this.#nowMs;

  time = (): number => 1_700_000_000_000 + this.#nowMs;

  after = (delayMs: number, act: () => void): (() => void) => {
    const one = { atMs: this.#nowMs + delayMs, act };
    this.#due.push(one);
    return () => {
      this.#due = this.#due.filter((each) => each !== one);
    };
  };

  afterIdling = this.after;

  /** Timers that are set. */
  get pending(): number {
    return this.#due.length;
  }

  /** Moves time on, doing what falls due in its order. */
  advance(milliseconds: number): void {
    const endMs = this.#nowMs + milliseconds;
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((each) => each !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.act();
    }
    this.#nowMs = endMs;
  }
}
