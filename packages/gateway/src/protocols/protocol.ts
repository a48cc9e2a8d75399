import type { RequestFacts } from '@signalbox/engine';
import type { ChatBody } from '../chat/chat-body.ts';
import type { RequestFailure } from '../errors/request-failure.ts';

/** What a protocol reads from a client's body. */
export interface ParsedRequest {
  readonly facts: RequestFacts;
  readonly body: ChatBody;
  readonly isStreaming: boolean;
  /** The client asked for usage at the end of the stream. */
  readonly wantsStreamUsage: boolean;
}

/** An answer of the router's own, made without a model. */
export interface OwnAnswer {
  readonly content: string;
  /** Shown as the answering model. */
  readonly model: string;
  /** Unique. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdSeconds: number;
}

/** Bytes in a content type. */
export interface RenderedBody {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** One client-facing wire format. Pure: no sockets, no clock. */
export interface Protocol {
  /** Stable word for records, e.g. `openai-chat`. */
  readonly name: string;
  /** Where requests are posted. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** Reads a body strictly where routing depends on it; what it does not know stays in the body untouched. */
  parse(bytes: Uint8Array): ParsedRequest | RequestFailure;
  /** A failure as a complete body. */
  renderError(failure: RequestFailure): RenderedBody;
  /** A failure as the last event of a stream that had begun; a client must not take it for a finish. */
  renderStreamError(failure: RequestFailure): Uint8Array;
  /** The router's own answer, plain or as a complete stream. */
  renderAnswer(answer: OwnAnswer, request: ParsedRequest): RenderedBody;
}
