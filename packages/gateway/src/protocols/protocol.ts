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
  /** Absent in protocols whose answers are never stored. */
  readonly storing?: StoringWish;
}

/** What a request asks to go on from, by ids. */
export interface HistoryWish {
  /** An answer, with all that it goes on from itself. */
  readonly previous: string | undefined;
  readonly conversation: string | undefined;
  /** Answers of which single items are wanted. */
  readonly answers: readonly string[];
}

/** One item of what was said before. */
export interface HistoryItem {
  readonly item: JsonRecord;
  /** The model that wrote it; null where the client did. */
  readonly model: string | null;
}

/** What was found of a wish. */
export interface FoundHistory {
  /** What went before the request, the oldest first. */
  readonly history: readonly HistoryItem[];
  /** The items of the answers that were asked for. */
  readonly others: readonly HistoryItem[];
}

/** A request that is not whole: a part of it is stored. */
export interface UnfinishedRequest {
  readonly history: HistoryWish;
  /** The request, once the rest of it is found. */
  read(found: FoundHistory): ParsedRequest | RequestFailure;
  /** Why it cannot be served where nothing is stored. */
  refuse(): RequestFailure;
}

/** What a request says about storing its answer. */
export interface StoringWish {
  /** Undefined where the request does not say. */
  readonly isWanted: boolean | undefined;
  /** The answer that it goes on from. */
  readonly previous: string | undefined;
  /** The conversation that it is a part of. */
  readonly conversation: string | undefined;
  /** What was said before the answer, as items with ids, for the exchange of this id; withheld: without what they say. */
  input(exchangeId: string, isWithheld: boolean): readonly JsonRecord[];
}

/** How a protocol's answers are stored. */
export interface AnswerStoring {
  /** The id of the answer that the exchange of this id gives. */
  idFor(exchangeId: string): string;
  /** What the model said, item by item, each with an id. */
  itemsOf(answer: JsonRecord): readonly JsonRecord[];
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
  /** It is stored, so that the client can go on from it. A stream holds its end back until it is. */
  readonly isStored?: boolean;
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
  parse(bytes: Uint8Array): ParsedRequest | UnfinishedRequest | RequestFailure;
  /** A failure as a complete body. */
  renderError(failure: RequestFailure, requestId: string): RenderedBody;
  /** A failure as the last event of a stream that had begun; a client must not take it for a finish. */
  renderStreamError(failure: RequestFailure, requestId: string): Uint8Array;
  /** Absent where the shape in the middle is the protocol's own. */
  readonly translation?: AnswerTranslation;
  /** The router's own answer where the model's backends cannot give one; the answer says that it is an estimate. */
  readonly estimate?: (request: ParsedRequest, counter: TokenCounter) => JsonRecord;
  readonly models?: ModelsView;
  /** Absent where answers are never stored. */
  readonly storing?: AnswerStoring;
}
