import { countTokens, type Generation } from '../generation/generation.ts';
import { tokenLogprob } from '../generation/logprobs.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Usage, usageOf } from './usage.ts';

/** What names one answer: its id and the Unix second in which it was made. */
export interface AnswerIdentity {
  readonly id: string;
  readonly created: number;
}

/** Marks every answer as simulated, also where its text has a form that leaves no room to say so. */
export const SYSTEM_FINGERPRINT = 'signalbox-simulator';

/** The token counts over all choices of a chat answer. */
export function chatUsage(request: ChatRequest, generations: readonly Generation[]): Usage {
  let completion = 0;
  let thinking = 0;
  for (const generation of generations) {
    completion += countTokens(generation);
    thinking += generation.reasoningTokens.length;
  }
  return usageOf(request.promptTokens, completion, thinking);
}

/** The JSON text of a chat completion that is not streamed. */
export function renderChatCompletion(
  request: ChatRequest,
  generations: readonly Generation[],
  identity: AnswerIdentity,
): string {
  return JSON.stringify({
    id: identity.id,
    object: 'chat.completion',
    created: identity.created,
    model: request.model,
    choices: generations.map((generation, index) => renderChoice(request, generation, index)),
    service_tier: null,
    system_fingerprint: SYSTEM_FINGERPRINT,
    usage: chatUsage(request, generations),
  });
}

function renderChoice(request: ChatRequest, generation: Generation, index: number): object {
  const { contentTokens, reasoningTokens, calls } = generation;
  const thoughts = request.showsReasoning && reasoningTokens.length > 0 ? reasoningTokens.join('') : undefined;
  const { topLogprobs } = request;
  return {
    index,
    message: {
      role: 'assistant',
      content: calls.length > 0 || contentTokens.length === 0 ? null : contentTokens.join(''),
      refusal: null,
      // Older servers write `reasoning_content`, newer ones `reasoning`.
      ...(thoughts === undefined ? {} : { reasoning_content: thoughts, reasoning: thoughts }),
      ...(calls.length === 0 ? {} : { tool_calls: calls.map(renderCall) }),
    },
    logprobs:
      topLogprobs === undefined
        ? null
        : { content: contentTokens.map((token, at) => tokenLogprob(token, at, topLogprobs)), refusal: null },
    finish_reason: generation.finishReason,
    stop_reason: generation.stopReason,
  };
}

function renderCall(call: Generation['calls'][number]): object {
  return { id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } };
}
