import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { itemDocumentId } from '../../stores/roles/conversation-items.ts';
import { itemNotFound } from '../read-page.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findConversation } from './find-conversation.ts';

/** Deletes one item of a conversation for good. */
export const deleteItem: ResourceRoute = {
  method: 'DELETE',
  path: '/v1/conversations/{id}/items/{item}',
  summary: 'Deletes one item of a conversation for good; answers with the conversation.',
  async handle({ parameters }, services) {
    const id = parameters.id!;
    const item = parameters.item!;
    const found = await findConversation(id, services);
    if (isFailure(found)) return found;
    const isGone = await services.store.remove(itemDocumentId(id, item), services.owner);
    return isGone ? jsonResponse(200, found.conversation) : itemNotFound(item, 'item_id');
  },
};
