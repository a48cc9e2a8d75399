import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import type { ConversationBody } from '../../stores/roles/stored-responses.ts';
import type { ResourceServices } from '../resource-route.ts';

/** The conversation of an id, of the caller's alone. */
export async function findConversation(
  id: string,
  { store, owner }: ResourceServices,
): Promise<ConversationBody | RequestFailure> {
  const body = (await store.get(id, owner))?.body;
  return body?.kind === 'conversation_object' ? body : conversationNotFound(id);
}

/** The same whether it never was, is gone, or is another's. */
export function conversationNotFound(id: string): RequestFailure {
  return failure('conversation_not_found', `there is no conversation ${JSON.stringify(id.slice(0, 200))}`, {
    parameter: 'conversation_id',
    hint: 'it was deleted, or it is too old; POST /v1/conversations makes one',
  });
}
