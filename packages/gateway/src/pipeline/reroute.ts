import { type DecisionConfig, type ModelRef, unmetRequirements } from '@signalbox/engine';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Reroute } from '../exchange/exchange-view.ts';
import type { Exchange } from './exchange.ts';
import { type Routing, reasoningOf } from './route.ts';

/**
 * Where a request goes that a guard sends elsewhere: to the preferred model of the named decision, or to the first
 * candidate of its own decision that is safe enough, else the first such model of the config that meets the decision's
 * requirements. A decision that was there before is refused: guards that send requests in a circle never end.
 */
export function reroute(
  exchange: Exchange,
  from: Routing,
  to: Reroute['to'],
  visited: ReadonlySet<string | null | undefined>,
): Routing | RequestFailure {
  const { models } = exchange.snapshot.config;
  const isJump = 'decision' in to;
  const name = isJump ? to.decision : from.result?.decision;
  const decision = decisionOf(exchange, from, name);
  if (decision === undefined) return unsafe(`there is no decision "${name}"`);
  if (isJump && visited.has(name)) return unsafe(`decision "${name}" has been there before`);
  // What one guard asked for holds for the next one too.
  const least = Math.max(from.leastSafetyTier ?? 0, isJump ? 0 : to.safetyTier);
  const isFit = (model: string) => {
    const card = models.find((each) => each.name === model)?.card;
    return (
      card !== undefined &&
      (card.safetyTier ?? 0) >= least &&
      unmetRequirements(decision.requirements, card).length === 0
    );
  };
  const own = decision.models.filter(({ model }) => isFit(model));
  const others = models
    .filter((model) => isFit(model.name))
    .map((model): ModelRef => ({ model: model.name, reasoning: 'off' }));
  return under(exchange, { ...from, leastSafetyTier: least }, decision, own.length > 0 || isJump ? own : others);
}

function under(
  { snapshot }: Exchange,
  from: Routing,
  decision: DecisionConfig,
  candidates: readonly ModelRef[],
): Routing | RequestFailure {
  const model = candidates[0];
  const target = model === undefined ? undefined : snapshot.targets.get(model.model);
  if (model === undefined || target === undefined) return unsafe('no model is safe enough');
  const result = from.result!;
  const traced = result.trace.decisions.find(({ name }) => name === decision.name);
  return {
    ...from,
    target,
    lora: model.lora ?? target.lora,
    reasoning: reasoningOf(model, snapshot.config.defaultEffort),
    plugins: snapshot.plugins.get(result.recipe)?.get(decision.name) ?? [],
    result: {
      ...result,
      decision: decision.name,
      model,
      candidates,
      confidence: traced?.confidence ?? 0,
      plugins: decision.plugins,
      retention: decision.retention,
    },
  };
}

function decisionOf({ snapshot }: Exchange, { result }: Routing, name: string | null | undefined) {
  const recipe = snapshot.config.recipes.find((each) => each.name === result?.recipe);
  return recipe?.decisions.find((decision) => decision.name === name);
}

function unsafe(reason: string): RequestFailure {
  return failure('guard_failed', `a guard sends this request to a safer model, and ${reason}`, {
    hint: 'see the plugin’s decision or safety_tier, and safety_tier of the model cards',
  });
}
