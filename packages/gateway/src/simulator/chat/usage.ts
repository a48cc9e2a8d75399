/** Token counts in OpenAI's shape. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly total_tokens: number;
  readonly completion_tokens: number;
  readonly prompt_tokens_details: null;
  readonly completion_tokens_details: { readonly reasoning_tokens: number };
}

/** The usage of an answer; thinking counts as part of the completion. */
export function usageOf(promptTokens: number, completionTokens: number, reasoningTokens: number): Usage {
  return {
    prompt_tokens: promptTokens,
    total_tokens: promptTokens + completionTokens,
    completion_tokens: completionTokens,
    prompt_tokens_details: null,
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}
