import type { RequestFacts, TokenCounter } from '@signalbox/engine';
import type { ChatBody } from '../chat/chat-body.ts';
import type { RequestFailure } from '../errors/request-failure.ts';
import type { Operation } from '../exchange/operation.ts';
import type { RequestHeaders } from '../http/http-message.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { EventWriter } from '../sse/event-translation.ts';
import type { ModelListItem } from './openai-chat/render-models.ts';
import type { JsonBody } from './parse-json-body.ts';

/** What a protocol reads from a client's body. */
export interface ParsedRequest {
  readonly facts: RequestFacts;
  /** In the shape in the middle; of an operation other than chat, as it came. */
  readonly body: ChatBody;
  /** The client's own body, where the protocol is not the shape in the middle. */
  readonly native: JsonBody | undefined;
  readonly isStreaming: boolean;
  /** The client asked for usage at the end of the stream. */
  readonly wantsStreamUsage: boolean;
  /** Fields that the shape in the middle has no place for: only a backend of the same wire format sees them. */
  readonly leftOut: readonly string[];
}

/** Bytes in a content type. */
export interface RenderedBody {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What the router knows of an answer beside its text. */
export interface AnswerOrigin {
  /** The model that answers, as the router names it. */
  readonly model: string;
  /** Unique id of the exchange. */
  readonly id: string;
  /** When the answer began, in seconds since 1970. */
  readonly createdSeconds: number;
}

/** Writes answers in the shape in the middle as a protocol's own. */
export interface AnswerTranslation {
  reply(completion: JsonRecord, request: ParsedRequest, origin: AnswerOrigin): JsonRecord;
  stream(request: ParsedRequest, origin: AnswerOrigin): EventWriter;
}

/** How the clients of a protocol see the models, where it is not OpenAI's list. */
export interface ModelsView {
  /** Whether a request for the models comes from such a client. */
  isAsked(headers: RequestHeaders): boolean;
  list(models: readonly ModelListItem[], query: URLSearchParams): JsonRecord;
  item(model: ModelListItem): JsonRecord;
}

/** One client-facing wire format. Pure: no sockets, no clock. */
export interface Protocol {
  /** Stable word for records, e.g. `openai-chat`. */
  readonly name: string;
  /** Where requests are posted. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** What its requests ask a model to do. */
  readonly operation: Operation;
  /** Format of its bodies; a backend of the same format gets and gives bytes that nobody rewrites. */
  readonly wire: string;
  /** Reads a body strictly where routing depends on it; what it does not know stays in the body untouched. */
  parse(bytes: Uint8Array): ParsedRequest | RequestFailure;
  /** A failure as a complete body. */
  renderError(failure: RequestFailure, requestId: string): RenderedBody;
  /** A failure as the last event of a stream that had begun; a client must not take it for a finish. */
  renderStreamError(failure: RequestFailure, requestId: string): Uint8Array;
  /** Absent where the shape in the middle is the protocol's own. */
  readonly translation?: AnswerTranslation;
  /** The router's own answer where the model's backends cannot give one; the answer says that it is an estimate. */
  readonly estimate?: (request: ParsedRequest, counter: TokenCounter) => JsonRecord;
  readonly models?: ModelsView;
}
