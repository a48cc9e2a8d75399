import type { Generation } from '../generation/generation.ts';
import { tokenLogprob } from '../generation/logprobs.ts';
import type { StreamEvent } from '../wire/answers.ts';
import { type AnswerIdentity, chatUsage, SYSTEM_FINGERPRINT } from './chat-completion.ts';
import type { ChatRequest } from './chat-request.ts';
import { usageOf } from './usage.ts';

interface Delta {
  readonly json: string;
  readonly isToken: boolean;
  readonly isThought: boolean;
  readonly logprobs?: string;
}

/**
 * The events of a streamed chat completion without the closing [DONE]: the role of each choice, then the choices'
 * tokens in turn, their finish, and the usage when it is asked for. Each event is made when it is taken.
 */
export function* chatEvents(
  request: ChatRequest,
  generations: readonly Generation[],
  identity: AnswerIdentity,
): Generator<StreamEvent> {
  const { output } = request;
  const head =
    `data: {"id":${JSON.stringify(identity.id)},"object":"chat.completion.chunk","created":${identity.created},` +
    `"model":${JSON.stringify(request.model)},"system_fingerprint":"${SYSTEM_FINGERPRINT}","choices":[`;
  let completion = 0;
  let thinking = 0;
  const tail = (): string => {
    if (!output.includesContinuousUsage) return ']}\n\n';
    return `],"usage":${JSON.stringify(usageOf(request.promptTokens, completion, thinking))}}\n\n`;
  };
  const event = (index: number, delta: Delta, finish: string): StreamEvent => ({
    text: `${head}{"index":${index},"delta":${delta.json},"logprobs":${delta.logprobs ?? 'null'},"finish_reason":${finish}${tail()}`,
    isToken: delta.isToken,
  });

  for (let index = 0; index < generations.length; index += 1) {
    yield event(index, ROLE_DELTA, 'null}');
  }
  const open = generations.map((generation, index) => ({ index, generation, deltas: deltasOf(request, generation) }));
  while (open.length > 0) {
    for (const choice of [...open]) {
      const next = choice.deltas.next();
      if (next.done === true) {
        open.splice(open.indexOf(choice), 1);
        const { finishReason, stopReason } = choice.generation;
        yield event(choice.index, END_DELTA, `"${finishReason}","stop_reason":${JSON.stringify(stopReason)}}`);
        continue;
      }
      if (next.value.isToken) completion += 1;
      if (next.value.isThought) thinking += 1;
      if (next.value.json !== '') yield event(choice.index, next.value, 'null}');
      else yield { text: '', isToken: true };
    }
  }
  if (output.includesUsage) {
    yield { text: `${head}],"usage":${JSON.stringify(chatUsage(request, generations))}}\n\n`, isToken: false };
  }
}

const ROLE_DELTA: Delta = { json: '{"role":"assistant","content":""}', isToken: false, isThought: false };
const END_DELTA: Delta = { json: '{}', isToken: false, isThought: false };

function* deltasOf(request: ChatRequest, generation: Generation): Generator<Delta> {
  const { topLogprobs } = request;
  for (const token of generation.reasoningTokens) {
    const text = JSON.stringify(token);
    const json = request.showsReasoning ? `{"reasoning_content":${text},"reasoning":${text}}` : '';
    yield { json, isToken: true, isThought: true };
  }
  let position = 0;
  for (const token of generation.contentTokens) {
    const json = `{"content":${JSON.stringify(token)}}`;
    if (topLogprobs === undefined) yield { json, isToken: true, isThought: false };
    else {
      const logprobs = JSON.stringify({ content: [tokenLogprob(token, position, topLogprobs)], refusal: null });
      yield { json, isToken: true, isThought: false, logprobs };
    }
    position += 1;
  }
  for (let index = 0; index < generation.calls.length; index += 1) {
    const call = generation.calls[index]!;
    const opening = { index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } };
    yield { json: JSON.stringify({ tool_calls: [opening] }), isToken: false, isThought: false };
    for (const token of call.argumentTokens) {
      yield {
        json: `{"tool_calls":[{"index":${index},"function":{"arguments":${JSON.stringify(token)}}}]}`,
        isToken: true,
        isThought: false,
      };
    }
  }
}
