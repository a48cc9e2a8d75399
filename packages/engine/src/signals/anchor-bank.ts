import type { SentenceEncoder } from '../ports/index.ts';
import { createTextView } from '../text/text-view.ts';

/** Example sentences, encoded once at load. */
export interface AnchorBank {
  readonly texts: readonly string[];
  /** Similarities of a unit vector to the examples; all 0 in an empty bank. */
  compare(vector: Float32Array): Nearness;
}

/** How near a vector is to a bank; cosines, -1..1. */
export interface Nearness {
  readonly best: number;
  /** Of the nearest but one; the best again where there is only one example. */
  readonly second: number;
  readonly mean: number;
  /** The nearest example; undefined in an empty bank. */
  readonly nearest: string | undefined;
}

const NOTHING: Nearness = { best: 0, second: 0, mean: 0, nearest: undefined };
const BEST_WEIGHT = 0.75;

/** Encodes the examples, each once even where it is listed twice. */
export async function compileAnchorBank(examples: readonly string[], encoder: SentenceEncoder): Promise<AnchorBank> {
  const texts = [...new Set(examples)];
  if (texts.length === 0) return { texts, compare: () => NOTHING };
  const { dimensions } = encoder;
  const matrix = new Float32Array(texts.length * dimensions);
  const vectors = await encoder.encode(texts.map((text) => createTextView(text)));
  for (const [row, vector] of vectors.entries()) matrix.set(vector, row * dimensions);
  return { texts, compare: (vector) => compare(texts, matrix, vector) };
}

/** 0.75 × the nearest + 0.25 × the mean of the two nearest: one close example counts, a second one confirms it. */
export function prototypeScore({ best, second }: Nearness): number {
  return BEST_WEIGHT * best + (1 - BEST_WEIGHT) * ((best + second) / 2);
}

function compare(texts: readonly string[], matrix: Float32Array, vector: Float32Array): Nearness {
  const dimensions = vector.length;
  let best = -1;
  let second = -1;
  let bestRow = 0;
  let sum = 0;
  for (let row = 0, offset = 0; row < texts.length; row++, offset += dimensions) {
    const similarity = dotProduct(matrix, offset, vector);
    sum += similarity;
    if (similarity > best) {
      second = best;
      best = similarity;
      bestRow = row;
    } else if (similarity > second) second = similarity;
  }
  return { best, second: texts.length === 1 ? best : second, mean: sum / texts.length, nearest: texts[bestRow] };
}

/** Four running sums, since one would wait for each addition before it starts the next. */
function dotProduct(matrix: Float32Array, offset: number, vector: Float32Array): number {
  const length = vector.length;
  const whole = length - (length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i < whole; i += 4) {
    a += matrix[offset + i]! * vector[i]!;
    b += matrix[offset + i + 1]! * vector[i + 1]!;
    c += matrix[offset + i + 2]! * vector[i + 2]!;
    d += matrix[offset + i + 3]! * vector[i + 3]!;
  }
  for (; i < length; i++) a += matrix[offset + i]! * vector[i]!;
  return a + b + c + d;
}
