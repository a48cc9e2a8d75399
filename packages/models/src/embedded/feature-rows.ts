import { HashIndex } from './hash-index.ts';
import type { HeadFile } from './head-file.ts';
import type { TrainedFeatures } from './trained-features.ts';

/** What a bag sums: a row of numbers for every feature. */
export interface RowSource {
  readonly columns: number;
  /** Where the columns begin of which a word fills few, `columns` when not given: they are kept without the empty ones. */
  readonly sparseFrom?: number;
  /** What tells the `heads` of a feature. */
  readonly trained: TrainedFeatures;
  /** Adds `weight` times a feature's row onto `sum`; the feature's mass (its squared weight in all). */
  add(hash: number, heads: number, weight: number, sum: Float64Array): number;
  /** The same for features of the text's form (pairs of words, marks, opening and end), where they count otherwise. */
  addForm?(hash: number, heads: number, weight: number, sum: Float64Array): number;
  /** The same for whole words, where their n-grams stand for them. */
  addWord?(hash: number, heads: number, weight: number, sum: Float64Array): number;
}

/** Scale of a quantised row from its one-byte code: 2^((code - 160) / 8), steps of nine percent. */
export function scaleOf(code: number): number {
  return 2 ** ((code - 160) / 8);
}

/** The same for all codes. */
export const SCALES = Float32Array.from({ length: 256 }, (_, code) => scaleOf(code));

/** The smallest code whose scale is at least the given one, 0..255. */
export function scaleCode(scale: number): number {
  return Math.max(0, Math.min(255, Math.ceil(8 * Math.log2(scale) + 160)));
}

/** Steps in which a feature's rarity is kept, see `FeatureRows.rarity`. */
export const RARITY_STEP = 0.05;

/**
 * Trained features by hash: for each a row of `columns` int8 values with a scale of its own (the feature's rarity
 * already multiplied in) and its rarity.
 */
export class FeatureRows implements RowSource {
  readonly columns: number;
  readonly #values: Int8Array;
  readonly #scaleCodes: Uint8Array;
  readonly #rarities: Uint8Array;
  readonly #unknownRarity: number;
  readonly #index: HashIndex;
  readonly trained: TrainedFeatures;
  readonly #head: number;

  /**
   * Reads the sections `hashes`, `rarities`, `scales` and `values`, and the setting `unknownRarity`; enters what was
   * trained into `trained`.
   */
  constructor(file: HeadFile, columns: number, trained: TrainedFeatures) {
    this.columns = columns;
    const hashes = file.uint32s('hashes');
    const count = hashes.length;
    this.#scaleCodes = file.section('scales', count);
    this.#values = file.int8s('values', count * columns);
    this.#rarities = file.section('rarities', count);
    this.#unknownRarity = file.header.settings.unknownRarity ?? 1;
    this.trained = trained;
    this.#head = trained.enter(hashes);
    this.#index = new HashIndex(hashes);
  }

  /** Row of a feature of which `trained` tells the heads, -1 when it was not trained. */
  find(hash: number, heads: number): number {
    return (heads & this.#head) === 0 ? -1 : this.#index.find(hash);
  }

  /** How rare the feature of a row was in training: log(1 + texts / texts with it); -1 stands for untrained ones. */
  rarity(row: number): number {
    return row < 0 ? this.#unknownRarity : this.#rarities[row]! * RARITY_STEP;
  }

  add(hash: number, heads: number, weight: number, sum: Float64Array): number {
    return this.addRow(this.find(hash, heads), weight, sum);
  }

  /** `add` for the feature of a row as `find` gives it. */
  addRow(row: number, weight: number, sum: Float64Array): number {
    const mass = (weight * this.rarity(row)) ** 2;
    if (row < 0) return mass;
    const scale = SCALES[this.#scaleCodes[row]!]! * weight;
    const columns = this.columns;
    const values = this.#values;
    let from = row * columns;
    for (let to = 0; to < columns; to++) sum[to] = sum[to]! + scale * values[from++]!;
    return mass;
  }
}
