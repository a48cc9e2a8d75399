import type { ReplySummary } from '../chat/reply-summary.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import { failure, isFailure, type RequestFailure } from '../errors/request-failure.ts';
import { DEADLINE_HEADER } from '../http/forwarded-headers.ts';
import { headerOf } from '../http/http-message.ts';
import type { Exchange } from '../pipeline/exchange.ts';
import type { Routing } from '../pipeline/route.ts';
import type { ReadyBackend } from '../pipeline/snapshot.ts';
import { dataOfEvents, endOfLastEvent } from '../sse/event-boundary.ts';
import { collectBody } from '../transport/collect-body.ts';
import { type SentRequest, sendRequest, type UpstreamReply } from '../transport/send-request.ts';
import type { TransportFailure } from '../transport/transport-failure.ts';
import { describeTransportFailure } from './describe-failure.ts';
import { parseRetryAfter } from './retry-policy.ts';

/** An answer that came complete. */
export interface WholeAnswer {
  readonly bytes: Uint8Array;
  /** Undefined for an answer of an error status. */
  readonly summary: ReplySummary | undefined;
}

/** A backend that answered: with a stream that has begun, or with something whole. */
export interface AnsweringBackend {
  readonly kind: 'answering';
  readonly backend: ReadyBackend;
  /** What was asked of whom; another than at first where it fell back. */
  readonly routing: Routing;
  readonly reply: UpstreamReply;
  /** Fields of the request that the backend's format has no word for. */
  readonly leftOut: readonly string[];
  /** Undefined for a stream. */
  readonly whole: WholeAnswer | undefined;
  /** Of the clock's `now`: when the backend was called, and when its answer's headers came. */
  readonly calledMs: number;
  readonly repliedMs: number;
  /** Breaks the answer off. */
  readonly cancel: () => void;
  /** Tells that a stream which ended in good order was not finished. */
  readonly wasCutShort: () => void;
}

/** A call that came to nothing that a client should get while there is somebody else to ask. */
export interface FailedAttempt {
  readonly kind: 'failed_attempt';
  readonly backend: string;
  /** A failure code, or `status_503`. */
  readonly reason: string;
  readonly message: string;
  /** What the client gets when nobody else answers: the backend's own error, or ours. */
  readonly outcome: AnsweringBackend | RequestFailure;
  /** Whether another backend or model may be asked. */
  readonly isRetryable: boolean;
  /** It is the model that cannot: its other backends need not be asked. */
  readonly isOfModel: boolean;
  /** Whether the same backend may be asked again after a while. */
  readonly mayRepeat: boolean;
  /** The backend never saw the request: asking another costs it nothing. */
  readonly isUnseen: boolean;
  /** What the backend asked for; 0 when it did not. */
  readonly retryAfterMs: number;
}

/** How long a backend that says 429 without a Retry-After is left alone. */
const REST_MS = 1_000;

/** Bytes of a stream before its first event; more is let through, and the relay's own bound holds. */
const MOST_AHEAD = 16_384;

const TOO_LATE: TransportFailure = {
  kind: 'transport_failure',
  failure: 'idle_timeout',
  message: 'the answer did not begin in time',
};

const NOTHING: readonly string[] = [];

export interface AttemptOptions {
  readonly exchange: Exchange;
  readonly routing: Routing;
  readonly backend: ReadyBackend;
  /** Of the breaker. */
  readonly permit: number;
  readonly call: UpstreamCall;
  /** Longest wait for a stream's first event, or for a whole answer; undefined where nobody else could be asked. */
  readonly patienceMs: number | undefined;
}

