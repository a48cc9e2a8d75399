import { foldWord, wordHash } from '../pairs/word-form.ts';
import { stemOf } from './stem.ts';
import { HAN_SIBLINGS, KINDRED, PHRASES, SIBLINGS, SYNONYMS } from './synonyms.ts';

/** A run of words and the stem of the one that may stand for it. */
export interface Phrase {
  /** Hashes of the words behind the first. */
  readonly rest: readonly number[];
  readonly stem: number;
  readonly word: number;
}

const NONE: readonly never[] = [];
const SENSES = linesOf(SYNONYMS);
const NEAR_SENSES = linesOf(KINDRED);
const SORTS = linesOf(SIBLINGS);
const HAN_SORTS = HAN_SIBLINGS.trim()
  .split('\n')
  .map((line) => line.split(' '));
const PHRASES_BY_WORD = readPhrases();

/** Whether two stems stand in one line of synonyms. */
export function meanTheSame(one: number, other: number): boolean {
  return shareLine(SENSES, one, other);
}

/** Whether two stems say the same in some requests. */
export function mayMeanTheSame(one: number, other: number): boolean {
  return shareLine(NEAR_SENSES, one, other);
}

function shareLine(lines: ReadonlyMap<number, readonly number[]>, one: number, other: number): boolean {
  const own = lines.get(one);
  return own !== undefined && (lines.get(other) ?? NONE).some((line) => own.includes(line));
}

/** Lists of things that a stem stands in: two stems with one in common are two things. */
export function sortsOf(stem: number): readonly number[] {
  return SORTS.get(stem) ?? NONE;
}

/** Lists of which each of two texts in Han characters has a thing that the other lacks. */
export function hanSiblings(a: string, b: string): number {
  return HAN_SORTS.filter(
    (things) =>
      things.some((thing) => a.includes(thing) && !b.includes(thing)) &&
      things.some((thing) => b.includes(thing) && !a.includes(thing)),
  ).length;
}

/** Phrases that begin with the word, the longest first. */
export function phrasesFrom(word: number): readonly Phrase[] {
  return PHRASES_BY_WORD.get(word) ?? NONE;
}

function linesOf(text: string): ReadonlyMap<number, readonly number[]> {
  const lines = new Map<number, number[]>();
  for (const [line, words] of text.trim().split('\n').entries()) {
    for (const stem of new Set(words.split(/\s+/).map((word) => stemOf(foldWord(word))))) {
      const known = lines.get(stem);
      if (known === undefined) lines.set(stem, [line]);
      else known.push(line);
    }
  }
  return lines;
}

function readPhrases(): ReadonlyMap<number, readonly Phrase[]> {
  const phrases = new Map<number, Phrase[]>();
  for (const line of PHRASES.trim().split('\n')) {
    const [run, word] = line.split('=') as [string, string];
    const [first, ...rest] = run.split(' ').map(wordHash);
    const phrase = { rest, stem: stemOf(foldWord(word)), word: wordHash(word) };
    phrases.set(first!, [...(phrases.get(first!) ?? []), phrase]);
  }
  for (const each of phrases.values()) each.sort((a, b) => b.rest.length - a.rest.length);
  return phrases;
}
