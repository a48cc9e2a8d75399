import { KERNEL_WASM } from './kernel-wasm.generated.ts';
import { PackError } from './pack-error.ts';

/** Addresses are in bytes, counts in elements. */
type Address = WebAssembly.Global<'i32'>;

/** What packages/models/kernel exports; each is described there. */
export interface KernelFunctions {
  readonly memory: WebAssembly.Memory;
  readonly allocate: (bytes: number) => number;
  readonly reserve: (bytes: number) => void;

  // The text and its features.
  readonly prepareReader: () => void;
  readonly text: Address;
  readonly classes: Address;
  readonly fillers: Address;
  readonly openingIdeographs: Address;
  readonly readFeatures: (length: number, fillers: number, openingIdeographs: number) => void;
  readonly wordSlots: Address;
  readonly wordCount: WebAssembly.Global<'i32'>;
  readonly lacksWords: WebAssembly.Global<'i32'>;
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

  // Features in the order of an index.
  readonly beginOrder: (hashes: number, count: number) => void;
  readonly orderRows: (
    from: number,
    to: number,
    hashes: number,
    firstCodes: number,
    secondCodes: number,
    thirdCodes: number,
  ) => void;

  // Bags.
  readonly scales: Address;
  readonly createBag: (
    columns: number,
    lexical: number,
    count: number,
    rows: number,
    bit: number,
    unknownRarity: number,
    unknownAmount: number,
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
  readonly indexBag: (bag: number, from: number, to: number) => void;
  readonly forgetWordsOf: (bag: number) => void;
  readonly sumText: (bag: number, lengthShape: number, tokens: number) => void;
  readonly sumAt: (bag: number) => number;
  readonly lexicalSumAt: (bag: number) => number;

  // Evidence.
  readonly allocateEvidence: () => void;
  readonly markRoles: Address;
  readonly wideMarks: Address;
  readonly chineseWords: Address;
  readonly enterChineseWords: (count: number) => void;
  readonly enterConcept: (hash: number, concept: number) => void;
  readonly createEvidence: (count: number, kinds: number, bit: number) => number;
  readonly evidenceSums: (evidence: number) => number;
  readonly indexEvidence: (evidence: number, from: number, to: number) => void;
  readonly passEvidence: (evidence: number, hashes: number, count: number) => void;
  readonly forgetWordsOfEvidence: (evidence: number) => void;
  readonly weighEvidence: (evidence: number, length: number) => void;
  readonly found: Address;
  readonly findNear: (length: number) => number;

  // Names.
  readonly allocateNames: () => void;
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
    compiled ??= new WebAssembly.Module(bytesOf(KERNEL_WASM));
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

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
