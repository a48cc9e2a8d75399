import { NEAR_ROWS_WASM } from './near-rows-wasm.ts';

/** Bits of a signature, and the bytes that hold them. */
export const SIGNATURE_BITS = 256;
export const SIGNATURE_BYTES = SIGNATURE_BITS / 8;
/** The group of a row that nobody uses. */
export const NO_GROUP = -1;

/** Rows that are looked at a stretch: their number is a multiple of it. */
const STRETCH = 8;
/** Counts of bits, one more than there are bits, in whole vectors of 16 bytes. */
const TALLY_BYTES = 1_040;
const PAGE_BYTES = 65_536;
/** Rows after which only those are tallied that are as near as the nearest so far: tallying takes longer than counting. */
const TIGHTENED = 4_096;

/** Signatures in rows, each of a group, among which those are picked that differ in the fewest bits from one that is sought. */
export interface RowScan {
  /** Of all rows, one after the other. */
  readonly signatures: Uint8Array;
  /** By row; `NO_GROUP` at first. */
  readonly groups: Int32Array;
  readonly sought: Uint8Array;
  /**
   * The rows of a group that differ in the fewest bits, at most as many as the scan was made for, none in more than
   * `farthest`; in the order of rows. They stand till the next call. From `rows` on, rows are of no group.
   */
  pick(rows: number, group: number, farthest: number): Int32Array;
}

/** A scan of up to so many rows, which picks `most` at most. */
export function createRowScan(rows: number, most: number): RowScan {
  const room = roundUp(rows);
  const soughtAt = room * SIGNATURE_BYTES;
  const tallyAt = soughtAt + SIGNATURE_BYTES;
  const groupsAt = tallyAt + TALLY_BYTES;
  const countsAt = groupsAt + room * Int32Array.BYTES_PER_ELEMENT;
  const pickedAt = countsAt + room * Uint16Array.BYTES_PER_ELEMENT;
  const kernel = kernelFor(pickedAt + most * Int32Array.BYTES_PER_ELEMENT);
  if (kernel === undefined) return createPlainRowScan(rows, most);
  const { buffer } = kernel.memory;
  const tally = new Uint32Array(buffer, tallyAt, SIGNATURE_BITS + 1);
  const picked = new Int32Array(buffer, pickedAt, most);
  const groups = new Int32Array(buffer, groupsAt, room).fill(NO_GROUP);
  return {
    signatures: new Uint8Array(buffer, 0, soughtAt),
    groups,
    sought: new Uint8Array(buffer, soughtAt, SIGNATURE_BYTES),
    pick(used, group, farthest) {
      const looked = roundUp(used);
      tally.fill(0);
      let bound = farthest;
      let onBound = most;
      for (let from = 0; from < looked; from += TIGHTENED) {
        const rows = Math.min(TIGHTENED, looked - from);
        const [matrix, ofGroups, ofCounts] = [from * SIGNATURE_BYTES, groupsAt + from * 4, countsAt + from * 2];
        kernel.countBits(rows, matrix, soughtAt, ofGroups, group, bound, tallyAt, ofCounts);
        ({ bound, onBound } = boundOf(tally, bound, most));
      }
      return picked.subarray(0, kernel.pickRows(looked, countsAt, bound, onBound, pickedAt));
    },
  };
}

/** The same in plain code, where there is no WebAssembly with SIMD. */
export function createPlainRowScan(rows: number, most: number): RowScan {
  const room = roundUp(rows);
  const signatures = new Uint8Array(room * SIGNATURE_BYTES);
  const sought = new Uint8Array(SIGNATURE_BYTES);
  const groups = new Int32Array(room).fill(NO_GROUP);
  const counts = new Uint16Array(room);
  const tally = new Uint32Array(SIGNATURE_BITS + 1);
  const picked = new Int32Array(most);
  return {
    signatures,
    groups,
    sought,
    pick(used, group, farthest) {
      tally.fill(0);
      for (let row = 0; row < used; row++) {
        if (groups[row] !== group) continue;
        const bits = differingBits(signatures, row * SIGNATURE_BYTES, sought);
        counts[row] = bits;
        if (bits <= farthest) tally[bits] = tally[bits]! + 1;
      }
      const { bound, onBound } = boundOf(tally, farthest, most);
      let left = onBound;
      let number = 0;
      for (let row = 0; row < used; row++) {
        if (groups[row] !== group) continue;
        const bits = counts[row]!;
        if (bits < bound || (bits === bound && left-- > 0)) picked[number++] = row;
      }
      return picked.subarray(0, number);
    },
  };
}

/** The count below which all rows are picked, and how many of those that have it. */
function boundOf(tally: Uint32Array, farthest: number, most: number): { bound: number; onBound: number } {
  let bound = 0;
  let below = 0;
  for (; bound < farthest && below + tally[bound]! < most; bound++) below += tally[bound]!;
  return { bound, onBound: most - below };
}

function differingBits(signatures: Uint8Array, from: number, sought: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < SIGNATURE_BYTES; i++) sum += BITS_IN[signatures[from + i]! ^ sought[i]!]!;
  return sum;
}

const BITS_IN = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function roundUp(rows: number): number {
  return Math.ceil(rows / STRETCH) * STRETCH;
}

/** Places are in bytes from the start of the memory; near-rows.wat says what each means. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  countBits(
    rows: number,
    matrix: number,
    row: number,
    groups: number,
    group: number,
    farthest: number,
    tally: number,
    counts: number,
  ): void;
  pickRows(rows: number, counts: number, bound: number, onBound: number, picked: number): number;
}

/** The kernel with room for so many bytes; undefined where the runtime has no WebAssembly with SIMD. */
function kernelFor(size: number): Kernel | undefined {
  try {
    const code = Uint8Array.from(atob(NEAR_ROWS_WASM), (letter) => letter.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
    const kernel = exports as unknown as Kernel;
    kernel.memory.grow(Math.ceil(size / PAGE_BYTES));
    return kernel;
  } catch {
    // Slower, and the same rows: not worth a word.
    return undefined;
  }
}
