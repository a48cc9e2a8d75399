import type { ChatUsage } from './chat-shape.ts';
import type { TokenUsage } from './reply-summary.ts';

/** Token counts as chat completions write them. */
export function chatUsage(usage: TokenUsage): ChatUsage {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.totalTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cachedPromptTokens,
      ...(usage.cacheWriteTokens > 0 ? { cache_creation_tokens: usage.cacheWriteTokens } : {}),
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}
