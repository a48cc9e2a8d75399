import { countIn, isRecord } from '../../json/json-record.ts';

/** Usage of chat completions as Messages tell it: tokens from the cache stand beside the other input. */
export function messageUsage(usage: unknown) {
  const raw = isRecord(usage) ? usage : {};
  const details = isRecord(raw.prompt_tokens_details) ? raw.prompt_tokens_details : {};
  const cached = countIn(details.cached_tokens);
  const written = countIn(details.cache_creation_tokens);
  return {
    input_tokens: Math.max(0, countIn(raw.prompt_tokens) - cached - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: cached,
    output_tokens: countIn(raw.completion_tokens),
  };
}
