/** Scripts written without spaces: a keyword in them is found anywhere, since there are no word boundaries to ask for. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}_]/u;
const HIGH_SURROGATE_START = 0xd800;
const SURROGATE_END = 0xdfff;

/** What a UTF-16 unit is, once it was asked for. */
const KINDS = new Uint8Array(65_536);
const SPACED_WORD = 1;
const UNSPACED_WORD = 2;
const NO_WORD = 3;

/** Whether a UTF-16 unit is part of a word in a script that separates words. */
export function isSpacedWordUnit(unit: number): boolean {
  return (KINDS[unit] || kindOf(unit)) === SPACED_WORD;
}

/** Han, kana, Thai, Lao, Khmer or Myanmar. */
export function isUnspacedUnit(unit: number): boolean {
  return (KINDS[unit] || kindOf(unit)) === UNSPACED_WORD;
}

function kindOf(unit: number): number {
  const character = String.fromCharCode(unit);
  // Astral letters are nearly all CJK extensions, historic scripts and symbols: no boundary is asked for there.
  const isHalf = unit >= HIGH_SURROGATE_START && unit <= SURROGATE_END;
  const kind = UNSPACED.test(character) ? UNSPACED_WORD : !isHalf && WORD.test(character) ? SPACED_WORD : NO_WORD;
  KINDS[unit] = kind;
  return kind;
}

/**
 * Words for densities: each character of an unspaced script is one, each run of other letters and digits is one.
 * Linear in the length.
 */
export function countTextUnits(text: string): number {
  let units = 0;
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isSpacedWordUnit(unit)) {
      if (!inWord) units++;
      inWord = true;
    } else {
      inWord = false;
      if (isUnspacedUnit(unit)) units++;
    }
  }
  return units;
}
