import type { TokenizerJson } from './model-folder.ts';

/** A stretch of the text that a token stands for, in UTF-16 code units, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A token as the text it stands for; undefined for the unknown token, whose text is lost. */
export type SurfaceOf = (tokens: readonly string[]) => readonly (string | undefined)[];

/** How a tokeniser's tokens are read back as text: by its bytes, its word marks and its prefixes. */
export function surfaceReader(tokenizer: TokenizerJson): SurfaceOf {
  const { unk_token: unknown, continuing_subword_prefix: prefix, end_of_word_suffix: suffix } = tokenizer.model;
  const isByteLevel = mentions(tokenizer.pre_tokenizer, 'ByteLevel') || mentions(tokenizer.decoder, 'ByteLevel');
  const continued = tokenizer.model.type === 'WordPiece' ? (prefix ?? '##') : prefix;
  return (tokens) => {
    const bytes = new ByteRun();
    for (const token of tokens) {
      const byte = BYTE_TOKEN.exec(token);
      if (token === unknown) bytes.unknown();
      else if (byte) bytes.add([Number.parseInt(byte[1]!, 16)]);
      else if (isByteLevel) bytes.add(Array.from(token, byteOf));
      else {
        let text = continued && token.startsWith(continued) ? token.slice(continued.length) : token;
        if (suffix && text.endsWith(suffix)) text = text.slice(0, -suffix.length);
        bytes.add(UTF8.encode(text.replaceAll('\u2581', ' ')));
      }
    }
    return bytes.surfaces();
  };
}

/**
 * Where each token stands in the text. Tokens and text are compared letter by letter without case, marks and spaces;
 * where a normaliser changed more than that, the next stretch that fits again is looked for nearby.
 */
export function alignTokens(text: string, surfaces: readonly (string | undefined)[]): Stretch[] {
  const letters = lettersOf(text);
  const stretches: (Stretch | undefined)[] = [];
  let at = 0;
  let isLost = false;
  const wanted = surfaces.map((surface) =>
    surface === undefined ? undefined : lettersOf(surface).map((one) => one.letter),
  );
  for (let i = 0; i < surfaces.length; i++) {
    const own = wanted[i];
    if (own === undefined || own.length === 0) {
      isLost ||= own === undefined;
      stretches.push(undefined);
      continue;
    }
    const found = findLetters(letters, at, own, wanted[i + 1] ?? [], isLost ? FAR : NEAR);
    if (found < 0) {
      stretches.push(undefined);
      isLost = true;
      continue;
    }
    const last = Math.min(letters.length, found + own.length) - 1;
    stretches.push({ start: letters[found]!.start, end: letters[last]!.end });
    at = last + 1;
    isLost = false;
  }
  return fillGaps(text, stretches, surfaces);
}

/** Letters passed over at most, where tokens went on as expected and where one was unknown. */
const NEAR = 8;
const FAR = 4096;

interface Letter {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
}

function lettersOf(text: string): Letter[] {
  const letters: Letter[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const letter of character.normalize('NFKD').toLowerCase().normalize('NFKD')) {
      if (!IGNORED.test(letter)) letters.push({ letter, start, end });
    }
    start = end;
  }
  return letters;
}

const IGNORED = /[\s\p{M}\p{C}]/u;

/** First place from `at` where the letters follow, and where possible those of the next token behind them; or -1. */
function findLetters(
  letters: readonly Letter[],
  at: number,
  own: readonly string[],
  next: readonly string[],
  reach: number,
): number {
  const fits = (from: number, wanted: readonly string[]) => wanted.every((one, k) => letters[from + k]?.letter === one);
  const isAfterUnknown = reach === FAR;
  if (!isAfterUnknown && fits(at, own)) return at;
  let first = -1;
  for (let from = at + 1; from <= at + reach && from < letters.length; from++) {
    // An unknown word is unknown to its end.
    if (isAfterUnknown && isWithinWord(letters[from - 1]!, letters[from]!)) continue;
    if (!fits(from, own)) continue;
    if (next.length === 0 || fits(from + own.length, next)) return from;
    if (first < 0) first = from;
  }
  return first;
}