/** One call of one backend. It holds a place and a permit of the backend's guard, and gives both back. */
export class Attempt {
  readonly outcome: Promise<AnsweringBackend | FailedAttempt>;
  readonly #options: AttemptOptions;
  readonly #calledMs: number;
  #sent: SentRequest | undefined;
  #leftOut = NOTHING;
  #hasVerdict = false;
  #isLate = false;
  #collecting: (() => void) | undefined;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#calledMs = options.exchange.services.clock.now();
    this.outcome = this.#run();
  }

  /** Breaks the call off; what it came to says nothing about the backend. */
  readonly cancel = (): void => {
    this.#sent?.cancel();
    this.#collecting?.();
  };

  /** For whoever collects the answer. */
  onCancel(listener: () => void): () => void {
    this.#collecting = listener;
    return () => {
      this.#collecting = undefined;
    };
  }

  readonly #closed = (broken: TransportFailure | undefined): void => {
    this.#options.backend.guard.places.leave();
    if (broken?.failure === 'cancelled') this.#abandon();
    else if (broken !== undefined && this.#hasVerdict) this.#brokeAfterAll();
  };

  readonly #tooLate = (): void => {
    this.#isLate = true;
    this.#fail();
    this.cancel();
  };

  /** A stream that broke after a good beginning counts as one more call, which failed. */
  readonly #brokeAfterAll = (): void => {
    const { breaker } = this.#options.backend.guard;
    if (breaker.state === 'closed') breaker.failed(breaker.enter());
  };

  async #run(): Promise<AnsweringBackend | FailedAttempt> {
    const { exchange, backend, call, patienceMs } = this.#options;
    let forget: (() => void) | undefined;
    let callOff: (() => void) | undefined;
    try {
      const parts = backend.codec.encode(call);
      if (isFailure(parts)) {
        this.#giveBack();
        return this.#failed(parts.code, parts.message, { outcome: parts, isRetryable: true, isUnseen: true });
      }
      this.#leftOut = parts.leftOut ?? NOTHING;
      const sent = sendRequest(backend.pool, parts, {
        idleTimeoutMs: backend.idleTimeoutMs,
        headers: [DEADLINE_HEADER, String(Math.max(1, Math.floor(exchange.deadlineMs - this.#calledMs)))],
        onClosed: this.#closed,
      });
      this.#sent = sent;
      forget = exchange.cancellation.onCancel(this.cancel);
      if (patienceMs !== undefined) callOff = exchange.services.timers.after(patienceMs, this.#tooLate);
      const reply = await sent.reply;
      return reply.kind === 'reply' ? await this.#read(reply) : this.#broke(reply);
    } catch (error) {
      // A codec that throws is a mistake of ours; the backend must not be held for it.
      this.#giveBack();
      this.cancel();
      throw error;
    } finally {
      callOff?.();
      forget?.();
    }
  }

  #read(reply: UpstreamReply): FailedAttempt | Promise<AnsweringBackend | FailedAttempt> {
    const { backend } = this.#options;
    const encoding = headerOf(reply.headers, 'content-encoding');
    if (encoding !== undefined && encoding !== 'identity') {
      this.#fail();
      this.cancel();
      const message = `backend "${backend.name}" sent content-encoding "${encoding}" although identity was asked for`;
      return this.#nonsense(message, 'turn compression off between router and backend');
    }
    const isGood = reply.status >= 200 && reply.status < 300;
    return isGood && headerOf(reply.headers, 'content-type')?.startsWith('text/event-stream') === true
      ? this.#readStream(reply)
      : this.#readWhole(reply, isGood);
  }

  /** Waits for the first event: until then somebody else may still answer. */
  async #readStream(reply: UpstreamReply): Promise<AnsweringBackend | FailedAttempt> {
    const repliedMs = this.#now();
    const ahead = await reply.body.readAhead(hasWholeEvent);
    if (ahead.kind === 'transport_failure') return this.#broke(ahead);
    if (ahead.kind === 'ended' && !hasWholeEvent(ahead.bytes)) {
      this.#fail();
      const message = `${this.#who()} ended the stream before its first event`;
      return this.#failed('backend_stream_cut', message, {
        outcome: failure('backend_stream_cut', message, { hint: 'ask again; look at the log of the model server' }),
        ...this.#asTransport('disconnected'),
      });
    }
    const error = this.#errorIn(ahead.bytes);
    if (error !== undefined) {
      this.#fail();
      this.cancel();
      const message = `${this.#who()} began the stream with an error: ${error}`;
      return this.#failed('backend_error', message, {
        outcome: failure('backend_error', message),
        ...this.#asTransport('invalid'),
      });
    }
    this.#succeed();
    return this.#answering(reply, undefined, repliedMs);
  }

  async #readWhole(reply: UpstreamReply, isGood: boolean): Promise<AnsweringBackend | FailedAttempt> {
    const { exchange, backend } = this.#options;
    const { maxAnswerBytes } = exchange.services.limits;
    const repliedMs = this.#now();
    const collected = await collectBody(reply.body, maxAnswerBytes, this);
    if (collected === 'too_large') {
      this.#succeed();
      const message = `${this.#who()} sent more than ${maxAnswerBytes} bytes`;
      return this.#failed('backend_answer_too_large', message, {
        outcome: failure('backend_answer_too_large', message, { hint: 'ask for fewer tokens, or stream' }),
        isRetryable: false,
      });
    }
    if (!(collected instanceof Uint8Array)) return this.#broke(collected);
    if (!isGood) return this.#readError(reply, collected, repliedMs);
    const summary = backend.codec.readReply(collected);
    if (summary === undefined) {
      this.#fail();
      const hint = 'check that base_url and chat_path lead to chat completions';
      return this.#nonsense(`${this.#who()} answered something that is not JSON`, hint);
    }
    this.#succeed();
    return this.#answering(reply, { bytes: collected, summary }, repliedMs);
  }

  #readError(reply: UpstreamReply, bytes: Uint8Array, repliedMs: number): AnsweringBackend | FailedAttempt {
    const { exchange, backend, routing } = this.#options;
    const { status, headers } = reply;
    if (status >= 500) this.#fail();
    else if (status === 429) this.#abandon();
    else this.#succeed();
    const answering = this.#answering(reply, { bytes, summary: undefined }, repliedMs);
    if (status < 400) return answering;
    const error = backend.codec.decodeError(status, headers, bytes);
    if (error.isTooLong === true) {
      const outcome = { outcome: answering, isRetryable: true, isOfModel: true };
      return this.#failed('context_window', error.message, outcome);
    }
    // A key of the router's own that does not work is not the client's fault.
    const isOurKey = status === 401 && backend.hasCredentials;
    if (!isOurKey && !routing.target.retryPolicy.retriesStatus(status, error.isRetryable)) return answering;
    const retryAfterMs = parseRetryAfter(headerOf(headers, 'retry-after'), exchange.services.clock.time()) ?? 0;
    if (retryAfterMs > 0) backend.guard.rest(retryAfterMs);
    else if (status === 429) backend.guard.rest(REST_MS);
    return this.#failed(`status_${status}`, error.message, {
      outcome: answering,
      isRetryable: true,
      mayRepeat: !isOurKey,
      retryAfterMs,
    });
  }

  #errorIn(bytes: Uint8Array): string | undefined {
    const { codec } = this.#options.backend;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (!text.includes('"error"')) return undefined;
    const events = dataOfEvents(text.subarray(0, endOfLastEvent(text)).toString('utf8'));
    return codec.readStreamEnd(events.slice(0, 1)).error ?? undefined;
  }

  #answering(reply: UpstreamReply, whole: WholeAnswer | undefined, repliedMs: number): AnsweringBackend {
    const { backend, routing } = this.#options;
    return {
      kind: 'answering',
      backend,
      routing,
      reply,
      leftOut: this.#leftOut,
      whole,
      calledMs: this.#calledMs,
      repliedMs,
      cancel: this.cancel,
      wasCutShort: this.#brokeAfterAll,
    };
  }

  #broke(cause: TransportFailure): FailedAttempt {
    const { exchange, routing, backend } = this.#options;
    const broken = this.#isLate ? TOO_LATE : cause;
    if (broken.failure === 'cancelled') this.#abandon();
    else this.#fail();
    const waitedMs = Math.round(this.#now() - this.#calledMs);
    const outcome = describeTransportFailure(exchange, routing.target, backend, broken, waitedMs);
    return this.#failed(outcome.code, broken.message, { outcome, ...this.#asTransport(broken.failure) });
  }

  #nonsense(message: string, hint: string): FailedAttempt {
    const outcome = failure('backend_invalid_answer', message, { hint });
    return this.#failed(outcome.code, message, { outcome, ...this.#asTransport('invalid') });
  }

  #asTransport(kind: TransportFailure['failure']) {
    return {
      isRetryable: this.#options.routing.target.retryPolicy.retriesTransport(kind),
      // Silence has cost its time already, and an address that speaks nonsense will go on doing so.
      mayRepeat: kind === 'unreachable' || kind === 'disconnected',
      isUnseen: kind === 'unreachable' || kind === 'connect_timeout',
    };
  }

  #failed(
    reason: string,
    message: string,
    more: Pick<FailedAttempt, 'outcome' | 'isRetryable'> & Partial<FailedAttempt>,
  ): FailedAttempt {
    const { name } = this.#options.backend;
    const usual = { isOfModel: false, mayRepeat: false, isUnseen: false, retryAfterMs: 0 };
    return { kind: 'failed_attempt', backend: name, reason, message, ...usual, ...more };
  }

  /** The permit, and the place of a call that was never sent. */
  #giveBack(): void {
    this.#abandon();
    if (this.#sent === undefined) this.#options.backend.guard.places.leave();
  }

  #who(): string {
    const { backend, routing } = this.#options;
    return `backend "${backend.name}" of model "${routing.target.name}"`;
  }

  #now(): number {
    return this.#options.exchange.services.clock.now();
  }

  #succeed(): void {
    if (this.#hasVerdict) return;
    this.#hasVerdict = true;
    this.#options.backend.guard.breaker.succeeded(this.#options.permit);
  }

  #fail(): void {
    if (this.#hasVerdict) return;
    this.#hasVerdict = true;
    this.#options.backend.guard.breaker.failed(this.#options.permit);
  }

  #abandon(): void {
    if (this.#hasVerdict) return;
    this.#hasVerdict = true;
    this.#options.backend.guard.breaker.abandoned(this.#options.permit);
  }
}

function hasWholeEvent(bytes: Uint8Array): boolean {
  if (bytes.length > MOST_AHEAD) return true;
  const end = endOfLastEvent(bytes);
  return end > 0 && Buffer.from(bytes.buffer, bytes.byteOffset, end).includes('data:');
}
