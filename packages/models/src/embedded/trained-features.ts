import type { TextFeatures } from './feature-pass.ts';
import type { WordStore } from './word-store.ts';
import { WORD_CAPACITY } from './word-store.ts';

/** A byte of heads for each value of a hash's upper 20 bits. */
const LOW_BITS = 12;
const HEAD_BITS = 8;

/**
 * For each feature of a text's lists, in their order, the heads that may have been trained on it. The arrays may be longer
 * than the lists; they are written over for the next text.
 */
export interface HeadsOfText {
  wordPairs: Uint8Array;
  ideographs: Uint8Array;
  ideographPairs: Uint8Array;
  marks: Uint8Array;
  frame: Uint8Array;
  lengthShape: number;
}

const NONE = new Uint8Array(0);

/**
 * Tells of a feature, by one look, which of several heads may have been trained on it, as bits. Most of a text's features
 * were not trained for most heads, and asking the table of each would wait for memory every time.
 */
export class TrainedFeatures {
  readonly #heads = new Uint8Array(2 ** (32 - LOW_BITS));
  #entered = 0;
  #text: TextFeatures | undefined;
  readonly #headsOfText: HeadsOfText = {
    wordPairs: NONE,
    ideographs: NONE,
    ideographPairs: NONE,
    marks: NONE,
    frame: NONE,
    lengthShape: 0,
  };
  readonly #words = new HeadsOfWords();

  /** Enters a head's features; gives its bit. More heads than bits share them: that costs time, nothing else. */
  enter(hashes: Uint32Array): number {
    const bit = 1 << (this.#entered++ % HEAD_BITS);
    const heads = this.#heads;
    for (let i = 0; i < hashes.length; i++) heads[hashes[i]! >>> LOW_BITS]! |= bit;
    return bit;
  }

  /** The heads that may have been trained on a feature; certainly none of the others was. */
  headsOf(hash: number): number {
    return this.#heads[hash >>> LOW_BITS]!;
  }

  /** Those of all features of a text beside its words; remembered for the text asked last, which every head asks for. */
  ofText(features: TextFeatures): Readonly<HeadsOfText> {
    const heads = this.#headsOfText;
    if (this.#text === features) return heads;
    this.#text = features;
    heads.wordPairs = this.#ofAll(features.wordPairs, heads.wordPairs);
    heads.ideographs = this.#ofAll(features.ideographs, heads.ideographs);
    heads.ideographPairs = this.#ofAll(features.ideographPairs, heads.ideographPairs);
    heads.marks = this.#ofAll(features.marks, heads.marks);
    heads.frame = this.#ofAll(features.frame, heads.frame);
    heads.lengthShape = this.headsOf(features.lengthShape);
    return heads;
  }

  /** Those of a word; afterwards `ofGrams` has those of its n-grams. */
  ofWord(store: WordStore, slot: number): number {
    return this.#words.of(store, slot, this);
  }

  /** Those of n-grams of the words asked for, at the places of the store's `gramHashes`. */
  get ofGrams(): Uint8Array {
    return this.#words.ofGrams;
  }

  #ofAll(hashes: Uint32Array, before: Uint8Array): Uint8Array {
    const all = before.length < hashes.length ? new Uint8Array(2 * hashes.length) : before;
    for (let i = 0; i < hashes.length; i++) all[i] = this.headsOf(hashes[i]!);
    return all;
  }
}

/** A new word is learned by one head after the other: its features are looked up for the first one. */
class HeadsOfWords {
  ofGrams = NONE;
  #store: WordStore | undefined;
  readonly #heads = new Uint8Array(WORD_CAPACITY);
  readonly #isKnown = new Uint8Array(WORD_CAPACITY);

  of(store: WordStore, slot: number, trained: TrainedFeatures): number {
    if (store !== this.#store) {
      this.#store = store;
      this.#isKnown.fill(0);
    }
    if (this.#isKnown[slot] === 1) return this.#heads[slot]!;
    this.#isKnown[slot] = 1;
    const hashes = store.gramHashes;
    if (this.ofGrams.length < hashes.length) {
      const longer = new Uint8Array(hashes.length);
      longer.set(this.ofGrams);
      this.ofGrams = longer;
    }
    const end = store.gramStarts[slot + 1]!;
    for (let i = store.gramStarts[slot]!; i < end; i++) this.ofGrams[i] = trained.headsOf(hashes[i]!);
    this.#heads[slot] = trained.headsOf(store.hashes[slot]!);
    return this.#heads[slot]!;
  }
}
