import type { HeadStatistics, Trace } from '@signalbox/engine';
import type { CacheMetrics } from '../cache/cache-metrics.ts';
import type { SignalDriftAnswer } from '../contract/index.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { BodyLoss } from '../recording/body-keeper.ts';
import type { BackendStatistics } from '../upstream/model-group.ts';
import { createCacheFamilies } from './cache-families.ts';
import { MatchCounter } from './match-counter.ts';
import { askedFamily, askedGauge, countFamily, type FamilySnapshot, histogramFamily } from './metric-families.ts';

const LATENCY_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const ROUTING_BOUNDS = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1];
const TOKEN_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** What the gateway counts. Labels come from the config and from closed lists, never from a client. */
export interface GatewayMetrics {
  /** Counts one exchange that begins. */
  started(): void;
  /** Counts one routing: its time, the decision, what matched and what failed. */
  routed(trace: Trace, seconds: number): void;
  /** Counts one call of a plugin. */
  pluginRan(type: string, decision: string, isGood: boolean): void;
  /** Counts one further try within a model. */
  retried(model: string): void;
  /** Counts one try that the model's retry budget did not allow. */
  retryRefused(model: string): void;
  /** Counts one answer of another model than the chosen one. */
  fellBack(from: string, to: string, reason: string): void;
  /** Counts one second call beside a slow first, by whose answer was taken. */
  hedged(model: string, winner: 'first' | 'second' | 'none'): void;
  /** Counts one backend left out because it kept failing. */
  ejected(model: string, backend: string): void;
  /** Counts one request turned away because too many were under way: in the process, or at the backends. */
  shed(where: 'process' | 'backend'): void;
  /** Counts one request whose identity headers came from a source that is not trusted. */
  identityRefused(): void;
  /** Counts one request that the router itself refused, before or without an exchange. */
  refused(code: string): void;
  /** Counts one request that a rate limit or a budget had no room for. */
  limited(rule: string, measure: string): void;
  /** Counts one call of the rate limits' store that failed. */
  limitStoreFailed(): void;
  /** Counts one response that was to be stored, by what came of it. */
  responseStored(outcome: 'stored' | 'deleted' | 'too_large' | 'unavailable'): void;
  /** Counts the bodies of one exchange that were to be kept and were not. */
  bodiesLost(reason: BodyLoss): void;
  /** Counts one session that could not be read. */
  sessionUnread(): void;
  /** Whom to ask how many sessions could not be written. */
  watchSessions(ask: () => number): void;
  /** Counts one exchange that ended. `streamSeconds` is the time from first to last byte of a stream, or null. */
  finished(record: DecisionRecord, model: string, streamSeconds: number | null): void;
  /** Whom to ask how what signals read has changed. */
  watchDrift(ask: () => readonly SignalDriftAnswer[]): void;
  /** What the cache of answers counts. */
  readonly cache: CacheMetrics;
  /** Whom to ask what the cache of answers holds. */
  watchCache(ask: () => { readonly entries: number; readonly bytes: number }): void;
  /** Whom to ask how the backends stand. */
  watchBackends(ask: () => readonly BackendStatistics[]): void;
  /** All families as data. */
  snapshot(): readonly FamilySnapshot[];
}

/** Content type of Prometheus text. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What is asked for when metrics are rendered. */
export interface AskedMetrics {
  readonly recordsDropped: () => number;
  readonly recordsLost: () => number;
  /** Of the heads that models of the operator's answer for. */
  readonly headStatistics: () => readonly HeadStatistics[];
}

