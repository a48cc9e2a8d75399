/** Tokens that a reply cost, as its backend counted them. */
export interface TokenUsage {
  readonly promptTokens: number;
  /** Of the prompt's tokens, those read from the backend's cache. */
  readonly cachedPromptTokens: number;
  /** Of the prompt's tokens, those written to the backend's cache, which some charge more for. */
  readonly cacheWriteTokens: number;
  readonly completionTokens: number;
  /** Of the completion's tokens, those spent on thinking. */
  readonly reasoningTokens: number;
  readonly totalTokens: number;
}

/** The usage of an answer that cost nothing: what is counted is not used. */
export const NOTHING_USED: TokenUsage = {
  promptTokens: 0,
  cachedPromptTokens: 0,
  cacheWriteTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
  totalTokens: 0,
};

/** What a reply says of itself; absent parts are null. */
export interface ReplySummary {
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly usage: TokenUsage | null;
}

/** How a stream ended, read from its last events. */
export interface StreamSummary extends ReplySummary {
  /** It ended with `[DONE]`. */
  readonly isDone: boolean;
  /** It reported an error as an event. */
  readonly error: string | null;
}
