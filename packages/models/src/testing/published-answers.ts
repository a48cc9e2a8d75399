/** Bodies in the shapes that vLLM and OpenAI publish for their APIs; the figures are made up. */

const USAGE = { prompt_tokens: 10, total_tokens: 10, completion_tokens: 0, prompt_tokens_details: null };

/** vLLM `/classify`. */
export function classifyAnswer(classes: readonly string[], probabilities: readonly (readonly number[])[]) {
  return {
    id: 'classify-9bf17f2847b046c7',
    object: 'list',
    created: 1_745_383_213,
    model: 'test',
    data: probabilities.map((probs, index) => ({
      index,
      label: classes[probs.indexOf(Math.max(...probs))],
      probs,
      num_classes: probs.length,
    })),
    usage: USAGE,
  };
}

/** vLLM `/score`. */
export function scoreAnswer(scores: readonly unknown[]) {
  return {
    id: 'score-9bf17f2847b046c7',
    object: 'list',
    created: 1_745_383_213,
    model: 'test',
    data: scores.map((score, index) => ({ index, object: 'score', score })),
    usage: USAGE,
  };
}

/** OpenAI and vLLM `/v1/embeddings`. */
export function embeddingsAnswer(vectors: readonly (readonly number[] | string)[]) {
  return {
    id: 'embd-1',
    object: 'list',
    created: 1_745_383_213,
    model: 'test',
    data: vectors.map((embedding, index) => ({ index, object: 'embedding', embedding })),
    usage: USAGE,
  };
}

/** vLLM `/pooling` of a model that pools a text to one vector. */
export function poolingAnswer(vectors: readonly (readonly number[])[]) {
  return {
    id: 'pool-1',
    object: 'list',
    created: 1_745_383_213,
    model: 'test',
    data: vectors.map((data, index) => ({ index, object: 'pooling', data })),
    usage: USAGE,
  };
}

/** OpenAI and vLLM `/v1/chat/completions`. `logprobs`: of the first token, by token. */
export function chatAnswer(
  content: string | null,
  {
    reason = 'stop',
    logprobs,
  }: { readonly reason?: string; readonly logprobs?: Readonly<Record<string, number>> } = {},
) {
  const top = Object.entries(logprobs ?? {}).map(([token, logprob]) => ({ token, logprob, bytes: null }));
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_745_383_213,
    model: 'test',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: logprobs === undefined ? null : { content: [{ ...top[0], top_logprobs: top }], refusal: null },
        finish_reason: reason,
      },
    ],
    usage: USAGE,
  };
}
