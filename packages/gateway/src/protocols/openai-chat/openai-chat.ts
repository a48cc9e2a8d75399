import { CHAT } from '../../exchange/operation.ts';
import type { Protocol } from '../protocol.ts';
import { parseChatRequest, WIRE } from './parse-request.ts';
import { renderChatError, renderChatStreamError } from './render-error.ts';

/** OpenAI's chat completions: the shape in the middle, so bodies and answers pass as they are. */
export const openaiChat: Protocol = {
  name: 'openai-chat',
  path: '/v1/chat/completions',
  summary: 'OpenAI chat completions, plain and streamed.',
  operation: CHAT,
  wire: WIRE,
  parse: parseChatRequest,
  renderError: renderChatError,
  renderStreamError: renderChatStreamError,
};
