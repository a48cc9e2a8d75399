import {
  type BackendConfig,
  DEFAULT_RELIABILITY,
  type DecisionConfig,
  type Engine,
  type ModelConfig,
  type RecipeConfig,
  type RecordingConfig,
  type RequestFacts,
  type ResponsesConfig,
  type RouteResult,
  type RouterConfig,
  type Trace,
} from '@signalbox/engine';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';

/** A config of two models, `small` and `large`, and one decision `hard` that uses `large` with thinking on. */
export function aConfig(overrides: Partial<RouterConfig> = {}): RouterConfig {
  return {
    listener: aListener(),
    management: { address: '127.0.0.1', port: 0 },
    concurrency: { limit: 1_000, waiting: 0, waitMs: 1_000 },
    authz: anAuthz(),
    rateLimit: undefined,
    tracing: undefined,
    records: {
      kind: 'memory',
      maxAgeMs: 2_592_000_000,
      maxEntries: undefined,
      maxBytes: undefined,
      maxWaiting: 10_000,
      onFull: 'drop',
      writesAhead: false,
      recording: aRecording(),
    },
    configVersions: 'file',
    responseCache: { kind: 'memory', maxEntries: 100_000, maxBytes: 512 * 1024 ** 2 },
    sessions: 'memory',
    postgres: undefined,
    redis: undefined,
    responses: aResponsesConfig(),
    entryPoints: ['MoM', 'auto'].map((modelName) => ({ modelName, recipe: 'default' })),
    defaultModel: 'small',
    defaultEffort: 'medium',
    models: [aModel('small'), aModel('large')],
    heads: [],
    recipes: [aRecipe([aDecision('hard')])],
    ...overrides,
  };
}

/** A listener on a free port of loopback. */
export function aListener(overrides: Partial<RouterConfig['listener']> = {}): RouterConfig['listener'] {
  return {
    address: '127.0.0.1',
    port: 0,
    timeoutMs: 10_000,
    maxBodyBytes: 1_000_000,
    maxHeaderBytes: 16_384,
    headerTimeoutMs: 15_000,
    receiveTimeoutMs: 60_000,
    sendTimeoutMs: 60_000,
    tls: undefined,
    ...overrides,
  };
}

/** Nobody needs a credential, and no source is trusted. */
export function anAuthz(overrides: Partial<RouterConfig['authz']> = {}): RouterConfig['authz'] {
  return {
    userHeader: 'x-authz-user-id',
    groupsHeader: 'x-authz-user-groups',
    trustedSources: [],
    keys: [],
    tokenIssuers: [],
    userKeyHeaders: {},
    ...overrides,
  };
}

/** Records without bodies. */
export function aRecording(overrides: Partial<RecordingConfig> = {}): RecordingConfig {
  return {
    isEnabled: true,
    keepsRequest: false,
    keepsResponse: false,
    maxBodyBytes: 4_096,
    maxToolBytes: 4_096,
    maxToolSteps: 100,
    redacts: true,
    ...overrides,
  };
}

/** Answers are kept as they are where the config says nothing. */
export function aResponsesConfig(overrides: Partial<ResponsesConfig> = {}): ResponsesConfig {
  return {
    kind: 'memory',
    storeByDefault: true,
    maxAgeMs: 2_592_000_000,
    maxDocuments: 100_000,
    maxBytes: 1_000_000_000,
    maxTurnBytes: 1_000_000,
    refusesUnkept: false,
    timeoutMs: 2_000,
    ...overrides,
  };
}

/** The default recipe, without signals. */
export function aRecipe(decisions: readonly DecisionConfig[]): RecipeConfig {
  return {
    name: 'default',
    description: undefined,
    path: ['routing'],
    signals: [],
    projections: { partitions: [], scores: [], mappings: [] },
    strategy: 'priority',
    decisions,
  };
}

/** A decision without rules. */
export function aDecision(name: string, overrides: Partial<DecisionConfig> = {}): DecisionConfig {
  return {
    name,
    description: undefined,
    priority: 0,
    tier: 0,
    rules: { operator: 'AND', conditions: [] },
    models: [{ model: 'large', reasoning: 'on', effort: 'high' }],
    requirements: {
      tags: [],
      residency: [],
      maxRetentionDays: undefined,
      licences: [],
      onPremises: false,
      safetyTier: undefined,
    },
    retention: undefined,
    algorithm: { type: 'static', options: {} },
    plugins: [],
    onUnknown: 'no_match',
    ...overrides,
  };
}

