import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Operation } from '../exchange/operation.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Snapshot, Target } from './snapshot.ts';

/** What a requested name stands for: routing, one model as it is, or an answer that the router estimates itself. */
export type Identified =
  | { readonly kind: 'auto' }
  | { readonly kind: 'direct'; readonly target: Target }
  | { readonly kind: 'estimate' };

const AUTO: Identified = { kind: 'auto' };
const ESTIMATE: Identified = { kind: 'estimate' };
const MOST_NAMES = 50;

/** Finds what the client's model name stands for, for what the protocol asks a model to do. */
export function identify(
  requestedModel: string,
  snapshot: Snapshot,
  { operation, estimate }: Protocol,
): Identified | RequestFailure {
  const isEntryPoint = snapshot.entryPoints.has(requestedModel);
  if (isEntryPoint && operation.isRouted) return AUTO;
  const able = snapshot.targetsFor(operation.name);
  const target = able.get(requestedModel);
  if (target !== undefined) return { kind: 'direct', target };
  if (isEntryPoint || snapshot.targets.has(requestedModel)) {
    return estimate === undefined ? cannot(requestedModel, operation, [...able.keys()]) : ESTIMATE;
  }
  return failure('model_not_found', `the model ${JSON.stringify(requestedModel.slice(0, 200))} does not exist`, {
    parameter: 'model',
    hint: `models: ${listNames(snapshot.models.map(({ id }) => id))}`,
  });
}

function cannot(model: string, { words }: Operation, able: readonly string[]): RequestFailure {
  const hint = able.length === 0 ? 'no model of this router can' : `models that can: ${listNames(able)}`;
  return failure('unsupported_operation', `the model ${JSON.stringify(model)} cannot ${words}`, {
    parameter: 'model',
    hint,
  });
}

function listNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more (GET /v1/models)` : names.join(', ');
}
