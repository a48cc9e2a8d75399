import type { ProjectionsConfig } from '../projections/projection-config.ts';
import type { Effort, ModelRef } from '../selection/model-ref.ts';

/**
 * A validated config in our own words, all defaults filled in. The canonical layout that users write
 * (`routing`, `providers`, `global`, …) is translated to this once, at load, in `config/`.
 */
export interface RouterConfig {
  readonly listener: ListenerConfig;
  readonly management: ManagementConfig;
  readonly authz: AuthzConfig;
  /** Undefined where requests are not traced. */
  readonly tracing: TracingConfig | undefined;
  readonly records: RecordsConfig;
  /** Where the configs that were in force are kept; in PostgreSQL, all routers follow the newest. */
  readonly configVersions: 'file' | 'postgres';
  /** Where answers for repeated requests are kept. */
  readonly responseCache: ResponseCacheConfig;
  /** Where it is kept which model each session is on. */
  readonly sessions: PassingStore;
  /** Undefined where nothing is shared through one. */
  readonly postgres: PostgresConfig | undefined;
  readonly redis: RedisConfig | undefined;
  /** Of the whole process. */
  readonly concurrency: ConcurrencyConfig;
  /** Undefined: nothing is limited. */
  readonly rateLimit: RateLimitConfig | undefined;
  /** Undefined: nothing is kept for clients. */
  readonly responses: ResponsesConfig | undefined;
  /** Model names that ask to be routed, e.g. `MoM`, `auto`. The first is the one to show. */
  readonly entryPoints: readonly EntryPointConfig[];
  readonly defaultModel: string | undefined;
  readonly defaultEffort: Effort;
  readonly models: readonly ModelConfig[];
  /** Models of the operator's, by what they answer for; heads that are not here are served as the process has them. */
  readonly heads: readonly HeadChoice[];
  /** Isolated routing profiles over the same models. The first is `default`: the top-level routing. */
  readonly recipes: readonly RecipeConfig[];
}

/** Where traces of requests go. */
export interface TracingConfig {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Share of requests without a sampled parent that are traced, 0..1. */
  readonly rate: number;
  readonly resource: Readonly<Record<string, string>>;
}

/** How records of requests are kept. */
export interface RecordsConfig {
  readonly kind: 'file' | 'memory' | 'postgres';
  readonly maxAgeMs: number;
  /** Undefined: as the store has it. */
  readonly maxEntries: number | undefined;
  readonly maxBytes: number | undefined;
  /** Records of one process that may wait to be written. */
  readonly maxWaiting: number;
  /** What becomes of requests whose record has no room to wait: they are served and the record is lost, or refused. */
  readonly onFull: 'drop' | 'refuse';
  /** Whether answers wait until their records are written, and are refused where they cannot be. */
  readonly writesAhead: boolean;
  /** Where a decision does not say otherwise. */
  readonly recording: RecordingConfig;
}

/** What the record of a request holds. */
export interface RecordingConfig {
  /** Whether there is one. */
  readonly isEnabled: boolean;
  readonly keepsRequest: boolean;
  readonly keepsResponse: boolean;
  /** Of each kept body. */
  readonly maxBodyBytes: number;
  /** Of the tool calls and results in kept bodies together; 0 for all. */
  readonly maxToolBytes: number;
  readonly maxToolSteps: number;
  /** Personal data and secrets in kept bodies are replaced by names. */
  readonly redacts: boolean;
}

/** A PostgreSQL that several routers may share. */
export interface PostgresConfig {
  readonly url: string;
  readonly schema: string;
  readonly timeoutMs: number;
  /** Of one process. */
  readonly connections: number;
}

/** A Redis that several routers may share. */
export interface RedisConfig {
  readonly url: string;
  /** Start of every key. */
  readonly keyPrefix: string;
  readonly timeoutMs: number;
}

