import type { MemoKey, TextView } from './text-view.ts';
import { isUnspacedUnit } from './word-boundary.ts';
import { distinctWords, splitWords, wordsInOrder, wordsOf } from './words.ts';

/** Term saturation and length normalisation of BM25. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;

const STOPWORDS = new Set(
  `a an and are as at be but by for if in into is it its no not of on or such that the their then there these they this
  to was were will with i me my we our you your he she his her do does did have has had can could would should what
  which who how when where why so just please`.split(/\s+/),
);

/** Short documents that a text is compared with, each collection with its own statistics (BM25). */
export interface RelevanceIndex {
  /** Scores by document, collections one after the other; 0 where no term is shared. Linear in the text. */
  score(text: TextView): Float64Array;
}

export function compileRelevanceIndex(collections: readonly (readonly string[])[]): RelevanceIndex {
  const postings = new Map<string, { readonly document: number; readonly weight: number }[]>();
  let size = 0;
  for (const documents of collections) {
    const terms = documents.map(termsOfString);
    const averageLength = terms.reduce((sum, own) => sum + own.length, 0) / documents.length;
    for (const [index, own] of terms.entries()) {
      for (const term of new Set(own)) {
        const holders = terms.filter((others) => others.includes(term)).length;
        const rarity = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
        const frequency = own.filter((each) => each === term).length;
        const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * own.length) / averageLength;
        const weight = (rarity * frequency * (SATURATION + 1)) / (frequency + SATURATION * length);
        const known = postings.get(term);
        if (known === undefined) postings.set(term, [{ document: size + index, weight }]);
        else known.push({ document: size + index, weight });
      }
    }
    size += documents.length;
  }
  return {
    score(text) {
      const scores = new Float64Array(size);
      for (const term of termsOf(text)) {
        for (const { document, weight } of postings.get(term) ?? []) scores[document]! += weight;
      }
      return scores;
    },
  };
}

/** Whether a document has anything to be found by. */
export function hasTerms(document: string): boolean {
  return termsOfString(document).length > 0;
}

const TERMS: MemoKey<ReadonlySet<string>> = { name: 'terms' };

/** Distinct terms of a text: stems of its words without stopwords, and pairs of neighbours in scripts without spaces. */
function termsOf(text: TextView): ReadonlySet<string> {
  return text.memo(
    TERMS,
    (view) => new Set([...stems(distinctWords(wordsOf(view, false))), ...characterPairs(view.folded)]),
  );
}

function termsOfString(document: string): string[] {
  const folded = document.normalize('NFKC').toLowerCase();
  return [...stems(wordsInOrder(splitWords(folded))), ...characterPairs(folded)];
}

function stems(words: readonly string[]): string[] {
  return words.flatMap((word) => (STOPWORDS.has(word) ? [] : [stemOf(word)]));
}

/** `codes`, `coding` and `coded` to `cod`: the endings of English inflection, taken off without a dictionary. */
export function stemOf(word: string): string {
  if (word.length <= 3) return word;
  let stem = word;
  if (stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^sui]s$/.test(stem)) stem = stem.slice(0, -1);
  const verb = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(stem)?.[1];
  if (verb !== undefined && verb.length >= 2) stem = verb.replace(/([^aeioulsz])\1$/, '$1');
  return stem.length > 3 ? stem.replace(/e$/, '') : stem;
}

/** Neighbouring characters of unspaced scripts; a lone one by itself. */
function characterPairs(text: string): string[] {
  const pairs: string[] = [];
  let run = '';
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && isUnspacedUnit(text.charCodeAt(i))) {
      run += text[i];
      continue;
    }
    if (run.length === 1) pairs.push(run);
    for (let at = 0; at + 1 < run.length; at++) pairs.push(run.slice(at, at + 2));
    run = '';
  }
  return pairs;
}