/** Metrics under the names that dashboards for the reference know, where those names apply. */
export function createMetrics({ recordsDropped, recordsLost, headStatistics }: AskedMetrics): GatewayMetrics {
  let askBackends: () => readonly BackendStatistics[] = () => [];
  let askSessions = () => 0;
  let askDrift: () => readonly SignalDriftAnswer[] = () => [];
  const cache = createCacheFamilies();
  const model = ['model'];
  const requests = countFamily('llm_model_requests_total', 'Requests by the model that was to answer.', model);
  const errors = countFamily('llm_request_errors_total', 'Requests that did not end well.', ['model', 'reason']);
  const completion = histogramFamily(
    'llm_model_completion_latency_seconds',
    'From the request to the end of the answer.',
    model,
    LATENCY_BOUNDS,
  );
  const firstByte = histogramFamily(
    'llm_model_ttft_seconds',
    'From the call of the model to the first byte of its answer.',
    model,
    LATENCY_BOUNDS,
  );
  const perToken = histogramFamily(
    'llm_model_tpot_seconds',
    'Time per completion token of a stream, where the backend counted them.',
    model,
    TOKEN_BOUNDS,
  );
  const tokens = countFamily('llm_model_tokens_total', 'Tokens, as backends counted them.', model);
  const promptTokens = countFamily('llm_model_prompt_tokens_total', 'Prompt tokens.', model);
  const completionTokens = countFamily('llm_model_completion_tokens_total', 'Completion tokens.', model);
  const routing = histogramFamily(
    'llm_model_routing_latency_seconds',
    'Time to route one request.',
    [],
    ROUTING_BOUNDS,
  );
  const modifications = countFamily(
    'llm_model_routing_modifications_total',
    'Requests whose model name routing replaced.',
    ['selected_model'],
  );
  const decisions = countFamily('llm_decision_match_total', 'Requests by decision; empty when none matched.', [
    'decision_name',
  ]);
  const matches = countFamily('llm_signal_match_total', 'Matches by signal.', ['signal_type', 'signal_name']);
  const matchCounter = new MatchCounter(matches);
  const extraction = histogramFamily(
    'llm_signal_extraction_latency_seconds',
    'Time of one evaluator: all rules of a kind and cost class.',
    ['signal_type'],
    ROUTING_BOUNDS,
  );
  const signalFailures = countFamily('signalbox_signal_failures_total', 'Signals that could not say.', [
    'signal_type',
    'signal_name',
    'code',
  ]);
  const identityRefusals = countFamily(
    'signalbox_untrusted_identity_total',
    'Requests whose identity headers came from a source that is not trusted; they were not read.',
    [],
  );
  const refusals = countFamily(
    'signalbox_requests_refused_total',
    'Requests that were refused before they became an exchange: bad HTTP, unknown paths, no credential for a list.',
    ['code'],
  );
  const limited = countFamily('signalbox_rate_limited_total', 'Requests that a rule had no room for.', [
    'rule',
    'measure',
  ]);
  const limitStoreFailures = countFamily(
    'signalbox_limit_store_failures_total',
    'Calls of the counters of rate limits that failed.',
    [],
  );
  const storedResponses = countFamily(
    'signalbox_stored_responses_total',
    'Responses that were to be stored, by what came of it.',
    ['outcome'],
  );
  const bodiesLost = countFamily(
    'signalbox_bodies_lost_total',
    'Requests whose bodies were to be kept in their records and were not, by why.',
    ['reason'],
  );
  const sessionsUnread = countFamily(
    'signalbox_sessions_unread_total',
    'Sessions that could not be read; they were taken as new.',
    [],
  );
  const reasoning = countFamily('llm_reasoning_decisions_total', 'Routed requests by thinking on or off.', [
    'model',
    'reasoning',
  ]);
  const plugins = countFamily('llm_plugin_execution_total', 'Calls of plugins.', [
    'plugin_type',
    'decision_name',
    'status',
  ]);
  const retries = countFamily('signalbox_backend_retries_total', 'Further tries within a model.', model);
  const retriesRefused = countFamily(
    'signalbox_retry_budget_exhausted_total',
    'Tries that the retry budget of a model did not allow.',
    model,
  );
  const fallbacks = countFamily(
    'signalbox_fallbacks_total',
    'Answers of another model than the chosen one, by why the chosen one did not answer.',
    ['model', 'answered_by', 'reason'],
  );
  const hedges = countFamily(
    'signalbox_hedged_requests_total',
    'Second calls beside a slow first, by whose answer was taken.',
    ['model', 'winner'],
  );
  const ejections = countFamily(
    'signalbox_backend_ejections_total',
    'Times that a backend was left out because it kept failing.',
    ['model', 'backend'],
  );
  const sheds = countFamily('signalbox_requests_shed_total', 'Requests turned away because too many were under way.', [
    'where',
  ]);
  const inFlight = countFamily('signalbox_requests_in_flight', 'Requests being served.', [], 'gauge');
  const families = [
    ...[requests, errors, completion, firstByte, perToken, tokens, promptTokens, completionTokens],
    ...[routing, modifications, decisions, matches, extraction, signalFailures, reasoning, plugins, retries],
    ...[
      identityRefusals,
      refusals,
      limited,
      limitStoreFailures,
      storedResponses,
      bodiesLost,
      sessionsUnread,
      inFlight,
      retriesRefused,
      fallbacks,
      hedges,
      ejections,
      sheds,
    ],
    ...cache.families,
    ...backendFamilies(() => askBackends()),
    ...headFamilies(headStatistics),
    ...driftFamilies(() => askDrift()),
    askedGauge('signalbox_records_dropped', 'Records that made room for newer ones.', recordsDropped),
    askedGauge('signalbox_records_lost', 'Records that were never written: the store could not keep up.', recordsLost),
    askedGauge('signalbox_sessions_lost', 'Turns of sessions that could not be written.', () => askSessions()),
    askedGauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss()),
    askedGauge('process_cpu_seconds_total', 'Processor time, user and system.', processorSeconds),
  ];

  return {
    snapshot: () => families.map((family) => family.snapshot()),
    started() {
      inFlight.of().value++;
    },
    identityRefused() {
      identityRefusals.of().value++;
    },
    refused(code) {
      refusals.of(code).value++;
    },
    limited(rule, measure) {
      limited.of(rule, measure).value++;
    },
    limitStoreFailed() {
      limitStoreFailures.of().value++;
    },
    responseStored(outcome) {
      storedResponses.of(outcome).value++;
    },
    bodiesLost(reason) {
      bodiesLost.of(reason).value++;
    },
    sessionUnread() {
      sessionsUnread.of().value++;
    },
    watchSessions(ask) {
      askSessions = ask;
    },
    retried(name) {
      retries.of(name).value++;
    },
    retryRefused(name) {
      retriesRefused.of(name).value++;
    },
    fellBack(from, to, reason) {
      fallbacks.of(from, to, reason).value++;
    },
    hedged(name, winner) {
      hedges.of(name, winner).value++;
    },
    ejected(name, backend) {
      ejections.of(name, backend).value++;
    },
    watchDrift(ask) {
      askDrift = ask;
    },
    cache: cache.metrics,
    watchCache: cache.watch,
    watchBackends(ask) {
      askBackends = ask;
    },
    shed(where) {
      sheds.of(where).value++;
    },
    pluginRan(type, decision, isGood) {
      plugins.of(type, decision, isGood ? 'success' : 'error').value++;
    },
    routed(trace, seconds) {
      routing.of().observe(seconds);
      decisions.of(trace.decision ?? '').value++;
      matchCounter.add(trace);
      for (const { kind, name, state, code } of trace.signals) {
        if (state === 'failed') signalFailures.of(kind, name, code ?? 'unknown').value++;
      }
      for (const { kind, micros } of trace.evaluators) extraction.of(kind).observe(micros / 1e6);
    },
    finished(record, name, streamSeconds) {
      inFlight.of().value--;
      requests.of(name).value++;
      if (record.reasoning !== null) {
        modifications.of(name).value++;
        reasoning.of(name, record.reasoning).value++;
      }
      if (record.lifecycle === 'completed') completion.of(name).observe(record.times.totalMs / 1e3);
      else errors.of(name, record.failure?.code ?? 'unknown').value++;
      if (record.times.firstByteMs !== null) firstByte.of(name).observe(record.times.firstByteMs / 1e3);
      const { usage } = record;
      if (usage === null) return;
      tokens.of(name).value += usage.totalTokens;
      promptTokens.of(name).value += usage.promptTokens;
      completionTokens.of(name).value += usage.completionTokens;
      if (streamSeconds !== null && usage.completionTokens > 1) {
        perToken.of(name).observe(streamSeconds / (usage.completionTokens - 1));
      }
    },
  };
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function backendFamilies(ask: () => readonly BackendStatistics[]) {
  const labels = ['model', 'backend'];
  const gauge = (name: string, help: string, of: (statistics: BackendStatistics) => number) =>
    askedFamily(name, help, labels, 'gauge', () =>
      ask().map((each) => ({ labels: [each.model, each.backend], value: of(each) })),
    );
  return [
    askedFamily(
      'signalbox_backend_breaker_state',
      'Processes whose circuit breaker is in the state: closed, half_open, open.',
      [...labels, 'state'],
      'gauge',
      () =>
        ask().flatMap(({ model, backend, breaker }) =>
          BREAKER_STATES.map((state) => ({ labels: [model, backend, state], value: Number(state === breaker) })),
        ),
    ),
    gauge('signalbox_backend_healthy', 'Processes whose health checks do not fail.', ({ isHealthy }) =>
      Number(isHealthy),
    ),
    gauge('signalbox_backend_in_flight', 'Requests under way at a backend.', ({ inFlight }) => inFlight),
    gauge('signalbox_backend_waiting', 'Requests that wait for a place at a backend.', ({ waiting }) => waiting),
    askedFamily(
      'llm_model_queue_depth_estimated',
      'Requests under way or waiting at the backends of a model.',
      ['model'],
      'gauge',
      () => depthByModel(ask()),
    ),
  ];
}

