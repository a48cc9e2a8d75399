import type { Cancellation } from '../http/cancellation.ts';
import { DEADLINE_HEADER } from '../http/forwarded-headers.ts';
import { type HttpRequest, headerOf } from '../http/http-message.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { BodyKeeper } from '../recording/body-keeper.ts';
import type { RecordStore } from '../stores/roles/records.ts';
import type { SessionStore } from '../stores/roles/sessions.ts';
import type { ResponseStore } from '../stores/roles/stored-responses.ts';
import type { SignalDrift } from '../telemetry/drift/signal-drift.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { GatewayMetrics } from '../telemetry/metrics.ts';
import type { ExchangeSpan, Tracing } from '../telemetry/tracing/tracing.ts';
import type { ConcurrencyLimit } from '../upstream/concurrency-limit.ts';
import type { Timers } from '../upstream/timers.ts';
import { ExchangeSession } from './exchange-session.ts';
import type { SignalFamily, Snapshot } from './snapshot.ts';

/** Time, as the gateway asks for it. */
export interface GatewayClock {
  /** Milliseconds, fractional, never going back. */
  now(): number;
  /** Milliseconds since 1970. */
  time(): number;
}

/** Bounds on what backends may send. */
export interface AnswerLimits {
  /** Largest answer that is not streamed. */
  readonly maxAnswerBytes: number;
  /** Largest single event of a stream. */
  readonly maxEventBytes: number;
}

/** What the stages use beside the request. */
export interface PipelineServices {
  readonly clock: GatewayClock;
  readonly timers: Timers;
  /** Bounds the requests under way in the process. */
  readonly places: ConcurrencyLimit;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly records: RecordStore;
  readonly bodies: BodyKeeper;
  readonly drift: SignalDrift;
  readonly responses: ResponseStore;
  readonly sessions: SessionStore;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** A new unique id. */
  readonly createId: () => string;
  readonly families: readonly SignalFamily[];
  readonly limits: AnswerLimits;
  readonly tracing: Tracing;
}

/** One request on its way, as all stages see it. */
export interface Exchange {
  /** Names the record. */
  readonly id: string;
  readonly requestId: string;
  readonly session: ExchangeSession;
  readonly request: HttpRequest;
  readonly protocol: Protocol;
  readonly snapshot: Snapshot;
  readonly services: PipelineServices;
  readonly cancellation: Cancellation;
  /** Of the clock's `now`. */
  readonly startedMs: number;
  /** Of the clock's `now`: when the answer must be complete. */
  readonly deadlineMs: number;
  readonly isDebugging: boolean;
  readonly span: ExchangeSpan;
  /** Headers of every answer that say how much room the caller has left; names and values in turn, filled on admission. */
  readonly limitHeaders: string[];
}

const GOOD_ID = /^[\x21-\x7e]{1,128}$/;

/** Begins an exchange: gives it its ids and its start. */
export function beginExchange(
  request: HttpRequest,
  protocol: Protocol,
  snapshot: Snapshot,
  services: PipelineServices,
): Exchange {
  const id = services.createId();
  const startedMs = services.clock.now();
  const given = headerOf(request.headers, 'x-request-id');
  const session = headerOf(request.headers, 'x-session-id') ?? headerOf(request.headers, 'x-claude-code-session-id');
  return {
    id,
    requestId: given !== undefined && GOOD_ID.test(given) ? given : id,
    session: new ExchangeSession(session !== undefined && GOOD_ID.test(session) ? session : null),
    request,
    protocol,
    snapshot,
    services,
    cancellation: request.cancellation,
    startedMs,
    deadlineMs: startedMs + timeoutOf(request, snapshot.config.listener.timeoutMs),
    isDebugging: headerOf(request.headers, 'x-vsr-debug') === 'true',
    span: services.tracing.begin(request.headers),
    limitHeaders: [],
  };
}

/** A client that says how long it waits gets no longer. */
function timeoutOf({ headers }: HttpRequest, mostMs: number): number {
  const given = headerOf(headers, DEADLINE_HEADER);
  if (given === undefined || !/^[1-9]\d{0,8}$/.test(given)) return mostMs;
  return Math.min(mostMs, Number(given));
}
