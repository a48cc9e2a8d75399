import type { SentenceEncoder } from '../ports/index.ts';
import { createRowMatrix } from '../similarity/row-matrix.ts';
import { createTextView } from '../text/text-view.ts';

/** Several banks of example sentences, encoded once at load and compared with a vector all at once. */
export interface AnchorTable {
  /** How near a unit vector is to each bank, in the order of the banks. Written anew by the next call. */
  compare(vector: Float32Array): readonly Nearness[];
}

/** How near a vector is to a bank; cosines, -1..1, all 0 for an empty bank. */
export interface Nearness {
  readonly best: number;
  /** Of the nearest but one; the best again where there is only one example. */
  readonly second: number;
  readonly mean: number;
  /** The nearest example; undefined in an empty bank. */
  readonly nearest: string | undefined;
}

const BEST_WEIGHT = 0.75;

/** Encodes the examples of each bank, each once even where it is listed twice. */
export async function compileAnchorTable(
  banks: readonly (readonly string[])[],
  encoder: SentenceEncoder,
): Promise<AnchorTable> {
  const texts = banks.map((examples) => [...new Set(examples)]);
  const vectors = await encoder.encode(texts.flat().map((text) => createTextView(text)));
  const matrix = createRowMatrix(vectors, encoder.dimensions);
  // Rules of a kind mostly read the same text, and ask one after the other.
  let lastVector: Float32Array | undefined;
  const nearness = texts.map((): Writable<Nearness> => ({ best: 0, second: 0, mean: 0, nearest: undefined }));
  return {
    compare(vector) {
      if (vector === lastVector) return nearness;
      const products = matrix.multiply(vector);
      let from = 0;
      for (let bank = 0; bank < texts.length; bank++) {
        const examples = texts[bank]!;
        if (examples.length > 0) tellNearness(examples, products, from, nearness[bank]!);
        from += examples.length;
      }
      lastVector = vector;
      return nearness;
    },
  };
}

/** 0.75 × the nearest + 0.25 × the mean of the two nearest: one close example counts, a second one confirms it. */
export function prototypeScore({ best, second }: Nearness): number {
  return BEST_WEIGHT * best + (1 - BEST_WEIGHT) * ((best + second) / 2);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function tellNearness(
  texts: readonly string[],
  products: Float32Array,
  from: number,
  nearness: Writable<Nearness>,
): void {
  let best = -1;
  let second = -1;
  let bestRow = 0;
  let sum = 0;
  for (let row = 0; row < texts.length; row++) {
    const similarity = products[from + row]!;
    sum += similarity;
    if (similarity > best) {
      second = best;
      best = similarity;
      bestRow = row;
    } else if (similarity > second) second = similarity;
  }
  nearness.best = best;
  nearness.second = texts.length === 1 ? best : second;
  nearness.mean = sum / texts.length;
  nearness.nearest = texts[bestRow];
}
