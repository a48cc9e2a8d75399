import { KERNEL_WASM } from './kernel-wasm.generated.ts';
import { PackError } from './pack-error.ts';

/** Addresses are in bytes, counts in elements. */
type Address = WebAssembly.Global<'i32'>;

/** What packages/models/kernel exports; each is described there. */
export interface KernelFunctions {
  readonly memory: WebAssembly.Memory;
  readonly allocate: (bytes: number) => number;

  // The text and its features.
  readonly text: Address;
  readonly classes: Address;
  readonly fillers: Address;
  readonly openingIdeographs: Address;
  readonly readFeatures: (length: number, fillers: number, openingIdeographs: number) => void;
  readonly wordSlots: Address;
  readonly wordCount: WebAssembly.Global<'i32'>;
  readonly tokens: WebAssembly.Global<'i32'>;
  readonly work: WebAssembly.Global<'i32'>;
  readonly listAt: (list: number) => number;
  readonly listSize: (list: number) => number;
  readonly lookUpLists: () => void;
  readonly takeLists: (
    words: number,
    wordPairs: number,
    ideographs: number,
    ideographPairs: number,
    marks: number,
    frame: number,
  ) => void;

  // The store of words.
  readonly wordHashes: Address;
  readonly gramStarts: Address;
  readonly gramHashes: Address;
  readonly isFull: () => number;
  readonly forgetAllWords: () => void;

  // Bags.
  readonly scales: Address;
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
  readonly forgetWordsOf: (bag: number) => void;
  readonly sumText: (bag: number, lengthShape: number, tokens: number) => void;
  readonly sumAt: (bag: number) => number;
  readonly lexicalSumAt: (bag: number) => number;

  // Evidence.
  readonly markRoles: Address;
  readonly wideMarks: Address;
  readonly chineseWords: Address;
  readonly enterChineseWords: (count: number) => void;
  readonly enterConcept: (hash: number, concept: number) => void;
  readonly createEvidence: (count: number, kinds: number, bit: number) => number;
  readonly evidenceWeights: (evidence: number) => number;
  readonly evidenceKinds: (evidence: number) => number;
  readonly evidenceSums: (evidence: number) => number;
  readonly indexEvidence: (evidence: number, first: number, count: number, hashes: number) => void;
  readonly forgetWordsOfEvidence: (evidence: number) => void;
  readonly weighEvidence: (evidence: number, length: number) => void;
  readonly found: Address;
  readonly findNear: (length: number) => number;

  // Names.
  readonly nameHashes: Address;
  readonly namePrefixes: Address;
  readonly nameLongPrefixes: Address;
  readonly nameShortSuffixes: Address;
  readonly nameSuffixes: Address;
  readonly nameLongSuffixes: Address;
  readonly nameShapes: Address;
  readonly nameGaps: Address;
  readonly nameLengths: Address;
  readonly nameClasses: Address;
  readonly nameRows: Address;
  readonly writeNameRows: (first: number, end: number, count: number, manner: number, mask: number) => void;
  readonly tagScores: Address;
  readonly scoreTags: (weights: number, count: number, scale: number) => void;
  readonly tagFollows: Address;
  readonly takeFollows: () => void;
  readonly bestTags: Address;
  readonly findBestTags: (count: number) => number;
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
