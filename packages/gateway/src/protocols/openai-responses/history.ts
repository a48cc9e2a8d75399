import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import { type JsonRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import type { FoundHistory, HistoryWish } from '../protocol.ts';
import { conversationIn } from './check-request.ts';
import { answerOfItem } from './stored-items.ts';

/** What of a request has to be found first; undefined for one that brings all of itself. */
export function historyWishOf(json: JsonRecord): HistoryWish | undefined {
  const previous = stringIn(json.previous_response_id);
  const conversation = conversationIn(json.conversation);
  const references = recordsIn(json.input).filter(isReference);
  if (previous === undefined && conversation === undefined && references.length === 0) return undefined;
  const answers = references.flatMap(({ id }) => answerOfItem(textIn(id)) ?? []);
  return { previous, conversation, answers: [...new Set(answers)] };
}

/** Why such a request cannot be served where nothing is stored, and what to do instead. */
export function nothingStored(json: JsonRecord): RequestFailure {
  const named = ['previous_response_id', 'conversation'].find((field) => (json[field] ?? null) !== null);
  const parameter = named ?? `input[${recordsIn(json.input).findIndex(isReference)}]`;
  return failure('unsupported_parameter', `${parameter} needs stored responses, and none are stored here`, {
    parameter,
    hint:
      named === undefined
        ? 'send the item itself; clients do so when they are told store: false'
        : 'send the whole history in input: each item of the last output, then the new ones',
  });
}

/** An input as items. */
export function itemsIn(input: unknown): readonly JsonRecord[] {
  return typeof input === 'string' ? [{ role: 'user', content: input }] : recordsIn(input);
}

/** The items of an input with those in place that it only names; a name of what went before already is left out. */
export function wholeItems(input: unknown, { history, others }: FoundHistory): readonly JsonRecord[] | RequestFailure {
  const ids = new Set(history.map(({ item }) => item.id));
  const found = new Map(others.map(({ item }) => [item.id, item]));
  const whole: JsonRecord[] = [];
  for (const [index, item] of itemsIn(input).entries()) {
    const isThere = typeof item.id === 'string' && ids.has(item.id);
    ids.add(item.id);
    if (!isReference(item)) {
      if (isThere) return itemTwice(String(item.id), `input[${index}].id`);
      whole.push(item);
      continue;
    }
    if (isThere) continue;
    const named = found.get(item.id);
    if (named === undefined) {
      return failure('item_not_found', `input[${index}]: there is no item ${JSON.stringify(textIn(item.id))}`, {
        parameter: `input[${index}].id`,
        hint: 'send the item itself: the answer that it is from is not stored, or not any more',
      });
    }
    whole.push(named);
  }
  return whole;
}

/** What is said of an item whose id another one has: one of them would be lost without a word. */
export function itemTwice(id: string, parameter: string): RequestFailure {
  return failure('invalid_value', `${parameter}: there is an item ${JSON.stringify(id.slice(0, 200))} already`, {
    parameter,
    hint: 'leave it out where it is the same one; else send it without an id, or with another',
  });
}

function isReference({ type }: JsonRecord): boolean {
  return type === 'item_reference';
}
