import type { Protocol } from '../protocol.ts';
import { parseChatRequest } from './parse-request.ts';
import { renderChatAnswer } from './render-answer.ts';
import { renderChatError, renderChatStreamError } from './render-error.ts';

/** OpenAI's chat completions: the shape in the middle, so bodies and answers pass as they are. */
export const openaiChat: Protocol = {
  name: 'openai-chat',
  path: '/v1/chat/completions',
  summary: 'OpenAI chat completions, plain and streamed.',
  parse: parseChatRequest,
  renderError: renderChatError,
  renderStreamError: renderChatStreamError,
  renderAnswer: renderChatAnswer,
};
