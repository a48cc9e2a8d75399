import type { FeatureKernel } from './feature-kernel.ts';
import type { BagOptions, HeadFile } from './head-file.ts';
import type { TextFeatures } from './text-features.ts';
import { gramRange } from './word-store.ts';

/** What a bag sums of each feature beside the columns of its row. */
export interface LexicalBlock {
  /** Columns in which every n-gram, number and ideograph, trained or not, has a place and a sign of its own. */
  readonly columns: number;
  /** What one that was not trained adds there; trained ones have their own amounts. */
  readonly unknownAmount: number;
}

/**
 * Sums the rows of a text's features: for each trained one a row of int8 values with a scale of its own (the feature's
 * rarity already multiplied in), which the file has in its sections `hashes`, `scales`, `rarities` and `values`. What a
 * word and its n-grams add up to is computed once and kept under the word's slot, so that in running text most words
 * cost one vector addition. All of that is the kernel's work.
 */
export class Bag {
  readonly #kernel: FeatureKernel;
  readonly #columns: number;
  readonly #lexical: number;
  /** Where the kernel has it. */
  readonly #at: number;
  readonly #sum: Float32Array;
  #storesSeen = 0;

  /** Reads the section `amounts` as well where there is a lexical block. */
  constructor(kernel: FeatureKernel, file: HeadFile, columns: number, lexical?: LexicalBlock) {
    this.#kernel = kernel;
    this.#columns = columns;
    this.#lexical = lexical?.columns ?? 0;
    this.#sum = new Float32Array(columns + this.#lexical);
    const count = file.uint32s('hashes').length;
    const hashes = kernel.addressOf(file.section('hashes'));
    const scales = kernel.addressOf(file.section('scales', count));
    const rarities = kernel.addressOf(file.section('rarities', count));
    // Without a lexical block nobody reads them.
    const amounts = this.#lexical > 0 ? kernel.addressOf(file.section('amounts', count)) : rarities;
    this.#at = kernel.call.createBag(
      columns,
      this.#lexical,
      count,
      kernel.addressOf(file.section('values', count * columns)),
      kernel.nextBit(),
      file.header.settings.unknownRarity ?? 1,
      lexical?.unknownAmount ?? 0,
    );
    const bag = file.header.bag;
    kernel.call.weighGroups(
      this.#at,
      bag.shortestGram,
      bag.longestGram,
      bag.gramWeight,
      bag.wordPairWeight,
      bag.ideographWeight,
      bag.ideographPairWeight,
      bag.markWeight,
      bag.frameWeight,
      bag.wordLimit,
      bag.formLimit,
    );
    const { call } = kernel;
    kernel.index(count, hashes, [scales, rarities, amounts], (from, to) => call.indexBag(this.#at, from, to));
  }

  /**
   * The weighted sum of all rows, divided by the square root of their mass (trained or not: unknown words make a text
   * less certain). The array is reused by the next call.
   */
  sum(features: TextFeatures): Float32Array {
    const kernel = this.#kernel;
    const { call } = kernel;
    kernel.bring(features);
    if (this.#storesSeen !== kernel.storesSeen) {
      this.#storesSeen = kernel.storesSeen;
      call.forgetWordsOf(this.#at);
    }
    call.sumText(this.#at, features.lengthShape, features.tokens);
    const sum = this.#sum;
    const { floats } = kernel;
    const from = call.sumAt(this.#at) >>> 2;
    for (let column = 0; column < this.#columns; column++) sum[column] = floats[from + column]!;
    const lexicalFrom = call.lexicalSumAt(this.#at) >>> 2;
    for (let column = 0; column < this.#lexical; column++) sum[this.#columns + column] = floats[lexicalFrom + column]!;
    return sum;
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
    visit(features.store.hashOf(slot), 1, grams.length > 0 ? 'word' : 'number');
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
