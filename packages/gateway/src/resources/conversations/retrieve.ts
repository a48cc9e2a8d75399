import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findConversation } from './find-conversation.ts';

/** Shows a conversation, without its items. */
export const retrieveConversation: ResourceRoute = {
  method: 'GET',
  path: '/v1/conversations/{id}',
  summary: 'A conversation, without its items.',
  async handle({ parameters }, services) {
    const found = await findConversation(parameters.id!, services);
    return isFailure(found) ? found : jsonResponse(200, found.conversation);
  },
};
