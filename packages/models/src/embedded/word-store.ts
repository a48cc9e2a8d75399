import type { KernelMemory } from './kernel-memory.ts';

/** Distinct words a store holds before it is emptied. */
export const WORD_CAPACITY = 16384;
const SHORTEST_GRAM = 2;

/**
 * The words of recent texts with the hashes of their character n-grams, so that a word is taken apart once and not
 * in every text. Heads keep what they computed for a word under the same slot. Bounded: a full store is emptied, and
 * another one stands for what comes then.
 */
export class WordStore {
  readonly #memory: KernelMemory;
  readonly #hashes: number;
  readonly #gramStarts: number;
  readonly #gramHashes: number;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
    const { wordHashes, gramStarts, gramHashes } = memory.call;
    this.#hashes = wordHashes.value >>> 2;
    this.#gramStarts = gramStarts.value >>> 2;
    this.#gramHashes = gramHashes.value >>> 2;
  }

  /** Hash of a slot's word: its feature. */
  hashOf(slot: number): number {
    return this.#memory.words[this.#hashes + slot]!;
  }

  /** Hashes of the n-grams of a slot's word, `<` and `>` marking its ends: all of length 2, then 3, 4 and 5. None of a number. */
  grams(slot: number): Uint32Array {
    const { words } = this.#memory;
    const [start, end] = [words[this.#gramStarts + slot]!, words[this.#gramStarts + slot + 1]!];
    return words.subarray(this.#gramHashes + start, this.#gramHashes + end);
  }
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
