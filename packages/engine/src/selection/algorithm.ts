import type { Schema } from '../config/schema.ts';
import type { MaybePromise, Ports } from '../ports/index.ts';
import type { RequestFacts } from '../request/facts.ts';
import type { ModelRef } from './model-ref.ts';

export interface SelectionContext {
  readonly facts: RequestFacts;
  readonly decision: string;
  /**
   * The model that gave the last answer of the conversation: as the request or its session says, or else as this engine would have
   * routed the turn before. Undefined where there is no earlier answer.
   */
  readonly answeredBy: () => MaybePromise<string | undefined>;
}

export interface Selection {
  readonly model: ModelRef;
  /** In the order of the candidates; absent where the algorithm does not score. */
  readonly scores?: readonly number[] | undefined;
  /** One short sentence for the trace. */
  readonly reason: string;
}

/** A way of choosing one of a decision's models. Adding one means writing one of these and naming it in the index. */
// biome-ignore lint/suspicious/noExplicitAny: the variance slot of the list of algorithms
export interface Algorithm<Options = any> {
  readonly type: string;
  readonly summary: string;
  /** Strict schema of the options beside `type`. */
  readonly schema: Schema<Options>;
  compile(
    options: Options,
    candidates: readonly ModelRef[],
    ports: Ports,
  ): (context: SelectionContext) => Selection | Promise<Selection>;
}

/** Checks the definition's types and returns it unchanged. */
export function defineAlgorithm<Options>(algorithm: Algorithm<Options>): Algorithm<Options> {
  return algorithm;
}
