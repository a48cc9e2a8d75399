import type { StreamSummary } from '../../chat/reply-summary.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn } from '../../json/json-record.ts';
import type { EventStep } from '../../sse/event-step.ts';
import { finishReasonOf, usageOf } from '../anthropic/decode-reply.ts';
import { createStreamDecoder } from '../anthropic/decode-stream.ts';
import type { AnswerWish } from '../provider.ts';

/** The event that tells usage, after the end of the message. */
const USAGE_EVENT = 'metadata';

const STOP_REASONS: Readonly<Record<string, string>> = {
  guardrail_intervened: 'refusal',
  content_filtered: 'refusal',
};

function stopReasonOf(reason: unknown): string | null {
  return typeof reason === 'string' ? (STOP_REASONS[reason] ?? reason) : null;
}

function usageFields(usage: unknown): JsonRecord | undefined {
  if (!isRecord(usage)) return undefined;
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_input_tokens: usage.cacheReadInputTokens,
    cache_creation_input_tokens: usage.cacheWriteInputTokens,
  };
}

/** An answer of Converse in the words of Messages; undefined where it is none. */
export function messageOf(
  { output, stopReason, usage }: JsonRecord,
  id: string,
  model: string,
): JsonRecord | undefined {
  const message = isRecord(output) ? output.message : undefined;
  if (!isRecord(message)) return undefined;
  return {
    type: 'message',
    id,
    model,
    content: recordsIn(message.content).flatMap(blockOf),
    stop_reason: stopReasonOf(stopReason),
    usage: usageFields(usage),
  };
}

function blockOf({ text, toolUse, reasoningContent: thought }: JsonRecord): readonly JsonRecord[] {
  if (typeof text === 'string') return [{ type: 'text', text }];
  if (isRecord(toolUse)) {
    return [{ type: 'tool_use', id: toolUse.toolUseId, name: toolUse.name, input: toolUse.input }];
  }
  if (!isRecord(thought)) return [];
  if (!isRecord(thought.reasoningText)) return [{ type: 'redacted_thinking', data: thought.redactedContent }];
  const { text: thinking, signature } = thought.reasoningText;
  // Models other than Anthropic's do not sign.
  return [{ type: 'thinking', thinking, ...(signature === undefined ? {} : { signature }) }];
}

/** Turns the events of ConverseStream into chat-completion chunks: they are Messages events under other names. */
export function createConverseDecoder(wish: AnswerWish, id: string, model: string): EventStep {
  const messages = createStreamDecoder(wish);
  let open: unknown;
  let stopReason: string | null = null;

  const write = (event: JsonRecord) => messages.onEvent(JSON.stringify(event));
  const started = (index: unknown, block: JsonRecord) => {
    open = index;
    return write({ type: 'content_block_start', content_block: block });
  };

  function changed({ contentBlockIndex: index, delta }: JsonRecord): readonly string[] {
    if (!isRecord(delta)) return [];
    const { text, toolUse, reasoningContent: thought } = delta;
    const written: string[] = [];
    const change = (event: JsonRecord) => written.push(...write({ type: 'content_block_delta', delta: event }));
    // Only blocks of calls are announced.
    if (index !== open) written.push(...started(index, { type: isRecord(thought) ? 'thinking' : 'text' }));
    if (typeof text === 'string') change({ type: 'text_delta', text });
    if (isRecord(toolUse)) change({ type: 'input_json_delta', partial_json: stringIn(toolUse.input) ?? '' });
    if (!isRecord(thought)) return written;
    if (typeof thought.text === 'string') change({ type: 'thinking_delta', thinking: thought.text });
    if (typeof thought.signature === 'string') change({ type: 'signature_delta', signature: thought.signature });
    if (typeof thought.redactedContent === 'string') {
      written.push(...started(index, { type: 'redacted_thinking', data: thought.redactedContent }));
    }
    return written;
  }

  function ended(usage: unknown): readonly string[] {
    if (stopReason === null) return [];
    const delta = { stop_reason: stopReason };
    stopReason = null;
    return [...write({ type: 'message_delta', delta, usage: usageFields(usage) }), ...write({ type: 'message_stop' })];
  }

  return {
    onEvent(data) {
      const event = parseRecord(data) ?? {};
      switch (event.type) {
        case 'messageStart':
          return write({ type: 'message_start', message: { id, model } });
        case 'contentBlockStart': {
          const call = isRecord(event.start) && isRecord(event.start.toolUse) ? event.start.toolUse : undefined;
          if (call === undefined) return [];
          return started(event.contentBlockIndex, { type: 'tool_use', id: call.toolUseId, name: call.name });
        }
        case 'contentBlockDelta':
          return changed(event);
        case 'contentBlockStop':
          return write({ type: 'content_block_stop' });
        case 'messageStop':
          stopReason = stopReasonOf(event.stopReason);
          return [];
        case USAGE_EVENT:
          return ended(event.usage);
        default:
          return [];
      }
    },
    onEnd: () => ended(undefined),
  };
}

/** Reads the last events: the reason, then usage. */
export function readConverseEnd(events: readonly string[], model: string): StreamSummary {
  let summary: StreamSummary = { model, finishReason: null, usage: null, error: null, isDone: false };
  for (const data of events) {
    const event = parseRecord(data) ?? {};
    if (event.type === 'messageStop') {
      summary = { ...summary, finishReason: finishReasonOf(stopReasonOf(event.stopReason)), isDone: true };
    } else if (event.type === USAGE_EVENT) {
      summary = { ...summary, usage: usageOf(usageFields(event.usage)) };
    } else if (isRecord(event.error)) {
      summary = { ...summary, error: stringIn(event.error.message) ?? 'unnamed error' };
    }
  }
  return summary;
}
