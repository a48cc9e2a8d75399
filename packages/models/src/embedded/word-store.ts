import { absorb, finish, GRAM } from './feature-hash.ts';

/** Longest stretch of letters treated as one word; longer ones (and scripts without spaces) are cut into pieces. */
export const LONGEST_WORD = 24;
/** Distinct words a store holds before it is replaced by an empty one. */
export const WORD_CAPACITY = 16384;
/** N-grams a store holds: some more than so many words have on average. */
const GRAM_CAPACITY = 40 * WORD_CAPACITY;
const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 5;
const BEFORE = 0x3c;
const AFTER = 0x3e;

const TABLE_SIZE = WORD_CAPACITY * 2;

/** More n-grams than a word can have. */
const MOST_GRAMS = (LONGEST_GRAM - SHORTEST_GRAM + 1) * (LONGEST_WORD + 2);

/**
 * The words of recent texts with the hashes of their character n-grams, so that a word is taken apart once and not
 * in every text. Heads keep what they computed for a word under the same slot. Bounded: a full store takes no more.
 */
export class WordStore {
  /** Hash of each slot's word: its feature. */
  readonly hashes = new Uint32Array(WORD_CAPACITY);
  /** Where each slot's n-grams begin in `gramHashes`; they end where the next slot's begin. */
  readonly gramStarts = new Uint32Array(WORD_CAPACITY + 1);
  readonly #checks = new Uint32Array(WORD_CAPACITY);
  readonly #table = new Uint16Array(TABLE_SIZE);
  #gramHashes = new Uint32Array(16384);
  #size = 0;

  get isFull(): boolean {
    return this.#size >= WORD_CAPACITY - 1 || this.gramStarts[this.#size]! > GRAM_CAPACITY - MOST_GRAMS;
  }

  /**
   * Hashes of the n-grams of one word after the other, `<` and `>` marking its ends: all of length 2, then 3, 4 and 5.
   * Another array after a word was added for which this one was too short.
   */
  get gramHashes(): Uint32Array {
    return this.#gramHashes;
  }

  /** The slot of a word whose two running hashes are given, -1 when it is not stored. */
  find(hash: number, check: number): number {
    for (let place = hash & (TABLE_SIZE - 1); ; place = (place + 1) & (TABLE_SIZE - 1)) {
      const slot = this.#table[place]! - 1;
      if (slot < 0 || (this.hashes[slot] === hash && this.#checks[slot] === check)) return slot;
    }
  }

  /** Stores a word (letters with n-grams) or a number (whole only); call only while the store is not full. */
  add(hash: number, check: number, word: string, isNumber: boolean): number {
    const slot = this.#size++;
    let place = hash & (TABLE_SIZE - 1);
    while (this.#table[place] !== 0) place = (place + 1) & (TABLE_SIZE - 1);
    this.#table[place] = slot + 1;
    this.hashes[slot] = hash;
    this.#checks[slot] = check;
    const start = this.gramStarts[slot]!;
    if (start + MOST_GRAMS > this.#gramHashes.length) this.#grow();
    this.gramStarts[slot + 1] = start + (isNumber ? 0 : hashGrams(word, this.#gramHashes, start));
    return slot;
  }

  gramCount(slot: number): number {
    return this.gramStarts[slot + 1]! - this.gramStarts[slot]!;
  }

  /** Those of the `gramHashes` that are one word's. */
  grams(slot: number): Uint32Array {
    return this.#gramHashes.subarray(this.gramStarts[slot], this.gramStarts[slot + 1]);
  }

  #grow(): void {
    const longer = new Uint32Array(2 * this.#gramHashes.length);
    longer.set(this.#gramHashes);
    this.#gramHashes = longer;
  }
}

/** Where the n-grams of each length begin among those of the word that is being taken apart. */
const STARTS = new Uint32Array(LONGEST_GRAM + 1);

/** Writes the hashes of a word's n-grams from a place on; how many these are. */
function hashGrams(word: string, into: Uint32Array, from: number): number {
  const length = word.length + 2;
  let total = 0;
  for (let n = SHORTEST_GRAM; n <= LONGEST_GRAM; n++) {
    STARTS[n] = from + total;
    total += Math.max(0, length - n + 1);
  }
  for (let start = 0; start < length - 1; start++) {
    let hash = GRAM;
    const longest = Math.min(LONGEST_GRAM, length - start);
    // A longer n-gram goes on from the hash of the shorter one at the same place.
    for (let n = 1; n <= longest; n++) {
      const i = start + n - 1;
      hash = absorb(hash, i === 0 ? BEFORE : i === length - 1 ? AFTER : word.charCodeAt(i - 1));
      if (n >= SHORTEST_GRAM) into[STARTS[n]! + start] = finish(hash);
    }
  }
  return total;
}

/** Where the n-grams of lengths `shortest`..`longest` lie among `count` n-grams of one word: [start, end). */
export function gramRange(count: number, shortest: number, longest: number): readonly [number, number] {
  if (count === 0) return [0, 0];
  // A word of c characters has c+1 bigrams, c trigrams, c-1 and c-2 longer ones (none below zero).
  const characters = count === 3 ? 1 : count === 6 ? 2 : (count + 2) / 4;
  let start = 0;
  let end = 0;
  for (let n = SHORTEST_GRAM; n <= longest; n++) {
    const grams = Math.max(0, characters + 3 - n);
    if (n < shortest) start += grams;
    end += grams;
  }
  return [start, end];
}
