interface ModelCounts {
  running: number;
  /** Always 0: a simulator begins every request at once. */
  waiting: number;
  succeeded: number;
  aborted: number;
  promptTokens: number;
  generationTokens: number;
}

/** Counts what one simulator did for each model, and tells it in Prometheus text under vLLM's names. */
export interface RequestCounts {
  started(model: string): void;
  /** Ends what `started` began; `isWhole` is false when the client left or the answer was broken off. */
  ended(model: string, isWhole: boolean): void;
  generated(model: string, promptTokens: number, generationTokens: number): void;
  render(): string;
}

const METRICS: readonly (readonly [keyof ModelCounts, string, string, string])[] = [
  ['running', 'vllm:num_requests_running', 'gauge', 'Requests in work now.'],
  ['waiting', 'vllm:num_requests_waiting', 'gauge', 'Requests that wait for room.'],
  ['succeeded', 'vllm:request_success_total', 'counter', 'Requests whose answer was sent whole.'],
  ['aborted', 'vllm:request_aborted_total', 'counter', 'Requests whose answer was broken off.'],
  ['promptTokens', 'vllm:prompt_tokens_total', 'counter', 'Prompt tokens read.'],
  ['generationTokens', 'vllm:generation_tokens_total', 'counter', 'Tokens generated.'],
];
const MAX_MODELS = 1000;

/** Counts that start at nothing; of an endless stream of model names the first thousand are told apart. */
export function createRequestCounts(): RequestCounts {
  const byModel = new Map<string, ModelCounts>();
  const countsOf = (model: string): ModelCounts => {
    const key = byModel.has(model) || byModel.size < MAX_MODELS ? model : 'other';
    const known = byModel.get(key);
    if (known !== undefined) return known;
    const fresh = { running: 0, waiting: 0, succeeded: 0, aborted: 0, promptTokens: 0, generationTokens: 0 };
    byModel.set(key, fresh);
    return fresh;
  };
  return {
    started: (model) => {
      countsOf(model).running += 1;
    },
    ended: (model, isWhole) => {
      const counts = countsOf(model);
      counts.running -= 1;
      if (isWhole) counts.succeeded += 1;
      else counts.aborted += 1;
    },
    generated: (model, promptTokens, generationTokens) => {
      const counts = countsOf(model);
      counts.promptTokens += promptTokens;
      counts.generationTokens += generationTokens;
    },
    render: () =>
      METRICS.map(([key, name, type, help]) => {
        const samples = [...byModel].map(
          ([model, counts]) => `${name}{model_name=${JSON.stringify(model)}} ${counts[key]}\n`,
        );
        return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples.join('')}`;
      }).join(''),
  };
}