/** A model without backends whose servers know it by its own name. */
export function aModel(name: string, overrides: Partial<ModelConfig> = {}): ModelConfig {
  return {
    name,
    upstreamName: name,
    description: undefined,
    loras: [],
    reasoningFamily: undefined,
    backends: [],
    pricing: undefined,
    card: {
      tags: [],
      safetyTier: undefined,
      residency: [],
      retentionDays: undefined,
      licence: undefined,
      onPremises: undefined,
      contextWindow: undefined,
      inputs: undefined,
      tools: undefined,
    },
    reliability: DEFAULT_RELIABILITY,
    ...overrides,
  };
}

/** A backend at an address. */
export function aBackend(baseUrl: string, overrides: Partial<BackendConfig> = {}): BackendConfig {
  return {
    name: 'backend-1',
    provider: 'openai',
    baseUrl,
    chatPath: undefined,
    apiVersion: undefined,
    headers: {},
    extraBody: {},
    signingKey: undefined,
    hasCredentials: false,
    weight: 1,
    connectTimeoutMs: 2_000,
    idleTimeoutMs: 5_000,
    ...overrides,
  };
}

/** The routing of the decision `hard` to `large`. */
export function aResult(overrides: Partial<RouteResult> = {}): RouteResult {
  const model = { model: 'large', reasoning: 'on', effort: 'high' } as const;
  return {
    recipe: 'default',
    decision: 'hard',
    model,
    candidates: [model],
    confidence: 0.87654,
    plugins: [],
    trace: aTrace(),
    ...overrides,
  };
}

/** The trace of a request that the rule `keyword:urgent` matched. */
export function aTrace(overrides: Partial<Trace> = {}): Trace {
  return {
    version: 1,
    configHash: '0123456789abcdef',
    modelHashes: {},
    recipe: 'default',
    completeness: 'complete',
    signals: [
      { kind: 'keyword', name: 'urgent', state: 'read', matched: true, confidence: 1, evidence: 'now' },
      { kind: 'domain', name: 'math', state: 'read', matched: false, confidence: 0.2, value: 0.2 },
      {
        kind: 'domain',
        name: 'law',
        state: 'failed',
        matched: false,
        confidence: 0,
        code: 'port.down',
        reason: 'gone',
      },
    ],
    evaluators: [
      { kind: 'keyword', cost: 'free', micros: 12 },
      { kind: 'domain', cost: 'local', micros: 30 },
    ],
    projections: [],
    decisions: [{ name: 'hard', outcome: 'match', eligible: true, confidence: 0.87654, because: ['keyword:urgent'] }],
    decision: 'hard',
    runnerUp: null,
    selection: { algorithm: 'static', model: 'large', candidates: [{ model: 'large' }], reason: 'the first' },
    totalMicros: 50,
    ...overrides,
  };
}

/** An engine that routes by a function and remembers what it was asked. */
export function anEngine(
  route: (facts: RequestFacts) => RouteResult | Promise<RouteResult> = () => aResult(),
): Engine & { readonly asked: readonly RequestFacts[] } {
  const asked: RequestFacts[] = [];
  return {
    asked,
    summary: { configHash: '0123456789abcdef', modelHashes: {}, recipes: [] },
    async route(facts) {
      asked.push(facts);
      return route(facts);
    },
    receipt: () => undefined,
    decide: () => undefined,
  };
}

/** A gateway over one backend for both models, with stable ids (`id-1`, `id-2`, …). */
export function aGateway(baseUrl: string, options: Partial<GatewayOptions> = {}): Gateway {
  const backends = [aBackend(baseUrl)];
  let last = 0;
  return createGateway({
    config: aConfig({ models: [aModel('small', { backends }), aModel('large', { backends })] }),
    engine: anEngine(),
    createId: () => `id-${++last}`,
    ...options,
  });
}

/** A chat request as a web Request. */
export function chat(body: object | string, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request('http://signalbox.test/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A chat body that asks to be routed. */
export function ask(text: string, more: object = {}): object {
  return { model: 'MoM', messages: [{ role: 'user', content: text }], ...more };
}

/** A management request's answer as data. */
export async function manage(
  gateway: Gateway,
  method: string,
  target: string,
  body: object | string = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly json: unknown; readonly text: string }> {
  const [path = '', query = ''] = target.split('?');
  const { Cancellation } = await import('../http/cancellation.ts');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await gateway.manage({
    method,
    path,
    query,
    headers,
    body: Buffer.from(text),
    cancellation: new Cancellation(),
  });
  const rendered = Buffer.from(response.body as Uint8Array).toString();
  const isJson = response.headers[1]?.startsWith('application/json') === true;
  return { status: response.status, json: isJson ? JSON.parse(rendered) : undefined, text: rendered };
}
