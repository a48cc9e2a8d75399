import type { BackendConfig, ModelConfig, ProviderDefaults } from '@signalbox/engine';
import type { Dispatcher } from 'undici';
import type { ReplySummary, StreamSummary } from '../chat/reply-summary.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import type { RequestFailure } from '../errors/request-failure.ts';
import type { OperationName } from '../exchange/operation.ts';
import type { HeaderList, RequestHeaders } from '../http/http-message.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { EventStep } from '../sse/event-step.ts';
import type { ModelListing } from './model-listing.ts';
import type { ServerProbes } from './server-probes.ts';

/** A request ready for the transport. */
export interface HttpRequestParts {
  readonly method: 'POST';
  /** Path and query below the backend's origin. */
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** Fields of the client's request that the backend's format has no word for, e.g. `logit_bias`. */
  readonly leftOut?: readonly string[] | undefined;
}

/** What a backend's error answer says. */
export interface UpstreamFailure {
  readonly message: string;
  /** Whether the same call may succeed elsewhere or later. */
  readonly isRetryable: boolean;
  /** The body is an error in the wire format's own shape: a client of that format can have it as it is. */
  readonly isPassable: boolean;
  /** The prompt is too long for the model: another with a wider window may take it. */
  readonly isTooLong?: boolean;
}

/** What the client asked for, as far as the translation of its answer depends on it. */
export interface AnswerWish {
  /** Usage at the end of a stream. */
  readonly includeUsage: boolean;
  /** When the answer began, in seconds since 1970; some vendors do not say. */
  readonly createdSeconds: number;
}

/** Writes a backend's answers in the shape in the middle. */
export interface ReplyTranslation {
  /** A complete answer as a chat completion. */
  reply(body: JsonRecord, wish: AnswerWish): JsonRecord;
  /** A step that turns the backend's events into chat-completion chunks, `[DONE]` included. One per stream. */
  stream(wish: AnswerWish): EventStep;
}

/** Translates calls and replies for one backend. Pure: the transport does the talking. */
export interface BackendCodec {
  /** Format of the backend's bodies. Clients whose protocol has the same get the backend's bytes. */
  readonly wire: string;
  /** A failure where the request asks for what the backend can never do. */
  encode(call: UpstreamCall): HttpRequestParts | RequestFailure;
  /** Undefined when the body is not a reply. */
  readReply(body: Uint8Array): ReplySummary | undefined;
  /** From the last events of a stream, oldest first: the text after `data:` of each. */
  readStreamEnd(events: readonly string[]): StreamSummary;
  decodeError(status: number, headers: RequestHeaders, body: Uint8Array): UpstreamFailure;
  /** Absent where the backend speaks the shape in the middle itself. */
  readonly translation?: ReplyTranslation;
}

/** Makes the codec of one backend for one model. */
export type CompileCodec = (backend: BackendConfig, model: ModelConfig) => BackendCodec;

/** Translator for one vendor's API. Adding one: the provider, its test, and a line in `providers/index.ts`. */
export interface Provider {
  /** Word used in configs: `openai`. */
  readonly type: string;
  /** One sentence. */
  readonly summary: string;
  /** What a backend of this provider has where its config says nothing. */
  readonly defaults: ProviderDefaults;
  /**
   * Goes between a backend's codec and its connections where requests have to be signed, or answers come packed.
   * Undefined for a backend that needs none of it.
   */
  readonly intercept?: ((backend: BackendConfig) => Dispatcher.DispatcherComposeInterceptor | undefined) | undefined;
  /** What its servers can be asked beside answers. */
  readonly probes?: ServerProbes | undefined;
  /** How its servers list their models; undefined where they do not. */
  readonly listing?: ModelListing | undefined;
  /** Prepares everything of a chat that does not depend on the request. */
  compile: CompileCodec;
  /** The same for what its backends can do beside chat; what is not there they cannot. */
  readonly operations?: Readonly<Partial<Record<Exclude<OperationName, 'chat'>, CompileCodec>>>;
}
