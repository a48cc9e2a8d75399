import type { OwnAnswer, ParsedRequest, RenderedBody } from '../protocol.ts';

const NO_USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

/** The router's own answer as a chat completion, or as a complete stream when the client asked for one. */
export function renderChatAnswer(answer: OwnAnswer, request: ParsedRequest): RenderedBody {
  const { content, model } = answer;
  const head = { id: `chatcmpl-${answer.id}`, created: answer.createdSeconds, model };
  if (!request.isStreaming) {
    const message = { role: 'assistant', content, refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
    const json = JSON.stringify({ ...head, object: 'chat.completion', choices, usage: NO_USAGE });
    return { contentType: 'application/json; charset=utf-8', body: Buffer.from(json) };
  }
  const chunk = (choices: readonly unknown[], more: object = {}) =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
  const choice = (delta: object, finish: string | null) => [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  const events = [
    chunk(choice({ role: 'assistant', content: '' }, null)),
    chunk(choice({ content }, null)),
    chunk(choice({}, 'stop')),
  ];
  if (request.wantsStreamUsage) events.push(chunk([], { usage: NO_USAGE }));
  events.push('data: [DONE]\n\n');
  return { contentType: 'text/event-stream; charset=utf-8', body: Buffer.from(events.join('')) };
}
