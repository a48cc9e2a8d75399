import type { TextView } from '@signalbox/engine/ports';
import { characterClass, DIGIT, IDEOGRAPH, LETTER } from '../character-class.ts';
import { absorb, finish, IDEOGRAPHS } from '../feature-hash.ts';
import { foldNumber, foldWord, hashOf, numberWord, rootOf } from './word-form.ts';

/** What a token is. */
export const WORD_TOKEN = 1;
export const NUMBER_TOKEN = 2;
/** One character of a script without spaces. */
export const GLYPH_TOKEN = 3;

/** Tokens read of one text at most; what comes behind is left unread. */
export const TOKEN_LIMIT = 262_144;
/** Tokens in a sentence at most: transcripts without full stops are cut. */
const SENTENCE_LIMIT = 96;
const LONGEST_TOKEN = 48;

/** A text as a list of words, numbers and glyphs, cut into sentences. Each array has one entry per token. */
export interface PairText {
  readonly raw: string;
  readonly size: number;
  /** Offsets into `raw`, UTF-16 units, end exclusive. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  /** 1 where the token begins with a capital. */
  readonly capitals: Uint8Array;
  /** Hash of the folded token: equal for equal words and for equal numbers. */
  readonly words: Uint32Array;
  /** Hash that forms of one word share; of a glyph and the one behind it, as one glyph alone says little. */
  readonly roots: Uint32Array;
  /** Number of the token's sentence. */
  readonly sentences: Int32Array;
  /** First token of each sentence, and `size` at the end. */
  readonly sentenceStarts: Int32Array;
  /** The token as it is compared. */
  folded(at: number): string;
}

const PAIR_TEXT = { name: 'pair text' } as { readonly name: string; readonly __value?: PairText };

/** The view's tokens, read by whichever head asks first. */
export function pairTextOf(view: TextView): PairText {
  return view.memo(PAIR_TEXT, ({ raw }) => readPairText(raw));
}

/** Reads a raw text; linear in its length. */
export function readPairText(raw: string, limit: number = TOKEN_LIMIT): PairText {
  return new PairTextReader(raw, Math.min(limit, raw.length)).read();
}

const THAI_TO_MYANMAR = [0x0e00, 0x109f] as const;
const KHMER = [0x1780, 0x17ff] as const;
const APOSTROPHES = new Set([0x27, 0x2019]);
const FULL_STOPS = new Set([0x2e, 0x21, 0x3f, 0x061f, 0x0964]);
const GLYPH_STOPS = new Set([0x3002, 0xff01, 0xff1f, 0xff1b]);
const TITLES = new Set('mr mrs ms dr prof st vs jr sr no fig etc inc ltd co'.split(' '));

class PairTextReader {
  readonly #raw: string;
  #starts: Int32Array;
  #ends: Int32Array;
  #kinds: Uint8Array;
  #capitals: Uint8Array;
  #words: Uint32Array;
  #roots: Uint32Array;
  #sentences: Int32Array;
  readonly #limit: number;
  readonly #sentenceStarts: number[] = [0];
  #size = 0;

  constructor(raw: string, limit: number) {
    this.#raw = raw;
    this.#limit = limit;
    const room = Math.min(limit, 64 + (raw.length >> 1));
    this.#starts = new Int32Array(room);
    this.#ends = new Int32Array(room);
    this.#kinds = new Uint8Array(room);
    this.#capitals = new Uint8Array(room);
    this.#words = new Uint32Array(room);
    this.#roots = new Uint32Array(room);
    this.#sentences = new Int32Array(room);
  }

  read(): PairText {
    const raw = this.#raw;
    let i = 0;
    while (i < raw.length && this.#size < this.#limit) {
      const code = raw.charCodeAt(i);
      const kind = characterClass(code);
      if (kind === IDEOGRAPH) i = this.#glyph(i, i + 1);
      else if (kind === LETTER) i = isUnspaced(code) ? this.#cluster(i) : this.#word(i);
      else if (kind === DIGIT) i = this.#number(i);
      else {
        const point = raw.codePointAt(i)!;
        if (point >= 0x20000 && point < 0x40000) i = this.#glyph(i, i + 2);
        else {
          this.#mark(code, i);
          i++;
        }
      }
    }
    return this.#finish();
  }

