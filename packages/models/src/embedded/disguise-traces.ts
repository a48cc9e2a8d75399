/** What a disguise leaves in a text at least, as bits: where there is no trace of one, its pattern need not be tried. */
export const PERCENT_SIGN = 1;
export const LEET = 2;
export const SPELLED_OUT = 4;
export const HAN = 8;
export const LOOSE_MARKS = 16;
export const ENCODED = 32;
export const ALL_TRACES = 63;

// What an ASCII character may be part of, as bits.
const LETTER = 1;
/** Digits and signs that stand for letters. */
const SIGN = 2;
/** Between letters set apart. */
const SEPARATOR = 4;
const LOOSE = 8;
const BASE64 = 16;
const HEX_DIGIT = 32;
/** Before and between bytes in hexadecimal. */
const HEX_FRAME = 64;

const ROLES = new Uint8Array(128);
const give = (characters: string, role: number): void => {
  for (const character of characters) ROLES[character.charCodeAt(0)]! |= role;
};
give('abcdefghijklmnopqrstuvwxyz', LETTER | BASE64);
give('0123456789', SIGN | BASE64 | HEX_DIGIT);
give('@$!|+', SIGN);
give('+/', BASE64);
give(' .-_*', SEPARATOR);
give('-_.,:;*~', LOOSE);
give('abcdef', HEX_DIGIT);
give(' ,\\x', HEX_FRAME);

/** A number in an order, with signs that a sentence or an aside ends in. */
export const ORDINAL = /^\d+(?:st|nd|rd|th)[!|+$@€]*$/;

const FIRST_HAN = 0x2e80;
const EURO = 0x20ac;
const PERCENT = 0x25;
/** The least of each disguise that its pattern in `unmask` asks for. */
const SINGLE_LETTERS = 3;
const BASE64_RUN = 16;
const HEX_DIGITS = 16;

/** Traces of disguises in a lower-case text. */
export function tracesIn(lower: string): number {
  let traces = 0;
  let before = SEPARATOR;
  let before2 = 0;
  let signs = 0;
  let letters = 0;
  let isLeet = false;
  let singleLetters = 0;
  let base64 = 0;
  let hexDigits = 0;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    // Decoding may bring anything to light.
    if (code === PERCENT && isHexDigit(lower, i + 1) && isHexDigit(lower, i + 2)) return ALL_TRACES;
    if (code >= FIRST_HAN) traces |= HAN;
    const role = code < 128 ? ROLES[code]! : code === EURO ? SIGN : 0;
    if (role & (LETTER | SIGN)) {
      if (role & LETTER) letters++;
      else signs++;
      // Signs that a word ends in stand for themselves, and one in which most letters were replaced is taken for a code.
      if (role !== SIGN && signs > 0 && letters >= signs) isLeet = true;
    } else {
      if (isLeet && !endsOrdinal(lower, i, letters, signs)) traces |= LEET;
      isLeet = false;
      letters = 0;
      signs = 0;
    }
    if (role & SEPARATOR) {
      if (before & LETTER && before2 & SEPARATOR) singleLetters++;
      else singleLetters = 0;
      if (singleLetters === SINGLE_LETTERS) traces |= SPELLED_OUT;
    }
    if (role & LOOSE && lower.charCodeAt(i - 1) === 0x20) traces |= LOOSE_MARKS;
    if (role & BASE64) {
      if (++base64 === BASE64_RUN) traces |= ENCODED;
    } else base64 = 0;
    if (role & HEX_DIGIT) {
      if (++hexDigits === HEX_DIGITS) traces |= ENCODED;
    } else if ((role & HEX_FRAME) === 0) hexDigits = 0;
    before2 = before;
    before = role;
  }
  if (isLeet && !endsOrdinal(lower, lower.length, letters, signs)) traces |= LEET;
  return traces;
}

/** Whether the word before a place, of so many letters and signs, is an ordinal number. */
function endsOrdinal(lower: string, end: number, letters: number, signs: number): boolean {
  return letters === 2 && ORDINAL.test(lower.slice(end - letters - signs, end));
}

function isHexDigit(text: string, place: number): boolean {
  return (ROLES[text.charCodeAt(place)]! & HEX_DIGIT) !== 0;
}
