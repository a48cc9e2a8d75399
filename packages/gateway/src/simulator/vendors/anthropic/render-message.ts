import type { AnswerIdentity } from '../../chat/chat-completion.ts';
import type { ChatRequest } from '../../chat/chat-request.ts';
import { countTokens, type GeneratedCall, type Generation } from '../../generation/generation.ts';
import type { StreamEvent } from '../../wire/answers.ts';
import { signThought } from './read-messages.ts';

/** A message as JSON text. */
export function renderMessage(request: ChatRequest, generation: Generation, identity: AnswerIdentity): string {
  const thinking = generation.reasoningTokens.join('');
  const text = generation.contentTokens.join('');
  return JSON.stringify({
    ...head(request, identity),
    content: [
      ...(thinking === '' ? [] : [{ type: 'thinking', thinking, signature: signThought(thinking) }]),
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...generation.calls.map((call) => ({ ...callBlock(call), input: JSON.parse(call.arguments) as unknown })),
    ],
    ...ending(generation),
    usage: { ...promptUsage(request), output_tokens: countTokens(generation) },
  });
}

/** The events of a message. */
export function* messageEvents(
  request: ChatRequest,
  generation: Generation,
  identity: AnswerIdentity,
): Generator<StreamEvent> {
  const start = { ...head(request, identity), content: [], stop_reason: null, stop_sequence: null };
  yield event('message_start', { message: { ...start, usage: { ...promptUsage(request), output_tokens: 1 } } });
  yield event('ping', {});
  let index = 0;
  const opened = (content: object) => event('content_block_start', { index, content_block: content });
  const changed = (delta: object, isToken = true) => event('content_block_delta', { index, delta }, isToken);
  const closed = () => event('content_block_stop', { index: index++ });
  if (generation.reasoningTokens.length > 0) {
    yield opened({ type: 'thinking', thinking: '', signature: '' });
    for (const token of generation.reasoningTokens) yield changed({ type: 'thinking_delta', thinking: token });
    const signature = signThought(generation.reasoningTokens.join(''));
    yield changed({ type: 'signature_delta', signature }, false);
    yield closed();
  }
  if (generation.contentTokens.length > 0) {
    yield opened({ type: 'text', text: '' });
    for (const token of generation.contentTokens) yield changed({ type: 'text_delta', text: token });
    yield closed();
  }
  for (const call of generation.calls) {
    yield opened({ ...callBlock(call), input: {} });
    for (const token of call.argumentTokens) yield changed({ type: 'input_json_delta', partial_json: token });
    yield closed();
  }
  yield event('message_delta', { delta: ending(generation), usage: { output_tokens: countTokens(generation) } });
  yield event('message_stop', {});
}

function event(type: string, fields: object, isToken = false): StreamEvent {
  return { text: `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`, isToken };
}

function head({ model }: ChatRequest, { id }: AnswerIdentity) {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', model };
}

function callBlock({ id, name }: GeneratedCall) {
  return { type: 'tool_use', id: `toolu_${id.slice(-24)}`, name };
}

function promptUsage({ promptTokens }: ChatRequest) {
  return { input_tokens: promptTokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
}

function ending({ finishReason, stopReason, calls }: Generation) {
  if (stopReason !== null) return { stop_reason: 'stop_sequence', stop_sequence: stopReason };
  const reason = finishReason === 'length' ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn';
  return { stop_reason: reason, stop_sequence: null };
}
