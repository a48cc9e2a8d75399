import { anthropicMessages } from './anthropic-messages/anthropic-messages.ts';
import { anthropicTokenCount } from './anthropic-token-count/anthropic-token-count.ts';
import { openaiChat } from './openai-chat/openai-chat.ts';
import { openaiEmbeddings } from './openai-embeddings/openai-embeddings.ts';
import { openaiResponses } from './openai-responses/openai-responses.ts';
import type { Protocol } from './protocol.ts';

/** All client-facing wire formats. */
export const protocols: readonly Protocol[] = [
  openaiChat,
  openaiResponses,
  anthropicMessages,
  anthropicTokenCount,
  openaiEmbeddings,
];
