import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ByteSink, ByteSource } from '../http/byte-source.ts';
import type { HttpRequestParts } from '../providers/provider.ts';
import { CANCELLED, TransportError, type TransportFailure, transportFailure } from './transport-failure.ts';

/** A backend's answer once its headers are here; the body follows through its source. */
export interface UpstreamReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: ByteSource;
}

/** A call under way. */
export interface SentRequest {
  /** Settles at the answer's headers, or at a failure before them. Never rejects. */
  readonly reply: Promise<UpstreamReply | TransportFailure>;
  /** Breaks the call off at any time; a reply not settled yet becomes `cancelled`. */
  cancel(): void;
}

/** Sends a request through a pool. Silence longer than `idleTimeoutMs`, before or between bytes, fails it. */
export function sendRequest(dispatcher: Dispatcher, parts: HttpRequestParts, idleTimeoutMs: number): SentRequest {
  const exchange = new DispatchedRequest();
  dispatcher.dispatch(
    {
      method: parts.method,
      path: parts.path,
      headers: parts.headers as string[],
      body: parts.body,
      headersTimeout: idleTimeoutMs,
      bodyTimeout: idleTimeoutMs,
    },
    exchange,
  );
  return exchange;
}

/** One request's life as undici reports it, and its body as a source. Chunks that come before `start` wait here. */
class DispatchedRequest implements Dispatcher.DispatchHandler, ByteSource, SentRequest {
  readonly reply: Promise<UpstreamReply | TransportFailure>;
  #settle!: (reply: UpstreamReply | TransportFailure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #sink: ByteSink | undefined;
  #early: Uint8Array[] = [];
  #ended: 'no' | 'complete' | TransportFailure = 'no';
  #isCancelled = false;

  constructor() {
    this.reply = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isCancelled) controller.abort(new TransportError(CANCELLED));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#settle({ kind: 'reply', status, headers, body: this });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isCancelled) return;
    if (this.#sink === undefined) {
      this.#early.push(chunk);
      controller.pause();
    } else if (!this.#sink.write(chunk)) {
      controller.pause();
    }
  }

  onResponseEnd(): void {
    this.#ended = 'complete';
    if (!this.#isCancelled) this.#sink?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    const failure = error instanceof TransportError ? error.failure : transportFailure(error);
    this.#ended = failure;
    this.#settle(failure);
    if (!this.#isCancelled) this.#sink?.fail(new TransportError(failure));
  }

  start(sink: ByteSink): void {
    let hasRoom = true;
    for (const chunk of this.#early) hasRoom = sink.write(chunk) && hasRoom;
    this.#early = [];
    if (this.#isCancelled) return;
    this.#sink = sink;
    if (this.#ended === 'complete') sink.end();
    else if (this.#ended !== 'no') sink.fail(new TransportError(this.#ended));
    else if (hasRoom) this.#controller?.resume();
  }

  resume(): void {
    this.#controller?.resume();
  }

  cancel(): void {
    if (this.#isCancelled || this.#ended !== 'no') return;
    this.#isCancelled = true;
    this.#early = [];
    this.#settle(CANCELLED);
    this.#controller?.abort(new TransportError(CANCELLED));
  }
}