function depthByModel(backends: readonly BackendStatistics[]) {
  const depths = new Map<string, number>();
  for (const { model, inFlight, waiting } of backends) depths.set(model, (depths.get(model) ?? 0) + inFlight + waiting);
  return [...depths].map(([model, value]) => ({ labels: [model], value }));
}

function driftFamilies(ask: () => readonly SignalDriftAnswer[]) {
  const labels = ['recipe', 'signal'];
  return [
    askedFamily(
      'signalbox_signal_firing_rate',
      'Share of the readings that matched, of the last 24 hours (current) and of the seven days before (reference).',
      [...labels, 'window'],
      'gauge',
      () =>
        ask().flatMap(({ recipe, signal, ...windows }) =>
          (['current', 'reference'] as const).flatMap((window) => {
            const rate = windows[window].firing_rate;
            return rate === null ? [] : [{ labels: [recipe, signal, window], value: rate }];
          }),
        ),
    ),
    askedFamily(
      'signalbox_signal_stability_index',
      'Population stability index of the last 24 hours beside the seven days before; from 0.25 on a strong change.',
      labels,
      'gauge',
      () =>
        ask().flatMap(({ recipe, signal, stability_index: value }) =>
          value === null ? [] : [{ labels: [recipe, signal], value }],
        ),
    ),
  ];
}

