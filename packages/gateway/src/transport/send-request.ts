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
  readonly body: UpstreamBody;
}

/** A body that can be waited for before it is read. */
export interface UpstreamBody extends ByteSource {
  /**
   * Reads ahead, before `start`, until what has come satisfies `isEnough` or is over. Resolves with what has come, and
   * keeps it for `start`. Call it once.
   */
  readAhead(isEnough: (bytes: Uint8Array) => boolean): Promise<Ahead>;
}

/** How far reading ahead came: enough; a body that ended before; or how it broke off. */
export type Ahead =
  | { readonly kind: 'enough'; readonly bytes: Uint8Array }
  | { readonly kind: 'ended'; readonly bytes: Uint8Array }
  | TransportFailure;

export interface SendOptions {
  /** Longest silence, before the first byte and between bytes. */
  readonly idleTimeoutMs: number;
  /** Sent beside those of the parts, in turn name and value. */
  readonly headers: readonly string[];
  /** Told once, when the answer has ended in any way and the connection is free or gone. */
  readonly onClosed: (failure: TransportFailure | undefined) => void;
}

/** A call under way. */
export interface SentRequest {
  /** Settles at the answer's headers, or at a failure before them. Never rejects. */
  readonly reply: Promise<UpstreamReply | TransportFailure>;
  /** Breaks the call off at any time; a reply not settled yet becomes `cancelled`. */
  cancel(): void;
}

/** Sends a request through a pool. Silence that is too long, before or between bytes, fails it. */
export function sendRequest(dispatcher: Dispatcher, parts: HttpRequestParts, options: SendOptions): SentRequest {
  const exchange = new DispatchedRequest(options.onClosed);
  dispatcher.dispatch(
    {
      method: parts.method,
      path: parts.path,
      headers: [...parts.headers, ...options.headers],
      body: parts.body,
      headersTimeout: options.idleTimeoutMs,
      bodyTimeout: options.idleTimeoutMs,
    },
    exchange,
  );
  return exchange;
}

interface Reading {
  readonly isEnough: (bytes: Uint8Array) => boolean;
  readonly resolve: (ahead: Ahead) => void;
}

/** One request's life as undici reports it, and its body as a source. Chunks that come before `start` wait here. */
class DispatchedRequest implements Dispatcher.DispatchHandler, UpstreamBody, SentRequest {
  readonly reply: Promise<UpstreamReply | TransportFailure>;
  readonly #onClosed: SendOptions['onClosed'];
  #settle!: (reply: UpstreamReply | TransportFailure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #sink: ByteSink | undefined;
  #early: Uint8Array[] = [];
  #reading: Reading | undefined;
  #ended: 'no' | 'complete' | TransportFailure = 'no';
  #isCancelled = false;

  constructor(onClosed: SendOptions['onClosed']) {
    this.#onClosed = onClosed;
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
      if (this.#reading === undefined || this.#isRead(this.#reading)) controller.pause();
    } else if (!this.#sink.write(chunk)) {
      controller.pause();
    }
  }

  onResponseEnd(): void {
    if (this.#isCancelled) return;
    this.#ended = 'complete';
    this.#onClosed(undefined);
    this.#finishReading({ kind: 'ended', bytes: this.#joined() });
    this.#sink?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#isCancelled || this.#ended !== 'no') return;
    const failure = error instanceof TransportError ? error.failure : transportFailure(error);
    this.#ended = failure;
    this.#settle(failure);
    this.#onClosed(failure);
    this.#finishReading(failure);
    this.#sink?.fail(new TransportError(failure));
  }

  readAhead(isEnough: Reading['isEnough']): Promise<Ahead> {
    return new Promise((resolve) => {
      const reading = { isEnough, resolve };
      if (this.#isCancelled) resolve(CANCELLED);
      else if (this.#early.length > 0 && this.#isRead(reading)) return;
      else if (this.#ended === 'complete') resolve({ kind: 'ended', bytes: this.#joined() });
      else if (this.#ended !== 'no') resolve(this.#ended);
      else {
        this.#reading = reading;
        this.#controller?.resume();
      }
    });
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
    this.#onClosed(CANCELLED);
    this.#finishReading(CANCELLED);
    this.#controller?.abort(new TransportError(CANCELLED));
  }

  /** Whether what has come is enough for the reading; tells it then. */
  #isRead(reading: Reading): boolean {
    const bytes = this.#joined();
    if (!reading.isEnough(bytes)) return false;
    this.#reading = undefined;
    reading.resolve({ kind: 'enough', bytes });
    return true;
  }

  #finishReading(ahead: Ahead): void {
    this.#reading?.resolve(ahead);
    this.#reading = undefined;
  }

  #joined(): Uint8Array {
    if (this.#early.length > 1) this.#early = [Buffer.concat(this.#early)];
    return this.#early[0] ?? NO_BYTES;
  }
}

const NO_BYTES = new Uint8Array();
