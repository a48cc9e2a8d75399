import type { RequestFailure } from '../../errors/request-failure.ts';
import type { RenderedBody } from '../protocol.ts';

/** OpenAI's error body; our hint follows the message, because clients show nothing but the message. */
export function renderChatError(failure: RequestFailure): RenderedBody {
  return { contentType: 'application/json; charset=utf-8', body: Buffer.from(errorJson(failure)) };
}

/** The same as an event of a stream, without the `[DONE]` that would make it look finished. */
export function renderChatStreamError(failure: RequestFailure): Uint8Array {
  return Buffer.from(`data: ${errorJson(failure)}\n\n`);
}

function errorJson(failure: RequestFailure): string {
  const { message, hint, parameter, code, status } = failure;
  return JSON.stringify({
    error: {
      message: hint === undefined ? message : `${message} (hint: ${hint})`,
      type: errorType(status),
      param: parameter ?? null,
      code,
    },
  });
}

function errorType(status: number): string {
  if (status >= 500) return 'server_error';
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return 'invalid_request_error';
}
