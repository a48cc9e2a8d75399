import { NAMES, type NameGroup } from './context-words.ts';
import { type Ground, PII_TYPES, type PiiType } from './pii-types.ts';

export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
export const ALPHANUMERIC = DIGIT | UPPER | LOWER;
/** Punctuation at which a detector starts. */
export const TRIGGER = 8;

/** Class of each ASCII unit; 0 for what no detector starts at. */
export const CLASSES: Uint8Array = (() => {
  const classes = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (/\d/.test(character)) classes[code] = DIGIT;
    else if (/[A-Z]/.test(character)) classes[code] = UPPER;
    else if (/[a-z]/.test(character)) classes[code] = LOWER;
    else if (/[@:=]/.test(character)) classes[code] = TRIGGER;
  }
  return classes;
})();

/** True for ASCII letters and digits; NaN, as `charCodeAt` gives outside the text, is neither. */
export function isAlphanumeric(code: number): boolean {
  return code < 128 && (CLASSES[code]! & ALPHANUMERIC) !== 0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHex(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** Letters, digits and `_` of scripts that put spaces between words; Chinese may touch a number on either side. */
export function isWordUnit(code: number): boolean {
  return isAlphanumeric(code) || code === 0x5f || (code >= 0xc0 && code <= 0x58f && code !== 0xd7 && code !== 0xf7);
}

/** Units before and after a value in which a word may name it. */
const CONTEXT_BEFORE = 40;
const CONTEXT_AFTER = 24;

const NAME_EXPRESSIONS = Object.fromEntries(
  Object.entries(NAMES).map(([group, source]) => [group, new RegExp(source)]),
) as Readonly<Record<NameGroup, RegExp>>;

export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly label: PiiType;
  readonly confidence: number;
}

/** One text being read: what was found, and how much work it took. */
export class Scan {
  readonly text: string;
  readonly found: Candidate[] = [];
  /** Units of text looked at, by anybody, repeated looks counted again: what the tests of linear time compare. */
  steps = 0;
  /** End of the furthest stretch that the detector of that name has read, so that none reads a stretch twice. */
  readonly readTo = { colon: 0, key: 0, pem: 0, url: 0, secret: -1 };
  #beforeStart = -1;
  #before = '';
  #afterEnd = -1;
  #after = '';

  constructor(text: string) {
    this.text = text;
  }

  add(label: PiiType, ground: Ground, start: number, end: number): void {
    const confidence = PII_TYPES[label][ground];
    if (confidence > 0) this.found.push({ start, end, label, confidence });
  }

  code(index: number): number {
    return this.text.charCodeAt(index);
  }

  /** The text before `start` in lower case, as far as a word can name a value. */
  before(start: number): string {
    if (this.#beforeStart !== start) {
      this.#beforeStart = start;
      this.#before = this.text.slice(Math.max(0, start - CONTEXT_BEFORE), start).toLowerCase();
      this.steps += CONTEXT_BEFORE;
    }
    return this.#before;
  }

  /** The text after `end` in lower case, as far as a word can name a value. */
  after(end: number): string {
    if (this.#afterEnd !== end) {
      this.#afterEnd = end;
      this.#after = this.text.slice(end, end + CONTEXT_AFTER).toLowerCase();
      this.steps += CONTEXT_AFTER;
    }
    return this.#after;
  }

  /** True if a word of the group stands close before the value. */
  isNamedBefore(group: NameGroup, start: number): boolean {
    return NAME_EXPRESSIONS[group].test(this.before(start));
  }

  /** True if a word of the group stands close before or after the value. */
  isNamed(group: NameGroup, start: number, end: number): boolean {
    return this.isNamedBefore(group, start) || NAME_EXPRESSIONS[group].test(this.after(end));
  }

  /** Offset in `before(start)` of the last word of the group, or -1. */
  lastNameBefore(group: NameGroup, start: number): number {
    let last = -1;
    for (const match of this.before(start).matchAll(new RegExp(NAMES[group], 'g'))) last = match.index;
    return last;
  }

  /** True if a value may begin here: no word, decimal, money or path runs into it from the left. */
  startsFree(start: number): boolean {
    const code = this.code(start - 1);
    if (start === 0 || code <= 0x20) return true;
    if (isWordUnit(code)) return false;
    const earlier = this.code(start - 2);
    switch (code) {
      case 0x2e: // .
      case 0x2c: // ,
        return !isDigit(earlier);
      case 0x2d: // -
      case 0x2f: // /
      case 0x26: // &
        return !isWordUnit(earlier);
      case 0x24: // $
      case 0x40: // @
      case 0x5c: // \
      case 0xa3:
      case 0xa5:
      case 0x20ac:
      case 0x20b9:
      case 0x20a9:
        return false;
      default:
        return true;
    }
  }

  /** True if a value may end here: no word, decimal, percentage or path goes on to the right. */
  endsFree(end: number): boolean {
    const code = this.code(end);
    if (end >= this.text.length || code <= 0x20) return true;
    if (isWordUnit(code) || code === 0x25 || code === 0x40 || code === 0xb0) return false;
    if (code === 0x2e || code === 0x2c) return !isDigit(this.code(end + 1));
    if (code === 0x2d || code === 0x2f) return !isWordUnit(this.code(end + 1));
    return true;
  }
}
