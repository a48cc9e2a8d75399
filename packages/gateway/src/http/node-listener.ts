import type { IncomingMessage, ServerResponse } from 'node:http';
import { failure, messageOf } from '../errors/request-failure.ts';
import type { Gateway } from '../gateway.ts';
import { Cancellation } from './cancellation.ts';
import { hasBody, readBody } from './read-body.ts';
import { bodyTooLarge, writeResponse } from './write-response.ts';

/** Answers requests of Node's http server; a program that has one of its own mounts it where it likes. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A listener over a gateway's data plane, for `http.createServer`, Express and whatever else gives Node's own request
 * and response. The path is the request's `url`, without what a framework has taken off it for the place of mounting.
 */
export function createNodeListener(gateway: Gateway): NodeListener {
  return (request, response) => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const cancellation = new Cancellation();
    response.on('close', () => {
      if (!response.writableFinished) cancellation.cancel('client_left');
    });
    // A connection that breaks arrives as `close` too; without a listener it would be thrown.
    response.on('error', () => {});
    request.on('error', () => {});
    if (hasBody(request) && request.readableEnded) {
      writeResponse(response, gateway.reject(bodyIsGone(), path));
      return;
    }
    const { maxBodyBytes } = gateway.config.listener;
    readBody(request, maxBodyBytes, (body) => {
      if (body === 'too_large') {
        response.shouldKeepAlive = false;
        writeResponse(response, gateway.reject(bodyTooLarge(maxBodyBytes), path));
        request.resume();
        return;
      }
      gateway
        .handle({
          method: request.method ?? 'GET',
          path,
          query: mark < 0 ? '' : url.slice(mark + 1),
          headers: request.headers,
          body,
          remoteAddress: request.socket.remoteAddress,
          cancellation,
        })
        .then((answer) => writeResponse(response, answer))
        .catch((error: unknown) => {
          gateway.logger.error({ path, cause: messageOf(error) }, 'response failed');
          response.destroy();
        });
    });
  };
}

function bodyIsGone() {
  return failure('internal_error', 'the body of the request was read before the router saw it', {
    hint: 'mount the router before any parser of bodies',
  });
}
