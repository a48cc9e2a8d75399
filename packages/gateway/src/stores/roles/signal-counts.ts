import type { LogBounds, LogDefinition, LogDriver } from '../log-driver.ts';

/** Equal parts of 0..1 that confidences are counted in. */
export const CONFIDENCE_PARTS = 10;

/** What one process read of one signal in a while. */
export interface SignalCounts {
  readonly id: string;
  /** When the while was over: milliseconds since 1970. */
  readonly at: number;
  readonly recipe: string;
  /** `kind:name` */
  readonly signal: string;
  /** Readings that were taken. */
  readonly read: number;
  /** Of those, how many matched. */
  readonly fired: number;
  /** Readings that could not be taken. */
  readonly failed: number;
  /** Readings by the part of 0..1 that their confidence is in. */
  readonly confidence: readonly number[];
}

/** The role of keeping what signals read, to tell when that changes. */
export type SignalCountStore = LogDriver<SignalCounts>;

export const SIGNAL_COUNT_BOUNDS: LogBounds = {
  maxEntries: 2_000_000,
  maxBytes: 1024 ** 3,
  maxAgeMs: 60 * 24 * 3_600_000,
};

/** The same for a store in memory. */
export const SIGNAL_COUNT_BOUNDS_IN_MEMORY: LogBounds = { maxEntries: 10_000, maxBytes: 4 * 1024 ** 2 };

const COUNT_BYTES = 400;

/** Name of the measure of a part of 0..1. */
export const partName = (part: number) => `confidence_${part}`;

/** How counts are summed up. */
export const signalCountLog: LogDefinition<SignalCounts> = {
  name: 'signal_counts',
  id: ({ id }) => id,
  time: ({ at }) => at,
  bytes: () => COUNT_BYTES,
  facets: { recipe: ({ recipe }) => recipe, signal: ({ signal }) => signal },
  keys: {},
  measures: {
    read: ({ read }) => read,
    fired: ({ fired }) => fired,
    failed: ({ failed }) => failed,
    ...Object.fromEntries(
      Array.from({ length: CONFIDENCE_PARTS }, (_, part) => [
        partName(part),
        ({ confidence }: SignalCounts) => confidence[part] ?? 0,
      ]),
    ),
  },
  tags: () => [],
  revive: (json) => json as SignalCounts,
};
