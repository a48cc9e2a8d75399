import { defineAdapter, s } from '@signalbox/engine/adapters';
import type { TextClassifier } from '@signalbox/engine/ports';
import type { GuardedCall } from '../guard/guarded-call.ts';
import type { JsonServer } from '../remote/json-server.ts';
import { createLabelMapping, type LabelMapping } from '../remote/label-mapping.ts';
import { entriesByIndex, hashOfConfiguration, listIn, openRemote, TRIAL_TEXT } from '../remote/open-remote.ts';
import { serverOptions } from '../remote/server-options.ts';

const schema = s.strictObject({
  ...serverOptions,
  labels: s
    .record(s.string(), s.string())
    .refine((labels) => Object.keys(labels).length > 1, { message: 'expected two classes or more' })
    .describe(
      'The model’s classes in the order of its id2label, each with the label of the head that it stands for, e.g. { SAFE: benign, INJECTION: jailbreak }.',
    ),
  truncate_tokens: s
    .int()
    .min(1)
    .optional()
    .describe('Only so many tokens of a text are read; left out, the server refuses texts that are too long.'),
});

type VllmOptions = ReturnType<typeof schema.parse>;

/** `POST /classify` as vLLM and SGLang publish it. */
export const vllm = defineAdapter<VllmOptions>({
  type: 'vllm',
  summary: 'A classification model behind vLLM’s /classify.',
  schema,
  serves: ['classifier'],
  examples: {
    jailbreak: {
      adapter: 'vllm',
      base_url: 'http://127.0.0.1:8000',
      model: 'my-org/prompt-guard',
      labels: { SAFE: 'benign', INJECTION: 'jailbreak' },
      timeout: '300ms',
    },
  },
  open(head, options, services) {
    const { mapping, problems } = createLabelMapping(options.labels, head);
    return openRemote({
      options: { ...options, base_url: options.base_url.replace(/\/v1\/*$/, '') },
      services,
      problems,
      batchSize: 1,
      trial: TRIAL_TEXT,
      callTo: (server) => classifyWith(server, options, mapping),
      portOver: (calls) => ({ classifier: classifierOver(calls, head.name, options, mapping) }),
    });
  },
});

function classifyWith(server: JsonServer, options: VllmOptions, mapping: LabelMapping) {
  const extra = options.truncate_tokens === undefined ? {} : { truncate_prompt_tokens: options.truncate_tokens };
  return async (texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
    const answer = await server.post('/classify', { model: options.model, input: texts, ...extra }, signal);
    return entriesByIndex(answer, texts.length).map(({ probs, label }) =>
      mapping.distribution(listIn(probs, 'a list in probs'), label),
    );
  };
}

function classifierOver(
  calls: GuardedCall<Float32Array>,
  head: string,
  { base_url: address, model, labels }: VllmOptions,
  mapping: LabelMapping,
): TextClassifier {
  return {
    id: `vllm/${head}`,
    hash: hashOfConfiguration(['vllm', address, model, Object.entries(labels)]),
    cost: 'costly',
    labels: mapping.labels,
    classify: async (text, call) => (await calls.ask([text.raw], call?.signal))[0]!,
  };
}
