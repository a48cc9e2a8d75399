import { CHAT } from '../../exchange/operation.ts';
import type { Protocol } from '../protocol.ts';
import { parseMessagesRequest, WIRE } from './parse-request.ts';
import { renderMessagesError, renderMessagesStreamError } from './render-error.ts';
import { messagesModels } from './render-models.ts';
import { renderMessagesReply } from './render-reply.ts';
import { createMessagesWriter } from './render-stream.ts';

/** Anthropic's Messages: what Claude Code and Anthropic's SDKs speak. */
export const anthropicMessages: Protocol = {
  name: 'anthropic-messages',
  path: '/v1/messages',
  summary: 'Anthropic Messages, plain and streamed.',
  operation: CHAT,
  wire: WIRE,
  parse: parseMessagesRequest,
  renderError: renderMessagesError,
  renderStreamError: renderMessagesStreamError,
  models: messagesModels,
  translation: {
    reply: (completion, _request, origin) => renderMessagesReply(completion, origin),
    stream: (_request, origin) => createMessagesWriter(origin),
  },
};
