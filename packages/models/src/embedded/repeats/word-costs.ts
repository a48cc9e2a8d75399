import { HashIndex } from '../hash-index.ts';
import type { HeadFile } from '../head-file.ts';
import type { RequestWords } from './request-words.ts';

/** Kinds of units that a cost stands for where the word itself has none. */
export const COST_KINDS = 5;

/** How much it speaks against a repeat that one of two requests has a word alone. */
export class WordCosts {
  readonly #index: HashIndex;
  readonly #costs: Float32Array;
  readonly #kinds: Float32Array;

  /** Costs of stems, and of the kinds of units (`kindOf`) for all others. */
  constructor(stems: Uint32Array, costs: Float32Array, kinds: Float32Array) {
    this.#index = new HashIndex(stems);
    this.#costs = costs;
    this.#kinds = kinds;
  }

  /** From the sections `costStems` (32 bits each), `costs` and `costKinds` (floats). */
  static read(file: HeadFile): WordCosts {
    return new WordCosts(file.uint32s('costStems'), file.float32s('costs'), file.float32s('costKinds'));
  }

  of(words: RequestWords, at: number): number {
    const place = this.#index.find(words.stems[at]!);
    return place < 0 ? this.#kinds[kindOf(words, at)]! : this.#costs[place]!;
  }
}

/** Number of a unit's kind: number, glyph, name, word that says something, word that only dresses. */
export function kindOf(words: RequestWords, at: number): number {
  if (words.numbers[at] === 1) return 0;
  if (words.glyphs[at] === 1) return 1;
  if (words.names[at] === 1) return 2;
  return words.weights[at]! > 0 ? 3 : 4;
}
