import { type ApproximateKeyword, compileApproximateMatcher } from '../../text/approximate-matcher.ts';
import { type compileKeywordMatcher, SharedKeywords } from '../../text/keyword-matcher.ts';
import { compileLinearRegexSet } from '../../text/linear-regex.ts';
import { compileRelevanceIndex } from '../../text/relevance-index.ts';
import type { TextView } from '../../text/text-view.ts';
import { unspacedText } from '../../text/unspaced-text.ts';
import type { KeywordRule } from './keyword-rule.ts';

/** Tells `visit` for each rule that was compiled which of its keywords occur in the text, by their positions. */
export type Search = (text: TextView, visit: (rule: number, hits: readonly number[]) => void) => void;

type Method = KeywordRule['method'];

/** A number for each keyword, rule after rule, 0 where it does not occur; to be read before the next text is searched. */
type Find = (text: TextView) => ArrayLike<number>;

const BM25_THRESHOLD = 0.1;
const NGRAM_THRESHOLD = 0.4;
const NGRAM_ARITY = 3;

/** `compileKeywords` for whatever is to be found as it is written. */
type Compile = (rules: readonly KeywordRule[], compileKeywords: typeof compileKeywordMatcher) => Find;

const COMPILERS: Readonly<Record<Method, Compile>> = {
  literal(rules, compileKeywords) {
    const matcher = compileKeywords(eachKeyword(rules, (text, rule) => keywordOf(text, rule)));
    return (text) => matcher.count(text);
  },
  regex(rules, compileKeywords) {
    const set = compileLinearRegexSet(
      eachKeyword(rules, (pattern, rule) => ({ pattern, caseSensitive: rule.case_sensitive })),
      compileKeywords,
    );
    return (text) => set.find(text);
  },
  fuzzy: (rules, compileKeywords) =>
    findApproximate(rules, compileKeywords, (rule) => ({ by: 'edits', most: rule.fuzzy_threshold })),
  ngram: (rules, compileKeywords) =>
    findApproximate(rules, compileKeywords, (rule) => ({
      by: 'ngrams',
      arity: rule.ngram_arity ?? NGRAM_ARITY,
      least: rule.ngram_threshold ?? NGRAM_THRESHOLD,
    })),
  bm25(rules) {
    const index = compileRelevanceIndex(rules.map((rule) => rule.keywords));
    const least = eachKeyword(rules, (_text, rule) => rule.bm25_threshold ?? BM25_THRESHOLD);
    return (text) => index.score(text).map((score, keyword) => (score >= least[keyword]! ? 1 : 0));
  },
};

/** The method that a rule asks for, in either of its two ways. */
export function methodOf(rule: KeywordRule): Method {
  return rule.method === 'literal' && rule.fuzzy_match === true ? 'fuzzy' : rule.method;
}

const NO_HITS: readonly number[] = [];

/** Looks for the keywords of all rules of a method together; `rules` by the number that each is to be told with. */
export function compileSearch(rules: ReadonlyMap<number, KeywordRule>): Search {
  const shared = new SharedKeywords();
  const methods = new Set([...rules.values()].map(methodOf));
  const searches = [...methods].map((method) => {
    const own = [...rules].filter(([, rule]) => methodOf(rule) === method);
    return {
      own: own.map(([number, { keywords }]) => ({ number, count: keywords.length })),
      find: COMPILERS[method](
        own.map(([, rule]) => rule),
        (keywords) => shared.add(keywords),
      ),
    };
  });
  shared.compile();
  return (text, visit) => {
    const unspaced = unspacedText(text);
    for (const { own, find } of searches) {
      const inText = find(text);
      // The second search writes over what the first one found.
      const found = unspaced === undefined ? inText : Array.from(inText);
      const hidden = unspaced === undefined ? undefined : find(unspaced);
      let first = 0;
      for (const { number, count } of own) {
        visit(number, hitsIn(found, hidden, first, count));
        first += count;
      }
    }
    shared.forgetText();
  };
}

/** Positions within a rule of the keywords that either search found. */
function hitsIn(
  found: ArrayLike<number>,
  hidden: ArrayLike<number> | undefined,
  first: number,
  count: number,
): readonly number[] {
  let hits: number[] | undefined;
  for (let i = 0; i < count; i++) {
    if (found[first + i] === 0 && (hidden === undefined || hidden[first + i] === 0)) continue;
    hits ??= [];
    hits.push(i);
  }
  return hits ?? NO_HITS;
}

function findApproximate(
  rules: readonly KeywordRule[],
  compileKeywords: typeof compileKeywordMatcher,
  nearness: (rule: KeywordRule) => ApproximateKeyword['near'],
): Find {
  const matcher = compileApproximateMatcher(
    eachKeyword(rules, (text, rule) => ({ ...keywordOf(text, rule), near: nearness(rule) })),
    compileKeywords,
  );
  return (text) => matcher.find(text);
}

function eachKeyword<T>(rules: readonly KeywordRule[], make: (text: string, rule: KeywordRule) => T): T[] {
  return rules.flatMap((rule) => rule.keywords.map((text) => make(text, rule)));
}

function keywordOf(text: string, rule: KeywordRule) {
  return { text, caseSensitive: rule.case_sensitive };
}
