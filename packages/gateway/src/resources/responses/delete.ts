import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findResponse, responseNotFound } from './find-response.ts';

/** Deletes a stored response for good: what goes on from it cannot be gone on from any more. */
export const deleteResponse: ResourceRoute = {
  method: 'DELETE',
  path: '/v1/responses/{id}',
  summary: 'Deletes a stored response for good.',
  async handle({ parameters }, services) {
    const id = parameters.id!;
    const response = await findResponse(id, services);
    if (isFailure(response)) return response;
    if (!(await services.store.remove(id, services.owner))) return responseNotFound(id);
    return jsonResponse(200, { id, object: 'response', deleted: true });
  },
};
