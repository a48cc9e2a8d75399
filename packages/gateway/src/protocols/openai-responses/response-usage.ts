import { countIn, isRecord } from '../../json/json-record.ts';

/** Usage of chat completions as Responses tell it; null where the backend did not tell it. */
export function responseUsage(usage: unknown) {
  if (!isRecord(usage)) return null;
  const prompt = isRecord(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const completion = isRecord(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  const input = countIn(usage.prompt_tokens);
  const output = countIn(usage.completion_tokens);
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: countIn(prompt.cached_tokens),
      cache_write_tokens: countIn(prompt.cache_creation_tokens),
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: countIn(completion.reasoning_tokens) },
    total_tokens: countIn(usage.total_tokens) || input + output,
  };
}
