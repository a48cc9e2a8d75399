import { performance } from 'node:perf_hooks';
import type { Engine, HeadStatistics, Ports, RouterConfig, Vocabulary } from '@signalbox/engine';
import { ownerOf } from './access/caller.ts';
import { FULL_GRANT, type Grant } from './access/grant.ts';
import { LimitStoreSet } from './access/limits/limit-store-set.ts';
import type { ManagementToken } from './api/access.ts';
import type { ClassifyPorts } from './api/classify/classifications.ts';
import type { ConfigControl } from './api/config/config-control.ts';
import { dispatchManagement } from './api/dispatch.ts';
import { managementRoutes } from './api/index.ts';
import type { ManagementRoute, Peers } from './api/management-route.ts';
import type { Pages } from './api/pages/pages.ts';
import type { SetupControl } from './api/setup/setup-control.ts';
import type { WeightsSource } from './api/weights/weights-source.ts';
import type { CacheBounds, CacheStore } from './cache/cache-store.ts';
import { CACHE_BOUNDS, ResponseCache } from './cache/response-cache.ts';
import type { ProbeSuites } from './contract/index.ts';
import { answerLookup, isCatalogue, protocolAsking, wrongMethod } from './data-plane.ts';
import type { FailureCode } from './errors/failure-codes.ts';
import { GatewayError } from './errors/gateway-error.ts';
import { failure, isFailure, messageOf, type RequestFailure } from './errors/request-failure.ts';
import { createExchangeId } from './exchange/create-exchange-id.ts';
import { requestFromFetch, responseToFetch } from './http/fetch-bridge.ts';
import { type HttpRequest, type HttpResponse, headerOf, type RequestHead } from './http/http-message.ts';
import { isLoopbackHost } from './http/loopback-host.ts';
import { type AnswerLimits, beginExchange, type GatewayClock, type PipelineServices } from './pipeline/exchange.ts';
import { storeUnavailable } from './pipeline/find-history.ts';
import { noRecord } from './pipeline/no-record.ts';
import { runExchange } from './pipeline/pipeline.ts';
import { createSnapshot, type SignalFamily, type Snapshot } from './pipeline/snapshot.ts';
import { pluginKinds as allPluginKinds } from './plugins/index.ts';
import type { PluginKind } from './plugins/plugin.ts';
import { protocols as allProtocols } from './protocols/index.ts';
import { renderChatError } from './protocols/openai-chat/render-error.ts';
import type { Protocol } from './protocols/protocol.ts';
import { providers as allProviders } from './providers/index.ts';
import type { Provider } from './providers/provider.ts';
import { BodyKeeper } from './recording/body-keeper.ts';
import { thinRecords } from './recording/record-thinning.ts';
import { dispatchResource, isResource } from './resources/dispatch-resource.ts';
import { createInProcessLimits } from './stores/drivers/in-process/in-process-limits.ts';
import { createInProcessLog } from './stores/drivers/in-process/in-process-log.ts';
import { createInProcessResponses } from './stores/drivers/in-process/in-process-responses.ts';
import type { LimitStore } from './stores/limit-store.ts';
import { guardedResponses } from './stores/roles/guarded-responses.ts';
import { guardedSessions } from './stores/roles/guarded-sessions.ts';
import { OUTCOME_BOUNDS_IN_MEMORY, type OutcomeStore, outcomeLog } from './stores/roles/outcomes.ts';
import { RECORD_BOUNDS_IN_MEMORY, type RecordStore, recordLog } from './stores/roles/records.ts';
import { SESSION_BOUNDS, type SessionStore, sessionLog } from './stores/roles/sessions.ts';
import { SIGNAL_COUNT_BOUNDS_IN_MEMORY, type SignalCountStore, signalCountLog } from './stores/roles/signal-counts.ts';
import type { ResponseStore } from './stores/roles/stored-responses.ts';
import { SignalDrift } from './telemetry/drift/signal-drift.ts';
import type { LogRing } from './telemetry/log-ring.ts';
import { type Logger, silentLogger } from './telemetry/logger.ts';
import { createMetrics, type GatewayMetrics } from './telemetry/metrics.ts';
import { noTracing, type Tracing } from './telemetry/tracing/tracing.ts';
import { PoolSet } from './transport/pool-set.ts';
import { ConcurrencyLimit } from './upstream/concurrency-limit.ts';
import { ModelGroups } from './upstream/model-groups.ts';
import { processTimers, type Timers } from './upstream/timers.ts';

