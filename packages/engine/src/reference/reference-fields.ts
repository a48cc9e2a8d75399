/** What is lost with a field that this router does not have. */
export type Loss = 'routes' | 'guards' | 'neither';

/** A field of the reference's config (vLLM Semantic Router, v0.3) that no definition here has. */
export interface ReferenceField {
  /** `providers.models[].external_model_ids`; with all that lies below it. Recipes are written as `routing`. */
  readonly path: string;
  readonly loses: Loss;
  readonly reason: string;
  /** The next step of whoever moves over. */
  readonly hint: string;
  /** Whether a value asks for what is so here anyway. */
  isIdle?(value: unknown): boolean;
}

const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
const isOff = (value: unknown) => (value as { readonly enabled?: unknown } | null)?.enabled === false;
const is = (expected: unknown) => (value: unknown) => value === expected;
const DROP = 'take it out';
const NO_SWITCH = 'the gateway has no such switch';
const ACCESS = 'docs/access.md says who may call, and how often';

/**
 * Looked at only for keys that the schema does not know: a field that this router gets needs no change in this table.
 * Fields of neither router are typing errors.
 */
export const REFERENCE_FIELDS: readonly ReferenceField[] = [
  {
    path: 'setup',
    loses: 'neither',
    reason: 'there is no setup mode: a router without a config is started with `signalbox init`',
    hint: DROP,
  },
  {
    path: 'listeners[]',
    loses: 'neither',
    reason: 'one process listens on one port, that of the first listener',
    hint: 'let a proxy or a Service offer further ports',
  },
  {
    path: 'providers.models[].external_model_ids',
    loses: 'neither',
    reason: 'backends are asked for provider_model_id',
    hint: 'set provider_model_id if one of them is the name that the backends know',
  },
  {
    path: 'providers.models[].pii_policy',
    loses: 'guards',
    reason: 'personal data is kept from a model by a decision that a pii rule leads to',
    hint: 'add a pii rule, and a decision on it before those that use the model',
  },
  {
    path: 'providers.models[].backend_refs[].type',
    loses: 'neither',
    reason: 'a backend is asked for what its provider speaks',
    hint: DROP,
  },
  {
    path: 'routing.modelCards[].reasoning',
    loses: 'neither',
    reason: 'how a model is told to think is said by its reasoning family',
    hint: 'set reasoning_family in providers.models, and the family in providers.defaults.reasoning_families',
  },
  {
    path: 'routing.signals.embeddings[].query_modality',
    loses: 'routes',
    reason: 'examples are compared with the text of a turn only',
    hint: 'a conversation rule with source image_content tells requests with images',
    isIdle: is('text'),
  },
  {
    path: 'routing.signals.domains[].model_scores',
    loses: 'routes',
    reason: 'candidates are tried in the order of modelRefs',
    hint: 'list the best model first in the modelRefs of the decision',
    isIdle: isEmpty,
  },
  {
    path: 'routing.decisions[].adaptations',
    loses: 'routes',
    reason: 'there is no Router Learning: the same request always goes to the same model',
    hint: DROP,
    isIdle: (value) => (value as { readonly mode?: unknown } | null)?.mode === 'bypass',
  },
  {
    path: 'routing.decisions[].output_contract',
    loses: 'neither',
    reason: 'answers are passed on as the model gives them',
    hint: 'put the wish into a system_prompt plugin',
  },
  {
    path: 'routing.decisions[].output_contract_spec',
    loses: 'neither',
    reason: 'answers are passed on as the model gives them',
    hint: 'clients can ask for response_format, which goes to the model',
  },
  {
    path: 'routing.decisions[].modelRefs[].weight',
    loses: 'neither',
    reason: 'weights there share out calls of one algorithm, never requests',
    hint: DROP,
  },
  {
    path: 'global.router.config_source',
    loses: 'neither',
    reason: 'the config is a file',
    hint: 'mount it from a ConfigMap; the router takes changes of the file',
    isIdle: is('file'),
  },
  {
    path: 'global.router.strategy',
    loses: 'routes',
    reason: 'each routing says its own strategy',
    hint: 'move it to routing.strategy, and to that of each recipe',
    isIdle: is('priority'),
  },
  {
    path: 'global.router.learning',
    loses: 'routes',
    reason: 'there is no Router Learning: no session is kept on its model, and no outcome changes a choice',
    hint: `${DROP}; every request is routed by itself`,
    isIdle: isOff,
  },
  {
    path: 'global.router.model_selection',
    loses: 'neither',
    reason: 'each decision names its algorithm and the algorithm’s settings',
    hint: 'set them in the decision’s algorithm',
  },
  {
    path: 'global.router.include_config_models_in_list',
    loses: 'neither',
    reason: NO_SWITCH,
    hint: DROP,
  },
  {
    path: 'global.router.clear_route_cache',
    loses: 'neither',
    reason: NO_SWITCH,
    hint: DROP,
  },
  {
    path: 'global.router.streamed_body',
    loses: 'neither',
    reason: NO_SWITCH,
    hint: DROP,
  },
  {
    path: 'global.router.skip_processing',
    loses: 'neither',
    reason: NO_SWITCH,
    hint: DROP,
  },
  {
    path: 'global.services.api',
    loses: 'neither',
    reason: 'classification requests come one by one',
    hint: DROP,
  },
  {
    path: 'global.services.response_api',
    loses: 'neither',
    reason: 'answers of /v1/responses are not stored',
    hint: 'send the whole conversation with each request',
  },
  {
    path: 'global.services.router_replay',
    loses: 'neither',
    reason: 'records are kept without being asked for',
    hint: 'docs/operations.md says where, and for how long',
  },
  {
    path: 'global.services.startup_status',
    loses: 'neither',
    reason: '/ready says it',
    hint: DROP,
  },
  {
    path: 'global.services.observability.metrics',
    loses: 'neither',
    reason: 'metrics stand at /metrics of the management port, and traces go out over HTTP',
    hint: 'docs/operations.md has the settings',
  },
  {
    path: 'global.services.observability.tracing.provider',
    loses: 'neither',
    reason: 'metrics stand at /metrics of the management port, and traces go out over HTTP',
    hint: 'docs/operations.md has the settings',
  },
  {
    path: 'global.services.observability.tracing.exporter.insecure',
    loses: 'neither',
    reason: 'metrics stand at /metrics of the management port, and traces go out over HTTP',
    hint: 'docs/operations.md has the settings',
  },
  {
    path: 'global.services.authz.fail_open',
    loses: 'guards',
    reason: 'what becomes of callers that nobody knows is said by each decision that asks for a role',
    hint: 'where it is true, set on_error: no_match on those conditions; where it is false, on_unknown: refuse on those decisions',
  },
  {
    path: 'global.services.management_api.remote_exposure',
    loses: 'neither',
    reason: 'the management port asks for a token that `signalbox serve` writes',
    hint: ACCESS,
  },
  {
    path: 'global.services.management_api.auth',
    loses: 'neither',
    reason: 'the management port asks for a token that `signalbox serve` writes',
    hint: ACCESS,
  },
  {
    path: 'global.stores.response_cache',
    loses: 'neither',
    reason:
      'answers are kept where global.services.response_cache says, and each decision’s response_cache plugin says which',
    hint: DROP,
  },
  {
    path: 'global.stores.semantic_cache',
    loses: 'neither',
    reason:
      'answers are kept where global.services.response_cache says, and each decision’s response_cache plugin says which',
    hint: DROP,
  },
  {
    path: 'global.stores.memory',
    loses: 'neither',
    reason: 'this version has no such store',
    hint: DROP,
  },
  {
    path: 'global.stores.vector_store',
    loses: 'neither',
    reason: 'this version has no such store',
    hint: DROP,
  },
  {
    path: 'global.integrations',
    loses: 'neither',
    reason: 'this version has no such integration',
    hint: DROP,
  },
  {
    path: 'global.integrations.tools',
    loses: 'neither',
    reason: 'this version has no such integration',
    hint: DROP,
  },
  {
    path: 'global.integrations.looper',
    loses: 'neither',
    reason: 'this version has no such integration',
    hint: DROP,
  },
];
