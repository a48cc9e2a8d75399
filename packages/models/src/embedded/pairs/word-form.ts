import { absorb, finish, WORD } from '../feature-hash.ts';

/** Letters by which two forms of a word are held together ("increase", "increasing"). */
const ROOT_LENGTH = 5;
const LATIN_END = 0x530;
const MARKS = /\p{M}+/gu;
const INVISIBLE = /\p{Cf}+/gu;

/** A word as it is compared: compatible forms made one, lower case, accents of Latin, Greek and Cyrillic dropped. */
export function foldWord(word: string): string {
  let isPlain = true;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) > 0x7f) isPlain = false;
  if (isPlain) return word.toLowerCase();
  const folded = word.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
  return folded.charCodeAt(0) < LATIN_END ? folded.normalize('NFD').replace(MARKS, '') : folded;
}

/** Hash of a folded word. */
export function hashOf(folded: string): number {
  return hashPrefix(folded, folded.length);
}

/** Hash of a word as written in a list. */
export function wordHash(word: string): number {
  return hashOf(foldWord(word));
}

/** Hash of a folded word's first letters. */
export function hashPrefix(folded: string, length: number): number {
  let running = WORD;
  for (let i = 0; i < length; i++) running = absorb(running, folded.charCodeAt(i));
  return finish(running);
}

/** Hash that most forms of one word share: no plural s, no Arabic article, the first five letters. */
export function rootOf(folded: string): number {
  let root = folded;
  if (root.length > 4 && root.startsWith('ال')) root = root.slice(2);
  if (root.length > 3 && root.endsWith('s') && !root.endsWith('ss')) root = root.slice(0, -1);
  return hashPrefix(root, Math.min(root.length, ROOT_LENGTH));
}

const NUMBER_WORDS = new Map(
  (
    'zero=0 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 ' +
    'fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 ' +
    'sixty=60 seventy=70 eighty=80 ninety=90'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

/** The digits of an English number word; undefined for other words ("one" is mostly no number). */
export function numberWord(folded: string): string | undefined {
  return NUMBER_WORDS.get(folded);
}

/** Digits as they are compared: no separators of thousands, the decimal sign a point, no zeros in front. */
export function foldNumber(written: string): string {
  const plain = written.normalize('NFKC');
  const joined = /^\d{1,3}([.,' ]\d{3})+$/.test(plain) ? plain.replace(/\D/g, '') : plain.replace(/,(?=\d{3}\b)/g, '');
  return joined.replace(',', '.').replace(/^0+(?=\d)/, '');
}
