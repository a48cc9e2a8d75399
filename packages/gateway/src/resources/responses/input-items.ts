import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { itemNotFound, PAGE_QUERY, readPage, renderPage } from '../read-page.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { findResponse } from './find-response.ts';

/** Lists what a response answered: the items of its own request, not of those before it. */
export const inputItems: ResourceRoute = {
  method: 'GET',
  path: '/v1/responses/{id}/input_items',
  summary: 'The items that a stored response answered; those of earlier responses are theirs.',
  query: PAGE_QUERY,
  async handle({ parameters, query }, services) {
    const page = readPage(query);
    if (isFailure(page)) return page;
    const response = await findResponse(parameters.id!, services);
    if (isFailure(response)) return response;
    const items = page.order === 'asc' ? response.input : response.input.toReversed();
    const from = page.after === undefined ? 0 : items.findIndex(({ id }) => id === page.after) + 1;
    if (from === 0 && page.after !== undefined) return itemNotFound(page.after, 'after');
    const shown = items.slice(from, from + page.limit);
    return jsonResponse(200, renderPage(shown, from + shown.length < items.length));
  },
};
