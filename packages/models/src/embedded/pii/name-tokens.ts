import { KernelMemory } from '../kernel-memory.ts';

/** What a token is made of. */
export const LOWER_WORD = 1;
export const CAPITALISED = 2;
export const UPPER_WORD = 3;
export const INITIAL = 4;
export const MIXED_CASE = 5;
/** Letters of a script without case. */
export const CASELESS = 6;
export const IDEOGRAPH = 7;
export const NUMBER = 8;
/** Letters and digits in one. */
export const MIXED_WORD = 9;
export const MARK = 10;
/** Pictures, and the missing neighbours of a text's first and last token. */
export const OUTSIDE = 0;

/** Tokens that are read as one sequence at most; a longer text is read in pieces of that many. */
export const PIECE_TOKENS = 256;
/** From here on a piece ends where a sentence does. */
const PIECE_FROM = 160;

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const HAN = 4;
const IGNORED = 5;
const PICTURE = 6;
const SIGN = 7;

/** By unit below 0x600: what it is, its lower case, and whether that differs. */
const TABLE_SIZE = 0x600;
const CLASS = new Uint8Array(TABLE_SIZE);
const LOWER = new Uint16Array(TABLE_SIZE);
const HAS_CASE = new Uint8Array(TABLE_SIZE);
for (let code = 0; code < TABLE_SIZE; code++) {
  const unit = String.fromCharCode(code);
  const lower = unit.toLowerCase();
  LOWER[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
  HAS_CASE[code] = lower !== unit ? 2 : unit.toUpperCase() !== unit ? 1 : 0;
  if (code === 0xad) CLASS[code] = IGNORED;
  else if (/[\p{L}\p{M}]/u.test(unit)) CLASS[code] = LETTER;
  else if (/\p{Nd}/u.test(unit)) CLASS[code] = DIGIT;
  else CLASS[code] = /\s/.test(unit) || code < 0x20 ? SPACE : SIGN;
}

function classOf(code: number): number {
  if (code < TABLE_SIZE) return CLASS[code]!;
  if (code >= 0x3040 && code <= 0x9fff) return HAN;
  if (code >= 0xac00 && code <= 0xd7a3) return LETTER;
  if (code < 0x2000) return LETTER;
  if (code === 0x200b || code === 0x200c || code === 0x200d || code === 0x2060 || code === 0xfeff) return IGNORED;
  if (code >= 0xff01 && code <= 0xff5e) return CLASS[code - 0xfee0]!;
  if (code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x3000) return SPACE;
  if (code >= 0xf900 && code <= 0xfaff) return HAN;
  return code >= 0x2190 && code <= 0x2bff ? PICTURE : code >= 0xd800 && code <= 0xdfff ? PICTURE : SIGN;
}

/** Full-width letters and signs as the usual ones. */
function narrow(code: number): number {
  return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
}

/**
 * Up to `PIECE_TOKENS` tokens of a text: words, numbers, single ideographs, and marks, a run of equal marks being one.
 * Reused for the next piece, in the memory of a kernel. Hashes are over lower case, so that a name reads the same however it is written.
 */
export class NameTokens {
  readonly memory: KernelMemory;
  readonly starts = new Int32Array(PIECE_TOKENS);
  readonly ends = new Int32Array(PIECE_TOKENS);
  readonly shapes: Uint8Array;
  readonly hashes: Int32Array;
  readonly prefixes: Int32Array;
  readonly longPrefixes: Int32Array;
  /** Last two, three and four letters. */
  readonly shortSuffixes: Int32Array;
  readonly suffixes: Int32Array;
  readonly longSuffixes: Int32Array;
  /** 0 where the token touches the one before, 1 after a space, 2 after a line break. */
  readonly gaps: Uint8Array;
  /** Letters in the words, capped. */
  readonly lengths: Uint8Array;
  count = 0;
  capitals = 0;
  smalls = 0;

  /** Of the memory nothing may be allocated any more: its arrays would be others. */
  constructor(memory = new KernelMemory()) {
    this.memory = memory;
    const { call } = memory;
    const { buffer } = call.memory;
    const numbers = ({ value }: { readonly value: number }) => new Int32Array(buffer, value, PIECE_TOKENS);
    const bytes = ({ value }: { readonly value: number }) => new Uint8Array(buffer, value, PIECE_TOKENS);
    this.hashes = numbers(call.nameHashes);
    this.prefixes = numbers(call.namePrefixes);
    this.longPrefixes = numbers(call.nameLongPrefixes);
    this.shortSuffixes = numbers(call.nameShortSuffixes);
    this.suffixes = numbers(call.nameSuffixes);
    this.longSuffixes = numbers(call.nameLongSuffixes);
    this.shapes = bytes(call.nameShapes);
    this.gaps = bytes(call.nameGaps);
    this.lengths = bytes(call.nameLengths);
  }

  /** Reads a piece of `text` from `from`; returns where the next one begins. */
  read(text: string, from: number): number {
    this.count = 0;
    this.capitals = 0;
    this.smalls = 0;
    let index = from;
    let gap = from === 0 ? 2 : 1;
    while (index < text.length) {
      const code = text.charCodeAt(index);
      const kind = classOf(code);
      if (kind === SPACE) {
        if (code === 0x0a) gap = 2;
        else if (gap === 0) gap = 1;
        index++;
        continue;
      }
      if (kind === IGNORED) {
        index++;
        continue;
      }
      if (this.count === PIECE_TOKENS || (this.count >= PIECE_FROM && this.#isEnd(text, gap))) return index;
      const at = this.count++;
      this.gaps[at] = gap;
      gap = 0;
      this.starts[at] = index;
      index =
        kind === LETTER || kind === DIGIT ? this.#readWord(text, index, at) : this.#readSign(text, index, at, kind);
      this.ends[at] = index;
    }
    return index;
  }

  #isEnd(text: string, gap: number): boolean {
    if (gap === 0) return false;
    const last = text.charCodeAt(this.ends[this.count - 1]! - 1);
    return last === 0x2e || last === 0x21 || last === 0x3f || last === 0x3002;
  }

  #readWord(text: string, start: number, at: number): number {
    let index = start;
    let hash = 0x811c9dc5 | 0;
    let [last, second, third, fourth] = [0, 0, 0, 0];
    let length = 0;
    let uppers = 0;
    let lowers = 0;
    let letters = 0;
    let isFirstUpper = false;
    this.prefixes[at] = 0;
    this.longPrefixes[at] = 0;
    for (; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const kind = classOf(unit);
      if (kind === IGNORED) continue;
      if (kind !== LETTER && kind !== DIGIT) break;
      const code = narrow(unit);
      let lower = code;
      if (code < TABLE_SIZE) {
        lower = LOWER[code]!;
        const hasCase = HAS_CASE[code]!;
        if (hasCase === 2) {
          uppers++;
          if (length === 0) isFirstUpper = true;
        } else if (hasCase === 1) lowers++;
      }
      if (kind === LETTER) letters++;
      length++;
      fourth = third;
      third = second;
      second = last;
      last = lower;
      hash = Math.imul(hash ^ lower, 0x01000193);
      if (length === 3) this.prefixes[at] = hash;
      else if (length === 4) this.longPrefixes[at] = hash;
    }
    if (length < 3) this.prefixes[at] = hash;
    if (length < 4) this.longPrefixes[at] = hash;
    this.hashes[at] = letters === 0 ? numberHash(text.charCodeAt(start), length) : hash;
    this.shortSuffixes[at] = last | (second << 11);
    this.suffixes[at] = Math.imul(last | (second << 11), 0x2c1b3c6d) ^ third;
    this.longSuffixes[at] = Math.imul(this.suffixes[at]!, 0x297a2d39) ^ fourth;
    this.lengths[at] = Math.min(length, 255);
    this.capitals += uppers;
    this.smalls += lowers;
    if (letters === 0) this.shapes[at] = NUMBER;
    else if (letters < length) this.shapes[at] = MIXED_WORD;
    else if (uppers === 0) this.shapes[at] = lowers === 0 ? CASELESS : LOWER_WORD;
    else if (length === 1) this.shapes[at] = INITIAL;
    else if (lowers === 0) this.shapes[at] = UPPER_WORD;
    else this.shapes[at] = uppers === 1 && isFirstUpper ? CAPITALISED : MIXED_CASE;
    return index;
  }

  #readSign(text: string, start: number, at: number, kind: number): number {
    const code = narrow(text.charCodeAt(start));
    let end = start + 1;
    // An ideograph is a token of its own; of other signs a run counts as one.
    if (kind !== HAN) while (end < text.length && sameSign(text, end, start, kind)) end++;
    this.shapes[at] = kind === HAN ? IDEOGRAPH : kind === PICTURE ? OUTSIDE : MARK;
    const hash = kind === PICTURE ? 0x7fff : Math.imul(0x811c9dc5 ^ code, 0x01000193);
    this.hashes[at] = hash;
    this.prefixes[at] = hash;
    this.longPrefixes[at] = hash;
    this.shortSuffixes[at] = hash;
    this.suffixes[at] = hash;
    this.longSuffixes[at] = hash;
    this.lengths[at] = Math.min(end - start, 255);
    return end;
  }
}

function sameSign(text: string, index: number, start: number, kind: number): boolean {
  const code = text.charCodeAt(index);
  return kind === PICTURE ? classOf(code) === PICTURE : code === text.charCodeAt(start);
}

/** Numbers are told apart by their length only: which house it is tells nothing. */
function numberHash(first: number, length: number): number {
  return Math.imul(0x3c6ef372 ^ Math.min(length, 8), 0x01000193) ^ (first === 0x30 ? 1 : 0);
}

/** The hash under which a word's class is kept; the same as `NameTokens` gives it. */
export function wordHash(word: string): number {
  tokensOfWords ??= new NameTokens();
  tokensOfWords.read(word, 0);
  return tokensOfWords.hashes[0]!;
}

let tokensOfWords: NameTokens | undefined;
