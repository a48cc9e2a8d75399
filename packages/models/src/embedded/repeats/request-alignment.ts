import type { RequestWords } from './request-words.ts';
import { mayMeanTheSame, meanTheSame, sortsOf } from './word-senses.ts';

/** How a unit of one request was found in the other. */
export const ALONE = 0;
/** The same word, in any form. */
export const SAME_WORD = 1;
/** A word that means the same. */
export const SAME_SENSE = 2;
/** A derived word. */
export const SAME_KIN = 3;
/** A word that may mean the same. */
export const NEAR_SENSE = 4;
/** Nothing of its own, but a word that is taken already means it too. */
export const SAID_BEFORE = 5;

/** Where the units of one request stand in another. */
export interface RequestAlignment {
  /** Place in the other request, -1 where there is none. */
  readonly places: Int32Array;
  readonly levels: Uint8Array;
}

/** Sets each unit of both beside at most one of the other, the surest first. */
export function alignRequests(a: RequestWords, b: RequestWords): readonly [RequestAlignment, RequestAlignment] {
  const one = { places: new Int32Array(a.size).fill(-1), levels: new Uint8Array(a.size) };
  const other = { places: new Int32Array(b.size).fill(-1), levels: new Uint8Array(b.size) };
  const pair = (at: number, place: number, level: number) => {
    one.places[at] = place;
    one.levels[at] = level;
    other.places[place] = at;
    other.levels[place] = level;
  };
  pairSameWords(a, b, one, pair);
  for (const [level, isAlike] of LOOSE) {
    for (const at of openUnits(a, one)) {
      let best = -1;
      for (const place of openUnits(b, other)) {
        if (!isAlike(a, at, b, place) || areSiblings(a.stems[at]!, b.stems[place]!)) continue;
        const isNearer = best < 0 || distance(a, at, b, place) < distance(a, at, b, best);
        if (isNearer) best = place;
      }
      if (best >= 0) pair(at, best, level);
    }
  }
  sayBefore(a, one, b);
  sayBefore(b, other, a);
  return [one, other];
}

function pairSameWords(
  a: RequestWords,
  b: RequestWords,
  one: RequestAlignment,
  pair: (at: number, place: number, level: number) => void,
): void {
  const places = new Map<number, number[]>();
  for (let place = 0; place < b.size; place++) {
    const known = places.get(b.stems[place]!);
    if (known === undefined) places.set(b.stems[place]!, [place]);
    else known.push(place);
  }
  // Runs that both have stay together; what is left goes to the nearest place.
  for (const wantsRun of [true, false]) {
    for (let at = 0; at < a.size; at++) {
      if (one.places[at]! >= 0) continue;
      const found = places.get(a.stems[at]!);
      if (found === undefined || found.length === 0) continue;
      const chosen = choose(a, at, b, found, one, wantsRun);
      if (chosen < 0) continue;
      pair(at, found[chosen]!, SAME_WORD);
      found.splice(chosen, 1);
    }
  }
}

function choose(
  a: RequestWords,
  at: number,
  b: RequestWords,
  found: readonly number[],
  one: RequestAlignment,
  wantsRun: boolean,
): number {
  if (wantsRun) {
    return found.findIndex(
      (place) =>
        (at > 0 && place > 0 && a.stems[at - 1] === b.stems[place - 1] && runFits(one, at, place)) ||
        (at + 1 < a.size && place + 1 < b.size && a.stems[at + 1] === b.stems[place + 1]),
    );
  }
  let best = 0;
  for (let i = 1; i < found.length; i++) {
    if (distance(a, at, b, found[i]!) < distance(a, at, b, found[best]!)) best = i;
  }
  return best;
}

function runFits(one: RequestAlignment, at: number, place: number): boolean {
  const before = one.places[at - 1]!;
  return before < 0 || before === place - 1;
}

/** How far apart two units stand, as shares of their requests. */
function distance(a: RequestWords, at: number, b: RequestWords, place: number): number {
  return Math.abs((at + 0.5) / a.size - (place + 0.5) / b.size);
}

/** Words that say something and have no partner yet. */
function* openUnits(words: RequestWords, { places }: RequestAlignment): Generator<number> {
  for (let at = 0; at < words.size; at++) {
    if (places[at] === -1 && words.weights[at]! > 0 && words.glyphs[at] === 0) yield at;
  }
}

const LOOSE = [
  [
    SAME_SENSE,
    (a: RequestWords, at: number, b: RequestWords, place: number) => meanTheSame(a.stems[at]!, b.stems[place]!),
  ],
  [
    SAME_KIN,
    (a: RequestWords, at: number, b: RequestWords, place: number) => a.kins[at] !== 0 && a.kins[at] === b.kins[place],
  ],
  [
    NEAR_SENSE,
    (a: RequestWords, at: number, b: RequestWords, place: number) => mayMeanTheSame(a.stems[at]!, b.stems[place]!),
  ],
] as const;

function sayBefore(words: RequestWords, own: RequestAlignment, other: RequestWords): void {
  for (const at of openUnits(words, own)) {
    for (let place = 0; place < other.size; place++) {
      if (other.stems[place] !== words.stems[at] && !meanTheSame(words.stems[at]!, other.stems[place]!)) continue;
      own.levels[at] = SAID_BEFORE;
      break;
    }
  }
}

/** Whether both are things of one list, and so two things. */
export function areSiblings(one: number, other: number): boolean {
  const sorts = sortsOf(one);
  return one !== other && sorts.length > 0 && sortsOf(other).some((sort) => sorts.includes(sort));
}
