import type { ServerResponse } from 'node:http';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import { type HttpResponse, isBytes } from './http-message.ts';

/** Writes an answer to Node's response, whole or as it streams. `onHanded` is called once all of it is handed over. */
export function writeResponse(
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
  onHanded: () => void = () => {},
): void {
  if (response.destroyed || response.headersSent) {
    if (!isBytes(body)) body.cancel();
    return;
  }
  response.writeHead(status, headers as string[]);
  if (isBytes(body)) {
    response.end(body);
    onHanded();
    return;
  }
  response.on('drain', () => body.resume());
  body.start({
    write: (chunk) => response.write(chunk),
    end: () => {
      response.end();
      onHanded();
    },
    fail: () => response.destroy(),
  });
}

/** What a client is told whose body is too large. */
export function bodyTooLarge(maxBytes: number): RequestFailure {
  return failure('body_too_large', `the request body is larger than ${maxBytes} bytes`, {
    hint: 'send less, or raise max_body_bytes of the listener',
  });
}
