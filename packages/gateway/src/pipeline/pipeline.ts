import type { UpstreamCall } from '../chat/upstream-call.ts';
import { failure, isFailure, messageOf } from '../errors/request-failure.ts';
import { type ExchangeView, isAnswer } from '../exchange/exchange-view.ts';
import { requestHeadersToForward } from '../http/forwarded-headers.ts';
import { type HttpResponse, headerOf } from '../http/http-message.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import { answerFailure, answerOwn } from './answer.ts';
import { callUpstream, cancelled } from './call-upstream.ts';
import type { Exchange } from './exchange.ts';
import { identify } from './identify.ts';
import { Notebook } from './notebook.ts';
import { relayReply } from './relay-reply.ts';
import { type Routing, route } from './route.ts';
import { runRequestPlugins } from './run-plugins.ts';

/**
 * Takes one exchange through its stages: parse, identify, route, request plugins, call upstream, response plugins,
 * render, record. A stage that fails or answers jumps to rendering; the record is always written. Never rejects.
 */
export async function runExchange(exchange: Exchange): Promise<HttpResponse> {
  const { snapshot, services, cancellation } = exchange;
  snapshot.hold();
  services.metrics.started();
  const deadline = setTimeout(() => cancellation.cancel('deadline'), snapshot.config.listener.timeoutMs);
  const notebook = new Notebook(exchange, () => {
    clearTimeout(deadline);
    snapshot.letGo();
  });
  try {
    return await runStages(exchange, notebook);
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined;
    services.logger.error({ exchange: exchange.id, requestId: exchange.requestId, stack }, messageOf(error));
    const hint = `report it with the request id ${exchange.requestId}; the log has the details`;
    return answerFailure(exchange, notebook, undefined, failure('internal_error', 'the router failed', { hint }));
  }
}

async function runStages(exchange: Exchange, notebook: Notebook): Promise<HttpResponse> {
  const { protocol, request, snapshot } = exchange;

  const parsed = checkEncoding(exchange) ?? protocol.parse(request.body);
  if (isFailure(parsed)) return answerFailure(exchange, notebook, undefined, parsed);
  notebook.parsed(parsed);

  const identified = identify(parsed.facts.requestedModel, snapshot);
  if (isFailure(identified)) return answerFailure(exchange, notebook, undefined, identified);

  const routing = await route(exchange, parsed.facts, identified);
  if ('failure' in routing) {
    notebook.routed(routing.result, undefined);
    return answerFailure(exchange, notebook, undefined, routing.failure);
  }
  notebook.routed(routing.result, routing);
  if (exchange.cancellation.reason !== undefined) {
    return answerFailure(exchange, notebook, routing, cancelled(exchange));
  }

  const run = { exchange, routing, notebook, view: viewOf(exchange, parsed, routing) };
  const call = await runRequestPlugins(firstCall(exchange, parsed, routing), run);
  if (isFailure(call)) return answerFailure(exchange, notebook, routing, call);
  if (isAnswer(call)) return answerOwn(exchange, notebook, routing, parsed, call);

  notebook.calling();
  const answering = await callUpstream(exchange, routing.target, call);
  if (isFailure(answering)) return answerFailure(exchange, notebook, routing, answering);
  return relayReply(run, parsed, answering);
}

function checkEncoding({ request }: Exchange) {
  const encoding = headerOf(request.headers, 'content-encoding');
  if (encoding === undefined || encoding === 'identity') return undefined;
  return failure('unsupported_content_encoding', `the request body has content-encoding ${JSON.stringify(encoding)}`, {
    hint: 'send the JSON uncompressed',
  });
}

function firstCall(exchange: Exchange, parsed: ParsedRequest, routing: Routing): UpstreamCall {
  return {
    body: parsed.body,
    edits: new Map(),
    headers: requestHeadersToForward(exchange.request.headers),
    requestId: exchange.requestId,
    lora: routing.lora,
    reasoning: routing.reasoning,
    isStreaming: parsed.isStreaming,
  };
}

function viewOf(exchange: Exchange, parsed: ParsedRequest, { result }: Routing): ExchangeView {
  const { id, requestId, request, cancellation } = exchange;
  return {
    id,
    requestId,
    facts: parsed.facts,
    // Only decisions have plugins, and a decision has a result.
    route: result!,
    isStreaming: parsed.isStreaming,
    requestHeaders: request.headers,
    get signal() {
      return cancellation.signal;
    },
  };
}
