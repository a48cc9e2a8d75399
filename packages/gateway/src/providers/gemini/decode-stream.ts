import type { ChatDelta, FinishReason } from '../../chat/chat-shape.ts';
import { ChunkWriter, DONE } from '../../chat/chunk-writer.ts';
import type { TokenUsage } from '../../chat/reply-summary.ts';
import { type JsonRecord, parseRecord, stringIn } from '../../json/json-record.ts';
import type { EventStep } from '../../sse/event-step.ts';
import type { AnswerWish } from '../provider.ts';
import {
  blockReasonOf,
  callOf,
  finishReasonOf,
  partsIn,
  pictureOf,
  refusalOf,
  signatureOf,
  usageOf,
} from './decode-reply.ts';
import { signedThinking } from './thought-signatures.ts';

/**
 * Turns the events of a stream into chat-completion chunks. The API sends calls whole, and ends by closing the stream:
 * finish, usage and `[DONE]` are written then. `model` is the router's name for who answers.
 */
export function createStreamDecoder({ includeUsage, createdSeconds }: AnswerWish, model: string): EventStep {
  const writer = new ChunkWriter(createdSeconds);
  let usage: TokenUsage | null = null;
  let finish: FinishReason | null = null;
  let thinking = '';
  let calls = 0;
  let hasStarted = false;
  let id = '';

  function start(json: JsonRecord): string[] {
    if (hasStarted) return [];
    hasStarted = true;
    id = stringIn(json.responseId) ?? '';
    writer.named(id, stringIn(json.modelVersion) ?? '');
    return [writer.delta({ role: 'assistant', content: '' })];
  }

  function deltasOf(part: JsonRecord): ChatDelta[] {
    const call = callOf(part, `${id}:${calls}`);
    if (call !== undefined) {
      const signatures = signatureOf(part, call.id);
      const isSigned = Object.keys(signatures).length > 0;
      const signed: ChatDelta[] = isSigned ? [{ thinking_blocks: [signedThinking(model, thinking, signatures)] }] : [];
      if (isSigned) thinking = '';
      return [...signed, { tool_calls: [{ index: calls++, ...call }] }];
    }
    const text = stringIn(part.text) ?? pictureOf(part);
    if (typeof text !== 'string' || text === '') return [];
    if (part.thought !== true) return [{ content: text }];
    thinking += text;
    return [{ reasoning_content: text }];
  }

  return {
    onEvent(data) {
      const json = parseRecord(data);
      if (json === undefined || json.error !== undefined) return [];
      const written = start(json);
      const blocked = blockReasonOf(json);
      if (blocked !== undefined) written.push(writer.delta({ refusal: refusalOf(blocked) }));
      for (const part of partsIn(json)) for (const delta of deltasOf(part)) written.push(writer.delta(delta));
      usage = usageOf(json.usageMetadata) ?? usage;
      finish = finishReasonOf(json, calls > 0) ?? finish;
      return written;
    },
    onEnd() {
      if (finish === null) return [];
      return [writer.finish(finish), ...(includeUsage && usage !== null ? [writer.usage(usage)] : []), DONE];
    },
  };
}
