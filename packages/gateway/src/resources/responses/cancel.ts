import { failure, isFailure } from '../../errors/request-failure.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findResponse } from './find-response.ts';

/** Says why a response cannot be cancelled: none runs without its client. */
export const cancelResponse: ResourceRoute = {
  method: 'POST',
  path: '/v1/responses/{id}/cancel',
  summary: 'Answers 400: only responses in the background can be cancelled, and none are run here.',
  async handle({ parameters }, services) {
    const response = await findResponse(parameters.id!, services);
    if (isFailure(response)) return response;
    return failure(
      'unsupported_operation',
      'only a response in the background can be cancelled; this one is finished',
      {
        hint: 'to stop an answer while it is streamed, close the connection',
      },
    );
  },
};
