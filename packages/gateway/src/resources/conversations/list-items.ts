import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { itemDocumentId } from '../../stores/roles/conversation-items.ts';
import { itemNotFound, PAGE_QUERY, readPage, renderPage } from '../read-page.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findConversation } from './find-conversation.ts';

/** Lists what was said in a conversation. */
export const listItems: ResourceRoute = {
  method: 'GET',
  path: '/v1/conversations/{id}/items',
  summary: 'What was said in a conversation, item by item.',
  query: PAGE_QUERY,
  async handle({ parameters, query }, services) {
    const { store, owner } = services;
    const id = parameters.id!;
    const page = readPage(query);
    if (isFailure(page)) return page;
    const found = await findConversation(id, services);
    if (isFailure(found)) return found;
    const after = page.after === undefined ? undefined : itemDocumentId(id, page.after);
    if (after !== undefined && (await store.get(after, owner)) === undefined) return itemNotFound(page.after!, 'after');
    const documents = await store.children(id, owner, { ...page, after, limit: page.limit + 1 });
    const items = documents.flatMap(({ body }) => (body.kind === 'item' ? [body.item] : []));
    return jsonResponse(200, renderPage(items.slice(0, page.limit), items.length > page.limit));
  },
};