const BREAKER_STATES = ['closed', 'half_open', 'open'] as const;

function headFamilies(ask: () => readonly HeadStatistics[]) {
  const labels = ['head', 'adapter'];
  const figure = (of: (statistics: HeadStatistics) => number) => () =>
    ask().map((each) => ({ labels: [each.head, each.adapter], value: of(each) }));
  return [
    askedFamily(
      'signalbox_head_questions_total',
      'Texts that models of your own were asked about.',
      labels,
      'counter',
      figure(({ asked }) => asked),
    ),
    askedFamily(
      'signalbox_head_cache_hits_total',
      'Texts whose answer was kept from before.',
      labels,
      'counter',
      figure(({ cacheHits }) => cacheHits),
    ),
    askedFamily('signalbox_head_failures_total', 'Texts left without an answer.', [...labels, 'code'], 'counter', () =>
      ask().flatMap(({ head, adapter, failures }) =>
        [...failures].map(([code, value]) => ({ labels: [head, adapter, code], value })),
      ),
    ),
    askedFamily(
      'signalbox_head_breaker_state',
      'Circuit breaker: 0 closed, 1 half open, 2 open.',
      labels,
      'gauge',
      figure(({ breaker }) => BREAKER_STATES.indexOf(breaker)),
    ),
  ];
}
