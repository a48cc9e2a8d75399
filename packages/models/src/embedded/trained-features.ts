import type { TextFeatures } from './feature-pass.ts';
import type { WordStore } from './word-store.ts';
import { WORD_CAPACITY } from './word-store.ts';

/** A byte of heads for each value of a hash's upper 20 bits. */
const LOW_BITS = 12;
const HEAD_BITS = 8;

/** For each feature of a text's lists, in their order, the heads that may have been trained on it. */
export interface HeadsOfText {
  readonly wordPairs: Uint8Array;
  readonly ideographs: Uint8Array;
  readonly ideographPairs: Uint8Array;
  readonly marks: Uint8Array;
  readonly frame: Uint8Array;
  readonly lengthShape: number;
}

/**
 * Tells of a feature, by one look, which of several heads may have been trained on it, as bits. Most of a text's features
 * were not trained for most heads, and asking the table of each would wait for memory every time.
 */
export class TrainedFeatures {
  readonly #heads = new Uint8Array(2 ** (32 - LOW_BITS));
  #entered = 0;
  #text: TextFeatures | undefined;
  #headsOfText: HeadsOfText | undefined;
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
  ofText(features: TextFeatures): HeadsOfText {
    if (this.#text === features) return this.#headsOfText!;
    this.#text = features;
    this.#headsOfText = {
      wordPairs: this.#ofAll(features.wordPairs),
      ideographs: this.#ofAll(features.ideographs),
      ideographPairs: this.#ofAll(features.ideographPairs),
      marks: this.#ofAll(features.marks),
      frame: this.#ofAll(features.frame),
      lengthShape: this.headsOf(features.lengthShape),
    };
    return this.#headsOfText;
  }

  /** Those of each n-gram of a word, in their order, and of the word itself behind them. */
  ofWord(store: WordStore, slot: number): Uint8Array {
    return this.#words.of(store, slot, this);
  }

  #ofAll(hashes: Uint32Array): Uint8Array {
    const all = new Uint8Array(hashes.length);
    for (let i = 0; i < hashes.length; i++) all[i] = this.headsOf(hashes[i]!);
    return all;
  }
}

/** A new word is learned by one head after the other: its features are looked up for the first one. */
class HeadsOfWords {
  #store: WordStore | undefined;
  #heads: (Uint8Array | undefined)[] = [];

  of(store: WordStore, slot: number, trained: TrainedFeatures): Uint8Array {
    if (store !== this.#store) {
      this.#store = store;
      this.#heads = new Array(WORD_CAPACITY);
    }
    const known = this.#heads[slot];
    if (known !== undefined) return known;
    const grams = store.grams(slot);
    const heads = new Uint8Array(grams.length + 1);
    for (let i = 0; i < grams.length; i++) heads[i] = trained.headsOf(grams[i]!);
    heads[grams.length] = trained.headsOf(store.hashes[slot]!);
    this.#heads[slot] = heads;
    return heads;
  }
}
