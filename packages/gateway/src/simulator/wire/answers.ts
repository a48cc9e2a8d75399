import type { ServerResponse } from 'node:http';
import { ApiError, renderApiError } from '../api-error.ts';
import type { Demands } from './demands.ts';
import { ClientLeft, departureOf, drained, nextTurn, pause } from './pacing.ts';

/** One event of a stream, whole with its blank line or frame, and whether it carries a token (which pacing counts). */
export interface StreamEvent {
  readonly text: string | Uint8Array;
  readonly isToken: boolean;
}

/** How an API writes errors, and what ends its streams. */
export interface AnswerFormat {
  readonly ending: string;
  /** Content type of its streams; server-sent events when left out. */
  readonly streamType?: string;
  readonly renderError: (error: ApiError) => string;
  /** An error as an event of a stream that had begun. */
  readonly renderErrorEvent: (error: ApiError) => string | Uint8Array;
}

const DRIP_BYTES = 7;

/** What ends a stream of chat completions. */
export const DONE = 'data: [DONE]\n\n';

/** OpenAI's, with the closing [DONE] also after an error. */
export const CHAT_FORMAT: AnswerFormat = {
  ending: DONE,
  renderError: renderApiError,
  renderErrorEvent: (error) => `data: ${renderApiError(error)}\n\n${DONE}`,
};

/** Sends an error; a 429 and a 503 say when to come back. */
export function sendError(response: ServerResponse, error: ApiError, format: AnswerFormat = CHAT_FORMAT): void {
  const body = format.renderError(error);
  if (error.status === 429 || error.status === 503) response.setHeader('retry-after', '1');
  response.writeHead(error.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Sends what a demanded failure puts in place of an answer; false when the failure is one of the answer's own bytes. */
export async function failedAtOnce(
  response: ServerResponse,
  demands: Demands,
  format: AnswerFormat = CHAT_FORMAT,
): Promise<boolean> {
  const { failure } = demands;
  if (failure === undefined) return false;
  if (failure === 'hang') {
    const departure = departureOf(response);
    if (!departure.aborted)
      await new Promise((resolve) => departure.addEventListener('abort', resolve, { once: true }));
    return true;
  }
  if (failure === 'reset') {
    response.socket?.resetAndDestroy();
    return true;
  }
  if (typeof failure === 'object') {
    if (demands.latencyMs > 0) await pause(demands.latencyMs, departureOf(response));
    sendError(
      response,
      new ApiError(failure.status, 'SimulatedError', `This ${failure.status} was asked for by x-sim-failure.`),
      format,
    );
    return true;
  }
  return false;
}

/** Sends a JSON body after the time that its tokens would have taken, failing on the way if that was demanded. */
export async function sendJson(
  response: ServerResponse,
  text: string,
  tokens: number,
  demands: Demands,
): Promise<void> {
  const waitMs = demands.latencyMs + (demands.tokensPerSecond > 0 ? (tokens / demands.tokensPerSecond) * 1000 : 0);
  if (waitMs > 0) await pause(waitMs, departureOf(response));
  const { failure } = demands;
  const body = failure === 'garbage' ? `<html>${text.slice(0, 40)}` : text;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  if (failure === undefined || failure === 'garbage' || failure === 'error-event') {
    response.writeHead(200, headers);
    response.end(body);
    return;
  }
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, bytes.length >> 1);
  if (failure === 'truncate') {
    response.writeHead(200, { ...headers, 'content-length': half.length });
    response.end(half);
  } else if (failure === 'cut-stream') {
    response.writeHead(200, headers);
    await written(response, half);
    response.destroy();
  } else {
    response.writeHead(200, headers);
    await drip(response, bytes, departureOf(response));
    response.end();
  }
}

/**
 * Sends events one by one: the first token after the latency, the others at their pace, none faster than the client
 * reads. Stops when the client leaves (ClientLeft). A demanded failure strikes after half of the tokens.
 */
export async function sendEvents(
  response: ServerResponse,
  events: Iterable<StreamEvent>,
  tokens: number,
  demands: Demands,
  format: AnswerFormat = CHAT_FORMAT,
): Promise<void> {
  const departure = departureOf(response);
  const { ending, streamType = 'text/event-stream; charset=utf-8' } = format;
  response.writeHead(200, { 'content-type': streamType, 'cache-control': 'no-cache' });
  response.flushHeaders();
  const firstTokenMs = performance.now() + demands.latencyMs;
  const gapMs = demands.tokensPerSecond > 0 ? 1000 / demands.tokensPerSecond : 0;
  const breaksAfter = breaksInTheMiddle(demands) ? Math.ceil(tokens / 2) : Number.POSITIVE_INFINITY;
  let sent = 0;
  for (const event of events) {
    if (event.isToken) {
      if (sent >= breaksAfter) return breakStream(response, demands, format);
      await untilDue(firstTokenMs + sent * gapMs, departure);
      sent += 1;
    } else if (sent >= breaksAfter && sent > 0) {
      return breakStream(response, demands, format);
    }
    if (departure.aborted) throw new ClientLeft();
    if (event.text === '') continue;
    if (demands.failure === 'slow-bytes') await drip(response, Buffer.from(event.text), departure);
    else if (!response.write(event.text)) await drained(response, departure);
  }
  response.end(ending);
}

function breaksInTheMiddle({ failure }: Demands): boolean {
  return failure === 'cut-stream' || failure === 'truncate' || failure === 'garbage' || failure === 'error-event';
}

async function breakStream(response: ServerResponse, { failure }: Demands, format: AnswerFormat): Promise<void> {
  if (failure === 'cut-stream') {
    await nextTurn();
    response.destroy();
  } else if (failure === 'truncate') {
    response.end();
  } else if (failure === 'garbage') {
    response.end('data: {"id": not json at all\n\n\u0000\u0001<html>\n');
  } else {
    const error = new ApiError(500, 'InternalServerError', 'This error in mid-stream was asked for by x-sim-failure.');
    response.end(format.renderErrorEvent(error));
  }
}

async function untilDue(dueMs: number, departure: AbortSignal): Promise<void> {
  const waitMs = dueMs - performance.now();
  if (waitMs > 1) await pause(waitMs, departure);
  else await nextTurn();
}

async function drip(response: ServerResponse, bytes: Buffer, departure: AbortSignal): Promise<void> {
  for (let start = 0; start < bytes.length; start += DRIP_BYTES) {
    if (!response.write(bytes.subarray(start, start + DRIP_BYTES))) await drained(response, departure);
    await pause(1, departure);
  }
}

function written(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    // An error here means that the connection is gone already, which is what the caller does next.
    response.write(bytes, () => resolve());
  });
}