/** What a gateway serves. */
export interface Served {
  readonly config: RouterConfig;
  readonly engine: Engine;
  /** The config as JSON for the management API, secrets already cut out. */
  readonly configDocument?: unknown;
  /** The models that the classify endpoints and plugins ask: those that the engine runs on. */
  readonly ports?: ClassifyPorts & Partial<Pick<Ports, 'tokenCounter' | 'encoder' | 'repeats'>>;
  /** Where relative paths of the config start; default the one before, at first the working directory. */
  readonly folder?: string | undefined;
}

/** What a gateway is made of; everything but config and engine has a default. */
export interface GatewayOptions extends Served {
  /** Signal kinds in use: they name the families in debug headers and answers. */
  readonly kinds?: readonly SignalFamily[];
  readonly pluginKinds?: readonly PluginKind[];
  readonly protocols?: readonly Protocol[];
  readonly providers?: readonly Provider[];
  readonly routes?: readonly ManagementRoute[];
  /** Whoever has it may write through the management API; without one nobody may. */
  readonly managementToken?: ManagementToken;
  /** Whoever has it may look, where the management port answers other machines. */
  readonly viewerToken?: ManagementToken | undefined;
  /** Changes the config from the management API. */
  readonly configControl?: ConfigControl;
  /** Makes the first config of a router that has none of its own. */
  readonly setup?: SetupControl | undefined;
  readonly logger?: Logger;
  /** What the logger writes to beside its lines, for the management API. */
  readonly logRing?: LogRing;
  readonly records?: RecordStore;
  readonly outcomes?: OutcomeStore;
  readonly signalCounts?: SignalCountStore;
  /** Whether the metrics tell the drift of signals; those of one process of several leave it to the managing one. */
  readonly tellsDrift?: boolean;
  /** Answers and conversations that clients go on from; default in memory. */
  readonly responses?: ResponseStore;
  /** Which model each session is on; default in memory. */
  readonly sessions?: SessionStore;
  readonly metrics?: GatewayMetrics;
  /** Opens where kept answers outlive this process, once a plugin keeps any; default nowhere. */
  readonly openCacheStore?: () => Promise<CacheStore>;
  readonly cacheBounds?: CacheBounds;
  /** Puts requests into traces; closed with the gateway. */
  readonly tracing?: Tracing;
  /** The processes that serve the data plane, where this one only manages them. */
  readonly peers?: Peers;
  /** Asks the data plane, where that is not this gateway's. */
  readonly askDataPlane?: (request: HttpRequest) => Promise<HttpResponse | RequestFailure>;
  /** The application that the management port serves to browsers. */
  readonly pages?: Pages | undefined;
  /** Weights of the embedded models, for engines in browsers. */
  readonly weights?: WeightsSource;
  /** Probes that belong to the config in force. */
  readonly probes?: () => ProbeSuites['suites'];
  /** What configs may name, for forms and editors. */
  readonly vocabulary?: Vocabulary;
  /** How the calls went of the heads that models of the operator's answer for. */
  readonly headStatistics?: () => readonly HeadStatistics[];
  readonly clock?: GatewayClock;
  /** Waits of retries, queues, hedges and health checks. */
  readonly timers?: Timers;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  /** A new unique id. */
  readonly createId?: () => string;
  readonly limits?: AnswerLimits;
  /** Counters of rate limits where the config names no shared ones; default those of this process. */
  readonly limitStore?: LimitStore;
  /** Open connections per address; further requests wait. Default as many as the models' reliability allows. */
  readonly maxConnectionsPerBackend?: number;
}

/** Where the management port listens. */
export interface ManageOptions {
  /** Refuse `host` headers that name another machine. */
  readonly onlyLoopbackHosts?: boolean;
  /** Other machines can reach it: reading needs the token too. */
  readonly isExposed?: boolean;
}

