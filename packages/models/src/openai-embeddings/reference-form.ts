import { type CatalogForm, s } from '@signalbox/engine/adapters';

const endpoint = s.strictObject({
  base_url: s.string().min(1).describe('Address of the server, e.g. http://127.0.0.1:8000/v1.'),
  model: s.string().min(1).describe('Model name, as the server has it.'),
  api_key_env: s.string().min(1).optional().describe('Environment variable that holds the key.'),
  timeout_seconds: s.number().min(0.001).max(3600).default(1).describe('Longest time for one call.'),
  max_retries: s.int().min(0).default(0).describe('Understood and not used: calls are not sent again.'),
  dimensions: s.int().min(1).max(65_536).describe('Length of the model’s vectors.'),
});

const embeddingConfig = s.strictObject({
  backend: s
    .enum(['openai-compatible'])
    .optional()
    .describe('Where vectors come from, where not from the embedded encoder: the server in endpoint.'),
});

const BACKEND_PATH = ['embeddings', 'semantic', 'embedding_config'] as const;
const ENDPOINT_PATH = ['embeddings', 'semantic', 'endpoint'] as const;

/** `embeddings.semantic` with `embedding_config.backend: openai-compatible` and its `endpoint`. */
export const referenceForm: CatalogForm = {
  head: 'encoder',
  parts: [
    { path: ENDPOINT_PATH, schema: endpoint },
    { path: BACKEND_PATH, schema: embeddingConfig },
  ],
  read([server, config], report) {
    const { backend } = (config ?? {}) as ReturnType<typeof embeddingConfig.parse>;
    const given = server as ReturnType<typeof endpoint.parse> | undefined;
    if (given === undefined) {
      if (backend === undefined) return undefined;
      report.error(
        'config.no_endpoint',
        [...BACKEND_PATH, 'backend'],
        `backend ${backend} needs ${ENDPOINT_PATH.join('.')}`,
        'endpoint: { base_url: …, model: …, dimensions: … }',
      );
      return undefined;
    }
    if (backend === undefined) {
      report.error(
        'config.no_backend_named',
        [...ENDPOINT_PATH],
        'has no effect without embedding_config.backend',
        'embedding_config: { backend: openai-compatible }',
      );
      return undefined;
    }
    const { timeout_seconds: seconds, max_retries: retries, ...options } = given;
    if (retries > 0) {
      report.warning(
        'config.retries_unused',
        [...ENDPOINT_PATH, 'max_retries'],
        'calls are not sent again: what asked is unknown',
        'take it out',
      );
    }
    return { ...options, timeout: `${seconds}s` };
  },
};
