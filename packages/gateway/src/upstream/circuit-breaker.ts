import type { BreakerConfig } from '@signalbox/engine';

export type BreakerState = 'closed' | 'half_open' | 'open';

export interface BreakerSurroundings {
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Asked before it opens: whether one more backend may be left out. */
  readonly mayOpen: () => boolean;
  /** Called when it opens, with the milliseconds that it stays so. */
  readonly onOpen: (pauseMs: number) => void;
}

/** Parts of the window over which failures are counted. */
const BUCKETS = 10;
/** Pauses double each time in a row, up to this factor. */
const LONGEST_PAUSE = 16;
/** Pauses are up to this share longer, so that what broke together does not come back together. */
const JITTER = 0.1;

/**
 * Stops calls to a backend that keeps failing: after so many failures in a row, or so large a share of them in a
 * window. After a pause it lets a few calls through at once, and closes when as many have succeeded.
 *
 * A call that it lets in has a permit, a number; what came of the call is told with it exactly once, so that calls from
 * before a change of state change nothing after it.
 */
export class CircuitBreaker {
  readonly #options: BreakerConfig;
  readonly #surroundings: BreakerSurroundings;
  readonly #calls = new Array<number>(BUCKETS).fill(0);
  readonly #failures = new Array<number>(BUCKETS).fill(0);
  /** The window's newest bucket, counted from the clock's origin. */
  #bucket = Number.NEGATIVE_INFINITY;
  #failuresInRow = 0;
  /** Until when it is open; undefined while it is closed. */
  #openUntilMs: number | undefined;
  #timesOpened = 0;
  #probes = 0;
  #successes = 0;
  /** Changes with every change of state; it is the permit of all calls in between. */
  #era = 1;

  constructor(options: BreakerConfig, surroundings: BreakerSurroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  get state(): BreakerState {
    if (this.#openUntilMs === undefined) return 'closed';
    return this.#surroundings.now() < this.#openUntilMs ? 'open' : 'half_open';
  }

  /** Whether `enter` would let a call in. */
  get isPassable(): boolean {
    if (this.#openUntilMs === undefined) return true;
    return this.#probes < this.#options.probes && this.#surroundings.now() >= this.#openUntilMs;
  }

  /** Milliseconds until it lets a call in, as far as it knows. */
  get remainingMs(): number {
    return this.#openUntilMs === undefined ? 0 : Math.max(0, this.#openUntilMs - this.#surroundings.now());
  }

  /** A permit, or 0 where calls are refused. */
  enter(): number {
    if (this.#openUntilMs === undefined) return this.#era;
    if (!this.isPassable) return 0;
    this.#probes++;
    return this.#era;
  }

  /** A permit in any state, for a call that has nobody else to go to. */
  force(): number {
    if (this.#openUntilMs !== undefined) this.#probes++;
    return this.#era;
  }

  succeeded(permit: number): void {
    if (permit !== this.#era) return;
    if (this.#openUntilMs === undefined) {
      this.#count(0);
      this.#failuresInRow = 0;
      return;
    }
    this.#probes--;
    if (++this.#successes < this.#options.probes) return;
    this.#openUntilMs = undefined;
    this.#timesOpened = 0;
    this.#forget();
  }

  failed(permit: number): void {
    if (permit !== this.#era) return;
    if (this.#openUntilMs !== undefined) {
      // What was forced through while it is open was expected to fail: the pause stays as it is.
      if (this.state === 'open') this.#probes--;
      else this.#open();
      return;
    }
    this.#count(1);
    this.#failuresInRow++;
    if (!this.#isTooMuch() || !this.#surroundings.mayOpen()) return;
    this.#open();
  }

  /** The call says nothing about the backend: it was cancelled, or never sent. */
  abandoned(permit: number): void {
    if (permit === this.#era && this.#openUntilMs !== undefined) this.#probes--;
  }

  #isTooMuch(): boolean {
    const { consecutiveFailures, errorRate, minRequests } = this.#options;
    if (this.#failuresInRow >= consecutiveFailures) return true;
    const calls = sum(this.#calls);
    return calls >= minRequests && sum(this.#failures) / calls >= errorRate && errorRate > 0;
  }

  #open(): void {
    const { now, random, onOpen } = this.#surroundings;
    const times = Math.min(2 ** this.#timesOpened, LONGEST_PAUSE);
    const pauseMs = this.#options.pauseMs * times * (1 + JITTER * random());
    this.#timesOpened++;
    this.#openUntilMs = now() + pauseMs;
    this.#forget();
    onOpen(pauseMs);
  }

  #forget(): void {
    this.#era++;
    this.#probes = 0;
    this.#successes = 0;
    this.#failuresInRow = 0;
    this.#calls.fill(0);
    this.#failures.fill(0);
  }

  #count(failures: 0 | 1): void {
    const bucket = Math.floor((this.#surroundings.now() * BUCKETS) / this.#options.windowMs);
    for (let passed = Math.min(bucket - this.#bucket, BUCKETS); passed > 0; passed--) {
      const stale = (((bucket - passed + 1) % BUCKETS) + BUCKETS) % BUCKETS;
      this.#calls[stale] = 0;
      this.#failures[stale] = 0;
    }
    this.#bucket = bucket;
    const place = ((bucket % BUCKETS) + BUCKETS) % BUCKETS;
    this.#calls[place]!++;
    this.#failures[place]! += failures;
  }
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
}
