import { markThinking } from '../../chat/thinking-origin.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn } from '../../json/json-record.ts';
import type { EventWriter } from '../../sse/event-translation.ts';
import type { AnswerOrigin } from '../protocol.ts';
import { reasoningIn } from '../reasoning-in.ts';
import { messageUsage } from './message-usage.ts';
import { callId, messageId } from './render-reply.ts';
import { stopReasonOf } from './stop-reason.ts';

/** A block that is being written. */
type OpenBlock = { readonly type: 'thinking' | 'text' | 'tool_use'; readonly call: number };

interface WaitingCall {
  id: string;
  name: string;
  text: string;
}

/**
 * Writes chat-completion chunks as the events of a message: `message_start`, each block from start to stop, then
 * `message_delta` with the reason and usage, and `message_stop`. Blocks follow one another, while chunks of parallel
 * calls may be mixed: the first call is passed on as it comes, the others when the answer ends.
 */
export function createMessagesWriter(origin: AnswerOrigin): EventWriter {
  let hasStarted = false;
  let isOver = false;
  let index = -1;
  let open: OpenBlock | undefined;
  let hasSignature = false;
  let finish: { reason: unknown; stopReason: unknown } | undefined;
  let usage: unknown;
  const waiting = new Map<number, WaitingCall>();
  /** The call that is passed on as it comes. */
  let live: number | undefined;

  function start(model: string | undefined): string {
    hasStarted = true;
    const message = {
      id: messageId(origin),
      type: 'message',
      role: 'assistant',
      model: model === undefined || model === '' ? origin.model : model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: messageUsage(undefined),
    };
    return event('message_start', { message });
  }

  function close(): string {
    if (open === undefined) return '';
    // A client that keeps the history needs a signature to send the thinking back.
    const isUnsigned = open.type === 'thinking' && !hasSignature;
    const signature = isUnsigned
      ? event('content_block_delta', {
          index,
          delta: { type: 'signature_delta', signature: markThinking(origin.model) },
        })
      : '';
    open = undefined;
    return signature + event('content_block_stop', { index });
  }

  function openBlock(block: OpenBlock, content: JsonRecord): string {
    if (open?.type === block.type && open.call === block.call) return '';
    const before = close();
    open = block;
    index++;
    hasSignature = false;
    return before + event('content_block_start', { index, content_block: content });
  }

  const change = (delta: JsonRecord) => event('content_block_delta', { index, delta });

  function thinking(delta: JsonRecord): string {
    let written = '';
    const text = reasoningIn(delta);
    if (text !== undefined && text !== '') {
      written += openBlock({ type: 'thinking', call: -1 }, { type: 'thinking', thinking: '', signature: '' });
      written += change({ type: 'thinking_delta', thinking: text });
    }
    for (const block of recordsIn(delta.thinking_blocks)) {
      if (block.type === 'redacted_thinking') {
        written += close();
        index++;
        written +=
          event('content_block_start', { index, content_block: block }) + event('content_block_stop', { index });
      } else if (typeof block.signature === 'string') {
        // Some models sign without showing what they thought.
        written += openBlock({ type: 'thinking', call: -1 }, { type: 'thinking', thinking: '', signature: '' });
        hasSignature = true;
        written += change({ type: 'signature_delta', signature: block.signature }) + close();
      }
    }
    return written;
  }

  function text(delta: JsonRecord): string {
    const content = stringIn(delta.content) ?? stringIn(delta.refusal);
    if (content === undefined || content === '') return '';
    return (
      openBlock({ type: 'text', call: -1 }, { type: 'text', text: '' }) + change({ type: 'text_delta', text: content })
    );
  }

  function call(delta: JsonRecord): string {
    const at = typeof delta.index === 'number' ? delta.index : 0;
    const called = isRecord(delta.function) ? delta.function : {};
    const piece = stringIn(called.arguments) ?? '';
    if (at === live) return open?.type === 'tool_use' ? argumentsOf(piece) : '';
    const one = waiting.get(at) ?? { id: '', name: '', text: '' };
    one.id ||= stringIn(delta.id) ?? '';
    one.name ||= stringIn(called.name) ?? '';
    one.text += piece;
    waiting.set(at, one);
    if (live !== undefined || one.name === '') return '';
    live = at;
    waiting.delete(at);
    return beginCall(one);
  }

  function beginCall({ id, name, text: piece }: WaitingCall): string {
    const block = { type: 'tool_use', id: id || callId(origin, index + 1), name, input: {} };
    return openBlock({ type: 'tool_use', call: index + 1 }, block) + argumentsOf(piece);
  }

  const argumentsOf = (piece: string) =>
    piece === '' ? '' : change({ type: 'input_json_delta', partial_json: piece });

  function end(): string {
    if (isOver) return '';
    isOver = true;
    let written = hasStarted ? '' : start(undefined);
    written += close();
    for (const one of waiting.values()) if (one.name !== '') written += beginCall(one) + close();
    const delta = stopReasonOf(finish?.reason, finish?.stopReason);
    return `${written}${event('message_delta', { delta, usage: messageUsage(usage) })}${event('message_stop', {})}`;
  }

  return {
    onEvent(data) {
      if (data === '[DONE]') return end();
      const chunk = parseRecord(data);
      if (chunk === undefined || isOver) return '';
      if (isRecord(chunk.error)) {
        // Nothing after an error may make the message look finished; the relay tells the error.
        isOver = true;
        return '';
      }
      let written = hasStarted ? '' : start(stringIn(chunk.model));
      if (isRecord(chunk.usage)) usage = chunk.usage;
      const choice = recordsIn(chunk.choices)[0];
      if (choice === undefined) return written;
      const delta = isRecord(choice.delta) ? choice.delta : {};
      written += thinking(delta) + text(delta);
      for (const each of recordsIn(delta.tool_calls)) written += call(each);
      if (typeof choice.finish_reason === 'string') {
        finish = { reason: choice.finish_reason, stopReason: choice.stop_reason };
      }
      return written;
    },
    onEnd: end,
  };
}

function event(type: string, fields: JsonRecord): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
