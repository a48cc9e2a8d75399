import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { checkItems } from '../../protocols/openai-responses/check-request.ts';
import { itemTwice } from '../../protocols/openai-responses/history.ts';
import { storedItems } from '../../protocols/openai-responses/stored-items.ts';
import { wrongType, wrongValue } from '../../protocols/parse-json-body.ts';
import { itemOf } from '../../stores/roles/conversation-items.ts';
import type { StoredDocument } from '../../stores/roles/stored-responses.ts';

/** As many items can be added at a time. */
const MOST_ITEMS = 20;

/** New items for a conversation, as they will be stored. */
export interface NewItems {
  readonly items: readonly JsonRecord[];
  readonly documents: readonly StoredDocument[];
}

/** Reads the items of a body; none where it has none. */
export function readItems(
  items: unknown,
  conversation: string,
  { owner, createId }: { readonly owner: string; readonly createId: () => string },
): NewItems | RequestFailure {
  if (items === undefined || items === null) return { items: [], documents: [] };
  if (!Array.isArray(items)) return wrongType('items', 'a list of items', items);
  if (items.length > MOST_ITEMS) return wrongValue('items', `${items.length} items`, `at most ${MOST_ITEMS} at a time`);
  const wrong = checkItems(items, 'items');
  if (wrong !== undefined) return wrong;
  const reference = (items as readonly JsonRecord[]).findIndex(({ type }) => type === 'item_reference');
  if (reference >= 0) {
    return failure('unsupported_parameter', `items[${reference}] only names an item`, {
      parameter: `items[${reference}]`,
      hint: 'send the item itself',
    });
  }
  const stored = storedItems(items, createId());
  const twice = stored.findIndex(({ id }, index) => stored.findIndex((other) => other.id === id) < index);
  if (twice >= 0) return itemTwice(String(stored[twice]!.id), `items[${twice}].id`);
  return { items: stored, documents: stored.map((item) => itemOf(conversation, owner, { item, model: null })) };
}
