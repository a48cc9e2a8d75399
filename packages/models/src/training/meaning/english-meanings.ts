import { leastSquares } from './least-squares.ts';
import { type PrincipalDirections, principalDirections } from './principal-directions.ts';
import { SENTENCE_WIDTH, type Teachers } from './teachers.ts';

/** Texts in pairs, of which a teacher of English may read some. */
export interface TaughtPairs {
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** The texts that it reads: the left ones, which the right ones then say as well, or each its own. */
  readonly taught?: 'left' | 'both';
}

/** What the teachers say of English texts and words: unit vectors of the topic block's width. */
export interface EnglishMeanings {
  readonly ofText: (text: string) => Float32Array | undefined;
  /** English words, each of which gets a row of its own. */
  readonly words: ReadonlyMap<string, Float32Array>;
  /** Further texts that were read, of no pair. */
  readonly texts: readonly string[];
}

/** Texts read of one source at most, evenly from all. */
const TEXTS_OF_SOURCE = 7000;
const LONGEST_TEXT = 130;
/** Texts read in all, the shortest: they are read fastest, and say most of each word. */
const TEXTS_READ = 38_912;
const IS_ENGLISH_TEXT = /^[\x20-\x7e‘’“”–—]+$/;
const WORDS_KNOWN = 60_000;
/** Words so frequent in English at large are taught in any case, rarer ones when so many texts hold them. */
const WORDS_TAUGHT: readonly { readonly rank: number; readonly texts: number }[] = [
  { rank: 5000, texts: 0 },
  { rank: 40_000, texts: 4 },
  { rank: WORDS_KNOWN, texts: 8 },
];
/** The most frequent words, which tell the mean of all the least, and as rare ones as are read on the way. */
const WORDS_OF_MEAN = [100, 20_000] as const;
const DECAY = 50;
/** How far the spreads of the directions are evened out, 0 to 1: few of them would say most otherwise. */
const EVENNESS = 0.6;

/**
 * Reads the English sides of the sources, and `more` texts, with the sentence teacher and keeps the directions in which
 * they differ most; vectors of words are mapped to the same directions, by how the words of those texts add up to them.
 */
export async function englishMeanings(
  teachers: Teachers,
  sources: readonly TaughtPairs[],
  more: readonly string[],
  width: number,
  log: (line: string) => void,
): Promise<EnglishMeanings> {
  const taught = sources.filter((source) => source.taught !== undefined);
  const bySource = taught.map(({ a, b, taught }) => (taught === 'both' ? [...a, ...b] : a));
  const texts = [...new Set([...bySource, more].flatMap(evenly))]
    .sort((left, right) => left.length - right.length)
    .slice(0, TEXTS_READ);
  const read = await teachers.sentences(texts, log);
  const sample = read.filter((_, i) => i % 8 === 0);
  const principal = principalDirections(sample, width);
  const vectors = new Map(texts.map((text, i) => [text, project(read[i]!, principal)]));
  const words = wordMeanings(teachers, vectors, new Set([...bySource.flat(), ...more]), width);
  log(`meanings: ${texts.length} texts read, ${words.size} words taught`);
  const ofPairs = new Set(bySource.flat());
  return { ofText: (text) => vectors.get(text), words, texts: texts.filter((text) => !ofPairs.has(text)) };
}

/** At most `TEXTS_OF_SOURCE` distinct English texts of a list. */
function evenly(list: readonly string[]): string[] {
  const distinct = [...new Set(list)].filter((text) => text.length <= LONGEST_TEXT && IS_ENGLISH_TEXT.test(text));
  const step = Math.max(1, distinct.length / TEXTS_OF_SOURCE);
  return Array.from({ length: Math.floor(distinct.length / step) }, (_, i) => distinct[Math.floor(i * step)]!);
}

function wordMeanings(
  teachers: Teachers,
  vectors: ReadonlyMap<string, Float32Array>,
  texts: ReadonlySet<string>,
  width: number,
): Map<string, Float32Array> {
  const { words, numbers, dimensions } = teachers.words(WORDS_KNOWN);
  const rankOf = new Map(words.map((word, rank) => [word, rank]));
  centre(numbers, dimensions);
  const sum = new Float64Array(dimensions);
  const map = leastSquares(dimensions, width, DECAY, (pair) => {
    for (const [text, vector] of vectors) {
      const ranks = wordsOf(text).flatMap((word) => rankOf.get(word) ?? []);
      sum.fill(0);
      for (const rank of ranks) {
        // The rarer a word, the more it says.
        const weight = Math.log(1 + rank) / Math.sqrt(ranks.length) / 8;
        for (let k = 0; k < dimensions; k++) sum[k] = sum[k]! + weight * numbers[rank * dimensions + k]!;
      }
      if (ranks.length > 0) pair(sum, vector);
    }
  });
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const found = new Map<string, Float32Array>();
  words.forEach((word, rank) => {
    const count = counts.get(word) ?? 0;
    if (!/^[a-z]{2,}$/.test(word) || !WORDS_TAUGHT.some((limit) => rank < limit.rank && count >= limit.texts)) return;
    const vector = new Float32Array(width);
    for (let i = 0; i < dimensions; i++) {
      const value = numbers[rank * dimensions + i]!;
      for (let k = 0; k < width; k++) vector[k] = vector[k]! + value * map[i * width + k]!;
    }
    found.set(word, unit(vector));
  });
  return found;
}

function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[a-z]+|[0-9]+/g) ?? [])];
}

/** Takes the mean of the words in between from all. */
function centre(numbers: Float32Array, dimensions: number): void {
  const [first, end] = WORDS_OF_MEAN;
  const mean = new Float64Array(dimensions);
  for (let i = first * dimensions; i < end * dimensions; i++) {
    mean[i % dimensions] = mean[i % dimensions]! + numbers[i]! / (end - first);
  }
  for (let i = 0; i < numbers.length; i++) numbers[i] = numbers[i]! - mean[i % dimensions]!;
}

function project(vector: Float32Array, { mean, directions, spreads }: PrincipalDirections): Float32Array {
  return unit(
    Float32Array.from(spreads, (spread, d) => {
      let sum = 0;
      for (let k = 0; k < SENTENCE_WIDTH; k++) sum += directions[d * SENTENCE_WIDTH + k]! * (vector[k]! - mean[k]!);
      return sum / spread ** EVENNESS;
    }),
  );
}

function unit(vector: Float32Array): Float32Array {
  let squares = 1e-12;
  for (const value of vector) squares += value * value;
  for (let k = 0; k < vector.length; k++) vector[k] = vector[k]! / Math.sqrt(squares);
  return vector;
}
