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
/** What each feature's hash starts from, so that equal numbers of two features do not meet. */
const SEEDS = Int32Array.from({ length: FEATURES }, (_, feature) => Math.imul(feature + 1, 0x9e3779b1));
const NONE = 0x9e3779b9 | 0;

/**
 * Writes the row numbers of each token's features, `FEATURES` a token. `mask` is the number of rows less one, a power
 * of two. How a text is written as a whole (with capitals, without, in capitals alone) is part of what a shape means.
 */
export class NameFeatures {
  readonly rows = new Int32Array(PIECE_TOKENS * FEATURES);
  /** Where the stretch begins that `nextStretch` found. */
  stretchStart = 0;
  /** The two numbers that each feature is hashed from. */
  readonly #lefts = new Int32Array(PIECE_TOKENS * FEATURES);
  readonly #rights = new Int32Array(PIECE_TOKENS * FEATURES);
  readonly #classes = new Uint8Array(PIECE_TOKENS);
  readonly #mask: number;
  readonly #classOf: WordClassOf;

  constructor(mask: number, classOf: WordClassOf) {
    this.#mask = mask;
    this.#classOf = classOf;
  }

  /** Looks up the words of a piece; has to come before the other two. */
  readClasses({ count, shapes, hashes }: NameTokens): void {
    for (let i = 0; i < count; i++) {
      const shape = shapes[i]!;
      this.#classes[i] = shape > OUTSIDE && shape <= IDEOGRAPH ? this.#classOf(hashes[i]!) : 0;
    }
  }

  /**
   * End of the next stretch from `from` on that may hold a name, its start in `stretchStart`; -1 when none is left.
   * Common words, marks and numbers are no part of a name unless a word that may be one stands near.
   */
  nextStretch(tokens: NameTokens, from: number): number {
    const { count } = tokens;
    let first = from;
    while (first < count && this.#isPlain(tokens, first)) first++;
    if (first === count) return -1;
    this.stretchStart = Math.max(from, first - REACH);
    let end = first + 1;
    for (let i = end; i < count && i < end + 2 * REACH; i++) if (!this.#isPlain(tokens, i)) end = i + 1;
    return Math.min(count, end + REACH);
  }

  #isPlain({ shapes, gaps }: NameTokens, i: number): boolean {
    const shape = shapes[i]!;
    if (shape === MARK || shape === NUMBER || shape === OUTSIDE) return true;
    if (this.#classes[i] !== WORD_CLASSES.common) return false;
    return shape === LOWER_WORD || (shape === CAPITALISED && (i === 0 || gaps[i] === 2 || shapes[i - 1] === MARK));
  }

  /** Writes the rows of the tokens from `first` to before `end`, beginning with those of `first`. */
  read(tokens: NameTokens, first = 0, end = tokens.count): void {
    const { count, shapes, hashes, gaps } = tokens;
    const classes = this.#classes;
    const mask = this.#mask;
    const rows = this.rows;
    const manner = mannerOf(tokens) << 4;
    const lefts = this.#lefts;
    const rights = this.#rights;
    let at = 0;
    for (let i = first; i < end; i++) {
      const hasBefore = i > 0;
      const hasAfter = i + 1 < count;
      const word = hashes[i]!;
      const before = hasBefore ? hashes[i - 1]! : NONE;
      const after = hasAfter ? hashes[i + 1]! : NONE;
      const before2 = i > 1 ? hashes[i - 2]! : NONE;
      const after2 = i + 2 < count ? hashes[i + 2]! : NONE;
      const shape = shapes[i]! | manner;
      const shapeBefore = hasBefore ? shapes[i - 1]! : 15;
      const shapeAfter = hasAfter ? shapes[i + 1]! : 15;
      const shapeAfter2 = i + 2 < count ? shapes[i + 2]! : 15;
      const gap = gaps[i]!;
      const gapAfter = hasAfter ? gaps[i + 1]! : 2;
      const kind = classes[i]!;
      const kindBefore = hasBefore ? classes[i - 1]! : 0x20;
      const kindAfter = hasAfter ? classes[i + 1]! : 0x20;
      const kindAfter2 = i + 2 < count ? classes[i + 2]! : 0x20;
      const around = shape | (shapeBefore << 7) | (shapeAfter << 11) | (gap << 15) | (gapAfter << 17);
      lefts[at] = word;
      rights[at++] = 0;
      lefts[at] = word;
      rights[at++] = shape;
      lefts[at] = before;
      rights[at++] = shape;
      lefts[at] = after;
      rights[at++] = shape;
      lefts[at] = before;
      rights[at++] = 0;
      lefts[at] = after;
      rights[at++] = 0;
      lefts[at] = before2;
      rights[at++] = shape & 15;
      lefts[at] = after2;
      rights[at++] = shape & 15;
      lefts[at] = before;
      rights[at++] = word;
      lefts[at] = word;
      rights[at++] = after;
      lefts[at] = before2;
      rights[at++] = before;
      lefts[at] = after;
      rights[at++] = after2;
      lefts[at] = tokens.prefixes[i]!;
      rights[at++] = shape;
      lefts[at] = tokens.longPrefixes[i]!;
      rights[at++] = 0;
      lefts[at] = tokens.shortSuffixes[i]!;
      rights[at++] = shape;
      lefts[at] = tokens.suffixes[i]!;
      rights[at++] = shape;
      lefts[at] = tokens.longSuffixes[i]!;
      rights[at++] = 0;
      lefts[at] = around;
      rights[at++] = shapeAfter2;
      lefts[at] = shape | (Math.min(tokens.lengths[i]!, 12) << 7) | (gap << 12);
      rights[at++] = kind;
      lefts[at] = kind | (kindBefore << 6) | (kindAfter << 12);
      rights[at++] = around;
      lefts[at] = kind | (kindAfter << 6) | (kindAfter2 << 12);
      rights[at++] = before;
      lefts[at] = kind | (kindBefore << 6);
      rights[at++] = (shape & 15) | (shapeBefore << 4) | (gap << 8);
    }
    // Hashed together behind: this small loop is fast where a call for each feature is not.
    for (let from = 0; from < at; from += FEATURES) {
      for (let feature = 0; feature < FEATURES; feature++) {
        let hash = Math.imul(lefts[from + feature]! ^ SEEDS[feature]!, 0x85ebca6b);
        hash = Math.imul((hash ^ (hash >>> 15)) + rights[from + feature]!, 0xc2b2ae35);
        hash ^= hash >>> 13;
        hash = Math.imul(hash, 0x27d4eb2f);
        rows[from + feature] = (hash ^ (hash >>> 16)) & mask;
      }
    }
  }
}

/** 0: written as usual; 1: no capital letter; 2: capitals mostly. */
function mannerOf({ capitals, smalls }: NameTokens): number {
  return capitals === 0 ? 1 : capitals > smalls ? 2 : 0;
}