/** The router as a thing that answers HTTP, with no port of its own. */
export interface Gateway {
  /** The config in force. */
  readonly config: RouterConfig;
  /** Where relative paths of the config start. */
  readonly folder: string;
  readonly logger: Logger;
  /** Answers a request of the data plane. Never rejects. */
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
  /** The same for web requests; these do not say where they came from, so whoever knows adds it. */
  readonly fetch: (request: Request, from?: Pick<HttpRequest, 'remoteAddress'>) => Promise<Response>;
  /** Answers a request of the management plane. Never rejects. */
  readonly manage: (request: HttpRequest, options?: ManageOptions) => Promise<HttpResponse>;
  /** Refuses a request by its head, so that no body is taken in from a caller without a credential; undefined lets it in. */
  readonly refuseHead: (head: RequestHead) => HttpResponse | undefined;
  /** Renders what a server refuses before there is a request, in the protocol of the path where it is known. */
  readonly reject: (failure: RequestFailure, path?: string) => HttpResponse;
  /**
   * Puts a new config and engine in force at once: requests under way finish on the old ones, and connections to
   * backends that are gone are closed when idle. Throws a GatewayError, and changes nothing, when it cannot be served.
   */
  readonly swap: (served: Served) => void;
  /** Refuses new requests, waits up to `graceMs` (default 10 s) for those under way, then breaks them off. */
  readonly close: (graceMs?: number) => Promise<void>;
}

const DEFAULT_LIMITS: AnswerLimits = { maxAnswerBytes: 64 * 1024 * 1024, maxEventBytes: 4 * 1024 * 1024 };
const NOTHING_STORED = failure('not_found', 'there is no such thing here: this router stores none', {
  hint: 'keep what POST /v1/responses answers, and send the history in input; or set response_api.enabled in the config',
});
const NO_PORTS: ClassifyPorts = { classifiers: {}, taggers: {} };
const CLOSE_GRACE_MS = 10_000;

const processClock: GatewayClock = { now: () => performance.now(), time: () => Date.now() };

