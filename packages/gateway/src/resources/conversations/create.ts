import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { checkMetadata } from '../../protocols/openai-responses/check-request.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { readItems } from './read-items.ts';

/** Makes a conversation, with its first items. */
export const createConversation: ResourceRoute = {
  method: 'POST',
  path: '/v1/conversations',
  summary: 'Makes a conversation: `items` to begin with and `metadata`, both as you like.',
  async handle({ body }, services) {
    const { store, owner, timeMs, createId } = services;
    const wrong = checkMetadata(body.metadata);
    if (wrong !== undefined) return wrong;
    const id = `conv_${createId().replaceAll('-', '')}`;
    const read = readItems(body.items, id, services);
    if (isFailure(read)) return read;
    const conversation = {
      id,
      object: 'conversation',
      created_at: Math.floor(timeMs / 1e3),
      metadata: body.metadata ?? {},
    };
    const document = {
      id,
      owner,
      tree: id,
      parent: null,
      body: { kind: 'conversation_object', conversation },
    } as const;
    await store.keep([document, ...read.documents], null, timeMs);
    return jsonResponse(200, conversation);
  },
};
