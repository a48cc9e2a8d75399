import { ApiError, badRequest } from './api-error.ts';
import type { JsonObject } from './json.ts';

/** The models that a simulator serves, or 'any' for every name that a request may carry. */
export type ServedModels = readonly string[] | 'any';

/** The model of a request that is served here; a 400 without one, and vLLM's 404 that lists what is served otherwise. */
export function requireModel(body: JsonObject, served: ServedModels): string {
  const { model } = body;
  if (typeof model !== 'string' || model === '')
    throw badRequest('`model` must be a string that is not empty.', 'model');
  if (served === 'any' || served.includes(model)) return model;
  throw notFound(model, served);
}

/** The JSON text of GET /v1/models, or of one model when its id is given; empty for 'any', which has no list. */
export function renderModels(served: ServedModels, created: number, id?: string): string {
  if (id === undefined) {
    const models = served === 'any' ? [] : served;
    return JSON.stringify({ object: 'list', data: models.map((model) => modelCard(model, created)) });
  }
  if (served !== 'any' && !served.includes(id)) throw notFound(id, served);
  return JSON.stringify(modelCard(id, created));
}

function notFound(model: string, served: readonly string[]): ApiError {
  const message = `The model \`${model}\` does not exist. Served here: ${served.join(', ')}.`;
  return new ApiError(404, 'NotFoundError', message, 'model');
}

function modelCard(id: string, created: number): object {
  return {
    id,
    object: 'model',
    created,
    owned_by: 'signalbox-simulator',
    root: id,
    parent: null,
    max_model_len: 131072,
  };
}
