import { type Caller, ownerOf } from '../access/caller.ts';
import { isFailure, type RequestFailure } from '../errors/request-failure.ts';
import { type HttpResponse, isBytes } from '../http/http-message.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { AnswerTranslation, ParsedRequest, UnfinishedRequest } from '../protocols/protocol.ts';
import type { EventWriter } from '../sse/event-translation.ts';
import type { Exchange } from './exchange.ts';
import { findHistory, storeUnavailable } from './find-history.ts';
import { HeldStream } from './held-stream.ts';
import type { Notebook } from './notebook.ts';
import { type Stored, type StoredTurn, storeTurn } from './store-turn.ts';

/** An exchange that goes on from what is stored, or whose answer is to be stored. */
export interface StatefulExchange {
  /** For the stages to go on with: what they answer is seen. */
  readonly exchange: Exchange;
  readonly parsed: ParsedRequest;
  /** Stores what was answered, before the client sees the end of it. */
  finish(response: HttpResponse): HttpResponse | Promise<HttpResponse>;
}

/** Makes a request whole, and sees to it that its answer is stored where the request or the config says so. */
export async function beginStateful(
  exchange: Exchange,
  caller: Caller,
  request: ParsedRequest | UnfinishedRequest,
  notebook: Notebook,
): Promise<StatefulExchange | RequestFailure> {
  const found =
    'read' in request ? await findHistory(exchange, caller, request) : { parsed: request, session: undefined };
  if (isFailure(found)) return found;
  const { parsed, session } = found;
  if (session !== undefined) exchange.session.goesOn(session);
  const config = exchange.snapshot.config.responses;
  const wish = parsed.storing;
  const { storing, translation } = exchange.protocol;
  const canStore = config !== undefined && storing !== undefined && translation !== undefined;
  if (!canStore || wish === undefined || !(wish.isWanted ?? config.storeByDefault)) {
    return { exchange, parsed, finish: (response) => response };
  }
  // The first of a chain: those that go on from it will be of the same session.
  if (session === undefined) exchange.session.goesOn({ id: storing.idFor(exchange.id), lastModel: undefined });
  const tree = wish.previous === undefined ? undefined : session?.id;
  const turn = { owner: ownerOf(caller), wish, storing, tree, config };
  return new StoringExchange(exchange, parsed, translation, turn, notebook);
}

/** An answer as it was written for the client. */
interface Written {
  /** The model that said it. */
  readonly model: string;
}

interface WrittenWhole extends Written {
  readonly answer: JsonRecord;
  /** The same for an answer that could not be stored. */
  readonly unstored: () => JsonRecord;
}

interface WrittenStream extends Written {
  readonly writer: EventWriter;
}

class StoringExchange implements StatefulExchange {
  readonly exchange: Exchange;
  readonly parsed: ParsedRequest;
  readonly #turn: StoredTurn;
  readonly #notebook: Notebook;
  #whole: WrittenWhole | undefined;
  #stream: WrittenStream | undefined;

  constructor(
    exchange: Exchange,
    parsed: ParsedRequest,
    translation: AnswerTranslation,
    turn: StoredTurn,
    notebook: Notebook,
  ) {
    this.parsed = parsed;
    this.#turn = turn;
    this.#notebook = notebook;
    const watched: AnswerTranslation = {
      reply: (completion, request, origin) => {
        const answer = translation.reply(completion, request, { ...origin, isStored: true });
        const unstored = () => translation.reply(completion, request, origin);
        this.#whole = { answer, unstored, model: origin.model };
        return answer;
      },
      stream: (request, origin) => {
        const writer = translation.stream(request, { ...origin, isStored: true });
        this.#stream = { writer, model: origin.model };
        return writer;
      },
    };
    this.exchange = { ...exchange, protocol: { ...exchange.protocol, translation: watched } };
  }

  finish(response: HttpResponse): HttpResponse | Promise<HttpResponse> {
    if (response.status >= 300) return response;
    const { body } = response;
    if (this.#whole !== undefined) return this.#finishWhole(response, this.#whole);
    if (this.#stream === undefined) return response;
    const stream = this.#stream;
    if (!isBytes(body)) return { ...response, body: new HeldStream(body, () => this.#endOf(stream)) };
    return this.#endOf(stream).then((end) => withBody(response, Buffer.concat([body, end])));
  }

  async #finishWhole(response: HttpResponse, { answer, model, unstored }: WrittenWhole): Promise<HttpResponse> {
    const stored = await this.#store(answer, model);
    if (stored.isStored) return response;
    if (stored.isRefused) return this.#refused(response);
    const headers = [...response.headers, 'x-vsr-store-warning', `warning;not_stored;${stored.reason}`];
    return withBody({ ...response, headers }, Buffer.from(JSON.stringify(unstored())));
  }

  /** The events that were held back; none where the answer came to no good end. */
  async #endOf({ writer, model }: WrittenStream): Promise<Uint8Array> {
    const { heldEnd } = writer;
    if (heldEnd === undefined) return Buffer.alloc(0);
    const stored = await this.#store(heldEnd.answer, model);
    const isRefused = !stored.isStored && stored.isRefused;
    return Buffer.from(isRefused ? heldEnd.fail(storeUnavailable()) : heldEnd.write(stored.isStored));
  }

  async #store(answer: JsonRecord, model: string): Promise<Stored> {
    const isWithheld = this.#notebook.path === 'blocked';
    return storeTurn(this.exchange, this.#turn, { answer, model, isWithheld });
  }

  /** The same headers that say how the request was routed, with a failure in place of the answer. */
  #refused(response: HttpResponse): HttpResponse {
    const failure = storeUnavailable();
    const { contentType, body } = this.exchange.protocol.renderError(failure, this.exchange.requestId);
    const headers = [...replaced(response.headers, 'content-type', contentType), ...(failure.headers ?? [])];
    return withBody(
      { ...response, status: failure.status, headers: replaced(headers, 'x-vsr-response-path', 'error') },
      body,
    );
  }
}

function withBody(response: HttpResponse, body: Uint8Array): HttpResponse {
  return { ...response, headers: replaced(response.headers, 'content-length', String(body.length)), body };
}

function replaced(headers: HttpResponse['headers'], name: string, value: string): string[] {
  const changed = [...headers];
  const at = changed.findIndex((each, index) => index % 2 === 0 && each === name);
  if (at < 0) changed.push(name, value);
  else changed[at + 1] = value;
  return changed;
}
