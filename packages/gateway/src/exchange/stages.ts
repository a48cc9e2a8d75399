/** Where the time of a request goes, in order. None overlaps another, and together they are all of it. */
export const STAGES = [
  'queue',
  'parse',
  'identify',
  'route',
  'plugins',
  'recall',
  'connect',
  'upstream',
  'render',
] as const;

/**
 * | stage | from, to |
 * |---|---|
 * | `queue` | waiting for a place in the router |
 * | `parse` | credential, reading, finding what is stored |
 * | `identify` | limits, the model's name, the session |
 * | `route` | the engine |
 * | `plugins` | their request phase, and their response phase on whole answers |
 * | `recall` | looking for a kept answer |
 * | `connect` | finding a backend: places, tries that failed, pauses |
 * | `upstream` | from the call that was answered to the end of its answer |
 * | `render` | the client's format; a kept answer's own pace |
 */
export type Stage = (typeof STAGES)[number];

/** Milliseconds of a request. */
export interface StageTimes {
  /** Null for a stage that was not reached. */
  readonly stages: Readonly<Record<Stage, number | null>>;
  /** From the call to the first byte of the answer's body, or to its headers when it was collected: a part of `upstream`. */
  readonly firstByteMs: number | null;
  readonly totalMs: number;
}

/** Milliseconds to the microsecond: further digits are noise, and take room. */
export function toMicros(ms: number): number {
  return Math.round(ms * 1e3) / 1e3;
}

/** Says at each moment which stage a request is in, and adds up the time in each. */
export class StageClock {
  readonly #now: () => number;
  readonly #spent: Partial<Record<Stage, number>> = {};
  #stage: Stage;
  #sinceMs: number;

  /** `startedMs`: of the clock `now`, when the first stage began. */
  constructor(now: () => number, startedMs: number, first: Stage) {
    this.#now = now;
    this.#stage = first;
    this.#sinceMs = startedMs;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Ends the stage that is, and begins another, now or at a moment since it began; gives the moment. */
  enter(stage: Stage, atMs = this.#now()): number {
    // A hedged call may have begun before the stage that it ends.
    const at = Math.max(atMs, this.#sinceMs);
    this.#spent[this.#stage] = (this.#spent[this.#stage] ?? 0) + at - this.#sinceMs;
    this.#stage = stage;
    this.#sinceMs = at;
    return at;
  }

  /** Milliseconds in a stage that is over; undefined where it was not reached. */
  spentIn(stage: Stage): number | undefined {
    return this.#spent[stage];
  }

  /** Up to a moment, the stage that is included. */
  times(atMs: number): StageTimes['stages'] {
    const of = (stage: Stage) => {
      const spent = this.#spent[stage];
      if (stage !== this.#stage) return spent === undefined ? null : toMicros(spent);
      return toMicros((spent ?? 0) + Math.max(0, atMs - this.#sinceMs));
    };
    return {
      queue: of('queue'),
      parse: of('parse'),
      identify: of('identify'),
      route: of('route'),
      plugins: of('plugins'),
      recall: of('recall'),
      connect: of('connect'),
      upstream: of('upstream'),
      render: of('render'),
    };
  }
}
