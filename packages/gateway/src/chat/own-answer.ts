/** An answer of the router's own, made without a model. */
export interface OwnAnswer {
  readonly content: string;
  /** Shown as the answering model. */
  readonly model: string;
  /** Unique. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdSeconds: number;
}

const NO_USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

function headOf({ id, model, createdSeconds }: OwnAnswer) {
  return { id: `chatcmpl-${id}`, created: createdSeconds, model };
}

/** The router's own answer as a chat completion. */
export function ownCompletion(answer: OwnAnswer) {
  const message = { role: 'assistant', content: answer.content, refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
  return { ...headOf(answer), object: 'chat.completion', choices, usage: NO_USAGE };
}

/** The same as the data of a complete stream's events, `[DONE]` included. */
export function ownChunks(answer: OwnAnswer, includeUsage: boolean): readonly string[] {
  const head = headOf(answer);
  const chunk = (choices: readonly unknown[], more: object = {}) =>
    JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more });
  const choice = (delta: object, finish: string | null) => [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return [
    chunk(choice({ role: 'assistant', content: '' }, null)),
    chunk(choice({ content: answer.content }, null)),
    chunk(choice({}, 'stop')),
    ...(includeUsage ? [chunk([], { usage: NO_USAGE })] : []),
    '[DONE]',
  ];
}
