import type { Vocabulary } from '../config/canonical-schema.ts';
import type { ConfigPath } from '../config/diagnostic.ts';
import type { ImportDraft } from './import-draft.ts';

const CATALOG = ['global', 'model_catalog'] as const;
const MODULES = [...CATALOG, 'modules'] as const;
const DEFAULTS = ['providers', 'defaults'] as const;
const REASON = 'the layout of v0.3 has it there';

/** Where parts of the layout of v0.1 stand in that of v0.3. */
const MOVES: readonly (readonly [ConfigPath, ConfigPath])[] = [
  [['signals'], ['routing', 'signals']],
  [['projections'], ['routing', 'projections']],
  [['decisions'], ['routing', 'decisions']],
  [['strategy'], ['routing', 'strategy']],
  [['model_cards'], ['routing', 'modelCards']],
  ...['default_model', 'default_reasoning_effort', 'reasoning_families'].flatMap((key) => [
    [
      ['providers', key],
      [...DEFAULTS, key],
    ] as const,
    [[key], [...DEFAULTS, key]] as const,
  ]),
  ...['auto_model_name', 'include_config_models_in_list', 'clear_route_cache', 'model_selection'].map(
    (key) => [[key], ['global', 'router', key]] as const,
  ),
  ...['api', 'observability', 'router_replay', 'response_api', 'authz', 'ratelimit'].map(
    (key) => [[key], ['global', 'services', key]] as const,
  ),
  [['semantic_cache'], ['global', 'stores', 'response_cache']],
  [['memory'], ['global', 'stores', 'memory']],
  [['vector_store'], ['global', 'stores', 'vector_store']],
  ...['tools', 'looper'].map((key) => [[key], ['global', 'integrations', key]] as const),
  [['embedding_models'], [...CATALOG, 'embeddings', 'semantic']],
  [['external_models'], [...CATALOG, 'external']],
  ...['prompt_guard', 'hallucination_mitigation', 'feedback_detector', 'prompt_compression'].map(
    (key) => [[key], [...MODULES, key]] as const,
  ),
  [
    ['classifier', 'category_model'],
    [...MODULES, 'classifier', 'domain'],
  ],
  [
    ['classifier', 'pii_model'],
    [...MODULES, 'classifier', 'pii'],
  ],
];

/** Facts about a model that stood beside its servers, and stand in its card now. */
const CARD_FIELDS = ['param_size', 'context_window_size', 'description', 'capabilities', 'loras', 'quality_score'];

/** Keys that only the layout of v0.1 has at the top. */
export function isFlatKey(key: string, { kinds }: Vocabulary): boolean {
  return (
    MOVES.some(([[first]]) => first === key && key !== 'providers') ||
    ['categories', 'vllm_endpoints', 'model_config', 'bert_model', 'classifier'].includes(key) ||
    kinds.some(({ kind }) => key === `${kind}_rules`)
  );
}

/** Parts of v0.1 to their places in v0.3; what the fields say is left to the steps after. */
export function unfoldFlatLayout(draft: ImportDraft, vocabulary: Vocabulary): void {
  for (const [from, to] of MOVES) draft.move(from, to, REASON);
  for (const { kind, configKey, traits } of vocabulary.kinds) {
    const to = ['routing', 'signals', configKey];
    draft.move([`${kind}_rules`], to, REASON);
    if (traits?.isCategory === true) draft.move(['categories'], to, REASON);
  }
  const embedded = 'the embedded encoder compares texts, and needs no model of its own';
  draft.omit(['bert_model'], `${embedded}; thresholds were made for the model that stood here`);
  routeByCategory(draft, vocabulary);
  joinServers(draft);
  for (const [index, model] of draft.list(['providers', 'models']).entries()) {
    const path = ['providers', 'models', index];
    unfoldServers(draft, path);
    moveCard(draft, path, String((model as { readonly name?: unknown } | null)?.name));
  }
}

