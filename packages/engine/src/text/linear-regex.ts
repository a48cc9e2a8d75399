import { RE2JS } from 're2js';
import { compileKeywordMatcher, foldKeyword } from './keyword-matcher.ts';
import { leadingWords } from './leading-words.ts';
import { isPlainPattern } from './plain-pattern.ts';
import type { TextView } from './text-view.ts';

/** A user's regular expression on an engine whose time is linear in the text, whatever the pattern. */
export interface LinearRegex {
  test(text: string): boolean;
  /** Matches without overlap. */
  count(text: string): number;
}

/**
 * Throws an Error whose message says what is wrong with the pattern. Syntax: RE2 (no look-around, no back-references). A
 * plain pattern is compiled when it is asked first.
 */
export function compileLinearRegex(pattern: string, options: { readonly caseSensitive: boolean }): LinearRegex {
  let compiled = isPlainPattern(pattern) ? undefined : compile(pattern, options.caseSensitive);
  const regex = (): RE2JS => {
    compiled ??= compile(pattern, options.caseSensitive);
    return compiled;
  };
  return {
    test: (text) => regex().test(text),
    count(text) {
      if (!regex().test(text)) return 0;
      const matcher = regex().matcher(text);
      let count = 0;
      while (matcher.find()) count++;
      return count;
    },
  };
}

/** What is wrong with a pattern, or undefined when it compiles. What compiled is kept for who asks for it next. */
export function regexProblem(pattern: string, options: { readonly caseSensitive: boolean }): string | undefined {
  if (isPlainPattern(pattern)) return undefined;
  try {
    compile(pattern, options.caseSensitive);
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** Steps of the automaton that a valid pattern becomes; repetitions with bounds are written out. */
export function patternSize(pattern: string): number {
  return compile(pattern, true).programSize();
}

/** Patterns compiled last, by flag and pattern: a config's are checked first and used after. */
const compiledPatterns = new Map<string, RE2JS>();
const MOST_COMPILED = 1000;

function compile(pattern: string, caseSensitive: boolean): RE2JS {
  const key = `${caseSensitive ? 'c' : 'i'}${pattern}`;
  const known = compiledPatterns.get(key);
  if (known !== undefined) return known;
  const compiled = RE2JS.compile(pattern, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  if (compiledPatterns.size === MOST_COMPILED) compiledPatterns.clear();
  compiledPatterns.set(key, compiled);
  return compiled;
}

/** Many patterns over one text. */
export interface LinearRegexSet {
  /** 1 for every pattern that occurs in `plain`, by its position. One pass over the text where none does. */
  find(text: TextView): Uint8Array;
}

interface PatternOfSet {
  readonly pattern: string;
  readonly caseSensitive: boolean;
}

/**
 * Patterns that rarely match. Those that begin with plain words are only asked where one of these words occurs; the
 * others all at once: their alternation costs about as much as one of them, so each is only asked for itself when some
 * pattern occurs. Throws as `compileLinearRegex` does.
 */
export function compileLinearRegexSet(
  patterns: readonly PatternOfSet[],
  compileKeywords = compileKeywordMatcher,
): LinearRegexSet {
  const all = patterns.map((each, index) => ({
    index,
    ...each,
    regex: compileLinearRegex(each.pattern, each),
    lead: beginningsOf(each),
  }));
  const led = all.filter(({ lead }) => lead !== undefined);
  const beginnings = led.flatMap(({ lead, caseSensitive }, number) =>
    lead!.map((text) => ({ text, caseSensitive, isAnywhere: true, number })),
  );
  const matcher = beginnings.length === 0 ? undefined : compileKeywords(beginnings);
  const groups = [false, true].flatMap((caseSensitive) => {
    const members = all.filter((each) => each.lead === undefined && each.caseSensitive === caseSensitive);
    if (members.length === 0) return [];
    const alternation = members.map(({ pattern }) => `(?:${pattern})`).join('|');
    return [{ members, any: compileLinearRegex(alternation, { caseSensitive }) }];
  });
  const isAsked = new Uint8Array(led.length);
  return {
    find(text) {
      const { plain } = text;
      const found = new Uint8Array(patterns.length);
      if (matcher !== undefined) {
        isAsked.fill(ODD_CASE.test(plain) ? 1 : 0);
        const counts = matcher.count(text);
        for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) isAsked[beginnings[i]!.number] = 1;
        for (let number = 0; number < led.length; number++) {
          if (isAsked[number] === 1 && led[number]!.regex.test(plain)) found[led[number]!.index] = 1;
        }
      }
      for (const { members, any } of groups) {
        if (!any.test(plain)) continue;
        for (const { index, regex } of members) if (regex.test(plain)) found[index] = 1;
      }
      return found;
    },
  };
}

/** Letters with more than one form in lower case: patterns take these for the same, folded texts do not. */
const ODD_CASE = /[\u0345\u03a3\u03c2\u03c3\u1c80-\u1c8a]/;

function beginningsOf({ pattern, caseSensitive }: PatternOfSet): readonly string[] | undefined {
  const words = leadingWords(pattern);
  return words?.every((text) => foldKeyword({ text, caseSensitive }) !== '') ? words : undefined;
}
