import type { SignalKind } from '../signals/signal-kind.ts';
import { type KeySources, keyOf } from './backend-key.ts';
import type {
  CanonicalConfig,
  PluginVocabulary,
  ProviderDefaults,
  ProviderVocabulary,
  Vocabulary,
} from './canonical-schema.ts';
import { outputOf, type RawCondition } from './condition-schema.ts';
import { type Report, SILENT } from './diagnostic.ts';
import { parseDuration } from './duration.ts';
import { headChoicesOf, partOf } from './head-choices.ts';
import { translateReliability } from './reliability.ts';
import { unmetRequirements } from './requirements.ts';
import type {
  BackendConfig,
  ConditionConfig,
  DecisionConfig,
  ModelCard,
  ModelConfig,
  RecipeConfig,
  Requirements,
  ResponsesConfig,
  RouterConfig,
  TracingConfig,
} from './router-config.ts';
import { translateAuthz, translateRateLimit, translateTls, userKeyHeadersOf } from './translate-access.ts';
import { impliedRules, outputsByKind, translateProjections } from './translate-projections.ts';
import { translateStores } from './translate-stores.ts';

type CanonicalModel = CanonicalConfig['providers']['models'][number];
type CanonicalBackend = CanonicalModel['backend_refs'][number];
type CanonicalDecision = CanonicalConfig['routing']['decisions'][number];

/** Where what a config names may lie. */
export interface ConfigSources extends KeySources {
  /** The text of a file that is part of the config and no secret; throws where there is none. */
  readonly readContent: (path: string) => string;
}

/** The canonical layout, already validated and checked, in our own words. */
export function translateConfig(config: CanonicalConfig, vocabulary: Vocabulary, sources: ConfigSources): RouterConfig {
  const { defaults } = config.providers;
  const listener = config.listeners[0];
  const management = config.global.services.management_api;
  return {
    listener: {
      address: listener?.address ?? '127.0.0.1',
      port: listener?.port ?? 8899,
      timeoutMs: parseDuration(listener?.timeout ?? '300s')!,
      maxBodyBytes: listener?.max_body_bytes ?? 16_777_216,
      maxHeaderBytes: listener?.max_header_bytes ?? 16_384,
      headerTimeoutMs: parseDuration(listener?.header_timeout ?? '15s')!,
      receiveTimeoutMs: parseDuration(listener?.receive_timeout ?? '60s')!,
      sendTimeoutMs: parseDuration(listener?.send_timeout ?? '60s')!,
      tls: listener?.tls === undefined ? undefined : translateTls(listener.tls),
    },
    authz: translateAuthz(config.global.services.authz),
    rateLimit: translateRateLimit(config.global.services.ratelimit),
    responses: responsesOf(config),
    tracing: tracingOf(config),
    ...translateStores(config.global),
    concurrency: {
      limit: config.global.router.max_concurrent_requests,
      waiting: config.global.router.max_queued_requests,
      waitMs: parseDuration(config.global.router.queue_timeout)!,
    },
    management: { address: management.bind_address, port: management.port },
    entryPoints: [
      ...autoNamesOf(config).map((modelName) => ({ modelName, recipe: DEFAULT_RECIPE })),
      ...config.entrypoints.flatMap(({ model_names: names, recipe }) =>
        names.map((modelName) => ({ modelName, recipe })),
      ),
    ],
    defaultModel: defaults.default_model,
    defaultEffort: defaults.default_reasoning_effort,
    models: config.providers.models.map((model) => translateModel(model, config, vocabulary, sources)),
    heads: headChoicesOf(config, vocabulary),
    recipes: recipesOf(config).map((recipe) => translateRecipe(recipe, config, vocabulary, sources.readContent)),
  };
}

function tracingOf({ global: { services } }: CanonicalConfig): TracingConfig | undefined {
  const { enabled, exporter, sampling, resource } = services.observability.tracing;
  if (!enabled) return undefined;
  const rates = { always_on: 1, always_off: 0, probabilistic: sampling.rate };
  const endpoint = exporter.endpoint.replace(/\/+$/, '');
  return { endpoint, headers: exporter.headers, rate: rates[sampling.type], resource };
}

function responsesOf({ global: { services } }: CanonicalConfig): ResponsesConfig | undefined {
  const kept = services.response_api;
  if (!kept.enabled) return undefined;
  return {
    kind: kept.store_backend,
    storeByDefault: kept.store_by_default,
    maxAgeMs: kept.ttl_seconds * 1_000,
    maxDocuments: kept.max_responses,
    maxBytes: (kept.max_megabytes ?? (kept.store_backend === 'memory' ? 64 : 1_024)) * 1024 ** 2,
    maxTurnBytes: kept.max_response_megabytes * 1024 ** 2,
    refusesUnkept: kept.on_store_failure === 'refuse',
    timeoutMs: parseDuration(kept.store_timeout)!,
  };
}