/** How answers for repeated requests are kept. */
export interface ResponseCacheConfig {
  readonly kind: PassingStore;
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** Where something is kept that may be forgotten. */
export type PassingStore = 'file' | 'memory' | 'postgres' | 'redis';

/** What is kept of answers and conversations, for clients that go on from them. */
export interface ResponsesConfig {
  readonly kind: 'file' | 'memory' | 'postgres';
  /** An answer is kept where its request does not say. */
  readonly storeByDefault: boolean;
  readonly maxAgeMs: number;
  readonly maxDocuments: number;
  readonly maxBytes: number;
  /** Of one turn. */
  readonly maxTurnBytes: number;
  /** A request whose answer cannot be kept is refused. */
  readonly refusesUnkept: boolean;
  readonly timeoutMs: number;
}

/** Which model answers for a head. */
export interface HeadChoice {
  readonly head: string;
  /** Type of the adapter. */
  readonly adapter: string;
  /** As the adapter's schema gives them. */
  readonly options: unknown;
  /** Keys from the document's root to the choice, for diagnostics. */
  readonly path: readonly (string | number)[];
  /** Read from another layout: the options have no keys below `path`. */
  readonly isTranslated?: boolean;
}

/** A virtual model: requests for it are routed by its recipe. */
export interface EntryPointConfig {
  readonly modelName: string;
  readonly recipe: string;
}

/** Signals and the decisions over them. */
export interface RecipeConfig {
  readonly name: string;
  readonly description: string | undefined;
  /** Keys from the document's root to its `routing`, for diagnostics. */
  readonly path: readonly (string | number)[];
  /** Rules by kind, in the order of the kinds' list; kinds without rules are left out. */
  readonly signals: readonly SignalConfig[];
  readonly projections: ProjectionsConfig;
  readonly strategy: 'priority' | 'confidence';
  readonly decisions: readonly DecisionConfig[];
}

export interface SignalConfig {
  readonly kind: string;
  readonly rules: readonly { readonly name: string }[];
  /** Rules that no list has, because inputs of scores ask for them. */
  readonly implied?: readonly { readonly name: string }[] | undefined;
  /** The kind's settings as a whole, defaults filled in; undefined for kinds without any. */
  readonly settings: unknown;
}

export interface ListenerConfig {
  readonly address: string;
  readonly port: number;
  /** Longest time for one request, from its first byte to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Largest request body; a larger one is answered 413. */
  readonly maxBodyBytes: number;
  /** Largest request headers, all together; larger ones are answered 431. */
  readonly maxHeaderBytes: number;
  /** Longest time for a client to send its headers. */
  readonly headerTimeoutMs: number;
  /** Longest time for a client to send its whole request. */
  readonly receiveTimeoutMs: number;
  /** Longest time for a client to take the rest of an answer that is complete. */
  readonly sendTimeoutMs: number;
  /** Undefined: plain http. */
  readonly tls: TlsConfig | undefined;
}

/** Files of a certificate, as the config names them. */
export interface TlsConfig {
  readonly certFile: string;
  readonly keyFile: string;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

export interface ManagementConfig {
  readonly address: string;
  readonly port: number;
}

/** Who may call, and who may say who calls. */
export interface AuthzConfig {
  /** Lower case. */
  readonly userHeader: string;
  readonly groupsHeader: string;
  /** IP addresses, and ranges in CIDR notation. */
  readonly trustedSources: readonly string[];
  /** With a key or an issuer, every request needs a credential. */
  readonly keys: readonly ApiKeyConfig[];
  readonly tokenIssuers: readonly TokenIssuerConfig[];
  /** Headers (lower case) in which a trusted source may send a user's own key, by provider. */
  readonly userKeyHeaders: Readonly<Record<string, string>>;
}

/** What a credential lets its holder ask for; undefined is everything. */
export interface GrantConfig {
  /** Paths. */
  readonly endpoints: readonly string[] | undefined;
  /** Names that a request may carry as its model. */
  readonly models: readonly string[] | undefined;
}

export interface ApiKeyConfig {
  readonly name: string;
  /** SHA-256 of the key, 64 hexadecimal digits in lower case. */
  readonly hash: string;
  readonly user: string | undefined;
  readonly groups: readonly string[];
  /** Whom its holder belongs to; undefined where a trusted source may say it. */
  readonly team?: string | undefined;
  readonly tenant?: string | undefined;
  readonly grant: GrantConfig;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** An issuer of signed tokens. */
export interface TokenIssuerConfig {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** A JSON Web Key Set. */
  readonly keySet: { readonly url: string } | { readonly file: string };
  /** Names of RFC 7518, with public keys only. */
  readonly algorithms: readonly string[];
  readonly userClaim: string;
  readonly groupsClaim: string;
  /** Undefined: no claim says it. */
  readonly teamClaim?: string | undefined;
  readonly tenantClaim?: string | undefined;
  readonly clockToleranceMs: number;
  readonly grant: GrantConfig;
}

/** Rate limits and budgets. */
export interface RateLimitConfig {
  /** Whether requests pass uncounted while the counters cannot be reached. */
  readonly failOpen: boolean;
  /** Set aside for an answer whose request names no maximum. */
  readonly outputReserveTokens: number;
  readonly store: LimitStoreConfig;
  readonly rules: readonly RateLimitRuleConfig[];
}

/** Where counters are kept. */
export type LimitStoreConfig =
  | { readonly kind: 'in-process' }
  | { readonly kind: 'redis'; readonly url: string; readonly keyPrefix: string; readonly timeoutMs: number };

/** A window of the clock, in UTC. */
export type LimitUnit = 'second' | 'minute' | 'hour' | 'day' | 'month';

export interface RateLimitRuleConfig {
  readonly name: string;
  /** `*` counts each value for itself; what is undefined makes no difference. */
  readonly match: {
    readonly key?: string | undefined;
    readonly user?: string | undefined;
    readonly group?: string | undefined;
    /** The model that answers. */
    readonly model?: string | undefined;
  };
  readonly unit: LimitUnit;
  readonly requests: number | undefined;
  readonly tokens: number | undefined;
  /** Money in `currency`. */
  readonly cost: number | undefined;
  readonly currency: string;
}

export interface ModelConfig {
  /** The name used in decisions and by clients. */
  readonly name: string;
  /** The name the backends know it by. */
  readonly upstreamName: string;
  readonly description: string | undefined;
  readonly loras: readonly string[];
  readonly reasoningFamily: ReasoningFamily | undefined;
  readonly backends: readonly BackendConfig[];
  readonly pricing: Pricing | undefined;
  readonly card: ModelCard;
  readonly reliability: ReliabilityConfig;
}

/** How a model's backends are called, and what happens when one fails. */
export interface ReliabilityConfig {
  readonly balancing: 'least_request' | 'round_robin';
  readonly retries: RetryConfig;
  readonly breaker: BreakerConfig;
  /** Undefined for none. */
  readonly healthCheck: { readonly path: string; readonly intervalMs: number; readonly timeoutMs: number } | undefined;
  /** Of each backend. */
  readonly concurrency: ConcurrencyConfig;
  /** Wait for a first byte after which a second backend is asked too; undefined for never. */
  readonly hedgeAfterMs: number | undefined;
}

export interface RetryConfig {
  /** Further tries within the model, beyond the first. */
  readonly count: number;
  /** Words of `retry_on`; undefined for the default. */
  readonly on: readonly string[] | undefined;
  /** Longest wait before the same backend is asked again. */
  readonly maxDelayMs: number;
  /** Retries per request of the model, 0..1. */
  readonly budgetShare: number;
  readonly minPerSecond: number;
}

/** When a backend is left out, and when it is tried again. */
export interface BreakerConfig {
  readonly consecutiveFailures: number;
  /** 0..1 */
  readonly errorRate: number;
  readonly windowMs: number;
  /** Requests in the window below which the rate says nothing. */
  readonly minRequests: number;
  /** The first time; doubled each time in a row. */
  readonly pauseMs: number;
  /** Of the model's backends, 0..1. */
  readonly maxEjectedShare: number;
  /** Requests let through at once while half open. */
  readonly probes: number;
  /** Nobody is asked while it is left out, not even where nobody else is left. */
  readonly failFast: boolean;
}

/** Requests under way at once, and those that may wait for their turn. */
export interface ConcurrencyConfig {
  readonly limit: number;
  readonly waiting: number;
  readonly waitMs: number;
}

/** What is known of a model; what its card leaves out is not known. */
export interface ModelCard {
  readonly tags: readonly string[];
  /** Higher is better guarded. */
  readonly safetyTier: number | undefined;
  /** Regions that the data stays in. */
  readonly residency: readonly string[];
  readonly retentionDays: number | undefined;
  readonly licence: string | undefined;
  readonly onPremises: boolean | undefined;
  /** Tokens of prompt and answer together. */
  readonly contextWindow: number | undefined;
  /** What it reads: `text`, `image`, …. */
  readonly inputs: readonly string[] | undefined;
  /** Whether it calls tools. */
  readonly tools: boolean | undefined;
}

/** What a model's card must say for a decision to use it. */
export interface Requirements {
  readonly tags: readonly string[];
  /** Regions, of which the data must not leave; empty for anywhere. */
  readonly residency: readonly string[];
  readonly maxRetentionDays: number | undefined;
  /** Empty for any. */
  readonly licences: readonly string[];
  readonly onPremises: boolean;
  readonly safetyTier: number | undefined;
}

/** What caches and sessions should do with a turn; what is left out is as they like. */
export interface RetentionDirective {
  readonly drop?: boolean | undefined;
  readonly ttlTurns?: number | undefined;
  readonly keepCurrentModel?: boolean | undefined;
  readonly preferPrefixRetention?: boolean | undefined;
}

/** How "thinking on" and "off" are written in the outgoing body. */
export interface ReasoningFamily {
  readonly name: string;
  /**
   * `chat_template_kwargs`: `chat_template_kwargs.<parameter>: true | false`;
   * `reasoning_effort`: `chat_template_kwargs.<parameter>: "high"`;
   * `top_level_reasoning_effort`: `<parameter>: "high"` at the top of the body.
   */
  readonly type: 'chat_template_kwargs' | 'reasoning_effort' | 'top_level_reasoning_effort';
  readonly parameter: string;
}

export interface Pricing {
  readonly currency: string;
  /** Per million tokens. */
  readonly prompt: number;
  /** Tokens read from the backend's cache; undefined for the price of any other. */
  readonly cachedInput: number | undefined;
  /** Tokens written to the backend's cache; undefined for the price of any other. */
  readonly cacheWrite?: number | undefined;
  readonly completion: number;
}

export interface BackendConfig {
  readonly name: string;
  /** Provider type, e.g. `openai`. */
  readonly provider: string;
  /** Origin and path prefix without a trailing slash, e.g. `http://10.0.0.5:8000/v1`. */
  readonly baseUrl: string;
  /** Path under `baseUrl` for chat completions where it is not the provider's usual one. */
  readonly chatPath: string | undefined;
  /** Version of the vendor's API to ask for. */
  readonly apiVersion: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Fields of every request body, in the vendor's own words. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** The key, for providers that do not send it in a header but sign with it. */
  readonly signingKey: string | undefined;
  /** Where a user's own key comes from, and where it goes; names in lower case. */
  readonly userKey?: { readonly from: string; readonly header: string; readonly prefix: string } | undefined;
  /** `headers` carry a key of the backend's own, so the client's is not passed on. */
  readonly hasCredentials: boolean;
  /** Share of requests relative to the model's other backends; > 0. */
  readonly weight: number;
  /** Longest wait for a TCP and TLS connection. */
  readonly connectTimeoutMs: number;
  /** Longest silence from the backend, before the first byte and between bytes. */
  readonly idleTimeoutMs: number;
}

export type ConditionConfig =
  | {
      readonly type: string;
      readonly name: string;
      readonly predicate?: PredicateConfig | undefined;
      readonly onError?: 'match' | 'no_match' | undefined;
    }
  | { readonly operator: 'AND' | 'OR' | 'NOT'; readonly conditions: readonly ConditionConfig[] };

/** Numeric bounds, all of which must hold. */
export interface PredicateConfig {
  readonly gt?: number | undefined;
  readonly gte?: number | undefined;
  readonly lt?: number | undefined;
  readonly lte?: number | undefined;
}

export interface PluginConfig {
  readonly type: string;
  readonly configuration: unknown;
  /** What its failure means; undefined where the plugin's definition says it: `closed` for guards, `open` for others. */
  readonly onError?: 'closed' | 'open' | undefined;
}

export interface DecisionConfig {
  readonly name: string;
  readonly description: string | undefined;
  readonly priority: number;
  readonly tier: number;
  readonly rules: ConditionConfig;
  /** Those of the listed models that meet the requirements, the preferred one first. */
  readonly models: readonly ModelRef[];
  /** Hold for every model that may answer, fallbacks too. */
  readonly requirements: Requirements;
  readonly retention: RetentionDirective | undefined;
  readonly algorithm: { readonly type: string; readonly options: unknown };
  /** In the order in which they run. */
  readonly plugins: readonly PluginConfig[];
  /** Notes for readers of traces; never acted on. */
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
  readonly onUnknown: 'no_match' | 'match' | 'refuse';
}