/** Before there were decisions, a category named its models itself, the one with the highest score first. */
function routeByCategory(draft: ImportDraft, { kinds }: Vocabulary): void {
  const decisions = ['routing', 'decisions'];
  if (draft.list(decisions).length > 0) return;
  for (const { kind, configKey } of kinds.filter(({ traits }) => traits?.isCategory === true)) {
    const list = ['routing', 'signals', configKey];
    for (const [index, category] of draft.list(list).entries()) {
      const path = [...list, index];
      const {
        name,
        model_scores: scores,
        system_prompt: prompt,
        use_reasoning: thinks = false,
      } = (category ?? {}) as Category;
      if (!Array.isArray(scores) || scores.length === 0) continue;
      const modelRefs = scores
        .toSorted((a, b) => Number(b.score ?? 0) - Number(a.score ?? 0))
        .map(({ model, use_reasoning: own = thinks }) => ({ model, use_reasoning: own }));
      const rules = { operator: 'OR', conditions: [{ type: kind, name }] };
      const plugins = [{ type: PROMPT_PLUGIN, configuration: { system_prompt: prompt } }];
      const decision = { name, priority: 100, rules, modelRefs, ...(prompt === undefined ? {} : { plugins }) };
      draft.put(
        [...decisions, draft.list(decisions).length],
        decision,
        `the category ${name} chose its models itself`,
        path,
      );
      for (const key of ['model_scores', 'system_prompt', 'use_reasoning']) {
        draft.omit([...path, key], 'the decision on the category says it');
      }
    }
  }
}

interface Category {
  readonly name: string;
  readonly model_scores?: readonly {
    readonly model: string;
    readonly score?: number;
    readonly use_reasoning?: boolean;
  }[];
  readonly system_prompt?: unknown;
  readonly use_reasoning?: boolean;
}

/** What a category's own prompt is in a decision. */
const PROMPT_PLUGIN = 'system_prompt';

/** `vllm_endpoints` and `model_config`, joined by the names of endpoints, as entries of `providers.models`. */
function joinServers(draft: ImportDraft): void {
  const servers = new Map(
    draft.list(['vllm_endpoints']).map((entry) => [(entry as Server).name, entry as Server] as const),
  );
  for (const name of draft.keys(['model_config'])) {
    const from = ['model_config', name];
    const preferred = draft.list([...from, 'preferred_endpoints']) as string[];
    const used = preferred.length === 0 ? [...servers.values()] : preferred.flatMap((each) => servers.get(each) ?? []);
    const index = draft.list(['providers', 'models']).length;
    const to = ['providers', 'models', index];
    draft.put(to, { name }, `model_config.${name} (line ${draft.lineOf(from)}) is an entry of this list in v0.3`, from);
    for (const key of draft.keys(from)) {
      if (key !== 'preferred_endpoints') draft.move([...from, key], [...to, key], REASON);
    }
    draft.omit([...from, 'preferred_endpoints'], 'its servers stand in backend_refs');
    draft.put(
      [...to, 'backend_refs'],
      used.map(({ name: label, address, port, weight }) => ({
        name: label,
        endpoint: `${String(address).includes(':') ? `[${address}]` : address}:${port}`,
        ...(weight === undefined ? {} : { weight }),
      })),
      'its servers were listed in vllm_endpoints',
      from,
    );
  }
  if (draft.keys(['model_config']).length === 0) draft.omit(['model_config'], 'its models stand in providers.models');
  if (draft.value(['providers', 'models']) !== undefined) {
    draft.omit(['vllm_endpoints'], 'each server stands in the backend_refs of its models');
  }
}

interface Server {
  readonly name: string;
  readonly address: unknown;
  readonly port: unknown;
  readonly weight?: unknown;
}

function unfoldServers(draft: ImportDraft, path: ConfigPath): void {
  const to = [...path, 'backend_refs'];
  draft.move([...path, 'endpoints'], to, REASON);
  const key = draft.value([...path, 'access_key']);
  if (key === undefined) return;
  const servers = draft.list(to).length;
  for (let index = 0; index < servers; index++) {
    if (index === servers - 1)
      draft.move([...path, 'access_key'], [...to, index, 'api_key'], 'servers have keys of their own');
    else draft.put([...to, index, 'api_key'], key, 'the key of the model is one of each server');
  }
}

function moveCard(draft: ImportDraft, path: ConfigPath, name: string): void {
  const fields = CARD_FIELDS.filter((key) => draft.value([...path, key]) !== undefined);
  if (fields.length === 0) return;
  const cards = ['routing', 'modelCards'];
  const known = draft.list(cards).findIndex((card) => (card as { readonly name?: unknown } | null)?.name === name);
  const index = known >= 0 ? known : draft.list(cards).length;
  if (known < 0) {
    draft.put([...cards, index], { name }, 'what is known of a model stands in its card', path);
  }
  for (const key of fields) draft.move([...path, key], [...cards, index, key], REASON);
}
