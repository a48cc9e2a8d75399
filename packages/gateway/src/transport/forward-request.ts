import { Pool } from 'undici';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { HttpRequest, HttpResponse, RequestHeaders } from '../http/http-message.ts';
import { type SentRequest, sendRequest } from './send-request.ts';

/** Hands requests to another process of the same router, streams included. */
export interface Forwarder {
  forward(request: HttpRequest): Promise<HttpResponse | RequestFailure>;
  close(): Promise<void>;
}

const CONNECTIONS = 16;
/** About the connection, which is another one behind this hop. */
const HOP_BY_HOP = /^(connection|keep-alive|transfer-encoding|content-length|upgrade|te|trailer)$/;

/** A forwarder to an address of this machine; its certificate, if it has one, may be for another name. */
export function createForwarder(origin: string, idleTimeoutMs: number): Forwarder {
  const pool = new Pool(origin, { connections: CONNECTIONS, connect: { rejectUnauthorized: false } });
  return {
    async forward(request) {
      let sent: SentRequest | undefined;
      const stop = request.cancellation.onCancel(() => sent?.cancel());
      sent = sendRequest(
        pool,
        { method: 'POST', path: request.path, headers: passedOn(request.headers), body: request.body },
        { idleTimeoutMs, headers: [], onClosed: stop },
      );
      const reply = await sent.reply;
      if (reply.kind !== 'reply') return failure('backend_unreachable', `the data plane: ${reply.message}`);
      return { status: reply.status, headers: passedOn(reply.headers), body: reply.body };
    },
    close: () => pool.destroy(),
  };
}

function passedOn(headers: RequestHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    HOP_BY_HOP.test(name) ? [] : [value ?? []].flat().flatMap((each) => [name, each]),
  );
}