/** The name of the top-level routing among the recipes. */
export const DEFAULT_RECIPE = 'default';

/** A recipe as it stands in the document. */
export interface CanonicalRecipe {
  readonly name: string;
  readonly description: string | undefined;
  /** Keys from the document's root to its `routing`. */
  readonly path: readonly (string | number)[];
  readonly routing: CanonicalRouting;
}

type CanonicalRouting = CanonicalConfig['recipes'][number]['routing'];

/** The default routing first, then the named recipes. A recipe of the default's name is the default where nothing stands at the top. */
export function recipesOf(config: CanonicalConfig): readonly CanonicalRecipe[] {
  const named = config.recipes.map(({ name, description, routing }, index) => ({
    name,
    description,
    path: ['recipes', index, 'routing'],
    routing,
  }));
  const own = routesAnything(config.routing) ? undefined : named.find(({ name }) => name === DEFAULT_RECIPE);
  if (own !== undefined) return [own, ...named.filter((recipe) => recipe !== own)];
  return [{ name: DEFAULT_RECIPE, description: undefined, path: ['routing'], routing: config.routing }, ...named];
}

/** Whether a routing has signals, projections or decisions. */
export function routesAnything({ signals, projections, decisions }: CanonicalRouting): boolean {
  return [decisions, ...Object.values(signals), ...Object.values(projections)].some((list) => list.length > 0);
}

/** Names that ask for the top-level routing. */
export function autoNamesOf(config: CanonicalConfig): readonly string[] {
  const { auto_model_name: name, auto_model_names: names } = config.global.router;
  return names ?? [...new Set([name, 'auto'])];
}

function translateRecipe(
  { name, description, path, routing }: CanonicalRecipe,
  config: CanonicalConfig,
  vocabulary: Vocabulary,
  readContent: ConfigSources['readContent'],
): RecipeConfig {
  const { kinds } = vocabulary;
  return {
    name,
    description,
    path,
    signals: kinds.flatMap((kind) => {
      const rules = rulesOf(routing, kind);
      const implied = impliedRules(routing.projections, kind);
      if (rules.length + implied.length === 0) return [];
      const settings = settingsOf(config, kind.settings, readContent);
      return [{ kind: kind.kind, rules, ...(implied.length === 0 ? {} : { implied }), settings }];
    }),
    projections: translateProjections(
      routing.projections,
      outputsByKind(kinds, (kind) => rulesOf(routing, kind)),
      kinds,
    ),
    strategy: routing.strategy,
    decisions: routing.decisions.map((decision) => translateDecision(decision, config, vocabulary)),
  };
}

/** Configured rules of a kind. */
export function rulesOf(routing: CanonicalRouting, kind: SignalKind): readonly { readonly name: string }[] {
  return routing.signals[kind.configKey] as readonly { name: string }[];
}

function translateModel(
  model: CanonicalModel,
  config: CanonicalConfig,
  { providers }: Vocabulary,
  sources: KeySources,
): ModelConfig {
  const card = config.routing.modelCards.find((each) => each.name === model.name);
  const families = config.providers.defaults.reasoning_families;
  const userKeyHeaders = userKeyHeadersOf(config.global.services.authz);
  const family = model.reasoning_family === undefined ? undefined : families[model.reasoning_family];
  return {
    name: model.name,
    upstreamName: model.provider_model_id ?? model.name,
    description: card?.description,
    loras: (card?.loras ?? []).map((lora) => lora.name),
    reasoningFamily: family === undefined ? undefined : { name: model.reasoning_family!, ...family },
    backends: model.backend_refs.map((backend, index) =>
      translateBackend(backend, index, providerOf(backend, model, providers), { userKeyHeaders, ...sources }),
    ),
    pricing:
      model.pricing === undefined
        ? undefined
        : {
            currency: model.pricing.currency,
            prompt: model.pricing.prompt_per_1m,
            cachedInput: model.pricing.cached_input_per_1m,
            cacheWrite: model.pricing.cache_write_per_1m,
            completion: model.pricing.completion_per_1m,
          },
    card: cardOf(config, model.name),
    reliability: translateReliability(config.providers.defaults.reliability, model.reliability),
  };
}

