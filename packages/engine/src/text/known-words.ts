import type { Words } from './words.ts';

/** Words that are kept; when there are more, all are forgotten. */
const MOST_WORDS = 8192;
/** Longer ones (UTF-16 units) do not come again. */
const LONGEST_WORD = 64;
/** A word that is not found in so many steps is worked out: whatever the words, the work is linear. */
const MOST_STEPS = 32;
const MASK = 2 * MOST_WORDS - 1;

/** What follows from a word alone, worked out once and not in every text: most words of a text were in one before. */
export class KnownWords<T> {
  readonly #derive: (word: string) => T;
  /** One more than a word's number, at the lower bits of its hash or behind; 0 where nothing is. */
  readonly #table = new Uint16Array(MASK + 1);
  readonly #hashes = new Int32Array(MOST_WORDS);
  readonly #words: string[] = [];
  readonly #values: T[] = [];

  constructor(derive: (word: string) => T) {
    this.#derive = derive;
  }

  /** What follows from a text's word with that number. */
  of(words: Words, number: number): T {
    const start = words.startOf(number);
    const length = words.endOf(number) - start;
    if (length > LONGEST_WORD) return this.#derive(words.wordAt(number));
    const hash = words.hashOf(number);
    let place = (hash ^ (hash >>> 15)) & MASK;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const known = this.#table[place]! - 1;
      if (known < 0) return this.#learn(place, hash, words.wordAt(number));
      if (this.#hashes[known] === hash && isAt(words.text, start, length, this.#words[known]!)) {
        return this.#values[known]!;
      }
      place = (place + 1) & MASK;
    }
    return this.#derive(words.wordAt(number));
  }

  #learn(place: number, hash: number, word: string): T {
    const value = this.#derive(word);
    if (this.#words.length === MOST_WORDS) {
      this.#table.fill(0);
      this.#words.length = 0;
      this.#values.length = 0;
      return value;
    }
    // A part of a text would keep the whole of it.
    this.#hashes[this.#words.length] = hash;
    this.#values.push(value);
    this.#table[place] = this.#words.push(ownString(word));
    return value;
  }
}

function isAt(text: string, start: number, length: number, word: string): boolean {
  if (word.length !== length) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(start + i) !== word.charCodeAt(i)) return false;
  return true;
}

const units = new Uint16Array(LONGEST_WORD);

/** The same string, not as a part of a longer one. */
function ownString(word: string): string {
  for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
  return String.fromCharCode(...units.subarray(0, word.length));
}
