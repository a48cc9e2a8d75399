import type { ReplySummary, StreamSummary, TokenUsage } from '../../chat/reply-summary.ts';
import type { UpstreamFailure } from '../provider.ts';

type JsonRecord = Readonly<Record<string, unknown>>;

const EXCERPT_CHARACTERS = 200;

/** Statuses after which the same call may succeed elsewhere or later. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504]);

/** What a chat completion says of itself, or undefined when the body is not a JSON object. */
export function readReply(body: Uint8Array): ReplySummary | undefined {
  const json = parseRecord(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
  if (json === undefined) return undefined;
  return { model: stringOrNull(json.model), finishReason: finishReasonOf(json), usage: usageOf(json.usage) };
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
    model ??= stringOrNull(json.model);
    usage ??= usageOf(json.usage);
    finishReason ??= finishReasonOf(json);
    if (json.error !== undefined && json.error !== null) error ??= errorMessageOf(json) ?? 'unnamed error';
  }
  return { model, finishReason, usage, error, isDone };
}

/** Reads an error answer; one in OpenAI's (or vLLM's older, flat) shape can be passed on. */
export function decodeError(status: number, body: Uint8Array): UpstreamFailure {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  const json = parseRecord(text);
  const excerpt = text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text;
  const message = json === undefined ? undefined : errorMessageOf(json);
  return { message: message ?? excerpt, isRetryable: RETRYABLE.has(status), isPassable: json !== undefined };
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
  const promptTokens = count(raw.prompt_tokens);
  const completionTokens = count(raw.completion_tokens);
  const prompt = isRecord(raw.prompt_tokens_details) ? raw.prompt_tokens_details : {};
  const completion = isRecord(raw.completion_tokens_details) ? raw.completion_tokens_details : {};
  return {
    promptTokens,
    cachedPromptTokens: count(prompt.cached_tokens),
    completionTokens,
    reasoningTokens: count(completion.reasoning_tokens),
    totalTokens: typeof raw.total_tokens === 'number' ? count(raw.total_tokens) : promptTokens + completionTokens,
  };
}

function parseRecord(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // Not JSON: the caller says what that means.
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
