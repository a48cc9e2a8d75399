import type { StreamSummary } from '../chat/reply-summary.ts';
import { failure, isFailure, type RequestFailure } from '../errors/request-failure.ts';
import { isAnswer } from '../exchange/exchange-view.ts';
import { responseHeadersToForward } from '../http/forwarded-headers.ts';
import { headerValue } from '../http/header-value.ts';
import { type HttpResponse, headerOf } from '../http/http-message.ts';
import { parseRecordBytes } from '../json/json-record.ts';
import type { AnswerOrigin } from '../protocols/protocol.ts';
import { EventRelay, type RelayEnd } from '../sse/event-relay.ts';
import type { EventStep } from '../sse/event-step.ts';
import { type EventTranslation, translateEvents } from '../sse/event-translation.ts';
import { CANCELLED, TransportError, transportFailure } from '../transport/transport-failure.ts';
import type { AnsweringBackend, WholeAnswer } from '../upstream/attempt.ts';
import { cancelled, describeTransportFailure } from '../upstream/describe-failure.ts';
import { answerFailure, answerOwn } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { pushRoutingHeaders } from './routing-headers.ts';
import { type PluginRun, PluginStopped, runResponsePlugins, streamSteps, wantsReply } from './run-plugins.ts';
import type { ReadyBackend } from './snapshot.ts';
import { countsUnasked, withoutUsage } from './stream-usage.ts';

/** Of the fields that could not be translated, as many are named, and as much of each name is. */
const MOST_FIELDS = 20;
const MOST_CHARACTERS = 100;

/**
 * Passes a backend's answer on: streams event by event, everything else once it is complete and makes sense. `isRewritten`:
 * plugins changed what it was asked.
 */
export function relayReply(
  run: PluginRun,
  answering: AnsweringBackend,
  isRewritten: boolean,
): HttpResponse | Promise<HttpResponse> {
  run.notebook.answering(answering);
  const { whole } = answering;
  return whole === undefined
    ? relayStream(run, answering, isRewritten)
    : relayWhole(run, answering, whole, isRewritten);
}

async function relayWhole(
  run: PluginRun,
  answering: AnsweringBackend,
  { bytes, summary }: WholeAnswer,
  isRewritten: boolean,
): Promise<HttpResponse> {
  const { exchange, parsed, routing, notebook } = run;
  const { backend, reply } = answering;
  if (summary === undefined) return relayError(run, backend, reply, bytes);
  const isLookedAt = wantsReply(run, 'response');
  const isSame = backend.codec.wire === exchange.protocol.wire && !isLookedAt;
  const given = { body: isSame ? bytes : chatReply(run, backend, bytes), summary, headers: [] };
  run.keeper?.whole(isSame ? chatReply(run, backend, bytes) : given.body);
  const final = isLookedAt ? await runResponsePlugins(given, run) : given;
  if (isFailure(final)) return fail(run, final);
  if (isAnswer(final)) return answerOwn(exchange, notebook, routing, parsed, final);
  notebook.said(() => (isSame ? chatReply(run, backend, bytes) : final.body));
  const body = isSame ? final.body : clientReply(run, final.body);
  notebook.finish({ status: reply.status, path: 'upstream', lifecycle: 'completed', summary: final.summary });
  const headers = answerHeaders(run, answering, isRewritten);
  headers.push('content-length', String(body.length));
  pushRoutingHeaders(headers, exchange, routing, 'upstream');
  if (final.headers.length > 0) headers.push(...final.headers);
  return { status: reply.status, headers, body };
}

/** A complete answer in the shape in the middle. */
function chatReply({ exchange }: PluginRun, { codec }: ReadyBackend, body: Uint8Array): Uint8Array {
  if (codec.translation === undefined) return body;
  const wish = { includeUsage: true, createdSeconds: secondsOf(exchange) };
  // The codec has read it as a reply before, so it is an object.
  return Buffer.from(JSON.stringify(codec.translation.reply(parseRecordBytes(body) ?? {}, wish)));
}

