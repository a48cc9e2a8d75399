/** What a UTF-16 code unit is to the tokeniser. */
export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;
/** Han and kana: written without spaces, so every character is a token of its own. */
export const IDEOGRAPH = 4;
export const SYMBOL = 5;

const CLASSES = new Uint8Array(65536);

/**
 * The class of one UTF-16 code unit, looked up in a table that fills itself on first sight.
 * Surrogates count as symbols; the tokeniser joins the pairs that are ideographs.
 */
export function characterClass(code: number): number {
  const known = CLASSES[code]!;
  if (known !== 0) return known;
  const found = classify(code);
  CLASSES[code] = found;
  return found;
}

function classify(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return SYMBOL;
  const character = String.fromCharCode(code);
  if (/\s/u.test(character)) return SPACE;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u.test(character)) return IDEOGRAPH;
  if (/\p{Nd}/u.test(character)) return DIGIT;
  if (/[\p{L}\p{M}\p{Nl}]/u.test(character)) return LETTER;
  return SYMBOL;
}
