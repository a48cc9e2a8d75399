import { defineAdapter, type HeadProblem, s } from '@signalbox/engine/adapters';
import { type PairClassifier, PortFailure } from '@signalbox/engine/ports';
import type { GuardedCall } from '../guard/guarded-call.ts';
import type { JsonServer } from '../remote/json-server.ts';
import { entriesByIndex, hashOfConfiguration, openRemote, TRIAL_TEXT } from '../remote/open-remote.ts';
import { serverOptions } from '../remote/server-options.ts';

const OUTCOMES = ['entail', 'neutral', 'contradict'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Comparison = Readonly<Record<Outcome, number>>;

/** Two texts, the premise first. */
type Pair = readonly [string, string];

const schema = s.strictObject({
  ...serverOptions,
  score_means: s.enum(OUTCOMES).default('entail').describe('What the score is the probability of.'),
  rest_means: s
    .enum(OUTCOMES)
    .default('neutral')
    .describe('What 1 - score is the probability of: one score cannot tell the other two outcomes apart.'),
  truncate_tokens: s
    .int()
    .min(1)
    .optional()
    .describe('Only so many tokens of both texts are read; left out, the server refuses texts that are too long.'),
});

type ScoreOptions = ReturnType<typeof schema.parse>;

/** `POST /score` as vLLM publishes it: cross-encoders with one output, over which it puts a sigmoid. */
export const vllmScore = defineAdapter<ScoreOptions>({
  type: 'vllm_score',
  summary: 'A cross-encoder of two texts behind vLLM’s /score.',
  schema,
  serves: ['pair'],
  examples: {
    entailment: {
      adapter: 'vllm_score',
      base_url: 'http://127.0.0.1:8000',
      model: 'my-org/consistency-cross-encoder',
      score_means: 'entail',
      rest_means: 'contradict',
      timeout: '300ms',
    },
  },
  open(head, options, services) {
    return openRemote<Comparison, Pair>({
      options: { ...options, base_url: options.base_url.replace(/\/v1\/*$/, '') },
      services,
      problems: problemsOf(options),
      batchSize: 1,
      trial: [TRIAL_TEXT, TRIAL_TEXT],
      callTo: (server) => scoreWith(server, options),
      portOver: (calls) => ({ pair: pairOver(calls, head.name, options) }),
    });
  },
});

function problemsOf({ score_means: meaning, rest_means: rest }: ScoreOptions): readonly HeadProblem[] {
  if (meaning !== rest) return [];
  return [
    {
      severity: 'error',
      code: 'adapter.unknown_label',
      path: ['rest_means'],
      message: `score_means and rest_means are both ${meaning}: the answer would never depend on the score`,
      hint: `for rest_means take one of ${OUTCOMES.filter((outcome) => outcome !== meaning).join(', ')}`,
    },
  ];
}

function scoreWith(server: JsonServer, { model, truncate_tokens, score_means, rest_means }: ScoreOptions) {
  const extra = truncate_tokens === undefined ? {} : { truncate_prompt_tokens: truncate_tokens };
  const scoreOf = async ([premise, hypothesis]: Pair, signal: AbortSignal): Promise<Comparison> => {
    const answer = await server.post('/score', { model, text_1: premise, text_2: hypothesis, ...extra }, signal);
    const score = probabilityIn(entriesByIndex(answer, 1)[0]!.score);
    return { entail: 0, neutral: 0, contradict: 0, [score_means]: score, [rest_means]: 1 - score };
  };
  return (pairs: readonly Pair[], signal: AbortSignal) => Promise.all(pairs.map((pair) => scoreOf(pair, signal)));
}

function probabilityIn(score: unknown): number {
  if (typeof score === 'number' && score >= 0 && score <= 1) return score;
  throw new PortFailure(
    'adapter.wrong_answer',
    `expected a score between 0 and 1, got ${JSON.stringify(score)?.slice(0, 80)}: ` +
      'the model has to be a cross-encoder served with its activation on',
  );
}

function pairOver(
  calls: GuardedCall<Comparison, Pair>,
  head: string,
  { base_url: address, model, score_means, rest_means }: ScoreOptions,
): PairClassifier {
  return {
    id: `vllm_score/${head}`,
    hash: hashOfConfiguration(['vllm_score', address, model, score_means, rest_means]),
    cost: 'costly',
    compare: async (premise, hypothesis, call) => (await calls.ask([[premise.raw, hypothesis.raw]], call?.signal))[0]!,
  };
}
