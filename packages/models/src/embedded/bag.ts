import type { TextFeatures } from './feature-pass.ts';
import type { RowSource } from './feature-rows.ts';
import type { BagOptions } from './head-file.ts';
import { SparseTails } from './sparse-tails.ts';
import { gramRange, WORD_CAPACITY, type WordStore } from './word-store.ts';

/** Columns that are added up at once, in registers; rows of words are padded to a multiple of it. */
const BLOCK = 4;

/**
 * Sums the rows of a text's features. What a word and its n-grams add up to is computed once and kept under the
 * word's slot, so that in running text most words cost one vector addition.
 */
export class Bag {
  readonly #rows: RowSource;
  readonly #options: BagOptions;
  readonly #dense: number;
  /** Numbers kept for each word: the dense columns and its mass, padded. */
  readonly #stride: number;
  readonly #sum: Float64Array;
  readonly #wordSum: Float64Array;
  readonly #row: Float64Array;
  #store: WordStore | undefined;
  #words = new Float32Array(0);
  #isKnown = new Uint8Array(0);
  #sparse: SparseTails | undefined;

  constructor(rows: RowSource, options: BagOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#dense = rows.sparseFrom ?? rows.columns;
    this.#stride = Math.ceil((this.#dense + 1) / BLOCK) * BLOCK;
    this.#wordSum = new Float64Array(this.#stride);
    this.#sum = new Float64Array(rows.columns);
    this.#row = new Float64Array(rows.columns);
  }

  /**
   * The weighted sum of all rows, divided by the square root of their mass (trained or not: unknown words make a text
   * less certain). The array is reused by the next call.
   */
  sum(features: TextFeatures): Float64Array {
    const sum = this.#sum.fill(0);
    const options = this.#options;
    const rows = this.#rows;
    if (this.#store !== features.store) this.#forget(features.store);
    const heads = rows.trained.ofText(features);
    let mass = this.#addWords(features, Math.min(features.words.length, options.wordLimit));
    mass += this.#addForm(features.wordPairs, heads.wordPairs, options.wordPairWeight);
    mass += this.#addAll(features.ideographs, heads.ideographs, options.ideographWeight);
    mass += this.#addAll(features.ideographPairs, heads.ideographPairs, options.ideographPairWeight);
    mass += this.#addForm(features.marks, heads.marks, options.markWeight);
    mass += this.#addForm(features.frame, heads.frame, options.frameWeight);
    if (options.frameWeight > 0 && features.tokens > 0)
      mass += rows.add(features.lengthShape, heads.lengthShape, options.frameWeight, sum);
    const unit = mass > 0 ? 1 / Math.sqrt(mass) : 0;
    for (let to = 0; to < sum.length; to++) sum[to] = sum[to]! * unit;
    return sum;
  }

  /** Adds the rows of the first `count` words; their mass. */
  #addWords({ words: slots, store }: TextFeatures, count: number): number {
    const isKnown = this.#isKnown;
    for (let i = 0; i < count; i++) if (isKnown[slots[i]!] === 0) this.#learn(slots[i]!, store);
    const words = this.#words;
    const stride = this.#stride;
    const wordSum = this.#wordSum;
    for (let column = 0; column < stride; column += BLOCK) {
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let i = 0; i < count; i++) {
        const at = slots[i]! * stride + column;
        first += words[at]!;
        second += words[at + 1]!;
        third += words[at + 2]!;
        fourth += words[at + 3]!;
      }
      wordSum[column] = first;
      wordSum[column + 1] = second;
      wordSum[column + 2] = third;
      wordSum[column + 3] = fourth;
    }
    const dense = this.#dense;
    const sum = this.#sum;
    for (let column = 0; column < dense; column++) sum[column] = wordSum[column]!;
    if (this.#sparse !== undefined) for (let i = 0; i < count; i++) this.#sparse.add(slots[i]!, sum, dense);
    return wordSum[dense]!;
  }

  #forget(store: WordStore): void {
    this.#store = store;
    // What was there is written over: a word is only read once it has been learned.
    if (this.#words.length === 0) this.#words = new Float32Array(WORD_CAPACITY * this.#stride);
    this.#isKnown = new Uint8Array(WORD_CAPACITY);
    this.#sparse = this.#dense < this.#rows.columns ? new SparseTails() : undefined;
  }

  #learn(slot: number, store: WordStore): void {
    this.#isKnown[slot] = 1;
    const rows = this.#rows;
    const row = this.#row.fill(0);
    const ofWord = rows.trained.ofWord(store, slot);
    const heads = rows.trained.ofGrams;
    const hash = store.hashes[slot]!;
    const grams = store.gramHashes;
    const first = store.gramStarts[slot]!;
    const count = store.gramCount(slot);
    // A number has no n-grams: nothing else tells it from other numbers.
    let mass = count > 0 && rows.addWord ? rows.addWord(hash, ofWord, 1, row) : rows.add(hash, ofWord, 1, row);
    const [start, end] = gramRange(count, this.#options.shortestGram, this.#options.longestGram);
    for (let i = first + start; i < first + end; i++) {
      mass += rows.add(grams[i]!, heads[i]!, this.#options.gramWeight, row);
    }
    const at = slot * this.#stride;
    for (let column = 0; column < this.#dense; column++) this.#words[at + column] = row[column]!;
    this.#words[at + this.#dense] = mass;
    this.#sparse?.learn(slot, row, this.#dense);
  }

  #addForm(hashes: Uint32Array, heads: Uint8Array, weight: number): number {
    if (weight === 0) return 0;
    const rows = this.#rows;
    const count = Math.min(hashes.length, this.#options.formLimit);
    let mass = 0;
    for (let i = 0; i < count; i++) {
      mass += rows.addForm
        ? rows.addForm(hashes[i]!, heads[i]!, weight, this.#sum)
        : rows.add(hashes[i]!, heads[i]!, weight, this.#sum);
    }
    return mass;
  }

  #addAll(hashes: Uint32Array, heads: Uint8Array, weight: number): number {
    if (weight === 0) return 0;
    const count = Math.min(hashes.length, this.#options.wordLimit);
    let mass = 0;
    for (let i = 0; i < count; i++) mass += this.#rows.add(hashes[i]!, heads[i]!, weight, this.#sum);
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
