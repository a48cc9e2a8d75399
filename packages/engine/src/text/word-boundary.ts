/** Scripts written without spaces: a keyword in them is found anywhere, since there are no word boundaries to ask for. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}_]/u;
const HIGH_SURROGATE_START = 0xd800;
const SURROGATE_END = 0xdfff;

/** Whether a UTF-16 unit is part of a word in a script that separates words. */
export function isSpacedWordUnit(unit: number): boolean {
  if (unit < 128) {
    return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95;
  }
  // Astral letters are nearly all CJK extensions, historic scripts and symbols: no boundary is asked for there.
  if (unit >= HIGH_SURROGATE_START && unit <= SURROGATE_END) return false;
  const character = String.fromCharCode(unit);
  return WORD.test(character) && !UNSPACED.test(character);
}

/** Han, kana, Thai, Lao, Khmer or Myanmar. */
export function isUnspacedUnit(unit: number): boolean {
  return unit >= 0x0e00 && UNSPACED.test(String.fromCharCode(unit));
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