/** Makes a gateway. Throws a GatewayError when the config names a plugin or provider that does not exist. */
export function createGateway(options: GatewayOptions): Gateway {
  const logger = options.logger ?? silentLogger;
  const records = options.records ?? createInProcessLog(recordLog, RECORD_BOUNDS_IN_MEMORY);
  const outcomes = options.outcomes ?? createInProcessLog(outcomeLog, OUTCOME_BOUNDS_IN_MEMORY);
  const signalCounts = options.signalCounts ?? createInProcessLog(signalCountLog, SIGNAL_COUNT_BOUNDS_IN_MEMORY);
  const timers = options.timers ?? processTimers;
  const clock = options.clock ?? processClock;
  const responses = guardedResponses(options.responses ?? createInProcessResponses(), {
    config: () => snapshot.config.responses,
    timers,
    housekeeping: processTimers,
    time: clock.time,
    logger,
  });
  const sessions = guardedSessions(options.sessions ?? createInProcessLog(sessionLog, SESSION_BOUNDS, clock.time), {
    logger,
    timers,
    onFailed: () => services.metrics.sessionUnread(),
  });
  const services: PipelineServices = {
    clock,
    timers,
    places: new ConcurrencyLimit(options.config.concurrency, timers),
    logger,
    records,
    bodies: new BodyKeeper({ records, logger, onLost: (reason) => services.metrics.bodiesLost(reason) }),
    drift: new SignalDrift({ store: signalCounts, time: clock.time, createId: () => createExchangeId() }),
    responses,
    sessions,
    metrics:
      options.metrics ??
      createMetrics({
        recordsDropped: () => records.dropped(),
        recordsLost: () => records.lost(),
        headStatistics: options.headStatistics ?? (() => []),
      }),
    random: options.random ?? Math.random,
    createId: options.createId ?? createExchangeId,
    families: options.kinds ?? [],
    limits: options.limits ?? DEFAULT_LIMITS,
    tracing: options.tracing ?? noTracing,
  };
  const protocols = options.protocols ?? allProtocols;
  const protocolsByPath = new Map(protocols.map((protocol) => [protocol.path, protocol]));
  const routes = options.routes ?? managementRoutes;
  const pools = new PoolSet(options.maxConnectionsPerBackend ?? null);
  const groups = new ModelGroups({
    now: services.clock.now,
    random: services.random,
    timers: services.timers,
    logger,
    onEjected: (model, backend) => services.metrics.ejected(model, backend),
  });
  services.metrics.watchBackends(() => groups.statistics());
  if (options.tellsDrift !== false) services.metrics.watchDrift(() => services.drift.latest());
  const limitStores = new LimitStoreSet(
    options.limitStore ?? createInProcessLimits(() => services.clock.time()),
    logger,
  );
  const cache = new ResponseCache({
    bounds: options.cacheBounds ?? inMemory(options.config.responseCache),
    storeBounds: options.config.responseCache,
    openStore: options.openCacheStore,
    metrics: services.metrics.cache,
    time: services.clock.time,
    now: services.clock.now,
    timers,
    logger,
  });
  services.metrics.watchCache(() => cache.statistics());
  services.metrics.watchSessions(() => sessions.lost());
  let folder = options.folder ?? process.cwd();
  let isReady = true;

  const snapshotOf = ({ config, engine, configDocument, ports: own }: Served): Snapshot =>
    createSnapshot({
      config,
      engine,
      document: configDocument,
      createdSeconds: Math.floor(services.clock.time() / 1e3),
      providers: options.providers ?? allProviders,
      pluginKinds: options.pluginKinds ?? allPluginKinds,
      services: { logger, ports: own ?? NO_PORTS, cache, random: services.random },
      pools,
      groups,
      limitStores,
      accessServices: { clock: services.clock, logger, folder, metrics: services.metrics },
      tokenCounter: own?.tokenCounter,
    });
  let snapshot: Snapshot;
  try {
    snapshot = snapshotOf(options);
  } catch (cause) {
    // A gateway that cannot be made leaves no timers behind.
    responses.close().catch(() => {});
    throw cause;
  }
  let ports = options.ports ?? NO_PORTS;
  const endThinning = thinRecords({
    records,
    recordings: () => snapshot.recordings,
    housekeeping: processTimers,
    logger,
  });
  const retired = new Set<Promise<void>>();

  const reject = (problem: RequestFailure, path = ''): HttpResponse =>
    refuse(problem, protocolsByPath.get(path)?.renderError);

  const refuseHead = ({ path, headers }: RequestHead): HttpResponse | undefined => {
    if (!protocolsByPath.has(path) && !isResource(path)) return undefined;
    const refused = snapshot.access.refuseHead(headers);
    return refused === undefined ? undefined : reject(refused, path);
  };

  const refuse = (problem: RequestFailure, render: Protocol['renderError'] = renderChatError): HttpResponse => {
    services.metrics.refused(problem.code);
    const requestId = services.createId();
    const { contentType, body } = render(problem, requestId);
    return {
      status: problem.status,
      headers: [
        'content-type',
        contentType,
        'content-length',
        String(body.length),
        'x-request-id',
        requestId,
        'x-vsr-schema-version',
        '2',
        'x-vsr-response-path',
        'error',
        ...(problem.headers ?? []),
      ],
      body,
    };
  };

  const handle = (request: HttpRequest): Promise<HttpResponse> => {
    const protocol = protocolsByPath.get(request.path);
    if (protocol === undefined) return isResource(request.path) ? answerResource(request) : lookUp(request);
    if (request.method !== 'POST') return Promise.resolve(reject(wrongMethod(request.method, 'POST'), request.path));
    if (!isReady) return Promise.resolve(reject(failure('shutting_down', 'the router is shutting down'), request.path));
    // No exchange, since that would leave a record.
    if (snapshot.config.records.onFull === 'refuse' && !records.hasRoom()) {
      return Promise.resolve(reject(noRecord('on_full'), request.path));
    }
    return runExchange(beginExchange(request, protocol, snapshot, services));
  };

  const lookUp = async (request: HttpRequest): Promise<HttpResponse> => {
    const render = protocolAsking(request.headers, protocols)?.renderError;
    let grant: Grant = FULL_GRANT;
    if (snapshot.access.needsCredential && isCatalogue(request.path)) {
      const caller = await snapshot.access.authenticate(request);
      if (isFailure(caller)) return refuse(caller, render);
      const refused = caller.grant.refuseEndpoint(request.path);
      if (refused !== undefined) return refuse(refused, render);
      grant = caller.grant;
    }
    const answer = answerLookup(request, snapshot, isReady, grant, protocols);
    return isFailure(answer) ? refuse(answer, render) : answer;
  };

  const answerResource = async (request: HttpRequest): Promise<HttpResponse> => {
    if (!isReady) return refuse(failure('shutting_down', 'the router is shutting down'));
    const caller = await snapshot.access.authenticate(request);
    if (isFailure(caller)) return refuse(caller);
    const refused = caller.grant.refuseEndpoint(request.path);
    if (refused !== undefined) return refuse(refused);
    const config = snapshot.config.responses;
    if (config === undefined) return refuse(NOTHING_STORED);
    const { createId, clock } = services;
    const asked = { store: responses, config, owner: ownerOf(caller), timeMs: clock.time(), createId };
    try {
      const answer = await dispatchResource(request, asked);
      if (isFailure(answer)) return refuse(answer);
      return { ...answer, headers: [...answer.headers, 'x-request-id', createId()] };
    } catch (error) {
      logger.warn({ path: request.path, cause: messageOf(error) }, 'stored responses cannot be reached');
      return refuse(storeUnavailable());
    }
  };

  const settle = (answer: HttpResponse | RequestFailure): HttpResponse => (isFailure(answer) ? reject(answer) : answer);

  const manage: Gateway['manage'] = async (request, { onlyLoopbackHosts = false, isExposed = false } = {}) => {
    const host = headerOf(request.headers, 'host');
    if (onlyLoopbackHosts && !isLoopbackHost(host)) {
      const hint = 'use http://127.0.0.1 or http://localhost, or bind the management port to another address';
      return reject(
        failure('host_not_allowed', `the host ${JSON.stringify(host ?? '')} is not this machine`, { hint }),
      );
    }
    try {
      const { metrics, families } = services;
      const { configControl, setup, managementToken, viewerToken, peers, pages, weights, vocabulary, logRing } =
        options;
      const access = { token: managementToken, viewerToken, isExposed };
      const all = {
        snapshot,
        cache,
        records,
        bodies: services.bodies,
        outcomes,
        drift: services.drift,
        createId: services.createId,
        metrics,
        families,
        routes,
        protocols,
        isReady,
        logger,
        access,
        configControl,
        setup,
        clock,
        ports,
        peers,
        askDataPlane: options.askDataPlane ?? handle,
        pages,
        weights,
        vocabulary,
        logRing,
        probes: options.probes ?? (() => []),
      };
      return settle(await dispatchManagement(request, all));
    } catch (error) {
      if (isStoreAway(error)) {
        logger.warn({ path: request.path, cause: error.message }, 'a store does not answer');
        const headers = ['retry-after', '1'];
        return reject(failure('store_unavailable', error.message, { hint: 'ask again when it is back', headers }));
      }
      const stack = error instanceof Error ? error.stack : undefined;
      logger.error({ path: request.path, stack }, messageOf(error));
      return reject(failure('internal_error', `the router failed: ${messageOf(error)}`, { hint: 'see the log' }));
    }
  };

  const retire = (old: Snapshot): void => {
    const freed = old.retire().then(() => void retired.delete(freed));
    retired.add(freed);
  };

  return {
    get config() {
      return snapshot.config;
    },
    get folder() {
      return folder;
    },
    logger,
    handle,
    manage,
    refuseHead,
    reject,
    async fetch(request, { remoteAddress } = {}) {
      const maxBytes = snapshot.config.listener.maxBodyBytes;
      const own = await requestFromFetch(request, maxBytes);
      if (own !== 'too_large') return responseToFetch(await handle({ ...own, remoteAddress }));
      const code: FailureCode = 'body_too_large';
      const { pathname } = new URL(request.url);
      return responseToFetch(reject(failure(code, `the request body is larger than ${maxBytes} bytes`), pathname));
    },
    swap(served) {
      folder = served.folder ?? folder;
      const next = snapshotOf(served);
      ports = served.ports ?? NO_PORTS;
      const old = snapshot;
      snapshot = next;
      services.places.resize(served.config.concurrency);
      retire(old);
    },
    async close(graceMs = CLOSE_GRACE_MS) {
      if (!isReady) return;
      isReady = false;
      endThinning();
      retire(snapshot);
      await withPatience(Promise.all(retired), graceMs);
      await pools.destroy();
      await limitStores.destroy();
      await responses.close();
      await sessions.close();
      await cache.close();
      await services.bodies.drain();
      await records.close();
      await outcomes.close();
      services.drift.flush();
      await signalCounts.close();
      await services.tracing.close();
    },
  };
}

/** Of all that is kept, as much as a process has room for. */
function inMemory({ maxEntries, maxBytes }: CacheBounds): CacheBounds {
  return {
    maxEntries: Math.min(maxEntries, CACHE_BOUNDS.maxEntries),
    maxBytes: Math.min(maxBytes, CACHE_BOUNDS.maxBytes),
  };
}

/** What a store that cannot be reached, or not written, rejects with. */
function isStoreAway(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.code.startsWith('gateway.store_');
}

/** Waits for work, or for its time to run out. */
async function withPatience(work: Promise<unknown>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
