import { type CatalogForm, type CatalogReader, type FormChoice, type Report, s } from '@signalbox/engine/adapters';
import { checkPrototypes, noEffect, noEqual } from './no-equal.ts';

const endpoint = s.strictObject({
  base_url: s.string().min(1).describe('Address of the server, e.g. http://127.0.0.1:8000/v1.'),
  model: s.string().min(1).describe('Model name, as the server has it.'),
  api_key_env: s.string().min(1).optional().describe('Environment variable that holds the key.'),
  timeout_seconds: s.number().min(0.001).max(3600).default(1).describe('Longest time for one call.'),
  max_retries: s.int().min(0).default(0).describe('Understood and not used: calls are not sent again.'),
  dimensions: s.int().min(1).max(65_536).describe('Length of the model’s vectors.'),
});

/** Words for `model_type`, each with a `<word>_model_path` of its own. */
const MODEL_TYPES = ['mmbert', 'qwen3', 'gemma', 'multimodal', 'bert'] as const;
/** What a config means that names none. */
const DEFAULT_TYPE = MODEL_TYPES[0];

const embeddingConfig = s.strictObject({
  backend: s
    .enum(['openai-compatible', 'candle', 'openvino'])
    .optional()
    .describe(
      'Where vectors come from, where not from the embedded encoder: the server in endpoint, or the folder in <model_type>_model_path.',
    ),
  model_type: s.enum(MODEL_TYPES).optional().describe('Which of the model paths counts; default mmbert.'),
  preload_embeddings: s.boolean().optional().describe('Examples are always encoded at load.'),
  target_dimension: s.int().min(1).optional().describe('Leading dimensions that are kept of a local model’s vectors.'),
  target_layer: s.int().min(1).optional().describe('Understood and refused: an exported graph has the layers it has.'),
  prototype_scoring: s.record(s.string(), s.unknown()).optional().describe('Understood, where enabled is false.'),
});

const SEMANTIC = ['embeddings', 'semantic'] as const;
const CONFIG_PATH = [...SEMANTIC, 'embedding_config'] as const;
const ENDPOINT_PATH = [...SEMANTIC, 'endpoint'] as const;
const CPU_PATH = [...SEMANTIC, 'use_cpu'] as const;

type EmbeddingConfig = ReturnType<typeof embeddingConfig.parse>;

/** `embeddings.semantic`: a server behind `endpoint`, or a model from a local folder. */
export const semanticEncoder: CatalogForm = {
  parts: [
    { path: ENDPOINT_PATH, schema: endpoint },
    { path: CONFIG_PATH, schema: embeddingConfig },
    { path: CPU_PATH, schema: s.boolean().describe('Models from folders run on the CPU.') },
    ...MODEL_TYPES.map((type) => ({
      path: modelPathOf(type),
      schema: s.string().min(1).describe(`Folder of the ${type} model, relative to the config.`),
    })),
  ],
  read(catalog, report) {
    const config = (catalog.part(CONFIG_PATH) ?? {}) as EmbeddingConfig;
    checkScoring(config, report);
    return config.backend === 'openai-compatible'
      ? readServer(catalog, config, report)
      : readFolder(catalog, config, report);
  },
};

function modelPathOf(type: string): readonly string[] {
  return [...SEMANTIC, `${type}_model_path`];
}

function readServer({ part }: CatalogReader, config: EmbeddingConfig, report: Report): readonly FormChoice[] {
  const given = part(ENDPOINT_PATH) as ReturnType<typeof endpoint.parse> | undefined;
  if (given === undefined) {
    report.error(
      'config.no_endpoint',
      [...CONFIG_PATH, 'backend'],
      `backend ${config.backend} needs ${ENDPOINT_PATH.join('.')}`,
      'endpoint: { base_url: …, model: …, dimensions: … }',
    );
    return [];
  }
  const { timeout_seconds: seconds, max_retries: retries, ...options } = given;
  if (retries > 0) {
    const message = 'calls are not sent again: what asked is unknown';
    report.warning('config.retries_unused', [...ENDPOINT_PATH, 'max_retries'], message, 'take it out');
  }
  for (const key of ['model_type', 'target_dimension', 'target_layer'] as const) {
    if (config[key] !== undefined) noEffect(report, [...CONFIG_PATH, key], 'the server has its own model');
  }
  return [
    {
      head: 'encoder',
      adapter: 'openai_embeddings',
      options: { ...options, timeout: `${seconds}s` },
      path: ENDPOINT_PATH,
    },
  ];
}

function readFolder({ part }: CatalogReader, config: EmbeddingConfig, report: Report): readonly FormChoice[] {
  if (part(ENDPOINT_PATH) !== undefined) {
    const message = 'has no effect without embedding_config.backend: openai-compatible';
    const hint = 'embedding_config: { backend: openai-compatible }';
    report.error('config.no_backend_named', [...ENDPOINT_PATH], message, hint);
    return [];
  }
  const type = config.model_type ?? DEFAULT_TYPE;
  const path = modelPathOf(type);
  for (const other of MODEL_TYPES) {
    if (other === type || part(modelPathOf(other)) === undefined) continue;
    noEffect(report, modelPathOf(other), `model_type is ${type}`);
  }
  if (part(CPU_PATH) === false) noEffect(report, CPU_PATH, 'models from folders run on the CPU');
  const folder = part(path) as string | undefined;
  if (folder === undefined) {
    for (const key of ['backend', 'model_type', 'target_layer', 'target_dimension'] as const) {
      if (config[key] === undefined) continue;
      noEqual(
        report,
        [...CONFIG_PATH, key],
        `no ${path.at(-1)} says where that model is, and nothing is fetched`,
        `set ${path.join('.')} to a folder with model.onnx, or take ${key} out for the embedded encoder`,
      );
    }
    return [];
  }
  if (config.target_layer !== undefined) {
    noEqual(
      report,
      [...CONFIG_PATH, 'target_layer'],
      'a graph is run with all the layers it has',
      'export the model cut at that layer, and take target_layer out',
    );
  }
  const { target_dimension: dimensions } = config;
  const options = { path: folder, ...(dimensions === undefined ? {} : { dimensions }) };
  return [{ head: 'encoder', adapter: 'onnx', options, path }];
}

/** Ways to score that are not ours, whatever encodes. */
function checkScoring(config: EmbeddingConfig, report: Report): void {
  if (config.preload_embeddings === false) {
    noEffect(report, [...CONFIG_PATH, 'preload_embeddings'], 'examples are always encoded at load');
  }
  checkPrototypes(report, [...CONFIG_PATH, 'prototype_scoring'], config.prototype_scoring);
}
