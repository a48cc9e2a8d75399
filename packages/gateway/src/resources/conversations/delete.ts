import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { conversationNotFound, findConversation } from './find-conversation.ts';

/** Deletes a conversation with its items for good; responses that were given in it stay until they are deleted. */
export const deleteConversation: ResourceRoute = {
  method: 'DELETE',
  path: '/v1/conversations/{id}',
  summary: 'Deletes a conversation with its items for good; responses given in it stay until they are deleted.',
  async handle({ parameters }, services) {
    const id = parameters.id!;
    const found = await findConversation(id, services);
    if (isFailure(found)) return found;
    if (!(await services.store.removeTree(id, services.owner))) return conversationNotFound(id);
    return jsonResponse(200, { id, object: 'conversation.deleted', deleted: true });
  },
};
