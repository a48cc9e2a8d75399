import {
  CAPITALISED,
  IDEOGRAPH,
  LOWER_WORD,
  MARK,
  type NameTokens,
  NUMBER,
  OUTSIDE,
  PIECE_TOKENS,
} from './name-tokens.ts';

/** Features of a token: as many rows of the weights are added up for it. */
export const FEATURES = 22;

/** Classes of words that training has seen, as bits: what a name's parts look like beside unknown ones. */
export const WORD_CLASSES = { first: 1, last: 2, place: 4, organisation: 8, common: 16 } as const;

/** Gives the class bits of a word by its hash; 0 for one that is not known. */
export type WordClassOf = (hash: number) => number;

/** Tokens on either side of one that may belong to a name, which are read with it. */
const REACH = 3;
/**
 * Writes the row numbers of each token's features, `FEATURES` a token. `mask` is the number of rows less one, a power
 * of two. How a text is written as a whole (with capitals, without, in capitals alone) is part of what a shape means.
 */
export class NameFeatures {
  readonly rows: Int32Array;
  /** Where the stretch begins that `nextStretch` found. */
  stretchStart = 0;
  readonly #tokens: NameTokens;
  readonly #classes: Uint8Array;
  readonly #mask: number;
  readonly #classOf: WordClassOf;

  constructor(tokens: NameTokens, mask: number, classOf: WordClassOf) {
    const { call } = tokens.memory;
    this.#tokens = tokens;
    this.#mask = mask;
    this.#classOf = classOf;
    this.rows = new Int32Array(call.memory.buffer, call.nameRows.value, PIECE_TOKENS * FEATURES);
    this.#classes = new Uint8Array(call.memory.buffer, call.nameClasses.value, PIECE_TOKENS);
  }

  /** Looks up the words of a piece; has to come before the other two. */
  readClasses(): void {
    const { count, shapes, hashes } = this.#tokens;
    for (let i = 0; i < count; i++) {
      const shape = shapes[i]!;
      this.#classes[i] = shape > OUTSIDE && shape <= IDEOGRAPH ? this.#classOf(hashes[i]!) : 0;
    }
  }

  /**
   * End of the next stretch from `from` on that may hold a name, its start in `stretchStart`; -1 when none is left.
   * Common words, marks and numbers are no part of a name unless a word that may be one stands near.
   */
  nextStretch(from: number): number {
    const { count } = this.#tokens;
    let first = from;
    while (first < count && this.#isPlain(first)) first++;
    if (first === count) return -1;
    this.stretchStart = Math.max(from, first - REACH);
    let end = first + 1;
    for (let i = end; i < count && i < end + 2 * REACH; i++) if (!this.#isPlain(i)) end = i + 1;
    return Math.min(count, end + REACH);
  }

  #isPlain(i: number): boolean {
    const { shapes, gaps } = this.#tokens;
    const shape = shapes[i]!;
    if (shape === MARK || shape === NUMBER || shape === OUTSIDE) return true;
    if (this.#classes[i] !== WORD_CLASSES.common) return false;
    return shape === LOWER_WORD || (shape === CAPITALISED && (i === 0 || gaps[i] === 2 || shapes[i - 1] === MARK));
  }

  /** Writes the rows of the tokens from `first` to before `end`, beginning with those of `first`. */
  read(first = 0, end = this.#tokens.count): void {
    const { count, memory } = this.#tokens;
    memory.call.writeNameRows(first, end, count, mannerOf(this.#tokens), this.#mask);
  }
}

/** 0: written as usual; 1: no capital letter; 2: capitals mostly. */
function mannerOf({ capitals, smalls }: NameTokens): number {
  return capitals === 0 ? 1 : capitals > smalls ? 2 : 0;
}
