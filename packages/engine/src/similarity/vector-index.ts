import { DIFFERING_BITS_WASM } from './differing-bits-wasm.ts';

/** A row of an index, and how near it is. */
export interface Neighbour {
  readonly row: number;
  /** Dot product, -1..1, of vectors kept as bytes: off by 0.01 at most where both are of length 1. */
  readonly similarity: number;
}

/** Bits of a signature, and the bytes that hold them. */
const BITS = 256;
const BYTES = BITS / 8;
/** Rows whose vectors are compared in full: those whose signatures are nearest. */
const COMPARED = 64;
/** Bits in which vectors of similarity 0.2 differ: what differs in more is not near to anything. */
const FARTHEST = 112;
const PAGE_BYTES = 65_536;
const FREE = -1;

interface Signatures {
  /** Of all rows, one after the other, then the one that is looked for, then the counts. */
  readonly bytes: Uint8Array;
  readonly counts: Uint16Array;
  readonly sought: Uint8Array;
  count(rows: number): void;
}

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
  readonly #tally = new Uint32Array(BITS + 1);
  /** Rows of the group asked for that may be near; room for all. */
  #near: Int32Array;
  readonly #free: number[] = [];
  #rows = 0;
  #signatures: Signatures;
  #groups: Int32Array;
  #vectors: Int8Array;

  constructor(dimensions: number, rows = 1_024) {
    this.#dimensions = dimensions;
    const width = Math.max(BITS, 2 ** Math.ceil(Math.log2(dimensions)));
    this.#work = new Float32Array(width);
    this.#flips = [signs(width, 1), signs(width, 2)];
    this.#signatures = signaturesFor(rows);
    this.#groups = new Int32Array(rows).fill(FREE);
    this.#near = new Int32Array(rows);
    this.#vectors = new Int8Array(rows * dimensions);
  }

  /** Adds a vector (127 for 1) to a group, a number from 0. Returns its row, which stays until it is removed. */
  add(vector: Int8Array, group: number): number {
    const row = this.#free.pop() ?? this.#rows++;
    if (row === this.#groups.length) this.#grow();
    this.#groups[row] = group;
    this.#vectors.set(vector, row * this.#dimensions);
    this.#sign(vector, this.#signatures.bytes.subarray(row * BYTES, (row + 1) * BYTES));
    return row;
  }

  /** Takes a row out; its number goes to another vector some day. */
  remove(row: number): void {
    this.#groups[row] = FREE;
    this.#free.push(row);
  }

  /** The nearest rows of a group, the nearest first, at most `most` and 64 of them; none of a similarity far below 0.2. */
  nearest(vector: Int8Array, group: number, most: number): readonly Neighbour[] {
    const { sought, counts, count } = this.#signatures;
    const groups = this.#groups;
    const rows = this.#rows;
    const near = this.#near;
    const tally = this.#tally.fill(0);
    this.#sign(vector, sought);
    count(rows);
    let found = 0;
    for (let row = 0; row < rows; row++) {
      const bits = counts[row]!;
      if (bits > FARTHEST || groups[row] !== group) continue;
      tally[bits] = tally[bits]! + 1;
      near[found++] = row;
    }
    let bound = 0;
    let below = 0;
    for (; bound < FARTHEST && below + tally[bound]! < COMPARED; bound++) below += tally[bound]!;
    let room = COMPARED - below;
    const compared: Neighbour[] = [];
    for (let at = 0; at < found; at++) {
      const row = near[at]!;
      const bits = counts[row]!;
      if (bits > bound || (bits === bound && --room < 0)) continue;
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
    for (let i = 0; i < BITS; i++) if (work[i]! > 0) into[i >> 3]! |= 1 << (i & 7);
  }

  #grow(): void {
    const rows = this.#groups.length * 2;
    const signatures = signaturesFor(rows);
    signatures.bytes.set(this.#signatures.bytes.subarray(0, this.#groups.length * BYTES));
    this.#signatures = signatures;
    const groups = new Int32Array(rows).fill(FREE);
    groups.set(this.#groups);
    this.#groups = groups;
    this.#near = new Int32Array(rows);
    const vectors = new Int8Array(rows * this.#dimensions);
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

type CountDifferingBits = (rows: number, matrix: number, row: number, counts: number) => void;

function signaturesFor(rows: number): Signatures {
  const soughtAt = rows * BYTES;
  const countsAt = soughtAt + BYTES;
  const size = countsAt + rows * Uint16Array.BYTES_PER_ELEMENT;
  const kernel = kernelFor(size);
  const buffer = kernel?.memory.buffer ?? new ArrayBuffer(size);
  const bytes = new Uint8Array(buffer, 0, soughtAt);
  const sought = new Uint8Array(buffer, soughtAt, BYTES);
  const counts = new Uint16Array(buffer, countsAt, rows);
  const count = (used: number) =>
    kernel === undefined ? countPlainly(used, bytes, sought, counts) : kernel.count(used, 0, soughtAt, countsAt);
  return { bytes, sought, counts, count };
}

/** The kernel with room for so many bytes; undefined where the runtime has no WebAssembly with SIMD. */
function kernelFor(size: number): { memory: WebAssembly.Memory; count: CountDifferingBits } | undefined {
  try {
    const code = Uint8Array.from(atob(DIFFERING_BITS_WASM), (letter) => letter.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
    const memory = exports.memory as WebAssembly.Memory;
    memory.grow(Math.ceil(size / PAGE_BYTES));
    return { memory, count: exports.differingBits as CountDifferingBits };
  } catch {
    // Slower, and the same counts: not worth a word.
    return undefined;
  }
}

/** The same in plain code. */
export function countPlainly(rows: number, matrix: Uint8Array, sought: Uint8Array, counts: Uint16Array): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < BYTES; i++) sum += BITS_IN[matrix[row * BYTES + i]! ^ sought[i]!]!;
    counts[row] = sum;
  }
}

const BITS_IN = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
