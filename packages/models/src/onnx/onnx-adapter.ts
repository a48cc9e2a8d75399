import { resolve } from 'node:path';
import { defineAdapter, durationSchema, type OpenedPort, s } from '@signalbox/engine/adapters';
import { guardFields, guardOptions } from '../guard/guard-options.ts';
import { createOnnxModel } from './create-onnx-model.ts';
import { OnnxError } from './onnx-error.ts';
import { DEFAULT_OPTIONS } from './onnx-options.ts';

const { threads, batchSize, maxTokens, maxChunks, longTexts, prefix, cost } = DEFAULT_OPTIONS;

const schema = s.strictObject({
  path: s.string().min(1).describe('Folder in Hugging Face layout; relative to the config.'),
  variant: s
    .string()
    .min(1)
    .optional()
    .describe('ONNX file without its ending, e.g. model_quantized; model by default.'),
  runtime: s
    .enum(['onnxruntime-node', 'onnxruntime-web'])
    .optional()
    .describe('Runtime; by default the native one where it is installed.'),
  threads: s.int().min(1).max(256).default(threads).describe('Threads of one run.'),
  batch_size: s.int().min(1).max(1024).default(batchSize).describe('Texts, or chunks of one, in one run.'),
  max_tokens: s
    .int()
    .min(8)
    .max(131_072)
    .default(maxTokens)
    .describe('Tokens of a chunk; never more than the model takes.'),
  max_chunks: s.int().min(1).max(1024).default(maxChunks).describe('Chunks of a text that are read.'),
  ...guardFields,
  timeout: durationSchema('Longest time for one text; the head is unknown after it.').default('2s'),
  max_waiting: s
    .int()
    .min(0)
    .default(DEFAULT_OPTIONS.guard.waiting)
    .describe('Texts that may wait for a run, within the timeout; for further ones the head is unknown at once.'),
  long_texts: s
    .enum(['truncate', 'mean', 'worst'])
    .default(longTexts)
    .describe('A text of several chunks: the first, the average, or the most alarming one.'),
  alarms: s
    .array(s.string())
    .min(1)
    .optional()
    .describe('Labels that `worst` looks for; all but the first by default.'),
  label_map: s
    .record(s.string(), s.string())
    .optional()
    .describe('The model’s label to the head’s, where they differ.'),
  pooling: s.enum(['mean', 'cls', 'max']).optional().describe('Token vectors to one; by default as the folder says.'),
  dimensions: s.int().min(1).optional().describe('Leading dimensions of a vector that are kept; all by default.'),
  prefix: s.string().default(prefix).describe('Put before each text, for models trained with one, e.g. "query: ".'),
  cost: s
    .enum(['local', 'costly'])
    .default(cost as 'costly')
    .describe('costly: asked only while the answer can change the route; local: always, for measured small models.'),
});

type OnnxAdapterOptions = ReturnType<typeof schema.parse>;

/** Options that a problem at load is about, by its code; the folder otherwise. */
const OPTION_BY_CODE: Readonly<Record<string, keyof OnnxAdapterOptions>> = {
  'onnx.labels_do_not_fit': 'label_map',
  'onnx.no_model': 'variant',
  'onnx.wrong_dimensions': 'dimensions',
  'onnx.unknown_pooling': 'pooling',
};

/** Models from local folders, run by ONNX Runtime in this process. */
export const onnx = defineAdapter<OnnxAdapterOptions>({
  type: 'onnx',
  summary: 'A model from a local folder in Hugging Face layout, run by ONNX Runtime on a thread of its own.',
  schema,
  serves: ['classifier', 'tagger', 'encoder', 'pair'],
  examples: {
    domain: { adapter: 'onnx', path: './models/domain', label_map: { cs: 'computer science' } },
    jailbreak: { adapter: 'onnx', path: './models/jailbreak', long_texts: 'worst', alarms: ['jailbreak'], threads: 2 },
    encoder: { adapter: 'onnx', path: './models/multilingual-e5-small', prefix: 'query: ' },
    pii: { adapter: 'onnx', path: './models/pii', variant: 'model_quantized' },
  },
  async open(head, options, services) {
    try {
      const model = await createOnnxModel(resolve(services.folder, options.path), {
        task: head.port,
        variant: options.variant,
        runtime: options.runtime,
        threads: options.threads,
        batchSize: options.batch_size,
        maxTokens: options.max_tokens,
        maxChunks: options.max_chunks,
        guard: guardOptions(options),
        longTexts: options.long_texts,
        alarms: options.alarms,
        labels: head.labels,
        labelMap: options.label_map,
        spellings: head.spellings,
        pooling: options.pooling,
        dimensions: options.dimensions,
        prefix: options.prefix,
        cost: options.cost,
      });
      return {
        port: { [head.port]: model } as unknown as OpenedPort,
        problems: [],
        statistics: model.statistics,
        close: () => model.close(),
      };
    } catch (cause) {
      if (!OnnxError.is(cause)) throw cause;
      const option = OPTION_BY_CODE[cause.code] ?? 'path';
      const path = options[option] === undefined ? ['path'] : [option];
      const { code, reason: message, hint } = cause;
      return { port: undefined, problems: [{ severity: 'error', code, path, message, hint }] };
    }
  },
});
