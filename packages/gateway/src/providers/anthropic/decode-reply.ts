import type { ChatMessage, FinishReason, ThinkingBlock } from '../../chat/chat-shape.ts';
import { chatUsage } from '../../chat/chat-usage.ts';
import type { ReplySummary, StreamSummary, TokenUsage } from '../../chat/reply-summary.ts';
import {
  countIn,
  isRecord,
  type JsonRecord,
  parseRecord,
  parseRecordBytes,
  recordsIn,
  stringIn,
  textIn,
} from '../../json/json-record.ts';
import { type ErrorWords, readErrorAnswer } from '../error-answer.ts';
import type { AnswerWish, UpstreamFailure } from '../provider.ts';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** Why a message ended, in the words of chat completions; null while it has not. */
export function finishReasonOf(stopReason: unknown): FinishReason | null {
  return typeof stopReason === 'string' ? (FINISH_REASONS[stopReason] ?? 'stop') : null;
}

/** Tokens as the API counts them: what was read from its cache, and what was written to it, stand beside the rest. */
export function usageOf(raw: unknown): TokenUsage | null {
  if (!isRecord(raw)) return null;
  const cached = countIn(raw.cache_read_input_tokens);
  const promptTokens = countIn(raw.input_tokens) + cached + countIn(raw.cache_creation_input_tokens);
  const completionTokens = countIn(raw.output_tokens);
  return {
    promptTokens,
    cachedPromptTokens: cached,
    cacheWriteTokens: countIn(raw.cache_creation_input_tokens),
    completionTokens,
    reasoningTokens: 0,
    totalTokens: promptTokens + completionTokens,
  };
}

/** What a message says of itself, or undefined when the body is not a message. */
export function readReply(body: Uint8Array): ReplySummary | undefined {
  const json = parseRecordBytes(body);
  if (json?.type !== 'message') return undefined;
  return {
    model: stringIn(json.model) ?? null,
    finishReason: finishReasonOf(json.stop_reason),
    usage: usageOf(json.usage),
  };
}

/** Reads the last events: `message_delta` has the reason and, cumulatively, the usage. */
export function readStreamEnd(events: readonly string[]): StreamSummary {
  let finishReason: string | null = null;
  let usage: TokenUsage | null = null;
  let model: string | null = null;
  let error: string | null = null;
  let isDone = false;
  for (const event of events) {
    const json = parseRecord(event);
    if (json?.type === 'message_start' && isRecord(json.message)) {
      model = stringIn(json.message.model) ?? null;
      usage = usageOf(json.message.usage);
    } else if (json?.type === 'message_delta') {
      finishReason = isRecord(json.delta) ? finishReasonOf(json.delta.stop_reason) : finishReason;
      usage = laterUsage(usage, usageOf(json.usage));
    } else if (json?.type === 'message_stop') {
      isDone = true;
    } else if (json?.type === 'error') {
      error = errorMessageOf(json) ?? 'unnamed error';
    }
  }
  return { model, finishReason, usage, error, isDone };
}

/** Usage is told at the start (the prompt) and at the end (the answer; the prompt again by newer servers). */
export function laterUsage(before: TokenUsage | null, now: TokenUsage | null): TokenUsage | null {
  if (before === null || now === null) return now ?? before;
  const prompt = now.promptTokens > 0 ? now : before;
  return {
    ...prompt,
    completionTokens: now.completionTokens,
    totalTokens: prompt.promptTokens + now.completionTokens,
  };
}

/** A message as a chat completion. */
export function translateReply(json: JsonRecord, { createdSeconds }: AnswerWish): JsonRecord {
  const usage = usageOf(json.usage);
  const reason = json.stop_reason;
  return {
    id: stringIn(json.id) ?? '',
    object: 'chat.completion',
    created: createdSeconds,
    model: stringIn(json.model) ?? '',
    choices: [
      {
        index: 0,
        message: translateMessage(recordsIn(json.content)),
        logprobs: null,
        finish_reason: finishReasonOf(reason) ?? 'stop',
        ...(typeof json.stop_sequence === 'string' ? { stop_reason: json.stop_sequence } : {}),
      },
    ],
    ...(usage === null ? {} : { usage: chatUsage(usage) }),
  };
}

function translateMessage(blocks: readonly JsonRecord[]): ChatMessage {
  const textOf = (type: string, field: string) =>
    blocks.flatMap((block) => (block.type === type ? [stringIn(block[field]) ?? ''] : [])).join('');
  const text = textOf('text', 'text');
  const reasoning = textOf('thinking', 'thinking');
  const thinking = blocks.filter(
    ({ type, signature }) => type === 'redacted_thinking' || (type === 'thinking' && typeof signature === 'string'),
  );
  const calls = blocks.filter(({ type }) => type === 'tool_use');
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(thinking.length === 0 ? {} : { thinking_blocks: thinking as unknown as ThinkingBlock[] }),
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map(({ id, name, input }) => ({
            id: textIn(id),
            type: 'function' as const,
            function: { name: textIn(name), arguments: JSON.stringify(input ?? {}) },
          })),
        }),
  };
}

const ERRORS: ErrorWords = {
  messageIn: errorMessageOf,
  isPassable: ({ type }) => type === 'error',
  tooLong: /prompt is too long/i,
};

/** Reads an error answer. */
export function decodeError(status: number, body: Uint8Array): UpstreamFailure {
  return readErrorAnswer(status, body, ERRORS);
}

/** What an error event or body says. */
export function errorMessageOf(json: JsonRecord): string | undefined {
  return isRecord(json.error) ? stringIn(json.error.message) : stringIn(json.message);
}
