import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { itemTwice } from '../../protocols/openai-responses/history.ts';
import { missing } from '../../protocols/parse-json-body.ts';
import { renderPage } from '../read-page.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { conversationNotFound, findConversation } from './find-conversation.ts';
import { readItems } from './read-items.ts';

/** Adds items to a conversation. */
export const createItems: ResourceRoute = {
  method: 'POST',
  path: '/v1/conversations/{id}/items',
  summary: 'Adds up to 20 `items` to a conversation.',
  async handle({ parameters, body }, services) {
    const id = parameters.id!;
    const found = await findConversation(id, services);
    if (isFailure(found)) return found;
    const read = readItems(body.items, id, services);
    if (isFailure(read)) return read;
    if (read.items.length === 0)
      return missing('items', 'for example {"items": [{"role": "user", "content": "Hello"}]}');
    const { store, owner } = services;
    const known = await Promise.all(read.documents.map((document) => store.get(document.id, owner)));
    const twice = known.findIndex((document) => document !== undefined);
    if (twice >= 0) return itemTwice(String(read.items[twice]!.id), `items[${twice}].id`);
    if (!(await services.store.keep(read.documents, id, services.timeMs))) return conversationNotFound(id);
    return jsonResponse(200, renderPage(read.items, false));
  },
};
