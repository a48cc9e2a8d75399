import { HashIndex } from '../hash-index.ts';
import type { HeadFile } from '../head-file.ts';
import { GLYPH_TOKEN, type PairText } from './pair-text.ts';

/** How much a token says, 0 (in every other sentence) to 1 (not among the common ones). */
export class Commonness {
  readonly #index: HashIndex;
  readonly #weights: Uint8Array;

  constructor(hashes: Uint32Array, weights: Uint8Array) {
    this.#index = new HashIndex(hashes);
    this.#weights = weights;
  }

  /** From the sections `commonHashes` (32 bits each) and `commonWeights` (8 bits each). */
  static read(file: HeadFile): Commonness {
    return new Commonness(file.uint32s('commonHashes'), file.section('commonWeights'));
  }

  /** Weight of each token. */
  weigh(text: PairText): Float32Array {
    const weights = new Float32Array(text.size);
    for (let at = 0; at < text.size; at++) weights[at] = this.weightOf(keyOf(text, at));
    return weights;
  }

  /** Weight of what is counted under a key. */
  weightOf(key: number): number {
    const place = this.#index.find(key);
    return place < 0 ? 1 : this.#weights[place]! / 255;
  }
}

/** What a token is counted under: words as they are, glyphs with the one behind them. */
export function keyOf(text: PairText, at: number): number {
  return text.kinds[at] === GLYPH_TOKEN ? text.roots[at]! : text.words[at]!;
}
