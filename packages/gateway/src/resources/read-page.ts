import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { ChildrenPage } from '../stores/roles/stored-responses.ts';

const MOST = 100;
const USUAL = 20;

/** What a list's query may say. */
export const PAGE_QUERY: Readonly<Record<string, string>> = {
  limit: `how many items, 1 to ${MOST}; default ${USUAL}`,
  order: '`desc`, the newest first (default), or `asc`',
  after: 'the id of the item before the page',
};

/** The page that a query asks for. */
export function readPage(query: URLSearchParams): ChildrenPage | RequestFailure {
  const limit = query.get('limit') ?? String(USUAL);
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST) {
    return wrong('limit', `a whole number from 1 to ${MOST}`, limit);
  }
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') return wrong('order', '"asc" or "desc"', order);
  return { limit: Number(limit), order, after: query.get('after') ?? undefined };
}

/** A page as clients expect it. */
export function renderPage(items: readonly JsonRecord[], hasMore: boolean): JsonRecord {
  return {
    object: 'list',
    data: items,
    first_id: items[0]?.id ?? null,
    last_id: items.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

/** What is said of an id that no item has. */
export function itemNotFound(id: string, parameter?: string): RequestFailure {
  return failure('item_not_found', `there is no item ${JSON.stringify(id.slice(0, 200))} here`, {
    parameter,
    hint: 'list the items to see their ids',
  });
}

function wrong(parameter: string, expected: string, got: string): RequestFailure {
  return failure('invalid_value', `invalid value for ${parameter}: expected ${expected}, got ${JSON.stringify(got)}`, {
    parameter,
  });
}
