import { createRowScan, NO_GROUP, type RowScan, SIGNATURE_BITS, SIGNATURE_BYTES } from './row-scan.ts';

/** A row of an index, and how near it is. */
export interface Neighbour {
  readonly row: number;
  /** Dot product, -1..1, of vectors kept as bytes: off by 0.01 at most where both are of length 1. */
  readonly similarity: number;
}

/** Rows whose vectors are compared in full: those whose signatures are nearest. */
const COMPARED = 64;
/** Bits in which vectors of similarity 0.2 differ: what differs in more is not near to anything. */
const FARTHEST = 112;

/**
 * Unit vectors in groups, among which the nearest of a group are found without comparing all: each vector has a signature
 * of 256 bits, the signs of as many random projections, and only those that differ in the fewest bits from the signature
 * that is looked for are compared in full. The share of bits that differ grows with the angle between two vectors, so
 * that a vector of similarity 0.7 or more is missed only among dozens that are nearer.
 * (Charikar, Similarity estimation techniques from rounding algorithms, 2002.)
 */
export class VectorIndex {
  readonly #dimensions: number;
  readonly #flips: readonly Float32Array[];
  readonly #work: Float32Array;
  readonly #free: number[] = [];
  #rows = 0;
  #scan: RowScan;
  #vectors: Int8Array;

  constructor(dimensions: number, rows = 1_024) {
    this.#dimensions = dimensions;
    const width = Math.max(SIGNATURE_BITS, 2 ** Math.ceil(Math.log2(dimensions)));
    this.#work = new Float32Array(width);
    this.#flips = [signs(width, 1), signs(width, 2)];
    this.#scan = createRowScan(rows, COMPARED);
    this.#vectors = new Int8Array(this.#scan.groups.length * dimensions);
  }

  /** Adds a vector (127 for 1) to a group, a number from 0. Returns its row, which stays until it is removed. */
  add(vector: Int8Array, group: number): number {
    const row = this.#free.pop() ?? this.#rows++;
    if (row === this.#scan.groups.length) this.#grow();
    const { groups, signatures } = this.#scan;
    groups[row] = group;
    this.#vectors.set(vector, row * this.#dimensions);
    this.#sign(vector, signatures.subarray(row * SIGNATURE_BYTES, (row + 1) * SIGNATURE_BYTES));
    return row;
  }

  /** Takes a row out; its number goes to another vector some day. */
  remove(row: number): void {
    this.#scan.groups[row] = NO_GROUP;
    this.#free.push(row);
  }

  /** The nearest rows of a group, the nearest first, at most `most` and 64 of them; none of a similarity far below 0.2. */
  nearest(vector: Int8Array, group: number, most: number): readonly Neighbour[] {
    this.#sign(vector, this.#scan.sought);
    const compared: Neighbour[] = [];
    for (const row of this.#scan.pick(this.#rows, group, FARTHEST)) {
      compared.push({ row, similarity: this.#similarity(vector, row) });
    }
    return compared.sort((a, b) => b.similarity - a.similarity).slice(0, most);
  }

  #similarity(vector: Int8Array, row: number): number {
    const from = row * this.#dimensions;
    let sum = 0;
    for (let i = 0; i < this.#dimensions; i++) sum += vector[i]! * this.#vectors[from + i]!;
    return Math.max(-1, Math.min(1, sum / (127 * 127)));
  }

  /** Random signs and a Hadamard transform, twice: as good as a random rotation, in n log n steps. */
  #sign(vector: Int8Array, into: Uint8Array): void {
    const work = this.#work.fill(0);
    work.set(vector);
    for (const flips of this.#flips) {
      for (let i = 0; i < work.length; i++) work[i] = work[i]! * flips[i]!;
      hadamard(work);
    }
    into.fill(0);
    for (let i = 0; i < SIGNATURE_BITS; i++) if (work[i]! > 0) into[i >> 3]! |= 1 << (i & 7);
  }

  #grow(): void {
    const { signatures, groups } = this.#scan;
    this.#scan = createRowScan(groups.length * 2, COMPARED);
    this.#scan.signatures.set(signatures);
    this.#scan.groups.set(groups);
    const vectors = new Int8Array(this.#scan.groups.length * this.#dimensions);
    vectors.set(this.#vectors);
    this.#vectors = vectors;
  }
}

/** A unit vector as bytes, 127 for 1. */
export function vectorBytes(vector: Float32Array): Int8Array {
  const bytes = new Int8Array(vector.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.max(-127, Math.min(127, Math.round(vector[i]! * 127)));
  return bytes;
}

/** Signs that look random and are the same in every process. */
function signs(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 31 === 0 ? 1 : -1;
  });
}

function hadamard(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let from = 0; from < values.length; from += 2 * half) {
      for (let i = from; i < from + half; i++) {
        const left = values[i]!;
        const right = values[i + half]!;
        values[i] = left + right;
        values[i + half] = left - right;
      }
    }
  }
}
