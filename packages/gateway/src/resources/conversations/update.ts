import { isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { checkMetadata } from '../../protocols/openai-responses/check-request.ts';
import { missing } from '../../protocols/parse-json-body.ts';
import type { ResourceRoute } from '../resource-route.ts';
import { conversationNotFound, findConversation } from './find-conversation.ts';

/** Puts other labels on a conversation. */
export const updateConversation: ResourceRoute = {
  method: 'POST',
  path: '/v1/conversations/{id}',
  summary: 'Puts other `metadata` on a conversation.',
  async handle({ parameters, body }, services) {
    const { store, owner, timeMs } = services;
    if (body.metadata === undefined) return missing('metadata', 'for example {"metadata": {"topic": "demo"}}');
    const wrong = checkMetadata(body.metadata);
    if (wrong !== undefined) return wrong;
    const id = parameters.id!;
    const found = await findConversation(id, services);
    if (isFailure(found)) return found;
    const conversation = { ...found.conversation, metadata: body.metadata ?? {} };
    const isThere = await store.replace(id, owner, { kind: 'conversation_object', conversation }, timeMs);
    return isThere ? jsonResponse(200, conversation) : conversationNotFound(id);
  },
};
