import type { IncomingHttpHeaders } from 'node:http';
import type { ApiError } from '../api-error.ts';
import type { AnswerIdentity } from '../chat/chat-completion.ts';
import type { ChatRequest } from '../chat/chat-request.ts';
import type { Generation } from '../generation/generation.ts';
import type { JsonObject } from '../json.ts';
import type { AnswerFormat, StreamEvent } from '../wire/answers.ts';

/** What the address of a call says. */
export interface CallAddress {
  /** Undefined where the body names it. */
  readonly model?: string | undefined;
  /** Undefined where the body says it. */
  readonly isStreaming?: boolean | undefined;
  readonly query: URLSearchParams;
}

/** What a vendor's API reads of a call. */
export interface VendorCall {
  readonly address: CallAddress;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
}

/**
 * One vendor's API as the vendor publishes it: it refuses what the vendor would refuse, so that a translation which
 * passes here has a chance to pass there. It knows nothing of the router's translations.
 */
export interface VendorApi extends AnswerFormat {
  /** Its paths, for messages. */
  readonly paths: string;
  /** Undefined for paths of others. */
  addressAt(path: string, query: URLSearchParams): CallAddress | undefined;
  /** The request in the simulator's own terms; throws an ApiError for what the vendor would refuse. */
  read(call: VendorCall): ChatRequest;
  /** A complete answer as JSON text. */
  render(request: ChatRequest, generation: Generation, identity: AnswerIdentity): string;
  /** The same as a stream's events. */
  events(request: ChatRequest, generation: Generation, identity: AnswerIdentity): Iterable<StreamEvent>;
  renderError(error: ApiError): string;
}
