import { crc32 } from 'node:zlib';
import type { ChatRequest } from '../../chat/chat-request.ts';
import { countTokens, type Generation } from '../../generation/generation.ts';
import type { StreamEvent } from '../../wire/answers.ts';
import { signThought } from '../anthropic/read-messages.ts';

/** An answer of Converse as JSON text. */
export function renderConverse(request: ChatRequest, generation: Generation): string {
  const thinking = generation.reasoningTokens.join('');
  const text = generation.contentTokens.join('');
  const content = [
    ...(thinking === ''
      ? []
      : [{ reasoningContent: { reasoningText: { text: thinking, signature: signThought(thinking) } } }]),
    ...(text === '' ? [] : [{ text }]),
    ...generation.calls.map((call) => ({
      toolUse: { toolUseId: toolId(call.id), name: call.name, input: JSON.parse(call.arguments) as unknown },
    })),
  ];
  return JSON.stringify({
    output: { message: { role: 'assistant', content } },
    stopReason: stopReasonOf(generation),
    usage: usageOf(request, generation),
    metrics: { latencyMs: 1 },
  });
}

/** The frames of a streamed answer. */
export function* converseEvents(request: ChatRequest, generation: Generation): Generator<StreamEvent> {
  let contentBlockIndex = 0;
  const changed = (delta: object, isToken = true) => frame('contentBlockDelta', { contentBlockIndex, delta }, isToken);
  const closed = () => frame('contentBlockStop', { contentBlockIndex: contentBlockIndex++ });
  yield frame('messageStart', { role: 'assistant' });
  if (generation.reasoningTokens.length > 0) {
    for (const text of generation.reasoningTokens) yield changed({ reasoningContent: { text } });
    yield changed({ reasoningContent: { signature: signThought(generation.reasoningTokens.join('')) } }, false);
    yield closed();
  }
  if (generation.contentTokens.length > 0) {
    for (const text of generation.contentTokens) yield changed({ text });
    yield closed();
  }
  for (const call of generation.calls) {
    const start = { toolUse: { toolUseId: toolId(call.id), name: call.name } };
    yield frame('contentBlockStart', { contentBlockIndex, start });
    for (const input of call.argumentTokens) yield changed({ toolUse: { input } });
    yield closed();
  }
  yield frame('messageStop', { stopReason: stopReasonOf(generation) });
  yield frame('metadata', { usage: usageOf(request, generation), metrics: { latencyMs: 1 } });
}

/** One message of AWS's event streams. */
export function encodeFrame(headers: Readonly<Record<string, string>>, payload: object): Buffer {
  const written = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const size = Buffer.alloc(3);
      size.writeUInt8(7, 0);
      size.writeUInt16BE(Buffer.byteLength(value), 1);
      return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), size, Buffer.from(value)]);
    }),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(12 + written.length + body.length + 4, 0);
  prelude.writeUInt32BE(written.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, written, body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(message));
  return Buffer.concat([message, checksum]);
}

function frame(type: string, payload: object, isToken = false): StreamEvent {
  const headers = { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' };
  return { text: encodeFrame(headers, payload), isToken };
}

function toolId(id: string): string {
  return `tooluse_${id.slice(-22)}`;
}

function usageOf({ promptTokens }: ChatRequest, generation: Generation) {
  const outputTokens = countTokens(generation);
  return { inputTokens: promptTokens, outputTokens, totalTokens: promptTokens + outputTokens };
}

function stopReasonOf({ finishReason, stopReason, calls }: Generation): string {
  if (stopReason !== null) return 'stop_sequence';
  if (finishReason === 'length') return 'max_tokens';
  return calls.length > 0 ? 'tool_use' : 'end_turn';
}
