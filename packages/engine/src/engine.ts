import type { RequestFacts } from './request/facts.ts';
import type { ModelRef } from './selection/model-ref.ts';
import type { Trace } from './trace/trace.ts';

export interface RouteOptions {
  /** Aborted at the request's deadline or when the client leaves; costly signals not finished then are unknown. */
  readonly signal?: AbortSignal | undefined;
  /** Evaluate everything, so that the trace is complete. */
  readonly exhaustive?: boolean | undefined;
}

/** A plugin that a decision uses, in the order of the config. */
export interface PluginUse {
  readonly type: string;
  readonly configuration: unknown;
}

export interface RouteResult {
  /** Null when no decision matched. */
  readonly decision: string | null;
  /** The chosen model; null when no decision matched and there is no default model. */
  readonly model: ModelRef | null;
  /** All models that the decision allows, in order; the chosen one among them. */
  readonly candidates: readonly ModelRef[];
  /** Confidence of the decision, 0..1; 0 for the default. */
  readonly confidence: number;
  readonly plugins: readonly PluginUse[];
  /** Set when a decision with `on_unknown: refuse` won: the request must not be served. */
  readonly refusal?: { readonly decision: string; readonly reason: string } | undefined;
  readonly trace: Trace;
}

export interface Engine {
  /** Never rejects for a bad signal: what could not be read is unknown, and the trace says why. */
  route(facts: RequestFacts, options?: RouteOptions): Promise<RouteResult>;
}
