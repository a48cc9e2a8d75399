export interface RetryBudgetOptions {
  /** Retries that each request adds to the budget, 0..1. */
  readonly budgetShare: number;
  /** Retries that time adds to it. */
  readonly minPerSecond: number;
}

/** Seconds of `minPerSecond` that the budget holds at most; more would let a storm gather while all is well. */
const HELD_SECONDS = 10;

/**
 * Keeps retries a small share of the requests, so that a model in trouble does not get a multiple of its load. A token
 * bucket: requests and time fill it, retries empty it.
 */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  readonly #now: () => number;
  readonly #most: number;
  #tokens: number;
  #filledMs: number;

  /** `now` in milliseconds, never going back. */
  constructor(options: RetryBudgetOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
    this.#most = HELD_SECONDS * Math.max(1, options.minPerSecond);
    this.#tokens = Math.min(options.minPerSecond, this.#most);
    this.#filledMs = now();
  }

  /** Counts one request. */
  deposit(): void {
    this.#tokens = Math.min(this.#most, this.#tokens + this.#options.budgetShare);
  }

  /** Takes leave for one retry; false when there is none. */
  withdraw(): boolean {
    const now = this.#now();
    const grown = ((now - this.#filledMs) / 1e3) * this.#options.minPerSecond;
    this.#filledMs = now;
    this.#tokens = Math.min(this.#most, this.#tokens + grown);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
