import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { itemDocumentId } from '../../stores/roles/conversation-items.ts';
import { itemNotFound } from '../read-page.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findConversation } from './find-conversation.ts';

/** Shows one item of a conversation. */
export const retrieveItem: ResourceRoute = {
  method: 'GET',
  path: '/v1/conversations/{id}/items/{item}',
  summary: 'One item of a conversation.',
  async handle({ parameters }, services) {
    const id = parameters.id!;
    const item = parameters.item!;
    const found = await findConversation(id, services);
    if (isFailure(found)) return found;
    const body = (await services.store.get(itemDocumentId(id, item), services.owner))?.body;
    return body?.kind === 'item' ? jsonResponse(200, body.item) : itemNotFound(item, 'item_id');
  },
};