/** What is known of a model; all unknown where it has no card. */
export function cardOf(config: CanonicalConfig, model: string): ModelCard {
  const card = config.routing.modelCards.find(({ name }) => name === model);
  return {
    tags: card?.tags ?? [],
    safetyTier: card?.safety_tier,
    residency: card?.data.residency ?? [],
    retentionDays: card?.data.retention_days,
    licence: card?.data.licence,
    onPremises: card?.data.on_premises,
    contextWindow: card?.context_window_size,
    inputs: card?.input_modalities,
    tools: card?.tools,
  };
}

/** The models that a decision lists, and those that its loops add. */
export function candidatesOf({
  modelRefs,
  candidateIterations,
}: CanonicalDecision): readonly CanonicalDecision['modelRefs'][number][] {
  const candidates = [...modelRefs];
  for (const { models } of candidateIterations) {
    for (const each of models) {
      const isListed = candidates.some(({ model, lora_name: lora }) => model === each.model && lora === each.lora_name);
      if (!isListed) candidates.push(each);
    }
  }
  return candidates;
}

/** What a decision asks of its models. */
export function requirementsOf({ require, safety_tier: safetyTier }: CanonicalDecision): Requirements {
  return {
    tags: require?.tags ?? [],
    residency: require?.residency ?? [],
    maxRetentionDays: require?.max_retention_days,
    licences: require?.licences ?? [],
    onPremises: require?.on_premises === true,
    safetyTier,
  };
}

/** Extra headers under these names are a key too. */
const CREDENTIAL_HEADERS = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key'];

/** The provider of a backend: its own word, else the model's, else the first. */
export function providerOf(
  backend: { readonly provider?: string | undefined },
  model: { readonly api_format?: string | undefined },
  providers: Vocabulary['providers'],
): ProviderVocabulary {
  const type = backend.provider ?? model.api_format;
  return providers.find((provider) => provider.type === type) ?? providers[0]!;
}

interface BackendContext extends KeySources {
  /** By provider. */
  readonly userKeyHeaders: Readonly<Record<string, string>>;
}

function translateBackend(
  backend: CanonicalBackend,
  index: number,
  { type, defaults }: ProviderVocabulary,
  { userKeyHeaders, ...sources }: BackendContext,
): BackendConfig {
  const userKeyHeader = userKeyHeaders[type];
  const key = keyOf(backend, sources);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(backend.extra_headers)) headers[name.toLowerCase()] = value;
  const keyHeader = (backend.auth_header ?? defaults.authHeader)?.toLowerCase();
  const keyPrefix = backend.auth_prefix ?? defaults.authPrefix;
  const hasKey = key !== undefined && key !== '';
  if (hasKey && keyHeader !== undefined) {
    headers[keyHeader] = keyPrefix === '' ? key : `${keyPrefix} ${key}`;
  }
  const base = backendBaseUrl(backend, defaults);
  return {
    name: backend.name ?? backend.endpoint ?? new URL(base).host ?? `backend-${index}`,
    provider: type,
    baseUrl: base,
    chatPath: chatPath(base, backend.chat_path),
    apiVersion: backend.api_version,
    headers,
    extraBody: backend.extra_body,
    signingKey: hasKey && keyHeader === undefined ? key : undefined,
    userKey:
      userKeyHeader === undefined || keyHeader === undefined
        ? undefined
        : { from: userKeyHeader, header: keyHeader, prefix: keyPrefix },
    hasCredentials: hasKey || Object.keys(headers).some((name) => CREDENTIAL_HEADERS.includes(name)),
    weight: backend.weight,
    connectTimeoutMs: parseDuration(backend.connect_timeout)!,
    idleTimeoutMs: parseDuration(backend.idle_timeout)!,
  };
}

/** `endpoint` and addresses without a path get the path where servers of that provider answer, for most `/v1`. */
function backendBaseUrl(backend: CanonicalBackend, { baseUrl, basePath }: ProviderDefaults): string {
  if (backend.endpoint !== undefined) return `${backend.protocol}://${backend.endpoint}${basePath}`;
  const url = new URL(backend.base_url ?? baseUrl!);
  return `${url.origin}${url.pathname === '/' ? basePath : url.pathname.replace(/\/+$/, '')}`;
}

/** A path that repeats the end of the base address (`/v1/chat/completions` under `…/v1`) is not doubled. */
function chatPath(base: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const absolute = path.startsWith('/') ? path : `/${path}`;
  const prefix = new URL(base).pathname;
  return prefix !== '/' && absolute.startsWith(`${prefix}/`) ? absolute.slice(prefix.length) : absolute;
}

