import type { Trace } from '@signalbox/engine';
import type { SignalDriftAnswer } from '../../contract/index.ts';
import { type LogGroup, ROLL_UP_MS } from '../../stores/log-driver.ts';
import { CONFIDENCE_PARTS, partName, type SignalCountStore } from '../../stores/roles/signal-counts.ts';
import { SignalCounter } from './signal-counter.ts';

export interface SignalDriftOptions {
  readonly store: SignalCountStore;
  /** Milliseconds since 1970. */
  readonly time: () => number;
  readonly createId: () => string;
}

/** Counts of a process go to the store this often, as long as requests come. */
const EVERY_MS = 300_000;
/** Age at which what metrics tell is asked for anew. */
const STALE_MS = 60_000;
export const WINDOW_HOURS = 24;
export const REFERENCE_HOURS = 7 * 24;
/** Readings on both sides below which nothing is said. */
const FEWEST_READINGS = 100;
/** The usual bounds for the population stability index. */
const SLIGHT = 0.1;
const STRONG = 0.25;
/** Added to every count, so that an empty part is not an infinite change. */
const SMOOTHING = 0.5;

/**
 * Tells how what signals read has changed: the last day beside the week before it. Every process counts for itself and puts
 * its counts into the store; the report is of all that share it.
 */
export class SignalDrift {
  readonly #options: SignalDriftOptions;
  readonly #counter = new SignalCounter();
  #flushedAt: number;
  #latest: readonly SignalDriftAnswer[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SignalDriftOptions) {
    this.#options = options;
    this.#flushedAt = options.time();
  }

  routed(trace: Trace): void {
    this.#counter.add(trace);
    if (this.#options.time() - this.#flushedAt > EVERY_MS) this.flush();
  }

  /** Puts what was counted into the store. */
  flush(): void {
    const { store, time, createId } = this.#options;
    this.#flushedAt = time();
    for (const counts of this.#counter.take(Math.round(this.#flushedAt), createId)) store.put(counts);
  }

  /** By signal, the strongest change first. */
  async report(): Promise<readonly SignalDriftAnswer[]> {
    const { store, time } = this.#options;
    this.flush();
    this.#askedAt = time();
    const until = Math.ceil((time() + 1) / ROLL_UP_MS) * ROLL_UP_MS;
    const since = until - WINDOW_HOURS * ROLL_UP_MS;
    const by = ['recipe', 'signal'];
    const [current, reference] = await Promise.all([
      store.group({ since, until }, by),
      store.group({ since: since - REFERENCE_HOURS * ROLL_UP_MS, until: since }, by),
    ]);
    this.#latest = compareCounts(current, reference);
    return this.#latest;
  }

  /** As it was reported last; asks anew in the background when that is a while ago. */
  latest(): readonly SignalDriftAnswer[] {
    if (this.#options.time() - this.#askedAt > STALE_MS) {
      this.#askedAt = this.#options.time();
      // A store that does not answer is told elsewhere; what was known last stands.
      this.report().catch(() => {});
    }
    return this.#latest;
  }
}

/** What has changed from the reference to now, signal by signal. */
export function compareCounts(
  current: readonly LogGroup[],
  reference: readonly LogGroup[],
): readonly SignalDriftAnswer[] {
  const keyOf = ({ facets }: LogGroup) => JSON.stringify([facets.recipe, facets.signal]);
  const before = new Map(reference.map((group) => [keyOf(group), group.measures]));
  const now = new Map(current.map((group) => [keyOf(group), group.measures]));
  const keys = [...new Set([...now.keys(), ...before.keys()])];
  return keys
    .map((key): SignalDriftAnswer => {
      const [recipe, signal] = JSON.parse(key) as [string, string];
      const [measures, then] = [now.get(key) ?? {}, before.get(key) ?? {}];
      const isEnough = Math.min(measures.read ?? 0, then.read ?? 0) >= FEWEST_READINGS;
      const index = isEnough
        ? Math.max(indexOf(partsOf(measures), partsOf(then)), indexOf(firesOf(measures), firesOf(then)))
        : null;
      return {
        recipe,
        signal,
        current: windowOf(measures),
        reference: windowOf(then),
        stability_index: index,
        state: index === null ? 'too_few' : index < SLIGHT ? 'steady' : index < STRONG ? 'slight' : 'strong',
      };
    })
    .sort((one, other) => (other.stability_index ?? -1) - (one.stability_index ?? -1));
}

type Measures = LogGroup['measures'];

const partsOf = (measures: Measures) =>
  Array.from({ length: CONFIDENCE_PARTS }, (_, part) => measures[partName(part)] ?? 0);
const firesOf = ({ read = 0, fired = 0 }: Measures) => [fired, read - fired];

function windowOf(measures: Measures): SignalDriftAnswer['current'] {
  const { read = 0, fired = 0, failed = 0 } = measures;
  return {
    readings: read,
    failures: failed,
    firing_rate: read === 0 ? null : fired / read,
    confidence: partsOf(measures),
  };
}

/** Population stability index of two distributions: the sum of (p − q) · ln(p / q) over their parts. */
function indexOf(current: readonly number[], reference: readonly number[]): number {
  const share = (counts: readonly number[]) => {
    const smoothed = counts.map((count) => count + SMOOTHING);
    const sum = smoothed.reduce((total, count) => total + count, 0);
    return smoothed.map((count) => count / sum);
  };
  const [p, q] = [share(current), share(reference)];
  return p.reduce((sum, value, at) => sum + (value - q[at]!) * Math.log(value / q[at]!), 0);
}
