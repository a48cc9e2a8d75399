import { MULTIPLY_WASM } from './multiply-wasm.ts';

/** Rows of numbers that vectors are multiplied with. */
export interface RowMatrix {
  /** The product of each row with the vector. The array is written anew by the next call. */
  multiply(vector: Float32Array): Float32Array;
}

/** Rows are padded to a multiple of this, so that the kernel needs no rest. */
const PIECE = 8;
const BYTES = Float32Array.BYTES_PER_ELEMENT;
const PAGE_BYTES = 65_536;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  /** Addresses and lengths in bytes; the row's a multiple of 32. */
  readonly multiply: (rows: number, matrix: number, rowBytes: number, vector: number, products: number) => void;
}

let compiled: WebAssembly.Module | null | undefined;

/** The kernel's code; null where the runtime has no WebAssembly with SIMD. */
function kernelModule(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    const bytes = Uint8Array.from(atob(MULTIPLY_WASM), (letter) => letter.charCodeAt(0));
    compiled = new WebAssembly.Module(bytes);
  } catch {
    // Slower, and the same to seven digits: not worth a word at every load.
    compiled = null;
  }
  return compiled;
}

/**
 * A matrix of rows of the same length. It multiplies by SIMD instructions in WebAssembly, some ten times as fast as plain
 * code, and by plain code where the runtime has none; sums differ in the order of additions only.
 */
export function createRowMatrix(rows: readonly Float32Array[], dimensions: number): RowMatrix {
  const module = kernelModule();
  return module === null ? createPlainMatrix(rows, dimensions) : createSimdMatrix(module, rows, dimensions);
}

function createSimdMatrix(module: WebAssembly.Module, rows: readonly Float32Array[], dimensions: number): RowMatrix {
  const { memory, multiply } = new WebAssembly.Instance(module).exports as unknown as Kernel;
  const padded = Math.ceil(dimensions / PIECE) * PIECE;
  const vectorAt = rows.length * padded;
  const productsAt = vectorAt + padded;
  memory.grow(Math.ceil(((productsAt + rows.length) * BYTES) / PAGE_BYTES));
  const numbers = new Float32Array(memory.buffer);
  for (const [index, row] of rows.entries()) numbers.set(row, index * padded);
  const products = numbers.subarray(productsAt, productsAt + rows.length);
  return {
    multiply(vector) {
      numbers.set(vector, vectorAt);
      multiply(rows.length, 0, padded * BYTES, vectorAt * BYTES, productsAt * BYTES);
      return products;
    },
  };
}

/** The same in plain code. Four running sums, since one would wait for each addition before it starts the next. */
export function createPlainMatrix(rows: readonly Float32Array[], dimensions: number): RowMatrix {
  const matrix = new Float32Array(rows.length * dimensions);
  for (const [index, row] of rows.entries()) matrix.set(row, index * dimensions);
  const products = new Float32Array(rows.length);
  return {
    multiply(vector) {
      for (let row = 0; row < products.length; row++) products[row] = dotProduct(matrix, row * dimensions, vector);
      return products;
    },
  };
}

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
