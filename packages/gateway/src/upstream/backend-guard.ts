import type { ReliabilityConfig } from '@signalbox/engine';
import type { BackendLoad } from './backend-load.ts';
import { type BreakerSurroundings, CircuitBreaker } from './circuit-breaker.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import type { Timers } from './timers.ts';

/** Why a backend is not called now. `resting`: it said itself when it wants to be asked again. */
export type Obstacle = 'circuit_open' | 'unhealthy' | 'resting' | 'overloaded';

/** Longest rest that a backend gets for the asking. */
const LONGEST_REST_MS = 60_000;

/** What is known of one backend while the process runs: whether it may be called, and how busy it is. */
export class BackendGuard {
  readonly breaker: CircuitBreaker;
  /** Bounds the requests under way at it. */
  readonly places: ConcurrencyLimit;
  /** What the last health checks said; true where there are none. */
  isHealthy = true;
  /** What its server says of its load, where it is asked. */
  told: Pick<BackendLoad, 'current'> | undefined;
  /** Of the round robin. */
  credit = 0;
  readonly #now: () => number;
  #restsUntilMs = 0;

  constructor(options: ReliabilityConfig, surroundings: BreakerSurroundings, timers: Timers) {
    this.breaker = new CircuitBreaker(options.breaker, surroundings);
    this.places = new ConcurrencyLimit(options.concurrency, timers);
    this.#now = surroundings.now;
  }

  /** Requests under way and waiting: ours, or those of everybody where the server tells of more. */
  get load(): number {
    const own = this.places.taken + this.places.waiting;
    const told = this.told?.current;
    return told === undefined ? own : Math.max(own, told.running + told.waiting);
  }

  get isResting(): boolean {
    return this.#restsUntilMs > 0 && this.#now() < this.#restsUntilMs;
  }

  /** Leaves it alone for as long as it asked, up to a minute. */
  rest(milliseconds: number): void {
    const until = this.#now() + Math.min(milliseconds, LONGEST_REST_MS);
    this.#restsUntilMs = Math.max(this.#restsUntilMs, until);
  }

  /** Undefined where it may be called. */
  get obstacle(): Obstacle | undefined {
    if (!this.breaker.isPassable) return 'circuit_open';
    if (!this.isHealthy) return 'unhealthy';
    if (this.isResting) return 'resting';
    return this.places.hasPlace || this.places.hasRoom ? undefined : 'overloaded';
  }
}
