import { distance } from 'fastest-levenshtein';
import { compileKeywordMatcher, foldKeyword, type Keyword } from './keyword-matcher.ts';
import { KnownWords } from './known-words.ts';
import type { TextView } from './text-view.ts';
import { isUnspacedUnit } from './word-boundary.ts';
import { splitWords, type Words, wordsInOrder, wordsOf } from './words.ts';

/** How near a word of the text must be to a word of the keyword. */
export type WordNearness =
  /** At most so many letters inserted, deleted or replaced; by default 0 up to 2 letters, 1 up to 5, 2 above. */
  | { readonly by: 'edits'; readonly most: number | undefined }
  /** At least this share (0..1) of the n-grams that either has is common to both; the ends of a word are padded. */
  | { readonly by: 'ngrams'; readonly arity: number; readonly least: number };

export interface ApproximateKeyword extends Keyword {
  readonly near: WordNearness;
}

/**
 * Finds keywords that are misspelt: each word of a phrase in its place, every one near enough. Keywords with symbols
 * or in scripts without spaces are looked for literally.
 */
export interface ApproximateMatcher {
  /** 1 for every keyword that occurs, by its position. The array is written anew by the next call. */
  find(text: TextView): Uint8Array;
}

export function compileApproximateMatcher(
  keywords: readonly ApproximateKeyword[],
  compileKeywords = compileKeywordMatcher,
): ApproximateMatcher {
  const literal = keywords.map((keyword) => !hasOnlyWords(foldKeyword(keyword)));
  const literals = keywords.map((keyword, index) => (literal[index] ? keyword : { ...keyword, text: '' }));
  const matcher = literal.includes(true) ? compileKeywords(literals) : undefined;
  const groups = [false, true].flatMap((caseSensitive) => {
    const members = keywords.flatMap((keyword, index) =>
      keyword.caseSensitive === caseSensitive && !literal[index] ? [{ keyword, index }] : [],
    );
    return members.length === 0 ? [] : [compileGroup(members, caseSensitive)];
  });
  const found = new Uint8Array(keywords.length);
  return {
    find(text) {
      found.fill(0);
      if (matcher !== undefined) {
        const counts = matcher.count(text);
        for (let i = 0; i < counts.length; i++) found[i] = counts[i] === 0 ? 0 : 1;
      }
      for (const find of groups) find(text, found);
      return found;
    },
  };
}

