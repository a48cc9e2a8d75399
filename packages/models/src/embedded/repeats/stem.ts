import { hashOf } from '../pairs/word-form.ts';

const VOWEL = /[aeiouy]/;

/**
 * Hash that the inflected forms of an English word share, and that other words seldom do: "making" and "make", but not
 * "Austria" and "Australia". Words of other languages mostly stand for themselves.
 */
export function stemOf(folded: string): number {
  return hashOf(plainEnd(stripped(folded)));
}

function stripped(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  for (const ending of ['ing', 'ed']) {
    const rest = word.slice(0, -ending.length);
    if (word.endsWith(ending) && rest.length >= 3 && VOWEL.test(rest)) return undoubled(rest);
  }
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** "plan" of "planning". */
function undoubled(word: string): string {
  return /([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

function plainEnd(word: string): string {
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word;
}
