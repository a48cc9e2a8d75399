import { markThinking } from '../../chat/thinking-origin.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import type { AnswerOrigin } from '../protocol.ts';
import { reasoningIn } from '../reasoning-in.ts';
import { messageUsage } from './message-usage.ts';
import { stopReasonOf } from './stop-reason.ts';

/** A chat completion as a message. */
export function renderMessagesReply(completion: JsonRecord, origin: AnswerOrigin): JsonRecord {
  const choice = recordsIn(completion.choices)[0] ?? {};
  const message = isRecord(choice.message) ? choice.message : {};
  return {
    id: messageId(origin),
    type: 'message',
    role: 'assistant',
    model: stringIn(completion.model) ?? origin.model,
    content: contentOf(message, origin),
    ...stopReasonOf(choice.finish_reason, choice.stop_reason),
    usage: messageUsage(completion.usage),
  };
}

/** Ids of messages, made from the exchange's. */
export function messageId({ id }: AnswerOrigin): string {
  return `msg_${id.replaceAll('-', '')}`;
}

/** An id for a call that its backend gave none. */
export function callId({ id }: AnswerOrigin, place: number): string {
  return `toolu_${id.replaceAll('-', '')}${place}`;
}

function contentOf(message: JsonRecord, origin: AnswerOrigin): readonly JsonRecord[] {
  const blocks: JsonRecord[] = [...recordsIn(message.thinking_blocks)];
  const reasoning = reasoningIn(message);
  if (blocks.length === 0 && reasoning !== undefined && reasoning !== '') {
    blocks.push({ type: 'thinking', thinking: reasoning, signature: markThinking(origin.model) });
  }
  const text = stringIn(message.content) ?? stringIn(message.refusal) ?? '';
  if (text !== '') blocks.push({ type: 'text', text });
  for (const call of recordsIn(message.tool_calls)) {
    const name = isRecord(call.function) ? (stringIn(call.function.name) ?? '') : '';
    if (!isRecord(call.function) || name === '') continue;
    const input = parseRecord(textIn(call.function.arguments ?? '')) ?? {};
    blocks.push({ type: 'tool_use', id: stringIn(call.id) || callId(origin, blocks.length), name, input });
  }
  return blocks;
}
