import type { ItemBody, StoredDocument } from './stored-responses.ts';

/** One item of a conversation as a document; ids of items are unique in their conversation. */
export function itemOf(conversation: string, owner: string, said: Omit<ItemBody, 'kind'>): StoredDocument<ItemBody> {
  const id = itemDocumentId(conversation, String(said.item.id));
  return { id, owner, tree: conversation, parent: conversation, body: { kind: 'item', ...said } };
}

/** The id under which an item of a conversation is stored. */
export function itemDocumentId(conversation: string, item: string): string {
  return `${conversation}/${item}`;
}
