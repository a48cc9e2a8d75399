import type { TextFeatures } from './feature-pass.ts';
import type { RowSource } from './feature-rows.ts';
import type { BagOptions } from './head-file.ts';
import { gramRange, WORD_CAPACITY, type WordStore } from './word-store.ts';

/**
 * Sums the rows of a text's features. What a word and its n-grams add up to is computed once and kept under the
 * word's slot, so that in running text most words cost one vector addition.
 */
export class Bag {
  readonly #rows: RowSource;
  readonly #options: BagOptions;
  readonly #columns: number;
  readonly #sum: Float32Array;
  #store: WordStore | undefined;
  #words = new Float32Array(0);
  #masses = new Float32Array(0);
  #isKnown = new Uint8Array(0);

  constructor(rows: RowSource, options: BagOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#columns = rows.columns;
    this.#sum = new Float32Array(rows.columns);
  }

  /**
   * The weighted sum of all rows, divided by the square root of their mass (trained or not: unknown words make a text
   * less certain). The array is reused by the next call.
   */
  sum(features: TextFeatures): Float32Array {
    const sum = this.#sum.fill(0);
    const options = this.#options;
    const columns = this.#columns;
    if (this.#store !== features.store) this.#forget(features.store);
    const limit = options.wordLimit;
    const count = Math.min(features.words.length, limit);
    const words = this.#words;
    const isKnown = this.#isKnown;
    const masses = this.#masses;
    let mass = 0;
    for (let i = 0; i < count; i++) {
      const slot = features.words[i]!;
      if (isKnown[slot] === 0) this.#learn(slot, features.store);
      mass += masses[slot]!;
      let from = slot * columns;
      for (let to = 0; to < columns; to++) sum[to] = sum[to]! + words[from++]!;
    }
    mass += this.#addForm(features.wordPairs, options.wordPairWeight, options.formLimit);
    mass += this.#addAll(features.ideographs, options.ideographWeight, limit);
    mass += this.#addAll(features.ideographPairs, options.ideographPairWeight, limit);
    mass += this.#addForm(features.marks, options.markWeight, options.formLimit);
    mass += this.#addForm(features.frame, options.frameWeight, options.formLimit);
    if (options.frameWeight > 0 && features.tokens > 0)
      mass += this.#rows.add(features.lengthShape, options.frameWeight, sum, 0);
    const unit = mass > 0 ? 1 / Math.sqrt(mass) : 0;
    for (let to = 0; to < columns; to++) sum[to] = sum[to]! * unit;
    return sum;
  }

  #forget(store: WordStore): void {
    this.#store = store;
    if (this.#words.length === 0) this.#words = new Float32Array(WORD_CAPACITY * this.#columns);
    else this.#words.fill(0);
    this.#isKnown = new Uint8Array(WORD_CAPACITY);
    if (this.#masses.length === 0) this.#masses = new Float32Array(WORD_CAPACITY);
  }

  #learn(slot: number, store: WordStore): void {
    const at = slot * this.#columns;
    this.#isKnown[slot] = 1;
    const rows = this.#rows;
    const grams = store.grams(slot);
    const hash = store.hashes[slot]!;
    // A number has no n-grams: nothing else tells it from other numbers.
    let mass =
      grams.length > 0 && rows.addWord ? rows.addWord(hash, 1, this.#words, at) : rows.add(hash, 1, this.#words, at);
    const [start, end] = gramRange(grams.length, this.#options.shortestGram, this.#options.longestGram);
    for (let i = start; i < end; i++) mass += rows.add(grams[i]!, this.#options.gramWeight, this.#words, at);
    this.#masses[slot] = mass;
  }

  #addForm(hashes: ArrayLike<number>, weight: number, limit: number): number {
    if (weight === 0) return 0;
    const rows = this.#rows;
    const count = Math.min(hashes.length, limit);
    let mass = 0;
    for (let i = 0; i < count; i++) {
      mass += rows.addForm
        ? rows.addForm(hashes[i]!, weight, this.#sum, 0)
        : rows.add(hashes[i]!, weight, this.#sum, 0);
    }
    return mass;
  }

  #addAll(hashes: Uint32Array, weight: number, limit: number): number {
    if (weight === 0) return 0;
    const count = Math.min(hashes.length, limit);
    let mass = 0;
    for (let i = 0; i < count; i++) mass += this.#rows.add(hashes[i]!, weight, this.#sum, 0);
    return mass;
  }
}

/** What a feature is; `form` stands for all that tells the text's form. */
export type FeatureGroup = 'word' | 'number' | 'gram' | 'ideograph' | 'ideographPair' | 'form';

/** Calls back with the hash and weight of every feature a bag reads, in the order in which it sums them. */
export function eachFeature(
  features: TextFeatures,
  options: BagOptions,
  visit: (hash: number, weight: number, group: FeatureGroup) => void,
): void {
  const limit = options.wordLimit;
  for (let i = 0; i < Math.min(features.words.length, limit); i++) {
    const slot = features.words[i]!;
    const grams = features.store.grams(slot);
    visit(features.store.hashes[slot]!, 1, grams.length > 0 ? 'word' : 'number');
    const [start, end] = gramRange(grams.length, options.shortestGram, options.longestGram);
    for (let g = start; g < end; g++) visit(grams[g]!, options.gramWeight, 'gram');
  }
  const groups: [Uint32Array, number, FeatureGroup][] = [
    [features.wordPairs, options.wordPairWeight, 'form'],
    [features.ideographs, options.ideographWeight, 'ideograph'],
    [features.ideographPairs, options.ideographPairWeight, 'ideographPair'],
    [features.marks, options.markWeight, 'form'],
    [features.frame, options.frameWeight, 'form'],
  ];
  for (const [hashes, weight, group] of groups) {
    if (weight === 0) continue;
    const most = group === 'form' ? options.formLimit : limit;
    for (let i = 0; i < Math.min(hashes.length, most); i++) visit(hashes[i]!, weight, group);
  }
  if (options.frameWeight > 0 && features.tokens > 0) visit(features.lengthShape, options.frameWeight, 'form');
}
