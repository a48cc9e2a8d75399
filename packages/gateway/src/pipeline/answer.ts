import { type OwnAnswer, ownChunks, ownCompletion } from '../chat/own-answer.ts';
import type { FailureCode } from '../errors/failure-codes.ts';
import { failure as failureOf, type RequestFailure } from '../errors/request-failure.ts';
import type { Answer, ResponsePath } from '../exchange/exchange-view.ts';
import { type HttpResponse, jsonResponse } from '../http/http-message.ts';
import type { ParsedRequest, RenderedBody } from '../protocols/protocol.ts';
import { translateEvents } from '../sse/event-translation.ts';
import type { Exchange } from './exchange.ts';
import type { Notebook } from './notebook.ts';
import type { Routing } from './route.ts';
import { pushRoutingHeaders } from './routing-headers.ts';

/** Failures that are no errors of anybody's. */
const FAILURE_PATHS: Readonly<Partial<Record<FailureCode, ResponsePath>>> = {
  request_refused: 'blocked',
  rate_limit_exceeded: 'rate_limited',
  insufficient_quota: 'rate_limited',
};

/** Renders a failure in the client's protocol and closes the record. */
export function answerFailure(
  exchange: Exchange,
  notebook: Notebook,
  routing: Routing | undefined,
  failure: RequestFailure,
): HttpResponse {
  const { contentType, body } = exchange.protocol.renderError(failure, exchange.requestId);
  const path = FAILURE_PATHS[failure.code] ?? 'error';
  notebook.finish({
    status: failure.status,
    path,
    lifecycle: failure.code === 'client_left' ? 'aborted' : 'failed',
    failure,
  });
  const headers = ['content-type', contentType, 'content-length', String(body.length)];
  pushRoutingHeaders(headers, exchange, routing, path);
  headers.push(...(failure.headers ?? []));
  return { status: failure.status, headers, body };
}

/** Answers what the model's backends cannot by the router's own estimate, and closes the record. */
export function answerEstimate(exchange: Exchange, notebook: Notebook, parsed: ParsedRequest): HttpResponse {
  const { protocol, snapshot } = exchange;
  if (snapshot.tokenCounter === undefined) {
    const hint = 'give one to createGateway (ports.tokenCounter)';
    const failure = failureOf('classifier_failed', 'this router was not given a token counter', { hint });
    return answerFailure(exchange, notebook, undefined, failure);
  }
  // A name is found to be estimated only where the protocol can estimate.
  const estimate = protocol.estimate!(parsed, snapshot.tokenCounter);
  notebook.finish({ status: 200, path: 'estimate', lifecycle: 'completed' });
  const headers: string[] = [];
  pushRoutingHeaders(headers, exchange, undefined, 'estimate');
  return jsonResponse(200, estimate, headers);
}

/** Renders a stage's own answer in the client's protocol and closes the record. */
export function answerOwn(
  exchange: Exchange,
  notebook: Notebook,
  routing: Routing,
  parsed: ParsedRequest,
  answer: Answer,
): HttpResponse {
  const own: OwnAnswer = {
    content: answer.content,
    model: parsed.facts.requestedModel,
    id: exchange.id,
    createdSeconds: Math.floor(exchange.services.clock.time() / 1e3),
  };
  const { contentType, body } = renderOwn(exchange, parsed, own);
  notebook.finish({
    status: 200,
    path: answer.path,
    lifecycle: 'completed',
    summary: { model: null, finishReason: 'stop', usage: null },
  });
  const headers = ['content-type', contentType, 'content-length', String(body.length)];
  pushRoutingHeaders(headers, exchange, routing, answer.path);
  headers.push(...answer.headers);
  return { status: 200, headers, body };
}

function renderOwn({ protocol }: Exchange, parsed: ParsedRequest, own: OwnAnswer): RenderedBody {
  const { translation } = protocol;
  if (parsed.isStreaming) {
    const events = translateEvents(undefined, [], translation?.stream(parsed, own));
    const text = ownChunks(own, parsed.wantsStreamUsage).map((data) => events.onEvent(data));
    return { contentType: 'text/event-stream; charset=utf-8', body: Buffer.from(text.join('')) };
  }
  const completion = ownCompletion(own);
  const json = translation === undefined ? completion : translation.reply(completion, parsed, own);
  return { contentType: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(json)) };
}
