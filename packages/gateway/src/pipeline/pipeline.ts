import type { Caller } from '../access/caller.ts';
import type { Reservation } from '../access/limits/reservation.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import { failure, isFailure, messageOf } from '../errors/request-failure.ts';
import { isAnswer } from '../exchange/exchange-view.ts';
import { requestHeadersToForward } from '../http/forwarded-headers.ts';
import { type HttpResponse, isBytes } from '../http/http-message.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import { cancelled } from '../upstream/describe-failure.ts';
import { waitForPlace } from './admission.ts';
import { admit, authenticate } from './admit.ts';
import { answerEstimate, answerFailure, answerOwn } from './answer.ts';
import { callUpstream } from './call-upstream.ts';
import { checkBody } from './check-body.ts';
import type { Exchange } from './exchange.ts';
import { identify } from './identify.ts';
import { noRecord } from './no-record.ts';
import { Notebook } from './notebook.ts';
import { readSession } from './read-session.ts';
import { relayKept } from './relay-kept.ts';
import { relayReply } from './relay-reply.ts';
import { type Routing, route } from './route.ts';
import {
  finishHeaders,
  type PluginRun,
  type PreparedRun,
  runRecall,
  runRequestPlugins,
  startPlugins,
} from './run-plugins.ts';
import { beginStateful } from './stateful-exchange.ts';
import { firstEdits } from './stream-usage.ts';

/**
 * Takes one exchange through its stages: authenticate, parse (and find what is stored of it), admit, identify, route, request plugins, recall, call upstream,
 * response plugins, render, record. A stage that fails or answers jumps to rendering; the record is always written. Never rejects.
 */
export async function runExchange(exchange: Exchange): Promise<HttpResponse> {
  const { snapshot, services, cancellation } = exchange;
  snapshot.hold();
  services.metrics.started();
  const deadline = setTimeout(() => cancellation.cancel('deadline'), exchange.deadlineMs - exchange.startedMs);
  let hasPlace = services.places.tryEnter();
  const notebook = new Notebook(exchange, () => {
    clearTimeout(deadline);
    snapshot.letGo();
    if (hasPlace) services.places.leave();
  });
  try {
    if (!hasPlace) {
      notebook.enter('queue');
      const refused = await waitForPlace(exchange);
      if (refused !== undefined) return answerFailure(exchange, notebook, undefined, refused);
      hasPlace = true;
      notebook.enter('parse');
    }
    const response = await runStages(exchange, notebook);
    const given = snapshot.config.records.writesAhead ? await giveOnceWritten(exchange, notebook, response) : response;
    notebook.answered(given);
    return given;
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined;
    services.logger.error({ exchange: exchange.id, requestId: exchange.requestId, stack }, messageOf(error));
    const hint = `report it with the request id ${exchange.requestId}; the log has the details`;
    return answerFailure(exchange, notebook, undefined, failure('internal_error', 'the router failed', { hint }));
  }
}

/** By the operator's wish nobody gets an answer of which there is no record. */
async function giveOnceWritten(exchange: Exchange, notebook: Notebook, response: HttpResponse): Promise<HttpResponse> {
  try {
    await notebook.written();
    return response;
  } catch (error) {
    exchange.services.logger.warn(
      { exchange: exchange.id, cause: messageOf(error) },
      'an answer was not given: no record',
    );
    if (!isBytes(response.body)) response.body.cancel();
    return answerFailure(exchange, notebook, undefined, noRecord('write_ahead'));
  }
}

async function runStages(begun: Exchange, notebook: Notebook): Promise<HttpResponse> {
  const { protocol, request, snapshot } = begun;

  const known = authenticate(begun);
  const caller = known instanceof Promise ? await known : known;
  if (isFailure(caller)) return answerFailure(begun, notebook, undefined, caller);
  notebook.calledBy(caller);

  const read = checkBody(request) ?? protocol.parse(request.body);
  if (isFailure(read)) return answerFailure(begun, notebook, undefined, read);
  const isStateful = 'read' in read || read.storing !== undefined;
  const stateful = isStateful ? await beginStateful(begun, caller, read, notebook) : { exchange: begun, parsed: read };
  if (isFailure(stateful)) return answerFailure(begun, notebook, undefined, stateful);
  const { exchange, parsed } = stateful;
  notebook.parsed(parsed);
  exchange.session.begin(parsed.facts, caller);

  const admission = admit(exchange, caller, parsed, notebook);
  const reservation = admission instanceof Promise ? await admission : admission;
  if (isFailure(reservation)) return answerFailure(exchange, notebook, undefined, reservation);

  const identified = identify(parsed.facts.requestedModel, snapshot, protocol);
  if (isFailure(identified)) return answerFailure(exchange, notebook, undefined, identified);
  if (identified.kind === 'estimate') return answerEstimate(exchange, notebook, parsed);

  const session = snapshot.readsSessions ? await readSession(exchange) : undefined;
  const facts =
    caller.identity === undefined && session === undefined
      ? parsed.facts
      : { ...parsed.facts, identity: caller.identity, session };
  notebook.enter('route');
  const routing = await route(exchange, facts, identified);
  if ('failure' in routing) {
    notebook.routed(routing.result, undefined);
    return answerFailure(exchange, notebook, undefined, routing.failure);
  }
  notebook.routed(routing.result, routing);
  const full = reservation === undefined ? undefined : await reservation.takeFor(routing.target.name);
  if (full !== undefined) {
    await reservation!.release();
    return answerFailure(exchange, notebook, routing, full);
  }
  if (exchange.cancellation.reason !== undefined) {
    return answerFailure(exchange, notebook, routing, cancelled(exchange));
  }

  const call = firstCall(exchange, caller, parsed, routing);
  const run = startPlugins(exchange, parsed, caller, notebook, routing);
  const isPlain = run.plugins.length === 0;
  const response = isPlain ? serveCall(call, run, call.edits, reservation) : servePlugged(call, run, reservation);
  return 'finish' in stateful ? stateful.finish(await response) : response;
}

