import { Random } from '../random.ts';

const ROUNDS = 12;

/** Where vectors lie, and how they differ. */
export interface PrincipalDirections {
  readonly mean: Float64Array;
  /** `[direction * width + k]`, each of length 1, those in which they differ most first. */
  readonly directions: Float64Array;
  /** How far they spread along each: the root of the mean square. */
  readonly spreads: Float64Array;
}

/**
 * The `count` directions in which vectors differ most: the covariance applied to random directions again and again, made
 * upright each time.
 */
export function principalDirections(vectors: readonly Float32Array[], count: number): PrincipalDirections {
  const width = vectors[0]!.length;
  const mean = new Float64Array(width);
  for (const vector of vectors) for (let k = 0; k < width; k++) mean[k] = mean[k]! + vector[k]! / vectors.length;
  const covariance = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (const vector of vectors) {
    for (let k = 0; k < width; k++) centred[k] = vector[k]! - mean[k]!;
    for (let i = 0; i < width; i++) {
      const value = centred[i]!;
      for (let j = 0, at = i * width; j < width; j++, at++) covariance[at] = covariance[at]! + value * centred[j]!;
    }
  }
  const random = new Random(17);
  let directions = Float64Array.from({ length: count * width }, () => random.normal());
  const spreads = new Float64Array(count);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(directions.length);
    for (let d = 0; d < count; d++) {
      for (let i = 0; i < width; i++) {
        let sum = 0;
        for (let j = 0, at = i * width; j < width; j++, at++) sum += covariance[at]! * directions[d * width + j]!;
        next[d * width + i] = sum;
      }
      spreads[d] = Math.sqrt(Math.hypot(...next.subarray(d * width, (d + 1) * width)) / vectors.length);
    }
    directions = upright(next, count, width);
  }
  return { mean, directions, spreads };
}

/** Each direction without what the ones before it hold, of length 1. */
function upright(directions: Float64Array, count: number, width: number): Float64Array<ArrayBuffer> {
  const found = Float64Array.from(directions);
  for (let d = 0; d < count; d++) {
    const own = found.subarray(d * width, (d + 1) * width);
    for (let before = 0; before < d; before++) {
      let along = 0;
      for (let k = 0; k < width; k++) along += own[k]! * found[before * width + k]!;
      for (let k = 0; k < width; k++) own[k] = own[k]! - along * found[before * width + k]!;
    }
    let squares = 0;
    for (const value of own) squares += value * value;
    const length = Math.sqrt(squares) + 1e-12;
    for (let k = 0; k < width; k++) own[k] = own[k]! / length;
  }
  return found;
}
