import { failure, isFailure } from '../../errors/request-failure.ts';
import { jsonResponse, textResponse } from '../../http/http-message.ts';
import { replayEvents } from '../../protocols/openai-responses/replay-events.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findResponse } from './find-response.ts';

/** Shows a stored response, whole or as the events of a stream. */
export const retrieveResponse: ResourceRoute = {
  method: 'GET',
  path: '/v1/responses/{id}',
  summary: 'A stored response; ?stream=true tells it as events.',
  query: {
    stream: '`true` for the events of a stream',
    starting_after: 'with stream: the sequence number of the last event that is known already',
  },
  async handle({ parameters, query }, services) {
    const response = await findResponse(parameters.id!, services);
    if (isFailure(response)) return response;
    if (query.get('stream') !== 'true') return jsonResponse(200, response.answer);
    const after = query.get('starting_after') ?? '-1';
    if (!/^-?\d{1,9}$/.test(after)) {
      return failure('invalid_value', `starting_after: expected a whole number, got ${JSON.stringify(after)}`, {
        parameter: 'starting_after',
      });
    }
    const text = replayEvents(response.answer, Number(after));
    return textResponse(200, 'text/event-stream; charset=utf-8', text, ['cache-control', 'no-cache']);
  },
};
