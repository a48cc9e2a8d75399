import type { CostClass } from '../ports/index.ts';

/**
 * Why one routing came out as it did, as data. Made for every request, versioned, and complete enough to recompute
 * the decision from the readings alone.
 */
export interface Trace {
  readonly version: 1;
  /** SHA-256 (hex, first 16 digits) of the config that decided. */
  readonly configHash: string;
  /** Hash by model id, for every learned model that this config can use. */
  readonly modelHashes: Readonly<Record<string, string>>;
  /** `partial` when a costly signal was left out because it could not change the outcome, or time ran out. */
  readonly completeness: 'complete' | 'partial';
  readonly signals: readonly SignalTrace[];
  /** Time by evaluator: one entry per kind and cost class that ran. */
  readonly evaluators: readonly EvaluatorTrace[];
  readonly projections: readonly ProjectionTrace[];
  readonly decisions: readonly DecisionTrace[];
  /** Name of the decision, or null when none matched and the default model answers. */
  readonly decision: string | null;
  /** The decision that would have won without the winner. */
  readonly runnerUp: RunnerUp | null;
  readonly selection: SelectionTrace;
  readonly totalMicros: number;
}

export type SignalState =
  /** A reading was taken. */
  | 'read'
  /** It could not say: see `code` and `reason`. */
  | 'failed'
  /** It did not run: it could not have changed the outcome. */
  | 'skipped';

export interface SignalTrace {
  readonly kind: string;
  readonly name: string;
  readonly state: SignalState;
  readonly matched: boolean;
  readonly confidence: number;
  readonly value?: number | undefined;
  readonly evidence?: string | undefined;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
}

export interface EvaluatorTrace {
  readonly kind: string;
  readonly cost: CostClass;
  readonly micros: number;
}

/** Filled by the projections: contenders, contributions, distances to the next band. */
export interface ProjectionTrace {
  readonly name: string;
  readonly type: string;
  readonly value?: number | undefined;
  readonly outcome?: string | undefined;
}

export type DecisionOutcome =
  | 'match'
  | 'no_match'
  /** A signal it depends on could not say; `on_unknown` decided what that means. */
  | 'unknown'
  /** Left open: it could no longer win. */
  | 'open';

export interface DecisionTrace {
  readonly name: string;
  readonly outcome: DecisionOutcome;
  /** After `on_unknown`: whether the decision took part in the choice. */
  readonly eligible: boolean;
  readonly confidence: number;
  /** Signals (`kind:name`, `not kind:name`) that made it match. */
  readonly because: readonly string[];
}

export interface RunnerUp {
  readonly decision: string;
  readonly outrankedBy: 'tier' | 'priority' | 'confidence' | 'name';
  /** The winner's and the runner-up's figures for that criterion. */
  readonly winner: number | string;
  readonly own: number | string;
}

export interface SelectionTrace {
  /** `default` when no decision matched. */
  readonly algorithm: string;
  readonly model: string | null;
  readonly candidates: readonly { readonly model: string; readonly score?: number | undefined }[];
  readonly reason: string;
}
