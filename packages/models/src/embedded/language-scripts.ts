/** Scripts that narrow down the language; what is not listed counts as `other` and narrows nothing. */
export const SCRIPTS = [
  'Latin', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Cyrillic', 'Arabic', 'Hebrew', 'Greek', 'Thai', 'Lao', 'Khmer',
  'Myanmar', 'Tibetan', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam',
  'Sinhala', 'Ethiopic', 'Georgian', 'Armenian', 'Thaana', 'Mongolian', 'Tifinagh',
] as const; // biome-ignore format: a list of names
/** Number of script groups, `other` included. */
export const SCRIPT_GROUPS = SCRIPTS.length;
export const LATIN = 0;
export const HAN = 1;
export const HIRAGANA = 2;
export const KATAKANA = 3;
export const HANGUL = 4;

const PATTERNS = SCRIPTS.map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));
const GROUPS = new Int8Array(65536).fill(-2);

/** Index into `SCRIPTS` of a UTF-16 code unit, -1 for digits, punctuation, emoji and unlisted scripts. */
export function scriptOf(code: number): number {
  const known = GROUPS[code]!;
  return known === -2 ? findScript(code) : known;
}

/** By itself, since a function with a closure in it takes memory whenever it is called. */
function findScript(code: number): number {
  const character = String.fromCharCode(code);
  const found = PATTERNS.findIndex((pattern) => pattern.test(character));
  GROUPS[code] = found;
  return found;
}

/** Letters of each script in the text, one per code unit. */
export function countScripts(text: string): Uint16Array {
  const counts = new Uint16Array(SCRIPT_GROUPS);
  for (let i = 0; i < text.length; i++) {
    const script = scriptOf(text.charCodeAt(i));
    if (script >= 0) counts[script] = Math.min(65535, counts[script]! + 1);
  }
  return counts;
}

/** A syllable or an ideograph says as much as about this many letters of an alphabet. */
const DENSITY: Readonly<Record<number, number>> = { [HAN]: 3, [HIRAGANA]: 2, [KATAKANA]: 2, [HANGUL]: 2.5 };

/** The script that carries the text (kana count with Han), -1 for a text without letters of a listed script. */
export function mainScript(counts: Uint16Array): number {
  let best = -1;
  let most = 0;
  const kana = counts[HIRAGANA]! + counts[KATAKANA]!;
  for (let script = 0; script < counts.length; script++) {
    let weight = counts[script]! * (DENSITY[script] ?? 1);
    if (script === HIRAGANA && kana > 0) weight += counts[HAN]! * 3 + counts[KATAKANA]! * 2;
    if (weight > most) {
      most = weight;
      best = script;
    }
  }
  return best;
}