async function servePlugged(
  call: UpstreamCall,
  first: PluginRun,
  reservation: Reservation | undefined,
): Promise<HttpResponse> {
  const prepared = await runRequestPlugins(call, first);
  return finishHeaders(await recallOrServe(prepared, call.edits, reservation), prepared.run);
}

/** A kept answer in the backend's place, where a plugin has one; else the backend's, which a plugin may want to keep. */
async function recallOrServe(
  { run, outcome }: PreparedRun,
  edits: UpstreamCall['edits'],
  reservation: Reservation | undefined,
): Promise<HttpResponse> {
  const isCall = !isFailure(outcome) && !isAnswer(outcome);
  if (!isCall || !run.plugins.some(({ plugin }) => plugin.recall !== undefined)) {
    return serveCall(outcome, run, edits, reservation);
  }
  const { exchange, notebook, routing } = run;
  notebook.enter('recall');
  const recall = await runRecall(outcome, run);
  if (isFailure(recall)) return answerFailure(exchange, notebook, routing, recall);
  if (recall.kind === 'kept_reply') {
    notebook.enter('render');
    return relayKept(run, recall);
  }
  if (recall.kind === 'not_kept') return serveCall(outcome, run, edits, reservation);
  notebook.keeping(recall);
  if (exchange.cancellation.reason !== undefined) {
    return answerFailure(exchange, notebook, routing, cancelled(exchange));
  }
  return serveCall(outcome, { ...run, keeper: recall }, edits, reservation);
}

/** From what the request plugins made of the call to its answer; `edits` are those from before them. */
async function serveCall(
  call: PreparedRun['outcome'],
  run: PluginRun,
  edits: UpstreamCall['edits'],
  reservation: Reservation | undefined,
): Promise<HttpResponse> {
  const { exchange, parsed, notebook, routing } = run;
  if (isFailure(call)) return answerFailure(exchange, notebook, routing, call);
  if (isAnswer(call)) return answerOwn(exchange, notebook, routing, parsed, call);
  const demands = { facts: parsed.facts, bodyBytes: parsed.body.bytes.length, reservation };
  notebook.asking();
  const answering = await callUpstream(exchange, routing, demands, inTrace(call, exchange), notebook);
  if (isFailure(answering)) return answerFailure(exchange, notebook, routing, answering);
  const answered = answering.routing === routing ? run : { ...run, routing: answering.routing };
  return relayReply(answered, answering, call.edits !== edits);
}

/** The call with the headers that name it as the parent of what the backend does; the client's own are replaced. */
function inTrace(call: UpstreamCall, { span }: Exchange): UpstreamCall {
  const named = span.calling();
  if (named.length === 0) return call;
  const headers = [...named];
  for (let i = 0; i < call.headers.length; i += 2) {
    const name = call.headers[i]!;
    if (name !== 'traceparent' && name !== 'tracestate') headers.push(name, call.headers[i + 1]!);
  }
  return { ...call, headers };
}

function firstCall(exchange: Exchange, caller: Caller, parsed: ParsedRequest, routing: Routing): UpstreamCall {
  return {
    body: parsed.body,
    native: parsed.native,
    edits: firstEdits(exchange, parsed),
    headers: requestHeadersToForward(exchange.request.headers, exchange.snapshot.access.withheld),
    trustedHeaders: caller.trustedHeaders,
    requestId: exchange.requestId,
    lora: routing.lora,
    reasoning: routing.reasoning,
    isStreaming: parsed.isStreaming,
  };
}