  #word(start: number): number {
    const raw = this.#raw;
    const limit = Math.min(raw.length, start + LONGEST_TOKEN);
    let end = start;
    while (end < limit) {
      const code = raw.charCodeAt(end);
      const kind = characterClass(code);
      if (kind === LETTER || kind === DIGIT || code === 0x200b || code === 0xad) end++;
      else if (APOSTROPHES.has(code) && end - start > 2 && characterClass(raw.charCodeAt(end + 1) || 32) === LETTER) {
        // The possessive s is no part of the word; what is short before an apostrophe is an article (l'homme).
        const isPossessive =
          (raw.charCodeAt(end + 1) | 32) === 0x73 && characterClass(raw.charCodeAt(end + 2) || 32) !== LETTER;
        if (isPossessive) {
          this.#addWord(start, end);
          return end + 2;
        }
        end++;
      } else break;
    }
    this.#addWord(start, end);
    return end;
  }

  #addWord(start: number, end: number): void {
    const folded = foldWord(this.#raw.slice(start, end)).replace(/['’]/g, '');
    const first = this.#raw[start]!;
    const digits = numberWord(folded);
    const hash = hashOf(digits ?? folded);
    const kind = digits === undefined ? WORD_TOKEN : NUMBER_TOKEN;
    const isCapital = first !== first.toLowerCase();
    this.#add(start, end, kind, isCapital, hash, digits === undefined ? rootOf(folded) : hash);
  }

  #number(start: number): number {
    const raw = this.#raw;
    const limit = Math.min(raw.length, start + LONGEST_TOKEN);
    let end = start;
    while (end < limit) {
      const code = raw.charCodeAt(end);
      if (characterClass(code) === DIGIT) end++;
      else if ((code === 0x2c || code === 0x2e) && characterClass(raw.charCodeAt(end + 1) || 32) === DIGIT) end++;
      else break;
    }
    const hash = hashOf(foldNumber(raw.slice(start, end)));
    this.#add(start, end, NUMBER_TOKEN, false, hash, hash);
    return end;
  }

  #glyph(start: number, end: number): number {
    const hash = hashOf(this.#raw.slice(start, end));
    const last = this.#size - 1;
    // The root of a glyph takes in the next one as soon as that is read.
    if (last >= 0 && this.#kinds[last] === GLYPH_TOKEN && this.#ends[last] === start) {
      this.#roots[last] = finish(absorb(absorb(IDEOGRAPHS, this.#words[last]!), hash));
    }
    this.#add(start, end, GLYPH_TOKEN, false, hash, hash);
    return end;
  }

  /** One letter of a script without spaces, with the marks on it. */
  #cluster(start: number): number {
    const raw = this.#raw;
    let end = start + 1;
    while (end < raw.length && end < start + 6 && /\p{M}/u.test(raw[end]!)) end++;
    return this.#glyph(start, end);
  }

  #mark(code: number, at: number): void {
    if (code === 0x0a || GLYPH_STOPS.has(code)) this.#endSentence();
    else if (FULL_STOPS.has(code) && this.#isStop(at)) this.#endSentence();
  }

  #isStop(at: number): boolean {
    const raw = this.#raw;
    const next = raw.charCodeAt(at + 1);
    const isFollowed = at + 1 >= raw.length || characterClass(next) !== LETTER;
    const last = this.#size - 1;
    if (last < 0 || this.#ends[last] !== at) return isFollowed;
    const word = raw.slice(this.#starts[last]!, at);
    if (word.length === 1 && /\p{Lu}/u.test(word)) return false;
    if (TITLES.has(word.toLowerCase())) return false;
    // "in the 19th century.First for Women": two texts that were joined without a space.
    return isFollowed || (word.length > 2 && raw[at + 1]! !== raw[at + 1]!.toLowerCase());
  }

  #endSentence(): void {
    if (this.#sentenceStarts.at(-1)! < this.#size) this.#sentenceStarts.push(this.#size);
  }

  #add(start: number, end: number, kind: number, isCapital: boolean, word: number, root: number): void {
    if (this.#size === this.#starts.length) this.#grow();
    if (this.#size - this.#sentenceStarts.at(-1)! >= SENTENCE_LIMIT) this.#endSentence();
    const at = this.#size++;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#kinds[at] = kind;
    this.#capitals[at] = isCapital ? 1 : 0;
    this.#words[at] = word;
    this.#roots[at] = root;
    this.#sentences[at] = this.#sentenceStarts.length - 1;
  }

  #grow(): void {
    const room = Math.min(this.#limit, this.#size * 2);
    const grown = <T extends Int32Array | Uint32Array | Uint8Array>(array: T, larger: T): T => {
      larger.set(array);
      return larger;
    };
    this.#starts = grown(this.#starts, new Int32Array(room));
    this.#ends = grown(this.#ends, new Int32Array(room));
    this.#kinds = grown(this.#kinds, new Uint8Array(room));
    this.#capitals = grown(this.#capitals, new Uint8Array(room));
    this.#words = grown(this.#words, new Uint32Array(room));
    this.#roots = grown(this.#roots, new Uint32Array(room));
    this.#sentences = grown(this.#sentences, new Int32Array(room));
  }

  #finish(): PairText {
    const size = this.#size;
    const sentenceStarts = this.#sentenceStarts;
    if (sentenceStarts.at(-1)! < size) sentenceStarts.push(size);
    const raw = this.#raw;
    const starts = this.#starts.subarray(0, size);
    const ends = this.#ends.subarray(0, size);
    return {
      raw,
      size,
      starts,
      ends,
      kinds: this.#kinds.subarray(0, size),
      capitals: this.#capitals.subarray(0, size),
      words: this.#words.subarray(0, size),
      roots: this.#roots.subarray(0, size),
      sentences: this.#sentences.subarray(0, size),
      sentenceStarts: Int32Array.from(sentenceStarts),
      folded(at) {
        return foldWord(raw.slice(starts[at]!, ends[at]!));
      },
    };
  }
}

function isUnspaced(code: number): boolean {
  return (code >= THAI_TO_MYANMAR[0] && code <= THAI_TO_MYANMAR[1]) || (code >= KHMER[0] && code <= KHMER[1]);
}
