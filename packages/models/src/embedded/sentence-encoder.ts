import type { SentenceEncoder, TextView } from '@signalbox/engine/ports';
import { Bag } from './bag.ts';
import { absorb, finish } from './feature-hash.ts';
import { featuresOf } from './feature-pass.ts';
import { FeatureRows, type RowSource } from './feature-rows.ts';
import type { HeadFile } from './head-file.ts';

/** Places in the lexical block that one feature touches. */
const TOUCHES = 4;

/**
 * Rows of two blocks: first the trained, dense one, then a lexical one in which every feature, trained or not, has
 * its own pattern of signs, weighted by its rarity. The dense block knows meaning, the lexical one exact words.
 */
export class EncoderRows implements RowSource {
  readonly columns: number;
  readonly #rows: FeatureRows;
  readonly #lexical: number;

  constructor(rows: FeatureRows, lexical: number) {
    this.#rows = rows;
    this.#lexical = lexical;
    this.columns = rows.columns + lexical;
  }

  add(hash: number, weight: number, sum: Float32Array, offset: number): number {
    const mass = this.#rows.add(hash, weight, sum, offset);
    lexicalPattern(hash, Math.sqrt(mass), this.#lexical, sum, offset + this.#rows.columns);
    return mass;
  }
}

/** Adds a feature's own pattern of signs, `amount` strong, onto the lexical block that starts at `from`. */
export function lexicalPattern(hash: number, amount: number, lexical: number, sum: Float32Array, from: number): void {
  let pattern = finish(absorb(hash, 0x51ed270b));
  for (let touch = 0; touch < TOUCHES; touch++) {
    const place = from + ((pattern >>> 1) % lexical);
    sum[place] = sum[place]! + ((pattern & 1) === 0 ? amount : -amount);
    pattern = finish(pattern + touch + 1);
  }
}

/** Sentences to unit vectors: near when they mean the same, also across languages. */
export function createSentenceEncoder(file: HeadFile): SentenceEncoder {
  const { bag: options, settings } = file.header;
  const dense = settings.dense!;
  const lexical = settings.lexical!;
  const denseShare = settings.denseShare!;
  const bag = new Bag(new EncoderRows(new FeatureRows(file, dense), lexical), options);
  const dimensions = dense + lexical;
  return {
    id: 'embedded/encoder',
    hash: file.hash,
    cost: 'local',
    dimensions,
    encode(texts: readonly TextView[]): Float32Array[] {
      return texts.map((text) => {
        const vector = Float32Array.from(bag.sum(featuresOf(text)));
        scaleBlock(vector, 0, dense, Math.sqrt(denseShare));
        scaleBlock(vector, dense, dimensions, Math.sqrt(1 - denseShare));
        // Without trained features one block is empty: the other then carries the whole length.
        scaleBlock(vector, 0, dimensions, 1);
        return vector;
      });
    },
  };
}

function scaleBlock(vector: Float32Array, start: number, end: number, length: number): void {
  let squares = 0;
  for (let i = start; i < end; i++) squares += vector[i]! ** 2;
  if (squares === 0) return;
  const factor = length / Math.sqrt(squares);
  for (let i = start; i < end; i++) vector[i] = vector[i]! * factor;
}
