import type { RequestFailure } from '../../errors/request-failure.ts';
import type { RenderedBody } from '../protocol.ts';

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** Anthropic's error body; our hint follows the message, because clients show nothing but the message. */
export function renderMessagesError(failure: RequestFailure, requestId: string): RenderedBody {
  const body = Buffer.from(errorJson(failure, requestId));
  return { contentType: 'application/json; charset=utf-8', body };
}

/** The same as an event of a stream, without the `message_stop` that would make it look finished. */
export function renderMessagesStreamError(failure: RequestFailure, requestId: string): Uint8Array {
  return Buffer.from(`event: error\ndata: ${errorJson(failure, requestId)}\n\n`);
}

function errorJson({ message, hint, status, code }: RequestFailure, requestId: string): string {
  const type = TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  const text = hint === undefined ? message : `${message} (hint: ${hint})`;
  return JSON.stringify({ type: 'error', error: { type, message: text, code }, request_id: requestId });
}
