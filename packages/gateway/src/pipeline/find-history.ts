import { type Caller, ownerOf } from '../access/caller.ts';
import { failure, isFailure, messageOf, type RequestFailure } from '../errors/request-failure.ts';
import type {
  AnswerStoring,
  FoundHistory,
  HistoryItem,
  ParsedRequest,
  UnfinishedRequest,
} from '../protocols/protocol.ts';
import type { ResponseStore, StoredDocument } from '../stores/roles/stored-responses.ts';
import type { Exchange } from './exchange.ts';
import type { FoundSession } from './exchange-session.ts';

/** Items of a conversation that are asked for at a time. */
const PAGE = 500;

/** What a request goes on from, and the request made whole by it. */
export interface FoundRequest {
  readonly parsed: ParsedRequest;
  /** Undefined where it only names items. */
  readonly session: FoundSession | undefined;
}

/** Finds what a request goes on from, and reads it whole. Never without what it asks for: that is a failure. */
export async function findHistory(
  exchange: Exchange,
  caller: Caller,
  request: UnfinishedRequest,
): Promise<FoundRequest | RequestFailure> {
  const { snapshot, services, protocol } = exchange;
  const { storing } = protocol;
  if (snapshot.config.responses === undefined || storing === undefined) return request.refuse();
  const search = new Search(services.responses, ownerOf(caller), storing);
  let found: Found | RequestFailure;
  try {
    found = await search.find(request);
  } catch (error) {
    services.logger.warn({ exchange: exchange.id, cause: messageOf(error) }, 'stored responses cannot be read');
    return storeUnavailable();
  }
  if (isFailure(found)) return found;
  const parsed = request.read(found.history);
  if (isFailure(parsed)) return parsed;
  const { maxBodyBytes } = snapshot.config.listener;
  if (parsed.body.bytes.length > maxBodyBytes) {
    return failure('body_too_large', `with what it goes on from, the request is larger than ${maxBodyBytes} bytes`, {
      hint: 'begin anew with a summary, or raise max_body_bytes of the listener',
    });
  }
  return { parsed, session: found.session };
}

/** What a client is told while the store cannot be asked. */
export function storeUnavailable(): RequestFailure {
  return failure('store_unavailable', 'stored responses cannot be reached right now', {
    hint: 'try again in a moment; the operator finds the cause in the log',
    headers: ['retry-after', '1'],
  });
}

interface Found {
  readonly history: FoundHistory;
  readonly session: FoundSession | undefined;
}

/** Asks the store for one caller. */
class Search {
  readonly #store: ResponseStore;
  readonly #owner: string;
  readonly #storing: AnswerStoring;

  constructor(store: ResponseStore, owner: string, storing: AnswerStoring) {
    this.#store = store;
    this.#owner = owner;
    this.#storing = storing;
  }

  async find({ history: { previous, conversation, answers } }: UnfinishedRequest): Promise<Found | RequestFailure> {
    const [before, documents] = await Promise.all([
      previous !== undefined
        ? this.#chain(previous)
        : conversation === undefined
          ? []
          : this.#conversation(conversation),
      Promise.all(answers.map((id) => this.#store.get(id, this.#owner))),
    ]);
    if (isFailure(before)) return before;
    const history = before.flatMap((document) => this.#itemsOf(document));
    const others = documents.flatMap((document) => (document === undefined ? [] : this.#itemsOf(document)));
    const lastModel = history.findLast(({ model }) => model !== null)?.model ?? undefined;
    const id = conversation ?? before[0]?.tree;
    return { history: { history, others }, session: id === undefined ? undefined : { id, lastModel } };
  }

  async #chain(id: string): Promise<readonly StoredDocument[] | RequestFailure> {
    const chain = await this.#store.chain(id, this.#owner);
    const parameter = 'previous_response_id';
    const [first] = chain;
    if (first === undefined || chain.at(-1)!.body.kind !== 'response') {
      return failure('previous_response_not_found', `there is no response ${JSON.stringify(id.slice(0, 200))}`, {
        parameter,
        hint: 'it was not stored (store: false), it was deleted, or it is too old; send the history in input',
      });
    }
    if (first.body.kind === 'response' && first.body.conversation !== null) {
      return failure(
        'invalid_value',
        `the response ${first.id} is part of the conversation ${first.body.conversation}`,
        {
          parameter,
          hint: 'go on with conversation in place of previous_response_id',
        },
      );
    }
    if (first.parent === null) return chain;
    return failure(
      'previous_response_not_found',
      `the response ${id} goes on from ${first.parent}, which is not there any more`,
      { parameter, hint: 'send the history in input, or begin anew' },
    );
  }

  async #conversation(id: string): Promise<readonly StoredDocument[] | RequestFailure> {
    const conversation = await this.#store.get(id, this.#owner);
    if (conversation?.body.kind !== 'conversation_object') {
      return failure('conversation_not_found', `there is no conversation ${JSON.stringify(id.slice(0, 200))}`, {
        parameter: 'conversation',
        hint: 'it was deleted, or it is too old; POST /v1/conversations makes one',
      });
    }
    const all: StoredDocument[] = [];
    for (let after: string | undefined; ; after = all.at(-1)!.id) {
      const page = await this.#store.children(id, this.#owner, { after, order: 'asc', limit: PAGE });
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  }

  #itemsOf({ body }: StoredDocument): readonly HistoryItem[] {
    if (body.kind === 'item') return [body];
    if (body.kind !== 'response') return [];
    const { input, answer, model } = body;
    return [
      ...input.map((item) => ({ item, model: null })),
      ...this.#storing.itemsOf(answer).map((item) => ({ item, model })),
    ];
  }
}