/** The same in the client's protocol. */
export function clientReply({ exchange, parsed, routing }: PluginRun, chat: Uint8Array): Uint8Array {
  const { translation } = exchange.protocol;
  if (translation === undefined) return chat;
  const origin = originOf(exchange, routing.target.name);
  return Buffer.from(JSON.stringify(translation.reply(parseRecordBytes(chat) ?? {}, parsed, origin)));
}

export function originOf(exchange: Exchange, model: string): AnswerOrigin {
  return { model, id: exchange.id, createdSeconds: secondsOf(exchange) };
}

export function secondsOf({ services }: Exchange): number {
  return Math.floor(services.clock.time() / 1e3);
}

/** The backend's headers that go on, and what the client should know of a translation. */
function answerHeaders(
  { exchange: { protocol }, parsed }: PluginRun,
  { backend, reply, leftOut }: AnsweringBackend,
  isRewritten: boolean,
): string[] {
  const headers = responseHeadersToForward(reply.headers);
  const { wire } = backend.codec;
  const isSame = wire === protocol.wire;
  if (!isSame) headers.push('x-vsr-client-protocol', protocol.wire, 'x-vsr-upstream-protocol', wire);
  const fields = isSame && !isRewritten ? leftOut : [...parsed.leftOut, ...leftOut];
  if (fields.length > 0)
    headers.push('x-vsr-protocol-warnings', headerValue(`warning;not_translated;${named(fields)}`));
  return headers;
}

/** Names come from clients, who could ask for a header that their own HTTP library refuses. */
function named(fields: readonly string[]): string {
  const names = [...new Set(fields)].map((field) =>
    field.length > MOST_CHARACTERS ? `${field.slice(0, MOST_CHARACTERS)}…` : field,
  );
  const rest = names.length - MOST_FIELDS;
  return rest > 0 ? `${names.slice(0, MOST_FIELDS).join(',')} and ${rest} more` : names.join(',');
}

/** An error that clients understand goes on as it is; anything else is told in our words under the same status. */
function relayError(
  run: PluginRun,
  backend: ReadyBackend,
  { status, headers: upstreamHeaders }: AnsweringBackend['reply'],
  body: Uint8Array,
): HttpResponse {
  const { exchange, routing, notebook } = run;
  const error = backend.codec.decodeError(status, upstreamHeaders, body);
  const isError = status >= 400;
  if (!isError || !error.isPassable || backend.codec.wire !== exchange.protocol.wire) {
    const retryAfter = headerOf(upstreamHeaders, 'retry-after');
    const message = `${nameOf(run, backend)} answered ${status}: ${error.message === '' ? 'no body' : error.message}`;
    const details = {
      hint: hintFor(status, error.isPassable),
      headers: retryAfter === undefined ? undefined : ['retry-after', retryAfter],
      status: isError ? status : undefined,
    };
    return fail(run, failure('backend_error', message, details));
  }
  const code = `backend_status_${status >= 500 ? '5xx' : '4xx'}`;
  const problem = { code, message: error.message };
  notebook.finish({ status, path: 'upstream', lifecycle: 'failed', failure: problem });
  const headers = responseHeadersToForward(upstreamHeaders);
  headers.push('content-length', String(body.length));
  pushRoutingHeaders(headers, exchange, routing, 'upstream');
  return { status, headers, body };
}

/** A backend that explains itself needs no hint of ours. */
function hintFor(status: number, isExplained: boolean): string | undefined {
  if (status < 400) return 'check base_url and chat_path of the backend';
  return isExplained ? undefined : 'look at the log of the model server';
}

