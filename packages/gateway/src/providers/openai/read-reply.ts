import type { ReplySummary, StreamSummary, TokenUsage } from '../../chat/reply-summary.ts';
import { countIn, isRecord, type JsonRecord, parseRecord, stringIn } from '../../json/json-record.ts';
import { type ErrorWords, readErrorAnswer } from '../error-answer.ts';
import type { UpstreamFailure } from '../provider.ts';

/** What a chat completion says of itself, or undefined when the body is not a JSON object. */
export function readReply(body: Uint8Array): ReplySummary | undefined {
  const json = parseRecord(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
  if (json === undefined) return undefined;
  return { model: stringIn(json.model) ?? null, finishReason: finishReasonOf(json), usage: usageOf(json.usage) };
}

/** Reads a stream's last events backwards: usage, finish and `[DONE]` come last. */
export function readStreamEnd(events: readonly string[]): StreamSummary {
  let model: string | null = null;
  let finishReason: string | null = null;
  let usage: TokenUsage | null = null;
  let error: string | null = null;
  let isDone = false;
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    if (event === '[DONE]') {
      isDone = true;
      continue;
    }
    const json = parseRecord(event);
    if (json === undefined) continue;
    model ??= stringIn(json.model) ?? null;
    usage ??= usageOf(json.usage);
    finishReason ??= finishReasonOf(json);
    if (json.error !== undefined && json.error !== null) error ??= errorMessageOf(json) ?? 'unnamed error';
  }
  return { model, finishReason, usage, error, isDone };
}

/** Words of OpenAI, vLLM and llama.cpp; an error in OpenAI's (or vLLM's older, flat) shape can be passed on. */
const ERRORS: ErrorWords = {
  messageIn: errorMessageOf,
  isPassable: () => true,
  tooLong: /context (length|size|window)/i,
};

/** Reads an error answer. */
export function decodeError(status: number, body: Uint8Array): UpstreamFailure {
  return readErrorAnswer(status, body, ERRORS);
}

function errorMessageOf(json: JsonRecord): string | undefined {
  const error = json.error ?? json;
  if (typeof error === 'string') return error;
  if (isRecord(error) && typeof error.message === 'string') return error.message;
  return typeof json.detail === 'string' ? json.detail : undefined;
}

function finishReasonOf(json: JsonRecord): string | null {
  if (!Array.isArray(json.choices)) return null;
  for (const choice of json.choices) {
    if (isRecord(choice) && typeof choice.finish_reason === 'string') return choice.finish_reason;
  }
  return null;
}

function usageOf(raw: unknown): TokenUsage | null {
  if (!isRecord(raw)) return null;
  const promptTokens = countIn(raw.prompt_tokens);
  const completionTokens = countIn(raw.completion_tokens);
  const prompt = isRecord(raw.prompt_tokens_details) ? raw.prompt_tokens_details : {};
  const completion = isRecord(raw.completion_tokens_details) ? raw.completion_tokens_details : {};
  return {
    promptTokens,
    cachedPromptTokens: countIn(prompt.cached_tokens),
    cacheWriteTokens: countIn(prompt.cache_creation_tokens),
    completionTokens,
    reasoningTokens: countIn(completion.reasoning_tokens),
    totalTokens: typeof raw.total_tokens === 'number' ? countIn(raw.total_tokens) : promptTokens + completionTokens,
  };
}
