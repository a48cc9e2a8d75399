import type { ResponsesConfig } from '@signalbox/engine';
import { messageOf } from '../errors/request-failure.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { AnswerStoring, StoringWish } from '../protocols/protocol.ts';
import { itemOf } from '../stores/roles/conversation-items.ts';
import type { ResponseBody, StoredDocument } from '../stores/roles/stored-responses.ts';
import type { Exchange } from './exchange.ts';

/** A turn that is to be stored, before its answer is known. */
export interface StoredTurn {
  readonly owner: string;
  readonly wish: StoringWish;
  readonly storing: AnswerStoring;
  /** Of the answer that it goes on from; undefined for one that begins a tree. */
  readonly tree: string | undefined;
  readonly config: ResponsesConfig;
}

/** What came of it. */
export type Stored =
  | { readonly isStored: true }
  | {
      readonly isStored: false;
      /** What it goes on from was deleted meanwhile; it is larger than what is stored; the store cannot be reached. */
      readonly reason: 'deleted' | 'too_large' | 'unavailable';
      /** The client shall not have the answer then. */
      readonly isRefused: boolean;
    };

/** Stores a turn, and in a conversation its items; resolves once it is durable. Never rejects. */
export async function storeTurn(
  { id: exchangeId, services }: Exchange,
  { owner, wish, storing, tree, config }: StoredTurn,
  { answer, model, isWithheld }: { readonly answer: JsonRecord; readonly model: string; readonly isWithheld: boolean },
): Promise<Stored> {
  const { previous = null, conversation = null } = wish;
  const id = storing.idFor(exchangeId);
  const input = wish.input(exchangeId, isWithheld);
  const body: ResponseBody = { kind: 'response', input, answer, model, conversation };
  const notStored = (reason: 'deleted' | 'too_large' | 'unavailable'): Stored => {
    services.metrics.responseStored(reason);
    return { isStored: false, reason, isRefused: config.refusesUnkept };
  };
  if (Buffer.byteLength(JSON.stringify(body)) > config.maxTurnBytes) return notStored('too_large');
  const response: StoredDocument = { id, owner, tree: tree ?? id, parent: previous, body };
  const said = [
    ...input.map((item) => ({ item, model: null })),
    ...storing.itemsOf(answer).map((item) => ({ item, model })),
  ];
  const items = conversation === null ? [] : said.map((each) => itemOf(conversation, owner, each));
  try {
    const isThere = await services.responses.keep(
      [response, ...items],
      previous ?? conversation,
      services.clock.time(),
    );
    if (!isThere) return notStored('deleted');
  } catch (error) {
    services.logger.warn({ exchange: exchangeId, cause: messageOf(error) }, 'a response could not be stored');
    return notStored('unavailable');
  }
  services.metrics.responseStored('stored');
  return { isStored: true };
}
