import type { AnswerIdentity } from '../../chat/chat-completion.ts';
import type { ChatRequest } from '../../chat/chat-request.ts';
import { countTokens, type GeneratedCall, type Generation } from '../../generation/generation.ts';
import type { StreamEvent } from '../../wire/answers.ts';
import { signCall, signsCalls } from './read-contents.ts';

/** An answer as JSON text. */
export function renderContents(request: ChatRequest, generation: Generation, identity: AnswerIdentity): string {
  const thoughts = shownThoughts(request, generation).join('');
  const text = generation.contentTokens.join('');
  const parts = [
    ...(thoughts === '' ? [] : [{ text: thoughts, thought: true }]),
    ...(text === '' ? [] : [{ text }]),
    ...generation.calls.map((call, index) => callPart(request, call, index)),
  ];
  return JSON.stringify(answer(request, identity, parts, generation));
}

/** The events of a streamed answer: tokens, then each call as a whole, then the reason and usage. */
export function* contentsEvents(
  request: ChatRequest,
  generation: Generation,
  identity: AnswerIdentity,
): Generator<StreamEvent> {
  const event = (parts: readonly object[], isToken = true, end?: Generation): StreamEvent => ({
    text: `data: ${JSON.stringify(answer(request, identity, parts, end))}\r\n\r\n`,
    isToken,
  });
  for (const text of shownThoughts(request, generation)) yield event([{ text, thought: true }]);
  for (const text of generation.contentTokens) yield event([{ text }]);
  for (const [index, call] of generation.calls.entries()) yield event([callPart(request, call, index)]);
  yield event([{ text: '' }], false, generation);
}

function shownThoughts({ showsReasoning }: ChatRequest, { reasoningTokens }: Generation): readonly string[] {
  return showsReasoning ? reasoningTokens : [];
}

/** The first of parallel calls is signed, for all of them. */
function callPart({ model }: ChatRequest, call: GeneratedCall, index: number) {
  const args = JSON.parse(call.arguments) as unknown;
  const signed = index === 0 && signsCalls(model) ? { thoughtSignature: signCall(call.name, args) } : {};
  return { functionCall: { name: call.name, args }, ...signed };
}

function answer(
  { model, promptTokens }: ChatRequest,
  { id }: AnswerIdentity,
  parts: readonly object[],
  end: Generation | undefined,
) {
  const candidate = { content: { role: 'model', parts }, index: 0 };
  const thoughts = end?.reasoningTokens.length ?? 0;
  return {
    candidates: [end === undefined ? candidate : { ...candidate, finishReason: reasonOf(end) }],
    ...(end === undefined
      ? {}
      : {
          usageMetadata: {
            promptTokenCount: promptTokens,
            candidatesTokenCount: countTokens(end) - thoughts,
            thoughtsTokenCount: thoughts,
            totalTokenCount: promptTokens + countTokens(end),
          },
        }),
    modelVersion: model,
    responseId: id,
  };
}

function reasonOf({ finishReason }: Generation): string {
  return finishReason === 'length' ? 'MAX_TOKENS' : 'STOP';
}
