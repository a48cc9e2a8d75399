import type { PluginTrace, RouteResult, Trace } from '@signalbox/engine';
import type { Caller } from '../access/caller.ts';
import type { ReplySummary } from '../chat/reply-summary.ts';
import type { RequestCost } from '../costs/model-costs.ts';
import { messageOf } from '../errors/request-failure.ts';
import type { DecisionRecord, Lifecycle } from '../exchange/decision-record.ts';
import type { ResponsePath } from '../exchange/exchange-view.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import type { AnsweringBackend } from '../upstream/attempt.ts';
import type { FailedTry } from '../upstream/failed-try.ts';
import type { Exchange } from './exchange.ts';
import type { Routing } from './route.ts';
import type { ReadyPlugin } from './snapshot.ts';

/** How an exchange ended. */
export interface Outcome {
  readonly status: number;
  readonly path: ResponsePath;
  readonly lifecycle: Lifecycle;
  readonly summary?: ReplySummary | undefined;
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
}

/** Label of requests whose model is not in the config, so that clients cannot make labels. */
const NO_MODEL = 'none';

const NO_TRIES: readonly FailedTry[] = [];

/** Collects what the record of one exchange will say. It writes once, at the end, and never fails the client. */
export class Notebook {
  readonly #exchange: Exchange;
  #caller: Caller | undefined;
  #parsed: ParsedRequest | undefined;
  #parsedMs: number | null = null;
  #routing: Routing | undefined;
  #result: RouteResult | null = null;
  #routedMs: number | null = null;
  #wasAsked = false;
  #calledMs = 0;
  #firstByteMs: number | null = null;
  #backend: string | null = null;
  #isStreaming = false;
  #failedTries: readonly FailedTry[] = NO_TRIES;
  #plugins: readonly ReadyPlugin[] = [];
  readonly #pluginRuns: (() => PluginTrace)[] = [];
  readonly #pluginFailures: { readonly plugin: string; readonly message: string }[] = [];
  #isFinished = false;
  #path: ResponsePath | undefined;
  #onFinish: () => void;
  #onRecord: ((record: DecisionRecord, wasAsked: boolean) => Promise<void>) | undefined;

  /** `onFinish` is called once, when all is written. */
  constructor(exchange: Exchange, onFinish: () => void) {
    this.#exchange = exchange;
    this.#onFinish = onFinish;
  }

  /** Calls back once with the finished record, and whether a model was asked. It must not reject. */
  onRecord(listener: (record: DecisionRecord, wasAsked: boolean) => Promise<void>): void {
    this.#onRecord = listener;
  }

  /** Where the answer came from; undefined before there is one. */
  get path(): ResponsePath | undefined {
    return this.#path;
  }

  /** From here on a model may be at work. */
  asking(): void {
    this.#wasAsked = true;
  }

  calledBy(caller: Caller): void {
    this.#caller = caller;
  }

  parsed(parsed: ParsedRequest): void {
    this.#parsed = parsed;
    this.#isStreaming = parsed.isStreaming;
    this.#parsedMs = this.#now();
  }