function relayStream(run: PluginRun, answering: AnsweringBackend, isRewritten: boolean): HttpResponse {
  const { exchange, routing, notebook } = run;
  const { backend, reply, cancel } = answering;
  const steps = streamSteps(run);
  if (isFailure(steps)) {
    cancel();
    return fail(run, steps);
  }
  notebook.began();
  const isSame = backend.codec.wire === exchange.protocol.wire;
  const all = [...steps];
  if (countsUnasked(exchange, run.parsed)) all.push(withoutUsage());
  const listening = notebook.listening();
  if (listening !== undefined) all.push(listening);
  const translation = eventTranslation(run, backend, all);
  let forget = () => {};
  const relay = new EventRelay(reply.body, {
    maxEventBytes: exchange.services.limits.maxEventBytes,
    translation,
    onFirstEvent: () => notebook.firstByte(),
    onEnd(end, events) {
      forget();
      const summary = backend.codec.readStreamEnd(events);
      const problem = problemOf(end, summary, run, backend);
      const isHeard = summary.error !== null && isSame;
      if (end.kind === 'closed' && problem !== undefined) answering.wasCutShort();
      notebook.finish({
        status: reply.status,
        path: 'upstream',
        lifecycle: problem === undefined ? 'completed' : problem.code === 'client_left' ? 'aborted' : 'failed',
        summary,
        failure: problem,
      });
      if (problem === undefined || isHeard) return undefined;
      const text = translation?.onFailure(problem);
      return text === undefined ? exchange.protocol.renderStreamError(problem, exchange.requestId) : Buffer.from(text);
    },
  });
  forget = exchange.cancellation.onCancel(() => {
    if (exchange.cancellation.reason === 'client_left') relay.cancel();
    else relay.breakOff(new TransportError(CANCELLED));
  });
  const headers = answerHeaders(run, answering, isRewritten);
  if (reply.headers['cache-control'] === undefined) headers.push('cache-control', 'no-cache');
  pushRoutingHeaders(headers, exchange, routing, 'upstream');
  return { status: reply.status, headers, body: relay };
}

/** From the backend's events to the client's; undefined where they are the same and no plugin looks at them. */
function eventTranslation(
  { exchange, parsed, routing }: PluginRun,
  { codec }: ReadyBackend,
  steps: readonly EventStep[],
): EventTranslation | undefined {
  if (codec.wire === exchange.protocol.wire && steps.length === 0) return undefined;
  const wish = { includeUsage: parsed.wantsStreamUsage, createdSeconds: secondsOf(exchange) };
  const origin = originOf(exchange, routing.target.name);
  return translateEvents(codec.translation?.stream(wish), steps, exchange.protocol.translation?.stream(parsed, origin));
}

/** What is wrong with how a stream ended; undefined for a good finish. */
function problemOf(
  end: RelayEnd,
  summary: StreamSummary,
  run: PluginRun,
  backend: ReadyBackend,
): RequestFailure | undefined {
  const { exchange, routing } = run;
  const who = nameOf(run, backend);
  if (exchange.cancellation.reason !== undefined) return cancelled(exchange);
  if (summary.error !== null) return failure('backend_error', `${who} ended the stream with: ${summary.error}`);
  const hint = 'the answer so far is incomplete; ask again';
  switch (end.kind) {
    case 'cancelled':
      return cancelled(exchange);
    case 'closed':
      if (summary.isDone || summary.finishReason !== null) return undefined;
      return failure('backend_stream_cut', `${who} ended the stream before it was finished`, { hint });
    case 'broken': {
      if (end.reason instanceof PluginStopped) return end.reason.failure;
      if (summary.isDone) return undefined;
      const reason = end.reason instanceof TransportError ? end.reason.failure : transportFailure(end.reason);
      if (reason.failure === 'idle_timeout') return describeTransportFailure(exchange, routing.target, backend, reason);
      return failure('backend_stream_cut', `${who} broke off the stream: ${reason.message}`, { hint });
    }
    case 'event_too_large':
      return failure('backend_invalid_answer', `${who} sent an event of more than ${end.bytes - 1} bytes`, { hint });
  }
}

function nameOf({ routing }: PluginRun, backend: ReadyBackend): string {
  return `backend "${backend.name}" of model "${routing.target.name}"`;
}

function fail({ exchange, notebook, routing }: PluginRun, problem: RequestFailure): HttpResponse {
  return answerFailure(exchange, notebook, routing, problem);
}