function isWithinWord(before: Letter, after: Letter): boolean {
  return before.end === after.start && SPELLED.test(before.letter) && SPELLED.test(after.letter);
}

/** Letters of scripts that write words in one piece. */
const SPELLED = /^(?!\p{Script=Han})[\p{L}\p{N}]$/u;

/** Tokens without a place of their own share what lies between their neighbours: word by word where the counts agree. */
function fillGaps(
  text: string,
  stretches: readonly (Stretch | undefined)[],
  surfaces: readonly (string | undefined)[],
): Stretch[] {
  const filled: Stretch[] = [];
  for (let i = 0; i < stretches.length; ) {
    const own = stretches[i];
    if (own !== undefined) {
      filled.push(own);
      i++;
      continue;
    }
    let end = i;
    while (end < stretches.length && stretches[end] === undefined) end++;
    const from = filled.at(-1)?.end ?? 0;
    const to = stretches[end]?.start ?? text.length;
    const lost = surfaces.slice(i, end).filter((surface) => surface === undefined).length;
    const words = [...text.slice(from, to).matchAll(WORDS)];
    let word = 0;
    for (; i < end; i++) {
      // A bare word mark takes no room; an unknown token its word, or the whole gap.
      if (surfaces[i] !== undefined || words.length === 0) filled.push({ start: from, end: from });
      else {
        const first = words.length === lost ? words[word++]! : words[0]!;
        const last = words.length === lost ? first : words.at(-1)!;
        filled.push({ start: from + first.index, end: from + last.index + last[0].length });
      }
    }
  }
  return filled;
}

const WORDS = /[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu;
const BYTE_TOKEN = /^<0x([0-9A-F]{2})>$/i;
const UTF8 = new TextEncoder();

/** Collects bytes token by token: a character cut in two by tokens belongs to each of them. */
class ByteRun {
  readonly #bytes: number[] = [];
  readonly #ends: number[] = [];
  readonly #unknown = new Set<number>();

  add(bytes: Iterable<number>): void {
    for (const byte of bytes) this.#bytes.push(byte);
    this.#ends.push(this.#bytes.length);
  }

  unknown(): void {
    this.#unknown.add(this.#ends.length);
    this.#ends.push(this.#bytes.length);
  }

  surfaces(): (string | undefined)[] {
    const decoder = new TextDecoder();
    const bytes = Uint8Array.from(this.#bytes);
    let start = 0;
    return this.#ends.map((end, token) => {
      if (this.#unknown.has(token)) return undefined;
      // A character that begins in an earlier token is that token's; this one ends with the character it finishes.
      let from = start;
      let to = end;
      while (from < end && isInside(bytes, from)) from++;
      while (to < bytes.length && isInside(bytes, to)) to++;
      start = end;
      return from >= end ? '' : decoder.decode(bytes.subarray(from, to));
    });
  }
}

/** Whether a byte continues a character of UTF-8. */
function isInside(bytes: Uint8Array, at: number): boolean {
  return (bytes[at]! & 0xc0) === 0x80;
}

function mentions(part: unknown, type: string): boolean {
  if (Array.isArray(part)) return part.some((one) => mentions(one, type));
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([key, value]) => (key === 'type' ? value === type : mentions(value, type)));
}

/**
 * Byte-level tokenisers write each byte as one visible character: printable ones as themselves, the others as those
 * from U+0100 on, in order.
 */
const BYTES_BY_CHARACTER = new Map<string, number>();
{
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const isPlain = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    BYTES_BY_CHARACTER.set(String.fromCharCode(isPlain ? byte : next++), byte);
  }
}

function byteOf(character: string): number {
  return BYTES_BY_CHARACTER.get(character) ?? 0x20;
}
