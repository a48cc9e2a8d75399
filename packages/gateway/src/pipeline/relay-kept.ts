import { completionChunks } from '../chat/completion-chunks.ts';
import type { ReplySummary } from '../chat/reply-summary.ts';
import { isFailure } from '../errors/request-failure.ts';
import { isAnswer } from '../exchange/exchange-view.ts';
import type { KeptReply } from '../exchange/recall.ts';
import type { HttpResponse } from '../http/http-message.ts';
import { type JsonRecord, parseRecordBytes, recordsIn, stringIn } from '../json/json-record.ts';
import { EventRelay } from '../sse/event-relay.ts';
import { translateEvents } from '../sse/event-translation.ts';
import { CANCELLED, TransportError } from '../transport/transport-failure.ts';
import { cancelled } from '../upstream/describe-failure.ts';
import { answerFailure, answerOwn } from './answer.ts';
import { PacedEvents } from './paced-events.ts';
import { originOf, secondsOf } from './relay-reply.ts';
import { pushRoutingHeaders } from './routing-headers.ts';
import { type PluginRun, PluginStopped, runResponsePlugins, streamSteps, wantsReply } from './run-plugins.ts';

/** Answers with what was kept, as if the backend had said it: through the response plugins, in the client's protocol. */
export function relayKept(run: PluginRun, kept: KeptReply): HttpResponse | Promise<HttpResponse> {
  return run.parsed.isStreaming ? streamKept(run, kept) : wholeKept(run, kept);
}

async function wholeKept(run: PluginRun, kept: KeptReply): Promise<HttpResponse> {
  const { exchange, parsed, notebook, routing } = run;
  const given = { body: Buffer.from(JSON.stringify(named(run, kept))), summary: summaryOf(kept), headers: [] };
  const final = wantsReply(run, 'response') ? await runResponsePlugins(given, run) : given;
  if (isFailure(final)) return answerFailure(exchange, notebook, routing, final);
  if (isAnswer(final)) return answerOwn(exchange, notebook, routing, parsed, final);
  notebook.said(() => final.body);
  const { translation } = exchange.protocol;
  const body =
    translation === undefined
      ? final.body
      : Buffer.from(
          JSON.stringify(
            translation.reply(parseRecordBytes(final.body) ?? {}, parsed, originOf(exchange, routing.target.name)),
          ),
        );
  notebook.finish({ status: 200, path: 'cache', lifecycle: 'completed', summary: final.summary });
  const headers = ['content-type', 'application/json; charset=utf-8', 'content-length', String(body.length)];
  pushRoutingHeaders(headers, exchange, routing, 'cache');
  headers.push(...kept.headers, ...final.headers);
  return { status: 200, headers, body };
}

function streamKept(run: PluginRun, kept: KeptReply): HttpResponse {
  const { exchange, parsed, notebook, routing } = run;
  const steps = streamSteps(run);
  if (isFailure(steps)) return answerFailure(exchange, notebook, routing, steps);
  const events = completionChunks(named(run, kept), parsed.wantsStreamUsage);
  const { translation: protocol } = exchange.protocol;
  const writer = protocol?.stream(parsed, originOf(exchange, routing.target.name));
  const listening = notebook.listening();
  const translation = translateEvents(undefined, listening === undefined ? steps : [...steps, listening], writer);
  let forget = () => {};
  const relay = new EventRelay(new PacedEvents(events, kept.streamMs, exchange.services.timers), {
    maxEventBytes: exchange.services.limits.maxEventBytes,
    translation,
    onFirstEvent: () => {},
    onEnd(end) {
      forget();
      const stopped = end.kind === 'broken' && end.reason instanceof PluginStopped ? end.reason.failure : undefined;
      const problem = exchange.cancellation.reason === undefined ? stopped : cancelled(exchange);
      notebook.finish({
        status: 200,
        path: 'cache',
        lifecycle: problem === undefined ? 'completed' : problem.code === 'client_left' ? 'aborted' : 'failed',
        summary: summaryOf(kept),
        failure: problem,
      });
      if (problem === undefined) return undefined;
      const text = translation.onFailure(problem);
      return text === undefined ? exchange.protocol.renderStreamError(problem, exchange.requestId) : Buffer.from(text);
    },
  });
  forget = exchange.cancellation.onCancel(() => {
    if (exchange.cancellation.reason === 'client_left') relay.cancel();
    else relay.breakOff(new TransportError(CANCELLED));
  });
  const headers = ['content-type', 'text/event-stream; charset=utf-8', 'cache-control', 'no-cache'];
  pushRoutingHeaders(headers, exchange, routing, 'cache');
  headers.push(...kept.headers);
  return { status: 200, headers, body: relay };
}

/** With an id and a time of its own. */
function named({ exchange }: PluginRun, { completion }: KeptReply): JsonRecord {
  return { id: `chatcmpl-${exchange.id}`, created: secondsOf(exchange), ...completion };
}

/** No tokens: no model was asked, and nobody has to pay. */
function summaryOf({ completion }: KeptReply): ReplySummary {
  const [choice] = recordsIn(completion.choices);
  return {
    model: stringIn(completion.model) ?? null,
    finishReason: stringIn(choice?.finish_reason) ?? null,
    usage: null,
  };
}
