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
  /** The recipe that routed. */
  readonly recipe: string;
  /** `partial` when a costly signal was left out because it could not change the outcome, or time ran out. */
  readonly completeness: 'complete' | 'partial';
  readonly signals: readonly SignalTrace[];
  /** Time by evaluator: one entry per kind and cost class that ran. */
  readonly evaluators: readonly EvaluatorTrace[];
  readonly projections: readonly ProjectionTrace[];
  readonly decisions: readonly DecisionTrace[];
  /** Name of the decision, or null when none matched and the default model answers. */
  readonly decision: string | null;
  /** The decision's own notes, as the config has them; absent where it has none. */
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
  /** The decision that would have won without the winner. */
  readonly runnerUp: RunnerUp | null;
  readonly selection: SelectionTrace;
  /** What the decision's plugins did, in the order in which they ran; absent where nothing was served. */
  readonly plugins?: readonly PluginTrace[] | undefined;
  /** Of the routing alone. */
  readonly totalMicros: number;
}

/** One plugin in one phase of an exchange. */
export interface PluginTrace {
  readonly plugin: string;
  /** `stream` counts all events of an answer as one. */
  readonly phase: 'request' | 'recall' | 'response' | 'stream';
  readonly outcome:
    | 'passed'
    /** It changed what it was given. */
    | 'changed'
    /** It answered in place of a model. */
    | 'answered'
    /** It sent the request to another decision or model. */
    | 'rerouted'
    | 'failed';
  /** What it did, in words. Never a text of the client's. */
  readonly notes: readonly string[];
  readonly findings: readonly FindingTrace[];
  readonly micros: number;
}

/** What a guard found: what and where, never the text itself. */
export interface FindingTrace {
  /** Kind of thing, e.g. `EMAIL_ADDRESS`, `instruction_override`. */
  readonly type: string;
  /** Where it stands, in words: `current turn`, `tool result 2`. */
  readonly place: string;
  readonly count: number;
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
  /** As it was taken, where a partition, a gate or a rival of its kind changed it. */
  readonly raw?: { readonly matched: boolean; readonly confidence: number } | undefined;
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

/** What each projection made of the readings. */
export type ProjectionTrace = PartitionTrace | ScoreTrace | MappingTrace;

export interface PartitionTrace {
  readonly type: 'partition';
  readonly name: string;
  /** Members that matched, the highest confidence first, and their share of it. */
  readonly contenders: readonly { readonly name: string; readonly confidence: number; readonly share: number }[];
  /** Null while a member that is open or unknown could still win. */
  readonly winner: string | null;
  /** The winner is the default, because no member matched. */
  readonly isDefault: boolean;
}

export interface ScoreTrace {
  readonly type: 'score';
  readonly name: string;
  /** Null when an input is not known; it then lies from `low` to `high`. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  /** Known inputs that moved it. */
  readonly contributions: readonly {
    readonly source: string;
    readonly value: number;
    readonly weight: number;
    readonly contribution: number;
  }[];
}

export interface MappingTrace {
  readonly type: 'mapping';
  readonly name: string;
  readonly score: number | null;
  readonly outputs: readonly string[];
  /** The nearest band that it is not in, and how far the score is from its edge. */
  readonly nearest?: { readonly output: string; readonly distance: number } | undefined;
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
  /** How far apart the two figures are; null for names. */
  readonly margin: number | null;
}

export interface SelectionTrace {
  /** `default` when no decision matched. */
  readonly algorithm: string;
  readonly model: string | null;
  readonly candidates: readonly { readonly model: string; readonly score?: number | undefined }[];
  readonly reason: string;
}
