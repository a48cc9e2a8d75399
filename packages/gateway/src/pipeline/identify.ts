import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Snapshot, Target } from './snapshot.ts';

/** What a requested name stands for: routing, or one model as it is. */
export type Identified = { readonly kind: 'auto' } | { readonly kind: 'direct'; readonly target: Target };

const AUTO: Identified = { kind: 'auto' };
const MOST_NAMES = 50;

/** Finds what the client's model name stands for. */
export function identify(requestedModel: string, snapshot: Snapshot): Identified | RequestFailure {
  if (snapshot.entryPoints.has(requestedModel)) return AUTO;
  const target = snapshot.targets.get(requestedModel);
  if (target !== undefined) return { kind: 'direct', target };
  return failure('model_not_found', `the model ${JSON.stringify(requestedModel.slice(0, 200))} does not exist`, {
    parameter: 'model',
    hint: `models: ${listNames(snapshot)}`,
  });
}

function listNames(snapshot: Snapshot): string {
  const names = snapshot.models.map(({ id }) => id);
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more (GET /v1/models)` : names.join(', ');
}
