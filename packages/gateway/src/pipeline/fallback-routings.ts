import { type Routing, reasoningOf } from './route.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Who else may answer when the chosen model does not: the decision's other candidates in order, then the default model
 * where it meets the decision's requirements. Nobody for a request that named its model.
 */
export function fallbackRoutings(routing: Routing, snapshot: Snapshot): readonly Routing[] {
  const { result } = routing;
  if (result === null) return [];
  const others: Routing[] = [];
  const lastResort =
    result.decision === null ? undefined : snapshot.lastResorts.get(result.recipe)?.get(result.decision);
  const least = routing.leastSafetyTier ?? 0;
  for (const reference of lastResort === undefined ? result.candidates : [...result.candidates, lastResort]) {
    const target = snapshot.targets.get(reference.model);
    if (target === undefined || (target.card.safetyTier ?? 0) < least) continue;
    const lora = reference.lora ?? target.lora;
    const isKnown = [routing, ...others].some((each) => each.target === target && each.lora === lora);
    if (isKnown) continue;
    others.push({ ...routing, target, lora, reasoning: reasoningOf(reference, snapshot.config.defaultEffort) });
  }
  return others;
}