function translateDecision(
  decision: CanonicalDecision,
  config: CanonicalConfig,
  vocabulary: Vocabulary,
): DecisionConfig {
  const { type = 'static', ...options } = (decision.algorithm ?? {}) as { type?: string };
  const defaultEffort = config.providers.defaults.default_reasoning_effort;
  const requirements = requirementsOf(decision);
  const retention = decision.emits[0]?.retention;
  const plugins = [...pluginsOf(decision), ...inlinePluginsOf(decision, vocabulary)].flatMap((use) => {
    const { type: own, guards = false, isPlanned = false } = pluginOf(use.type, vocabulary)!;
    return isPlanned ? [] : [{ type: own, configuration: use.configuration, onError: use.on_error, guards }];
  });
  return {
    name: decision.name,
    description: decision.description,
    priority: decision.priority,
    tier: decision.tier,
    rules: decision.rules === undefined ? { operator: 'AND', conditions: [] } : translateCondition(decision.rules),
    annotations: decision.annotations,
    models: candidatesOf(decision)
      .filter(({ model }) => unmetRequirements(requirements, cardOf(config, model)).length === 0)
      .map((reference) => ({
        model: reference.model,
        ...(reference.lora_name === undefined ? {} : { lora: reference.lora_name }),
        reasoning: reference.use_reasoning ? 'on' : 'off',
        ...(reference.use_reasoning ? { effort: reference.reasoning_effort ?? defaultEffort } : {}),
      })),
    requirements,
    retention:
      retention === undefined
        ? undefined
        : {
            drop: retention.drop,
            ttlTurns: retention.ttl_turns,
            keepCurrentModel: retention.keep_current_model,
            preferPrefixRetention: retention.prefer_prefix_retention,
          },
    algorithm: { type, options },
    plugins: plugins.map(({ guards, ...use }) => ({ ...use, onError: use.onError ?? (guards ? 'closed' : 'open') })),
    onUnknown: decision.on_unknown ?? (plugins.some(({ guards }) => guards) ? 'match' : 'no_match'),
  };
}

/** A plugin as a decision uses it. */
export interface CanonicalPlugin {
  readonly type: string;
  readonly configuration: unknown;
  readonly on_error?: 'closed' | 'open' | undefined;
}

/** The plugins of a decision; their schema is put together at load, so its type is not known here. */
export function pluginsOf(decision: CanonicalDecision): readonly CanonicalPlugin[] {
  return decision.plugins as readonly CanonicalPlugin[];
}

/** Uses of plugins whose fields stand in the decision itself. */
export function inlinePluginsOf(decision: CanonicalDecision, { plugins }: Vocabulary): readonly CanonicalPlugin[] {
  const given = decision as unknown as Readonly<Record<string, unknown>>;
  return plugins.flatMap(({ type, isInline, schema }) => {
    if (isInline !== true) return [];
    const { shape } = schema as unknown as { readonly shape: object };
    const own = Object.keys(shape).flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]] as const]));
    return own.length === 0 ? [] : [{ type, configuration: schema.parse(Object.fromEntries(own)) }];
  });
}

/** The plugin that a word stands for. */
export function pluginOf(word: string, { plugins }: Vocabulary): PluginVocabulary | undefined {
  return plugins.find(({ type, aliases }) => type === word || aliases?.includes(word) === true);
}

/** A rule tree in our own words. */
export function translateCondition(condition: RawCondition): ConditionConfig {
  if ('type' in condition) {
    const { type, predicate, on_error: onError } = condition;
    return { type: type.toLowerCase(), name: outputOf(condition), predicate, onError };
  }
  return {
    operator: condition.operator as 'AND' | 'OR' | 'NOT',
    conditions: condition.conditions.map(translateCondition),
  };
}

/** A kind's settings as a whole, files read; what is wrong with them is told to the report, else passed over. */
export function settingsOf(
  config: CanonicalConfig,
  settings: SignalKind['settings'],
  readContent: ConfigSources['readContent'],
  report: Report = SILENT,
): unknown {
  if (settings === undefined) return undefined;
  const value = partOf(config.global.model_catalog, settings.path);
  const parsed = settings.schema.parse(ownPart(value, settings.schema));
  return settings.resolve?.(parsed, readContent, report) ?? parsed;
}

/** Without the keys that adapters have in some of these places. */
function ownPart(value: object | undefined, schema: object): unknown {
  const { shape } = schema as { readonly shape?: object };
  if (shape === undefined) return value;
  return Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => key in shape));
}