/** Letters, digits, and what joins them. */
function hasOnlyWords(folded: string): boolean {
  return (
    /^[\p{L}\p{N}_ '-]+$/u.test(folded) && ![...folded].some((character) => isUnspacedUnit(character.charCodeAt(0)))
  );
}

/** One word of a keyword. */
interface Probe {
  readonly word: string;
  readonly near: WordNearness;
}

/** Positions in a text's distinct words of those that are near, rising: mostly none, and seldom more than one. */
type Near = number[] | undefined;

function compileGroup(
  members: readonly { readonly keyword: ApproximateKeyword; readonly index: number }[],
  caseSensitive: boolean,
): (text: TextView, found: Uint8Array) => void {
  const probes: Probe[] = [];
  const positions = new Map<string, number>();
  const phrases = members.map(({ keyword, index }) => {
    const words = wordsInOrder(splitWords(foldKeyword(keyword)));
    const own = words.map((word) => {
      const key = `${word} ${JSON.stringify(keyword.near)}`;
      let position = positions.get(key);
      if (position === undefined) {
        position = probes.push({ word, near: keyword.near }) - 1;
        positions.set(key, position);
      }
      return position;
    });
    return { index, probes: own };
  });
  const searches = [compileEditSearch(probes), ...compileNgramSearches(probes)];
  const known = new KnownWords((word) => probesNear(word, searches));
  const near: Near[] = new Array(probes.length);
  return (text, found) => {
    const words = wordsOf(text, caseSensitive);
    near.fill(undefined);
    for (let word = 0; word < words.count; word++) {
      const probes = known.of(words, word);
      for (let i = 0; i < probes.length; i++) mark(near, probes[i]!, word);
    }
    for (const phrase of phrases) if (occurs(phrase.probes, near, words)) found[phrase.index] = 1;
  };
}

function occurs(probes: readonly number[], near: readonly Near[], words: Words): boolean {
  for (let i = 0; i < probes.length; i++) if (near[probes[i]!] === undefined) return false;
  if (probes.length === 1) return true;
  for (let start = 0; start + probes.length <= words.length; start++) {
    if (standAt(start, probes, near, words)) return true;
  }
  return false;
}

/** In a loop: this is asked at every place of a text, and a closure would take memory each time. */
function standAt(start: number, probes: readonly number[], near: readonly Near[], words: Words): boolean {
  for (let i = 0; i < probes.length; i++) if (!holds(near[probes[i]!]!, words.at(start + i))) return false;
  return true;
}

/** Whether a number is among rising ones. */
function holds(rising: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return rising[low] === wanted;
}

function mark(near: Near[], probe: number, word: number): void {
  const known = near[probe];
  if (known === undefined) near[probe] = [word];
  else known.push(word);
}

/** Adds to `near` those of its probes that a word is near to. */
type Search = (word: string, near: number[]) => void;

const NOTHING: readonly number[] = [];

function probesNear(word: string, searches: readonly Search[]): readonly number[] {
  const near: number[] = [];
  for (const search of searches) search(word, near);
  return near.length === 0 ? NOTHING : near;
}

/** The probes that a word of one length can be near to. */
interface ProbesOfLength {
  readonly probes: { readonly probe: number; readonly word: string; readonly most: number }[];
  /** Letters of each probe's word, and how many letters at most may occur in only one of the two. */
  readonly letters: number[];
  readonly limits: number[];
}

function compileEditSearch(probes: readonly Probe[]): Search {
  const byLength: (ProbesOfLength | undefined)[] = [];
  for (const [probe, { word, near }] of probes.entries()) {
    if (near.by !== 'edits') continue;
    const most = near.most ?? defaultEdits(word);
    for (let length = Math.max(0, word.length - most); length <= word.length + most; length++) {
      const own = byLength[length] ?? { probes: [], letters: [], limits: [] };
      byLength[length] = own;
      own.probes.push({ probe, word, most });
      own.letters.push(lettersOf(word));
      // Each edit changes at most two of the letters that occur, which rules out nearly every word.
      own.limits.push(2 * most);
    }
  }
  return (candidate, near) => {
    const own = byLength[candidate.length];
    if (own === undefined) return;
    const letters = lettersOf(candidate);
    for (let i = 0; i < own.letters.length; i++) {
      if (bitCount(letters ^ own.letters[i]!) > own.limits[i]!) continue;
      const { probe, word, most } = own.probes[i]!;
      if (candidate === word || distance(candidate, word) <= most) near.push(probe);
    }
  };
}

/** Edits that are allowed where a rule does not say; a word of two letters is another word after any. */
export function defaultEdits(word: string): number {
  if (word.length <= 2) return 0;
  return word.length <= 5 ? 1 : 2;
}

/** A bit for each letter that occurs, several letters to a bit; only of the beginning of what is no word any more. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < Math.min(word.length, LONGEST_WORD); i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Longest word (UTF-16 units) whose n-grams are compared; what is longer is no word. */
const LONGEST_WORD = 64;

function compileNgramSearches(probes: readonly Probe[]): Search[] {
  const arities = new Set(probes.flatMap(({ near }) => (near.by === 'ngrams' ? [near.arity] : [])));
  return [...arities].map((arity) => compileNgramSearch(probes, arity));
}

function compileNgramSearch(probes: readonly Probe[], arity: number): Search {
  const probesOf = new Map<number, number[]>();
  const sizes = new Uint32Array(probes.length);
  for (const [probe, { word, near }] of probes.entries()) {
    if (near.by !== 'ngrams' || near.arity !== arity) continue;
    const grams = ngramsOf(word, arity);
    sizes[probe] = grams.size;
    for (const gram of grams) {
      const known = probesOf.get(gram);
      if (known === undefined) probesOf.set(gram, [probe]);
      else known.push(probe);
    }
  }
  const shared = new Uint32Array(probes.length);
  return (candidate, near) => {
    if (candidate.length > LONGEST_WORD) return;
    const grams = ngramsOf(candidate, arity);
    const touched: number[] = [];
    for (const gram of grams) {
      for (const probe of probesOf.get(gram) ?? []) {
        if (shared[probe] === 0) touched.push(probe);
        shared[probe]!++;
      }
    }
    for (const probe of touched) {
      const { near: wanted } = probes[probe]!;
      const similarity = shared[probe]! / (grams.size + sizes[probe]! - shared[probe]!);
      if (wanted.by === 'ngrams' && similarity >= wanted.least) near.push(probe);
      shared[probe] = 0;
    }
  };
}

/** Hashes of the distinct n-grams of a word with its ends padded by `arity` − 1 blanks. */
function ngramsOf(word: string, arity: number): Set<number> {
  const grams = new Set<number>();
  for (let start = 1 - arity; start < word.length; start++) {
    let hash = 0x811c9dc5;
    for (let i = start; i < start + arity; i++) {
      hash = Math.imul(hash ^ (i < 0 || i >= word.length ? 0 : word.charCodeAt(i)), 0x01000193);
    }
    grams.add(hash);
  }
  return grams;
}
