import type { Effort, ModelRef, RequestFacts, RouteOptions, RouteResult } from '@signalbox/engine';
import type { ReasoningChoice } from '../chat/upstream-call.ts';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Cancellation } from '../http/cancellation.ts';
import type { Exchange } from './exchange.ts';
import type { Identified } from './identify.ts';
import type { ReadyPlugin, Target } from './snapshot.ts';

/** Where a request goes and how. */
export interface Routing {
  readonly target: Target;
  readonly lora: string | undefined;
  /** How the model shall think; undefined for a concrete model name, where the client's own word stands. */
  readonly reasoning: ReasoningChoice | undefined;
  /** Null for a concrete model name. */
  readonly result: RouteResult | null;
  readonly plugins: readonly ReadyPlugin[];
  /** Set by a guard: no model with a lower `safety_tier` may answer, whoever else fails. */
  readonly leastSafetyTier?: number;
  /** Set where another model than the chosen one is asked: the chosen one, and why it did not answer. */
  readonly fallback?: { readonly from: string; readonly reason: string };
}

const NO_PLUGINS: readonly ReadyPlugin[] = [];

/** A routing that failed, with the result where there was one. */
export interface FailedRouting {
  readonly failure: RequestFailure;
  readonly result: RouteResult | null;
}

/** Makes the signal only for an engine that asks for it: one that reads no remote signals need not pay for it. */
class LazySignal implements RouteOptions {
  readonly #cancellation: Cancellation;

  constructor(cancellation: Cancellation) {
    this.#cancellation = cancellation;
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }
}

/** Asks the engine where the request goes; a concrete model name goes there. */
export async function route(
  exchange: Exchange,
  facts: RequestFacts,
  identified: Exclude<Identified, { readonly kind: 'estimate' }>,
): Promise<Routing | FailedRouting> {
  if (identified.kind === 'direct') {
    const { target } = identified;
    return { target, lora: target.lora, reasoning: undefined, result: null, plugins: NO_PLUGINS };
  }
  const { snapshot, cancellation } = exchange;
  const result = await snapshot.engine.route(facts, new LazySignal(cancellation));
  if (result.refusal !== undefined) return { failure: refused(result.refusal), result };
  const plugins =
    result.decision === null ? NO_PLUGINS : (snapshot.plugins.get(result.recipe)?.get(result.decision) ?? NO_PLUGINS);
  const found = result.model === null ? undefined : snapshot.targets.get(result.model.model);
  if (found === undefined || result.model === null) return { failure: noModel(result), result };
  return {
    target: found,
    lora: result.model.lora ?? found.lora,
    reasoning: reasoningOf(result.model, snapshot.config.defaultEffort),
    result,
    plugins,
  };
}

/** How a model reference says to think, its effort filled in. */
export function reasoningOf(reference: ModelRef, defaultEffort: Effort): ReasoningChoice {
  return { mode: reference.reasoning, effort: reference.effort ?? defaultEffort };
}

function refused(refusal: { readonly decision: string; readonly reason: string }): RequestFailure {
  return failure('request_refused', `decision "${refusal.decision}" refuses this request: ${refusal.reason}`, {
    hint: 'the decision refuses what its signals cannot read (on_unknown: refuse); see the record for the signal',
  });
}

function noModel(result: RouteResult): RequestFailure {
  if (result.model !== null) {
    return failure('no_model', `decision "${result.decision}" chose "${result.model.model}", which is not configured`, {
      hint: 'add it to providers.models',
    });
  }
  return failure('no_model', 'no decision matched and there is no default model', {
    hint: 'set providers.defaults.default_model, or add a decision without rules',
  });
}
