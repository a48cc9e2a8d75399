import { ChunkWriter, DONE } from '../../chat/chunk-writer.ts';
import type { TokenUsage } from '../../chat/reply-summary.ts';
import { isRecord, type JsonRecord, parseRecord, stringIn, textIn } from '../../json/json-record.ts';
import type { EventStep } from '../../sse/event-step.ts';
import type { AnswerWish } from '../provider.ts';
import { finishReasonOf, laterUsage, usageOf } from './decode-reply.ts';

/** Turns the events of a Messages stream into chat-completion chunks. Errors are told by the end of the stream. */
export function createStreamDecoder({ includeUsage, createdSeconds }: AnswerWish): EventStep {
  const writer = new ChunkWriter(createdSeconds);
  let usage: TokenUsage | null = null;
  let calls = -1;
  /** The block is a call whose arguments have not come yet. */
  let isEmptyCall = false;
  let thinking = '';

  function started(json: JsonRecord): string[] {
    const message = isRecord(json.message) ? json.message : {};
    usage = usageOf(message.usage);
    writer.named(stringIn(message.id) ?? '', stringIn(message.model) ?? '');
    return [writer.delta({ role: 'assistant', content: '' })];
  }

  function blockStarted(block: JsonRecord): string[] {
    if (block.type === 'thinking') thinking = '';
    if (block.type === 'redacted_thinking') {
      return [writer.delta({ thinking_blocks: [{ type: 'redacted_thinking', data: textIn(block.data) }] })];
    }
    if (block.type === 'text' && typeof block.text === 'string' && block.text !== '') {
      return [writer.delta({ content: block.text })];
    }
    if (block.type !== 'tool_use') return [];
    calls++;
    isEmptyCall = true;
    const call = { index: calls, id: textIn(block.id), type: 'function' as const };
    return [writer.delta({ tool_calls: [{ ...call, function: { name: textIn(block.name), arguments: '' } }] })];
  }

  function blockChanged(delta: JsonRecord): string[] {
    switch (delta.type) {
      case 'text_delta':
        return [writer.delta({ content: textIn(delta.text) })];
      case 'thinking_delta':
        thinking += textIn(delta.thinking);
        return [writer.delta({ reasoning_content: textIn(delta.thinking) })];
      case 'signature_delta':
        return [
          writer.delta({ thinking_blocks: [{ type: 'thinking', thinking, signature: textIn(delta.signature) }] }),
        ];
      case 'input_json_delta':
        return delta.partial_json === '' ? [] : argumentsChanged(textIn(delta.partial_json));
      default:
        return [];
    }
  }

  function argumentsChanged(text: string): string[] {
    isEmptyCall = false;
    return [writer.delta({ tool_calls: [{ index: calls, function: { arguments: text } }] })];
  }

  function ending(json: JsonRecord): string[] {
    usage = laterUsage(usage, usageOf(json.usage));
    const delta = isRecord(json.delta) ? json.delta : {};
    const reason = finishReasonOf(delta.stop_reason);
    return reason === null ? [] : [writer.finish(reason, stringIn(delta.stop_sequence))];
  }

  return {
    onEvent(data) {
      const json = parseRecord(data);
      switch (json?.type) {
        case 'message_start':
          return started(json);
        case 'content_block_start':
          return blockStarted(isRecord(json.content_block) ? json.content_block : {});
        case 'content_block_delta':
          return blockChanged(isRecord(json.delta) ? json.delta : {});
        case 'content_block_stop':
          return isEmptyCall ? argumentsChanged('{}') : [];
        case 'message_delta':
          return ending(json);
        case 'message_stop':
          return [...(includeUsage && usage !== null ? [writer.usage(usage)] : []), DONE];
        default:
          return [];
      }
    },
    onEnd: () => [],
  };
}
