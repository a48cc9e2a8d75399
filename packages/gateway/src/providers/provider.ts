import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import type { ReplySummary, StreamSummary } from '../chat/reply-summary.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import type { HeaderList, RequestHeaders } from '../http/http-message.ts';

/** A request ready for the transport. */
export interface HttpRequestParts {
  readonly method: 'POST';
  /** Path and query below the backend's origin. */
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** What a backend's error answer says. */
export interface UpstreamFailure {
  readonly message: string;
  /** Whether the same call may succeed elsewhere or later. */
  readonly isRetryable: boolean;
  /** The body is an error in OpenAI's shape and can go to the client as it is. */
  readonly isPassable: boolean;
}

/** Translates calls and replies for one backend. Pure: the transport does the talking. */
export interface BackendCodec {
  encode(call: UpstreamCall): HttpRequestParts;
  /** Undefined when the body is not a reply. */
  readReply(body: Uint8Array): ReplySummary | undefined;
  /** From the last events of a stream, oldest first: the text after `data:` of each. */
  readStreamEnd(events: readonly string[]): StreamSummary;
  decodeError(status: number, headers: RequestHeaders, body: Uint8Array): UpstreamFailure;
}

/** Translator for one vendor's API. Adding one: the provider, its test, and a line in `providers/index.ts`. */
export interface Provider {
  /** Word used in configs: `openai`. */
  readonly type: string;
  /** One sentence. */
  readonly summary: string;
  /** Prepares everything that does not depend on the request. */
  compile(backend: BackendConfig, model: ModelConfig): BackendCodec;
}
