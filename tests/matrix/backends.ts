/** One provider as the matrix serves it: a backend of the strict simulator, with a model in the vendor's naming. */
export interface MatrixBackend {
  /** Column of the table; the model's name in the router too. */
  readonly name: string;
  readonly provider: string;
  /** Below the simulator's address. */
  readonly path: string;
  readonly model: string;
  /** Undefined for a model that does not think. */
  readonly family?: 'switch' | 'effort';
  readonly key?: string;
  /** Further fields of the backend. */
  readonly more?: string;
  /** The vendor shows what its models think. */
  readonly showsThinking: boolean;
}

/** Every shape of provider; vendors of chat completions that share one (see docs/reference) stand behind the same rules. */
export const backends: readonly MatrixBackend[] = [
  {
    name: 'openai',
    provider: 'openai',
    path: '/openai/v1',
    model: 'gpt-5.1',
    family: 'effort',
    showsThinking: false,
  },
  {
    name: 'azure-openai',
    provider: 'azure-openai',
    path: '/azure',
    model: 'gpt-5.1-deployment',
    family: 'effort',
    more: 'api_version: "2025-04-01-preview"',
    showsThinking: false,
  },
  { name: 'vllm', provider: 'vllm', path: '/v1', model: 'Qwen3-235B', family: 'switch', showsThinking: true },
  {
    name: 'anthropic',
    provider: 'anthropic',
    path: '/v1',
    model: 'claude-opus-4-5',
    family: 'switch',
    showsThinking: true,
  },
  {
    name: 'gemini',
    provider: 'gemini',
    path: '/v1beta',
    model: 'gemini-3-pro-preview',
    family: 'effort',
    showsThinking: true,
  },
  {
    name: 'mistral',
    provider: 'mistral',
    path: '/mistral/v1',
    model: 'magistral-medium-latest',
    family: 'effort',
    showsThinking: true,
  },
  {
    name: 'deepseek',
    provider: 'deepseek',
    path: '/deepseek/v1',
    model: 'deepseek-chat',
    family: 'switch',
    showsThinking: true,
  },
  {
    name: 'groq',
    provider: 'groq',
    path: '/groq/openai/v1',
    model: 'openai/gpt-oss-120b',
    family: 'effort',
    showsThinking: true,
  },
  {
    name: 'vertex-ai-gemini',
    provider: 'vertex-ai',
    path: '/v1/projects/p/locations/global',
    model: 'gemini-2.5-pro',
    family: 'switch',
    showsThinking: true,
  },
  {
    name: 'vertex-ai-claude',
    provider: 'vertex-ai',
    path: '/v1/projects/p/locations/global',
    model: 'claude-opus-4-5@20251101',
    family: 'effort',
    showsThinking: true,
  },
  {
    name: 'bedrock-claude',
    provider: 'bedrock',
    path: '',
    model: 'eu.anthropic.claude-opus-4-5-20251101-v1:0',
    family: 'switch',
    key: 'AKIDSIMULATED:simulated-secret:simulated-session',
    showsThinking: true,
  },
  {
    name: 'bedrock-nova',
    provider: 'bedrock',
    path: '',
    model: 'amazon.nova-pro-v1:0',
    showsThinking: false,
  },
];

/** The name that routes to a backend's model with thinking on. */
export function thinkingName({ name }: MatrixBackend): string {
  return `thinking-${name}`;
}

/** The router's config over a simulator. */
export function matrixConfig(simulatorUrl: string, all: readonly MatrixBackend[] = backends): string {
  const models = all.map(
    ({ name, provider, path, model, family, more, key = 'simulated-key' }) => `
    - name: ${name}
      provider_model_id: "${model}"${family === undefined ? '' : `\n      reasoning_family: ${family}`}
      backend_refs: [{ provider: ${provider}, base_url: "${simulatorUrl}${path}", api_key: "${key}"${more === undefined ? '' : `, ${more}`} }]`,
  );
  const recipes = all.map(
    ({ name }) => `
  - name: ${name}
    routing:
      decisions: [{ name: think, modelRefs: [{ model: ${name}, use_reasoning: true, reasoning_effort: medium }] }]`,
  );
  const entryPoints = all.map(
    (backend) => `
  - { model_names: [${thinkingName(backend)}], recipe: ${backend.name} }`,
  );
  return `version: v0.3
providers:
  defaults:
    default_model: ${all[0]!.name}
    reliability: { retry_max_delay: 100ms } # less than a 429 asks for: the client gets it at once
    reasoning_families:
      switch: { type: chat_template_kwargs, parameter: enable_thinking }
      effort: { type: top_level_reasoning_effort, parameter: reasoning_effort }
  models:${models.join('')}
recipes:${recipes.join('')}
entrypoints:${entryPoints.join('')}
`;
}
