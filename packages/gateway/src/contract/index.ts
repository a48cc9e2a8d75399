/**
 * What the management API takes and gives, as types: the dashboard and other clients build on these. Field names are
 * the wire's.
 *
 * @module
 */

import type { Diagnostic, HeadDefinition, ImportRow, ProviderDefaults, Receipt, Trace } from '@signalbox/engine';

/** Body of `POST /api/v1/eval`: a text, or a conversation in chat shape. */
export interface EvalRequest {
  readonly text?: string;
  readonly messages?: readonly object[];
  readonly tools?: readonly object[];
  readonly model?: string;
  readonly max_tokens?: number;
  readonly response_format?: object;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** How one decision fared, as eval and records tell it. */
export interface DecisionEvaluation {
  readonly name: string;
  readonly outcome: string;
  readonly eligible: boolean;
  readonly confidence: number;
  readonly because: readonly string[];
}

/** Answer of `POST /api/v1/eval`. */
export interface EvalResponse {
  /** Text of the current turn. */
  readonly original_text: string;
  readonly requested_model: string;
  readonly recipe: string;
  /** The decision that won; name null when none matched and the default model answers. */
  readonly decision_result: {
    readonly name: string | null;
    readonly confidence: number;
    readonly matched_rules: readonly string[];
  };
  readonly routing_decision: string | null;
  readonly selected_model: string | null;
  readonly recommended_models: readonly string[];
  /** Null when no model was selected. */
  readonly reasoning: { readonly mode: 'on' | 'off'; readonly effort: string | null } | null;
  readonly selection_status: 'selected' | 'fallback' | 'unavailable' | 'refused';
  readonly selection_method: string;
  readonly selection_reason: string;
  /** Types of the decision's plugins, in their order; none of them ran. */
  readonly plugins: readonly string[];
  /** Names of what matched, by family. */
  readonly matched_signals: Readonly<Record<string, readonly string[]>>;
  /** `kind:name` of what matched, 0..1. */
  readonly signal_confidences: Readonly<Record<string, number>>;
  /** `kind:name` of every reading with a number. */
  readonly signal_values: Readonly<Record<string, number>>;
  /** `kind:name` of what could not say, with the reason. */
  readonly signal_errors: Readonly<Record<string, string>>;
  /** By family. */
  readonly metrics: Readonly<Record<string, { readonly execution_time_ms: number; readonly confidence: number }>>;
  readonly eval_trace: readonly DecisionEvaluation[];
  readonly runner_up: Trace['runnerUp'];
  /** The whole trace, as the engine made it. */
  readonly trace: Trace;
  /** With `?receipt=true` or `?why_not=DECISION`. */
  readonly receipt?: ReceiptAnswer;
}

/** The smallest change of signals that would have led elsewhere. */
export interface ReceiptAnswer extends Receipt {
  /** The same in words. */
  readonly sentence: string;
}

/** One record, as the management API shows it. */
export interface ReplayRecord {
  readonly id: string;
  readonly request_id: string;
  /** As the client named it, else the chain's or conversation's, else made of the first turn; null for what was not read. */
  readonly session_id: string | null;
  /** Which turn of the user's it is, the first being 1; null for what was not read. */
  readonly turn_index: number | null;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly protocol: string;
  /** Of the API key that it came with; null without one. */
  readonly api_key_name: string | null;
  /** As a credential or a trusted source says it; null where nobody does. */
  readonly user: string | null;
  readonly recipe: string | null;
  readonly decision: string | null;
  /** Of the decision, as the config had it. */
  readonly decision_tier: number | null;
  readonly decision_priority: number | null;
  readonly original_model: string | null;
  readonly selected_model: string | null;
  readonly backend: string | null;
  readonly candidates: readonly string[];
  readonly reasoning_mode: 'on' | 'off' | null;
  readonly reasoning_effort: string | null;
  readonly confidence_score: number | null;
  readonly selection_method: string | null;
  readonly response_path: string;
  readonly response_status: number | null;
  readonly lifecycle_state: 'in_progress' | 'completed' | 'aborted' | 'failed';
  readonly terminal_reason: string | null;
  readonly streaming: boolean;
  readonly duration_ms: number;
  readonly stages_ms: ReplayStages;
  /** Whether bodies were kept; they come with the single record. */
  readonly has_request_body: boolean;
  readonly has_response_body: boolean;
  readonly prompt_tokens: number | null;
  readonly cached_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly total_tokens: number | null;
  readonly from_cache: boolean;
  /** What came of looking for a kept answer; null where nobody keeps any. */
  readonly cache_status: 'hit' | 'miss' | 'bypass' | null;
  /** Of a hit: the very request, one in other words, or an equal one that was under way. */
  readonly cache_hit_kind: 'exact' | 'semantic' | 'shared' | null;
  /** Of a hit in other words: how near the questions are, -1..1, and the score by which it counts as a repeat, 0..1. */
  readonly cache_similarity: number | null;
  readonly cache_score: number | null;
  readonly cache_entry_age_seconds: number | null;
  /** Tokens that the answer took when it was made. */
  readonly cache_saved_tokens: number | null;
  /** Why the cache was passed by. */
  readonly cache_reason: string | null;
  /** Whether the cost is known, and if not, why: the backend counted no tokens, the model has no price, nothing was called. */
  readonly pricing: 'known' | 'no_usage' | 'no_price' | 'no_call';
  readonly currency: string | null;
  readonly actual_cost: number | null;
  /** The same tokens at the model with the highest prices. */
  readonly baseline_cost: number | null;
  readonly baseline_model: string | null;
  readonly cost_savings: number | null;
  /** The same tokens at the default model. */
  readonly default_cost: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly plugin_failures: readonly { readonly plugin: string; readonly message: string }[];
  /** Models and backends that did not give the answer, in the order they were asked or passed over. */
  readonly failed_tries: readonly {
    readonly model: string;
    readonly backend: string | null;
    readonly reason: string;
    readonly message: string;
  }[];
  /** What guards found: what and where, never the text. */
  readonly findings: readonly {
    readonly plugin: string;
    readonly type: string;
    readonly place: string;
    readonly count: number;
  }[];
  /** Names of what matched, by family. */
  readonly signals: Readonly<Record<string, readonly string[]>>;
}

/**
 * Milliseconds by stage, null for one that was not reached: waiting for a place in the router; credential and reading;
 * limits, name and session; the engine; plugins; looking for a kept answer; finding a backend; from the call to the end of
 * its answer; the client's format. Together they are the duration; `first_byte` is a part of `upstream`.
 */
export interface ReplayStages {
  readonly queue: number | null;
  readonly parse: number | null;
  readonly identify: number | null;
  readonly route: number | null;
  readonly plugins: number | null;
  readonly recall: number | null;
  readonly connect: number | null;
  readonly upstream: number | null;
  readonly render: number | null;
  readonly first_byte: number | null;
}

/** Bodies of a request, as far as they were kept. */
export interface ReplayBodies {
  /** As it came; personal data and secrets may be replaced by names such as `[EMAIL_ADDRESS_1]`. */
  readonly request_body: string | null;
  readonly request_body_truncated: boolean;
  /** How many stretches were replaced. */
  readonly request_body_redacted: number;
  /** As it was sent; of a stream the chat completion that its events come to. */
  readonly response_body: string | null;
  readonly response_body_truncated: boolean;
  readonly response_body_redacted: number;
  /** Null where no body is kept. */
  readonly tool_trace: {
    readonly steps: readonly {
      readonly kind: 'call' | 'result';
      readonly id: string | null;
      readonly name: string | null;
      readonly text: string;
      readonly truncated: boolean;
    }[];
    /** Older steps were left out. */
    readonly steps_truncated: boolean;
    readonly dropped_step_count: number;
  } | null;
}

/** What somebody said of a request; also the answer of `POST /v1/router/outcomes`. */
export interface OutcomeAnswer {
  readonly id: string;
  readonly replay_id: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly target: 'answer' | 'model' | 'decision';
  readonly verdict: 'good_fit' | 'underpowered' | 'overpowered' | 'bad_fit';
  /** 0..1 */
  readonly score: number | null;
  readonly reason: string | null;
}

/** Answer of `GET /v1/router_replay/{id}`, which has the bodies too, and of lists with details, which have not. */
export interface DetailedReplayRecord extends ReplayRecord, Partial<ReplayBodies> {
  readonly trace: Trace | null;
  /** Newest first; not in lists. */
  readonly outcomes?: readonly OutcomeAnswer[];
  /** What the trace says, in a sentence; null without a trace. */
  readonly why?: string | null;
  /** With `?receipt=true` or `?why_not=DECISION`; only while the config that routed it is in force. */
  readonly receipt?: ReceiptAnswer;
}

/** Answer of `GET /v1/router_replay`. */
export interface ReplayList {
  readonly object: 'router_replay.list';
  /** Newest first; with their traces where `showDetails=true` was asked. */
  readonly data: readonly (ReplayRecord | DetailedReplayRecord)[];
  /** On all pages. */
  readonly total: number;
  readonly limit: number;
  /** 0 for a page that begins after a record. */
  readonly offset: number;
  readonly has_more: boolean;
  /** Ids of the first and the last record of this page; null for an empty one. The last one's is `after` of the next page. */
  readonly first_id: string | null;
  readonly last_id: string | null;
}

/** Answer of `GET /v1/router_replay/trajectory`. */
export interface ReplayTrajectory {
  readonly object: 'router_replay.trajectory';
  readonly session_id: string;
  /** Oldest first. */
  readonly data: readonly ReplayRecord[];
  /** Older ones are left out. */
  readonly has_more: boolean;
}

/** How long something took, over many requests; milliseconds. */
export interface TimeDistribution {
  readonly count: number;
  /** Null where only its parts are counted. */
  readonly mean_ms: number | null;
  /** From the counts, as if those of a part lay evenly in it. */
  readonly p50_ms: number | null;
  readonly p90_ms: number | null;
  readonly p99_ms: number | null;
  /** By `stage_bounds_ms`; the last is beyond the last bound. */
  readonly counts: readonly number[];
}

/** What the same tokens would have cost otherwise; nulls where that cannot be said, with the reason. */
export interface CostBaseline {
  readonly name: 'dearest' | 'default' | 'always' | 'random';
  readonly description: string;
  /** The model that was asked about. */
  readonly model: string | null;
  readonly spend: number | null;
  readonly saved: number | null;
  /** Of the spend, 0..1; below 0 where routing cost more. */
  readonly saved_share: number | null;
  readonly reason?: string;
}

export interface CurrencyCosts {
  readonly currency: string;
  readonly requests: number;
  readonly actual_spend: number;
  readonly baselines: readonly CostBaseline[];
}

/** What requests cost; currencies are not added up. */
export interface CostReport {
  /** The one of most requests first. */
  readonly currencies: readonly CurrencyCosts[];
  /** Requests that a model answered and that are in no sum. */
  readonly excluded: { readonly no_usage: number; readonly no_price: number };
}

/** Answer of `GET /v1/router_replay/aggregate`. */
export interface ReplayAggregate {
  readonly record_count: number;
  /** Records by state. */
  readonly lifecycle: Readonly<Record<string, number>>;
  /** Of the currency of most requests, against the dearest model; nulls where no cost is known. */
  readonly summary: {
    readonly currency: string | null;
    readonly total_saved: number | null;
    readonly baseline_spend: number | null;
    readonly actual_spend: number | null;
  };
  readonly costs: CostReport;
  /** Records by model; `none` where none was chosen. */
  readonly model_selection: Readonly<Record<string, number>>;
  /** Records by decision; `none` where none matched. */
  readonly decision_distribution: Readonly<Record<string, number>>;
  /** Records by how they were answered: by a model, a guard, the router itself. */
  readonly response_paths: Readonly<Record<string, number>>;
  /** How often each signal matched, by family. */
  readonly signal_distribution: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Records by what their guards found. */
  readonly guard_findings: Readonly<Record<string, number>>;
  /** By stage, beside them `first_byte` and `total`; without stages that no request reached. */
  readonly stages: Readonly<Record<string, TimeDistribution>>;
  /** Upper bounds of the parts that times are counted in. */
  readonly stage_bounds_ms: readonly number[];
  /** By model; `none` where none was chosen. */
  readonly model_health: Readonly<Record<string, ModelHealth>>;
  /** Of all records, the strongest change first. */
  readonly signal_drift: readonly SignalDriftAnswer[];
  /** Tokens by model. */
  readonly token_volume: Readonly<Record<string, TokenSums>>;
  readonly token_breakdown: TokenSums;
  /** Values to filter by, of all records. */
  readonly available_recipes: readonly string[];
  readonly available_decisions: readonly string[];
  readonly available_models: readonly string[];
}

/** What a signal read in a while. */
export interface SignalWindow {
  readonly readings: number;
  /** Readings that could not be taken. */
  readonly failures: number;
  /** Share of the readings that matched, 0..1; null without readings. */
  readonly firing_rate: number | null;
  /** Readings by tenths of confidence. */
  readonly confidence: readonly number[];
}

/** How what a signal reads has changed: the last 24 hours beside the seven days before. */
export interface SignalDriftAnswer {
  readonly recipe: string;
  /** `kind:name` */
  readonly signal: string;
  readonly current: SignalWindow;
  readonly reference: SignalWindow;
  /** Population stability index, of confidence or of matching, whichever changed more; null for too few readings. */
  readonly stability_index: number | null;
  /** Steady below 0.1, strong from 0.25 on. */
  readonly state: 'steady' | 'slight' | 'strong' | 'too_few';
}

/** How requests went that a model was to answer. */
export interface ModelHealth {
  readonly requests: number;
  /** Share that failed, 0..1. */
  readonly error_rate: number;
  /** Share that their clients left, 0..1. */
  readonly aborted_rate: number;
  /** Of those that were completed; null where none was. */
  readonly mean_duration_ms: number | null;
  /** By verdict; outcomes that were said in the time asked for. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Of outcomes with a score, 0..1; null without. */
  readonly mean_score: number | null;
}

/** Tokens, as backends counted them. */
export interface TokenSums {
  readonly prompt_tokens: number;
  readonly cached_tokens: number;
  readonly cache_write_tokens: number;
  readonly completion_tokens: number;
  readonly reasoning_tokens: number;
  readonly total_tokens: number;
}

/** Answer of `GET /api/v1/decisions/recent`. */
export interface RecentDecisions {
  /** Newest first. */
  readonly decisions: readonly ReplayRecord[];
  /** Records kept now. */
  readonly kept: number;
  /** Records that made room for newer ones since the start. */
  readonly dropped: number;
}

/** Answer of `POST /api/v1/classify/intent`, without what the routing adds. */
export interface TopicClassification {
  readonly classification: {
    readonly category: string;
    readonly confidence: number;
    readonly processing_time_ms: number;
  };
  readonly probabilities: Readonly<Record<string, number>>;
}

/** Answer of `POST /api/v1/classify/security`. */
export interface SecurityClassification {
  readonly is_jailbreak: boolean;
  readonly risk_score: number;
  readonly detection_types: readonly string[];
  readonly confidence: number;
  readonly recommendation: 'block' | 'allow';
  readonly reasoning: string;
  readonly patterns_detected: readonly string[];
  readonly processing_time_ms: number;
}

/** Answer of `POST /api/v1/classify/pii`; positions in UTF-16 code units, end exclusive. */
export interface PiiClassification {
  readonly has_pii: boolean;
  readonly entities: readonly {
    readonly type: string;
    readonly value: string;
    readonly confidence: number;
    readonly start_position: number;
    readonly end_position: number;
    readonly masked_value: string;
  }[];
  readonly masked_text: string;
  readonly security_recommendation: 'block' | 'allow';
  readonly processing_time_ms: number;
}

/** Answer of `POST /api/v1/classify/fact-check`. */
export interface FactCheckClassification {
  readonly needs_fact_check: boolean;
  /** Probability that it is needed. */
  readonly confidence: number;
  readonly processing_time_ms: number;
}

/** Answer of `POST /api/v1/classify/user-feedback`. */
export interface FeedbackClassification {
  readonly feedback_type: string;
  readonly confidence: number;
  readonly probabilities: Readonly<Record<string, number>>;
  readonly processing_time_ms: number;
}

/** Answer of `POST /api/v1/classify/combined`. */
export interface CombinedClassification {
  readonly intent: TopicClassification;
  readonly pii: PiiClassification;
  readonly security: SecurityClassification;
  readonly processing_time_ms: number;
}

/** Answer of `POST /api/v1/config/validate`. */
export interface ConfigValidation {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Answer of `GET /api/v1/config/status`. */
export interface ConfigStatusAnswer {
  /** ETag of the config in force. */
  readonly etag: string;
  readonly file: string;
  /** Why it cannot be changed from here; null where it can. */
  readonly read_only: string | null;
  /** The file was changed to what cannot be served, and the config before serves on; null where it is in force. */
  readonly rejected: {
    /** When it was read, in milliseconds since 1970. */
    readonly at: number;
    /** Who only looks from elsewhere gets the places without the messages, which may quote secrets. */
    readonly diagnostics: readonly Diagnostic[];
  } | null;
}

/** Answer of `GET /api/v1/setup`. */
export interface SetupAnswer {
  /** The router serves a recipe that came with it and has no config of its own yet. */
  readonly is_needed: boolean;
  /** The file that the set-up writes, or the one that is served already. */
  readonly file: string;
  /** A file of that name lies there already. */
  readonly file_exists: boolean;
  /** Simulated models answer in place of the config's. */
  readonly is_simulated: boolean;
  readonly recipes: readonly SetupRecipe[];
}

/** A profile that a new config can start from. */
export interface SetupRecipe {
  readonly name: string;
  readonly summary: string;
  readonly decisions: number;
  readonly models: readonly SetupModel[];
}

/** A model as a config names it. */
export interface SetupModel {
  readonly name: string;
  /** What it is good at, by its card. */
  readonly description: string | null;
}

/** A server of models and how to reach it. */
export interface SetupConnection {
  readonly provider: string;
  /** Base address; left out where the provider has one of its own. */
  readonly base_url?: string | undefined;
  /** Environment variable of the router that holds the key. */
  readonly api_key_env?: string | undefined;
  /** The operator says that the address may lead to this machine or a private network. */
  readonly allow_private?: boolean | undefined;
}

/** Answer of `POST /api/v1/setup/detect`. */
export interface SetupDetection {
  readonly servers: readonly {
    readonly provider: string;
    readonly base_url: string;
    readonly version: string | null;
    readonly models: readonly string[];
  }[];
  /** Every address that was asked. */
  readonly asked: readonly { readonly provider: string; readonly base_url: string }[];
}

/** Answer of `POST /api/v1/setup/models`. */
export interface SetupModels {
  readonly base_url: string | null;
  /** Null where no key is named. */
  readonly is_key_set: boolean | null;
  /** Null where they could not be listed: name one. */
  readonly models: readonly string[] | null;
  /** Why they could not. */
  readonly problem: string | null;
}

/** Answer of `POST /api/v1/setup/test`. */
export interface SetupTest {
  readonly is_good: boolean;
  /** From the request to the whole answer. */
  readonly time_ms: number;
  /** As the server names it. */
  readonly model: string | null;
  /** The beginning of what it said. */
  readonly text: string | null;
  readonly problem: string | null;
}

/** Answer of `POST /api/v1/setup/draft`. */
export interface SetupDraft {
  readonly yaml: string;
  readonly is_valid: boolean;
  /** What keeps it from being served, and what lint has to say. */
  readonly diagnostics: readonly Diagnostic[];
  /** All models of the config. */
  readonly models: readonly SetupModel[];
  /** How many decisions it has. */
  readonly decisions: number;
}

/** Answer of `POST /api/v1/config/import`. */
export interface ConfigImport {
  /** Of the text that was sent; null where it is no config of vLLM Semantic Router. */
  readonly layout: 'v0.3' | 'v0.1' | null;
  /** YAML of this router, null where there is none to make. */
  readonly config: string | null;
  /** Whether `config` can be put in force as it is. */
  readonly loads: boolean;
  /** What became of each field of the text, by place. */
  readonly report: readonly ImportRow[];
  /** Places are those of the text that was sent. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One config that was in force. */
export interface ConfigVersionAnswer {
  readonly id: string;
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The name of the management token, or "file". */
  readonly author: string;
  /** Who the caller said it was, unchecked. */
  readonly note?: string | undefined;
  readonly reason: 'start' | 'file' | 'api' | 'rollback';
  readonly file: string;
}

/** Answer of `GET /api/v1/config/versions`. */
export interface ConfigVersionList {
  /** ETag of the config in force. */
  readonly in_force: string;
  /** Newest first. */
  readonly versions: readonly ConfigVersionAnswer[];
}

/** Answer of `PUT /api/v1/config` and of a rollback; status 422 when it is not valid. */
export interface ConfigChangeAnswer {
  readonly status: 'in_force' | 'invalid';
  readonly version: ConfigVersionAnswer | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Answer of `GET /api/v1/vocabulary`: what a config of this router may name, as data. */
export interface VocabularyAnswer {
  readonly kinds: readonly {
    readonly kind: string;
    /** The list under `routing.signals` that its rules stand in. */
    readonly configKey: string;
    readonly summary: string;
    readonly schema: JsonSchema;
    /** Complete rules. */
    readonly examples: readonly object[];
  }[];
  readonly algorithms: readonly { readonly type: string; readonly summary: string; readonly schema: JsonSchema }[];
  readonly plugins: readonly {
    readonly type: string;
    readonly summary: string;
    readonly schema: JsonSchema;
    readonly guards: boolean;
    readonly aliases: readonly string[];
    readonly isPlanned: boolean;
  }[];
  readonly providers: readonly {
    readonly type: string;
    readonly summary: string;
    readonly defaults: ProviderDefaults;
  }[];
  /** Paths of the data plane. */
  readonly endpoints: readonly string[];
  readonly heads: readonly HeadDefinition[];
  readonly adapters: readonly {
    readonly type: string;
    readonly summary: string;
    readonly schema: JsonSchema;
    readonly serves: readonly string[];
  }[];
  /** Layouts of `global.model_catalog` beside `heads`: the schema of what may stand at each place. */
  readonly forms: readonly {
    readonly parts: readonly { readonly path: readonly string[]; readonly schema: JsonSchema }[];
  }[];
}

/** Answer of `GET /api/v1/weights`. */
export interface WeightsList {
  readonly weights: readonly {
    readonly head: string;
    /** SHA-256 of the content, hex. */
    readonly hash: string;
    readonly bytes: number;
    /** Day of training, ISO 8601. */
    readonly made?: string;
    /** What was measured of it. */
    readonly card?: HeadCardAnswer;
  }[];
}

/** What was measured of a head, as its card says. */
export interface HeadCardAnswer {
  readonly title: string;
  readonly purpose: string;
  /** Page with data, licences and more, from the repository's root. */
  readonly page: string;
  /** The figures are of these very weights. */
  readonly is_of_these: boolean;
  readonly figures: readonly {
    readonly name: string;
    readonly value: number;
    /** Bounds of its 95 % interval. */
    readonly low?: number;
    readonly high?: number;
    /** Rows it was measured on. */
    readonly n?: number;
    /** Of a calibration error: rows of about the same confidence, how sure the head was of them, and the share that was right. */
    readonly bands?: readonly { readonly n: number; readonly said: number; readonly came: number }[];
  }[];
  /** Known failures, in words. */
  readonly failures: readonly string[];
}

/** Answer of `GET /api/v1/access`: what whoever asks may do. */
export interface AccessAnswer {
  /** `viewer` may look; `operator` may change. */
  readonly role: 'viewer' | 'operator';
  /** What records call the token; null without one. */
  readonly name: string | null;
  /** Reading needs a token too. */
  readonly is_exposed: boolean;
}

/** One line of the log. */
export interface LogEntry {
  /** Counts up from 1 with every line since the start. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** Credentials cut out. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Answer of `GET /api/v1/logs`. */
export interface LogAnswer {
  /** The oldest first. */
  readonly entries: readonly LogEntry[];
  /** Number of the newest line, of this filter or not: ask for what comes after it. */
  readonly last: number;
}

/** Answer of `GET /api/v1/probes`. */
export interface ProbeSuites {
  readonly suites: readonly { readonly name: string; readonly text: string }[];
}

/** What one head says of a text, or why it cannot. */
export type HeadAnswer =
  | { readonly model: string; readonly milliseconds: number; readonly probabilities: Readonly<Record<string, number>> }
  | {
      readonly model: string;
      readonly milliseconds: number;
      /** Positions in UTF-16 code units, end exclusive. */
      readonly spans: readonly {
        readonly label: string;
        readonly start: number;
        readonly end: number;
        readonly confidence: number;
      }[];
    }
  | { readonly error: string };

/** Answer of `POST /api/v1/classify/heads`: for each text, what each head says. */
export interface HeadAnswers {
  readonly results: readonly Readonly<Record<string, HeadAnswer>>[];
}

/** Body of `POST /api/v1/load-test`. */
export interface LoadTestPlan {
  readonly model: string;
  readonly prompt?: string;
  readonly max_tokens?: number;
  /** 1..500 */
  readonly requests: number;
  /** `constant`: so many a second; `burst`: all as soon as there is a place; `ramp`: from none to so many a second. */
  readonly shape: 'constant' | 'burst' | 'ramp';
  /** 1..100; not for a burst. */
  readonly per_second?: number;
  /** Most under way together, 1..64. */
  readonly at_once?: number;
}

/** One request of a load test, told when it has ended; times in milliseconds since the test began, or of the request. */
export interface LoadTestResult {
  readonly number: number;
  readonly started_ms: number;
  readonly status: number;
  /** To the first content; null where none came. */
  readonly first_token_ms: number | null;
  readonly total_ms: number;
  /** As the backend counted them, else pieces that came; null where none came. */
  readonly tokens: number | null;
  readonly model: string | null;
  readonly error: string | null;
}

/** Answer of `GET /api/v1`. */
export interface RouteCatalogue {
  readonly routes: readonly { readonly method: string; readonly path: string; readonly summary: string }[];
}

/** Body of every error answer. */
export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
  };
}
