import { KERNEL_WASM } from './kernel-wasm.generated.ts';
import { PackError } from './pack-error.ts';

/** What packages/models/kernel exports. Arrays are given by their addresses in its memory, in bytes; counts are of elements. */
export interface KernelFunctions {
  readonly memory: WebAssembly.Memory;
  /** Addresses of the words by slot, and of the numbers that scale codes stand for. */
  readonly wordHashes: WebAssembly.Global<'i32'>;
  readonly gramStarts: WebAssembly.Global<'i32'>;
  readonly gramHashes: WebAssembly.Global<'i32'>;
  readonly scales: WebAssembly.Global<'i32'>;
  readonly allocate: (bytes: number) => number;
  readonly enterWord: (slot: number) => void;
  readonly listAt: (list: number) => number;
  readonly beginText: (
    words: number,
    wordPairs: number,
    ideographs: number,
    ideographPairs: number,
    marks: number,
    frame: number,
    lengthShape: number,
    tokens: number,
  ) => void;
  readonly createBag: (
    columns: number,
    lexical: number,
    count: number,
    bit: number,
    unknownRarity: number,
    unknownAmount: number,
    hasAmounts: number,
  ) => number;
  readonly weighGroups: (
    bag: number,
    shortestGram: number,
    longestGram: number,
    gramWeight: number,
    wordPairWeight: number,
    ideographWeight: number,
    ideographPairWeight: number,
    markWeight: number,
    frameWeight: number,
    wordLimit: number,
    formLimit: number,
  ) => void;
  readonly fillBag: (
    bag: number,
    first: number,
    count: number,
    hashes: number,
    scales: number,
    rarities: number,
    amounts: number,
    values: number,
  ) => void;
  readonly forgetWords: (bag: number) => void;
  readonly sumText: (bag: number) => void;
  readonly sumAt: (bag: number) => number;
  readonly lexicalSumAt: (bag: number) => number;
}

let compiled: WebAssembly.Module | undefined;

/** A new instance of the kernel with a memory of its own; throws `PackError` where there is no WebAssembly with SIMD. */
export function createKernel(): KernelFunctions {
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL_WASM), (letter) => letter.charCodeAt(0)));
    return new WebAssembly.Instance(compiled).exports as unknown as KernelFunctions;
  } catch (cause) {
    const hint = 'use Node 20 or a browser of 2023 or later, with WebAssembly allowed';
    throw new PackError(
      'pack.no_kernel',
      `the embedded models need WebAssembly with SIMD: ${(cause as Error).message}`,
      hint,
    );
  }
}
