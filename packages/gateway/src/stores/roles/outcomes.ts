import type { LogBounds, LogDefinition, LogDriver } from '../log-driver.ts';

/** What an answer turned out to be: right for the request, or of a model too weak, too strong or wrong for it. */
export const VERDICTS = ['good_fit', 'underpowered', 'overpowered', 'bad_fit'] as const;
/** What is judged. */
export const TARGETS = ['answer', 'model', 'decision'] as const;

/** What somebody said of a request once it was over. */
export interface RequestOutcome {
  /** Given by who says it, so that saying it twice is saying it once. */
  readonly id: string;
  /** Of the record. */
  readonly replayId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly target: (typeof TARGETS)[number];
  readonly verdict: (typeof VERDICTS)[number];
  /** 0 (worst) to 1; null where only the verdict is given. */
  readonly score: number | null;
  readonly reason: string | null;
  /** What the record says, so that models and decisions can be told by their outcomes. */
  readonly recipe: string | null;
  readonly decision: string | null;
  readonly model: string | null;
}

/** The role of keeping outcomes. */
export type OutcomeStore = LogDriver<RequestOutcome>;

/** What a store in memory keeps. */
export const OUTCOME_BOUNDS_IN_MEMORY: LogBounds = { maxEntries: 1_000, maxBytes: 1024 ** 2 };

const OUTCOME_BYTES = 300;

/** How outcomes are found and counted. */
export const outcomeLog = {
  name: 'outcomes',
  id: ({ id }) => id,
  time: ({ at }) => at,
  bytes: ({ reason }) => OUTCOME_BYTES + (reason?.length ?? 0),
  facets: {
    recipe: ({ recipe }) => recipe,
    decision: ({ decision }) => decision,
    model: ({ model }) => model,
    target: ({ target }) => target,
    verdict: ({ verdict }) => verdict,
  },
  keys: { replay_id: ({ replayId }) => replayId },
  measures: {
    /** Outcomes with a score: the others are in no mean. */
    scored: ({ score }) => (score === null ? 0 : 1),
    score: ({ score }) => score ?? 0,
  },
  tags: () => [],
  revive: (json) => json as RequestOutcome,
} as const satisfies LogDefinition<RequestOutcome>;
