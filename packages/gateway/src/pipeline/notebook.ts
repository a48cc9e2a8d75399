import type { PluginTrace, RecordingConfig, RouteResult, Trace } from '@signalbox/engine';
import type { Caller } from '../access/caller.ts';
import { ChunkCollector } from '../chat/collect-chunks.ts';
import type { ReplySummary } from '../chat/reply-summary.ts';
import type { RequestCost } from '../costs/model-costs.ts';
import { messageOf } from '../errors/request-failure.ts';
import type { DecisionRecord, Lifecycle } from '../exchange/decision-record.ts';
import type { ResponsePath } from '../exchange/exchange-view.ts';
import type { RecallRecord, ReplyKeeper } from '../exchange/recall.ts';
import { type Stage, StageClock, toMicros } from '../exchange/stages.ts';
import { type HttpResponse, isBytes } from '../http/http-message.ts';
import { parseRecordBytes, recordsIn } from '../json/json-record.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import { toolStepsIn, toolStepsOf } from '../recording/tool-steps.ts';
import type { EventStep } from '../sse/event-step.ts';
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
  readonly #stages: StageClock;
  #caller: Caller | undefined;
  #parsed: ParsedRequest | undefined;
  #routing: Routing | undefined;
  #result: RouteResult | null = null;
  #wasAsked = false;
  #calledMs = 0;
  #firstByteMs: number | null = null;
  #backend: string | null = null;
  #isStreaming = false;
  #failedTries: readonly FailedTry[] = NO_TRIES;
  #plugins: readonly ReadyPlugin[] = [];
  readonly #pluginRuns: (() => PluginTrace)[] = [];
  readonly #pluginFailures: { readonly plugin: string; readonly message: string }[] = [];
  #recall: RecallRecord | undefined;
  #keeper: ReplyKeeper | undefined;
  #isFinished = false;
  /** Once it is written. */
  #record: DecisionRecord | undefined;
  /** As it was put while the answer goes on. */
  #open: DecisionRecord | undefined;
  /** Once it is known what the client gets; no body for a stream. */
  #answer: { readonly body: Uint8Array | undefined } | undefined;
  #sentChunks: ChunkCollector | undefined;
  #completion: (() => Uint8Array) | undefined;
  #path: ResponsePath | undefined;
  #onFinish: () => void;
  #onRecord: ((record: DecisionRecord, wasAsked: boolean) => Promise<void>) | undefined;

  /** `onFinish` is called once, when all is written. */
  constructor(exchange: Exchange, onFinish: () => void) {
    this.#exchange = exchange;
    this.#onFinish = onFinish;
    this.#stages = new StageClock(() => this.#now(), exchange.startedMs, 'parse');
  }

  /** Calls back once with the finished record, and whether a model was asked. It must not reject. */
  onRecord(listener: (record: DecisionRecord, wasAsked: boolean) => Promise<void>): void {
    this.#onRecord = listener;
  }

  /** Where the answer came from; undefined before there is one. */
  get path(): ResponsePath | undefined {
    return this.#path;
  }

  /** Where the exchange goes on. */
  enter(stage: Stage): void {
    this.#stages.enter(stage);
  }

  /** From here on a model may be at work. */
  asking(): void {
    this.#stages.enter('connect');
    this.#wasAsked = true;
  }

  calledBy(caller: Caller): void {
    this.#caller = caller;
  }

  parsed(parsed: ParsedRequest): void {
    this.#parsed = parsed;
    this.#isStreaming = parsed.isStreaming;
    this.#stages.enter('identify');
  }

  /** The engine's result, and what became of it; counts the routing. */
  routed(result: RouteResult | null, routing: Routing | undefined): void {
    this.#result = result;
    this.#routing = routing;
    this.#plugins = routing?.plugins ?? [];
    this.#stages.enter('plugins');
    if (result === null) return;
    this.#exchange.services.metrics.routed(result.trace, (this.#stages.spentIn('route') ?? 0) / 1e3);
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

  /** What came of looking for a kept answer. */
  recalled(recall: RecallRecord): void {
    this.#recall = recall;
  }

  /** Tells a keeper, in the end, whether the answer was good. */
  keeping(keeper: ReplyKeeper): void {
    this.#keeper = keeper;
  }

  /** Who answers; another model than the chosen one where it fell back. */
  answering({ backend, routing, calledMs, repliedMs, whole }: AnsweringBackend): void {
    this.#backend = backend.name;
    this.#routing = routing;
    this.#calledMs = calledMs;
    this.#stages.enter('upstream', calledMs);
    if (whole !== undefined) {
      this.#firstByteMs = repliedMs;
      this.#stages.enter('render');
    }
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

  /** Looks at the events of a streamed answer that are sent, where they are to be kept. */
  listening(): EventStep | undefined {
    if (!this.#recording.keepsResponse) return undefined;
    const chunks = new ChunkCollector();
    this.#sentChunks = chunks;
    return {
      onEvent: (data) => {
        chunks.add(data);
        return [data];
      },
      onEnd: () => [],
    };
  }

  /** The whole answer of a backend in the shape in the middle, made only when it is asked for. */
  said(completion: () => Uint8Array): void {
    this.#completion = completion;
  }

  /** What the client gets; the body of a stream comes later. */
  answered({ body }: HttpResponse): void {
    this.#answer = { body: isBytes(body) ? body : undefined };
    try {
      this.#keepBodies();
    } catch (error) {
      this.#exchange.services.logger.error({ exchange: this.#exchange.id, cause: messageOf(error) }, 'record failed');
    }
  }

  /** Shows the exchange as in progress, for answers that take their time. */
  began(): void {
    if (!this.#recording.isEnabled) return;
    this.#open = this.#recordOf({ status: null, path: 'upstream', lifecycle: 'in_progress' }, this.#now());
    this.#exchange.services.records.put(this.#open);
  }

  /** Waits until what is recorded so far is written; rejects where it is not for now. */
  async written(): Promise<void> {
    const record = this.#record ?? this.#open;
    if (record !== undefined && this.#recording.isEnabled) await this.#exchange.services.records.keep(record);
  }

  /** Writes record and metrics and runs the plugins' record phase. Only the first call counts. */
  finish(outcome: Outcome): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#path = outcome.path;
    const { services, snapshot } = this.#exchange;
    try {
      const endedMs = this.#now();
      const record = this.#recordOf(outcome, endedMs);
      if (this.#recording.isEnabled) services.records.put(record);
      if (snapshot.readsSessions) this.#rememberModel(outcome);
      this.#exchange.span.end(record);
      this.#record = record;
      this.#keepBodies();
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
      this.#finishKeeper(outcome);
      this.#onFinish();
    }
  }

  get #recording(): RecordingConfig {
    const { recordings } = this.#exchange.snapshot;
    return recordings.of(this.#result?.recipe ?? null, this.#result?.decision ?? null);
  }

  /** Once the record is written and the answer is known, whichever is later. */
  #keepBodies(): void {
    const { snapshot, services, request } = this.#exchange;
    if (!snapshot.recordings.keepBodies || this.#record === undefined || this.#answer === undefined) return;
    const recording = this.#recording;
    const { isEnabled, keepsRequest, keepsResponse } = recording;
    if (!isEnabled || !(keepsRequest || keepsResponse)) return;
    const streamed = this.#sentChunks?.soFar();
    const completion = streamed ?? (this.#completion === undefined ? undefined : parseRecordBytes(this.#completion()));
    const asked = keepsRequest ? toolStepsIn(recordsIn(this.#parsed?.body.json.messages)) : [];
    const said = keepsResponse && completion !== undefined ? toolStepsOf(completion) : [];
    const response = streamed ?? this.#answer.body;
    const sources = { request: request.body, response, toolSteps: [...asked, ...said] };
    services.bodies.keep(this.#record, sources, recording, snapshot.redact);
  }

  #finishKeeper({ status, path, lifecycle }: Outcome): void {
    const isChosen = this.#routing?.fallback === undefined;
    this.#keeper?.finish(lifecycle === 'completed' && path === 'upstream' && status === 200 && isChosen);
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

  #recordOf(outcome: Omit<Outcome, 'status'> & { readonly status: number | null }, nowMs: number): DecisionRecord {
    const { id, requestId, protocol, startedMs, services } = this.#exchange;
    const result = this.#result;
    const reasoning = this.#routing?.reasoning;
    const totalMs = nowMs - startedMs;
    const rank = this.#exchange.snapshot.ranks.get(result?.recipe ?? '')?.get(result?.decision ?? '');
    return {
      id,
      requestId,
      sessionId: this.#exchange.session.id,
      turn: this.#exchange.session.turn,
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
      recall: this.#recall ?? null,
      times: {
        stages: this.#stages.times(nowMs),
        firstByteMs: this.#firstByteMs === null ? null : toMicros(this.#firstByteMs - this.#calledMs),
        totalMs: toMicros(totalMs),
      },
      bodies: null,
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