  /** The engine's result, and what became of it; counts the routing. */
  routed(result: RouteResult | null, routing: Routing | undefined): void {
    this.#result = result;
    this.#routing = routing;
    this.#plugins = routing?.plugins ?? [];
    if (result === null) return;
    this.#routedMs = this.#now();
    const seconds = (this.#routedMs - (this.#parsedMs ?? this.#exchange.startedMs)) / 1e3;
    this.#exchange.services.metrics.routed(result.trace, seconds);
    this.#exchange.services.drift.routed(result.trace);
  }

  /** A try that did not lead to the answer. */
  tried(failed: FailedTry): void {
    if (this.#failedTries === NO_TRIES) this.#failedTries = [];
    (this.#failedTries as FailedTry[]).push(failed);
  }

  /** A guard sent the request elsewhere. */
  rerouted(routing: Routing, plugins: readonly ReadyPlugin[]): void {
    this.#routing = routing;
    this.#plugins = plugins;
    this.#result = routing.result;
  }

  /** What a plugin did, asked when the record is written: a stream's steps are then over. */
  pluginRuns(entry: () => PluginTrace): void {
    this.#pluginRuns.push(entry);
  }

  /** Who answers; another model than the chosen one where it fell back. */
  answering({ backend, routing, calledMs, repliedMs, whole }: AnsweringBackend): void {
    this.#backend = backend.name;
    this.#routing = routing;
    this.#calledMs = calledMs;
    if (whole !== undefined) this.#firstByteMs = repliedMs;
    const { fallback } = routing;
    if (fallback === undefined) return;
    this.#exchange.services.metrics.fellBack(fallback.from, routing.target.name, fallback.reason);
  }

  firstByte(): void {
    this.#firstByteMs ??= this.#now();
  }

  pluginFailed(plugin: string, error: unknown): void {
    const { logger } = this.#exchange.services;
    this.#pluginFailures.push({ plugin, message: messageOf(error) });
    logger.error({ plugin, exchange: this.#exchange.id, cause: messageOf(error) }, 'plugin failed');
  }

  /** Shows the exchange as in progress, for answers that take their time. */
  began(): void {
    this.#exchange.services.records.put(
      this.#record({ status: null, path: 'upstream', lifecycle: 'in_progress' }, this.#now()),
    );
  }

  /** Writes record and metrics and runs the plugins' record phase. Only the first call counts. */
  finish(outcome: Outcome): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#path = outcome.path;
    const { services, snapshot } = this.#exchange;
    try {
      const endedMs = this.#now();
      const record = this.#record(outcome, endedMs);
      services.records.put(record);
      if (snapshot.readsSessions) this.#rememberModel(outcome);
      this.#exchange.span.end(record);
      void this.#onRecord?.(record, this.#wasAsked);
      const tokenSeconds = this.#isStreaming && this.#firstByteMs !== null ? (endedMs - this.#firstByteMs) / 1e3 : null;
      services.metrics.finished(record, this.#routing?.target.name ?? NO_MODEL, tokenSeconds);
      for (const { type, plugin } of this.#plugins) {
        const recorded = plugin.record?.(record);
        recorded?.catch((error: unknown) => this.pluginFailed(type, error));
      }
    } catch (error) {
      services.logger.error({ exchange: this.#exchange.id, cause: messageOf(error) }, 'record failed');
    } finally {
      this.#onFinish();
    }
  }

  #now(): number {
    return this.#exchange.services.clock.now();
  }

  /** The session goes on with the model that answered. */
  #rememberModel({ lifecycle, path }: Outcome): void {
    const { session, services } = this.#exchange;
    const { key, turn } = session;
    const model = this.#routing?.target.name;
    if (key === null || model === undefined || lifecycle !== 'completed' || path !== 'upstream') return;
    services.sessions.put({ key, at: services.clock.time(), turn: turn ?? 1, lastModel: model });
  }

  /** The routing's, and what plugins did. */
  #trace(trace: Trace): Trace {
    return this.#pluginRuns.length === 0 ? trace : { ...trace, plugins: this.#pluginRuns.map((entry) => entry()) };
  }

  #record(outcome: Omit<Outcome, 'status'> & { readonly status: number | null }, nowMs: number): DecisionRecord {
    const { id, requestId, protocol, startedMs, services } = this.#exchange;
    const result = this.#result;
    const reasoning = this.#routing?.reasoning;
    const totalMs = nowMs - startedMs;
    const rank = this.#exchange.snapshot.ranks.get(result?.recipe ?? '')?.get(result?.decision ?? '');
    return {
      id,
      requestId,
      sessionId: this.#exchange.session.known,
      startedAt: services.clock.time() - totalMs,
      protocol: protocol.name,
      operation: protocol.operation.traceName,
      apiKey: this.#caller?.keyName ?? null,
      user: this.#caller?.identity?.user || null,
      requestedModel: this.#parsed?.facts.requestedModel ?? null,
      decision: result?.decision ?? null,
      tier: rank?.tier ?? null,
      priority: rank?.priority ?? null,
      model: this.#routing?.target.name ?? null,
      backend: this.#backend,
      candidates: result === null ? [] : result.candidates.map(({ model }) => model),
      reasoning: reasoning?.mode ?? null,
      effort: reasoning?.mode === 'on' ? reasoning.effort : null,
      confidence: result === null || result.decision === null ? null : result.confidence,
      algorithm: result?.trace.selection.algorithm ?? null,
      trace: result === null ? null : this.#trace(result.trace),
      responsePath: outcome.path,
      isStreaming: this.#isStreaming,
      status: outcome.status,
      lifecycle: outcome.lifecycle,
      finishReason: outcome.summary?.finishReason ?? null,
      usage: outcome.summary?.usage ?? null,
      cost: this.#cost(outcome),
      failure: outcome.failure === undefined ? null : { code: outcome.failure.code, message: outcome.failure.message },
      pluginFailures: this.#pluginFailures,
      failedTries: this.#failedTries,
      times: {
        parseMs: this.#parsedMs === null ? null : this.#parsedMs - startedMs,
        routeMs: this.#routedMs === null || this.#parsedMs === null ? null : this.#routedMs - this.#parsedMs,
        firstByteMs: this.#firstByteMs === null ? null : this.#firstByteMs - this.#calledMs,
        totalMs,
      },
    };
  }

  #cost({
    status,
    path,
    lifecycle,
    summary,
  }: Omit<Outcome, 'status'> & { readonly status: number | null }): RequestCost {
    const model = this.#routing?.target.name;
    const usage = summary?.usage ?? null;
    if (model !== undefined && usage !== null) return this.#exchange.snapshot.costs.of(model, usage);
    // A backend that refuses charges nothing; a client that leaves stops what it may have to pay for.
    const wasCalled = this.#wasAsked && (lifecycle === 'aborted' || (path === 'upstream' && (status ?? 0) < 400));
    return { pricing: wasCalled && lifecycle !== 'in_progress' ? 'no_usage' : 'no_call' };
  }
}
