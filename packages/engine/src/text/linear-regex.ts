import { RE2JS } from 're2js';
import { leadingWords } from './leading-words.ts';

/** A user's regular expression on an engine whose time is linear in the text, whatever the pattern. */
export interface LinearRegex {
  test(text: string): boolean;
  /** Matches without overlap. */
  count(text: string): number;
}

/** Throws an Error whose message says what is wrong with the pattern. Syntax: RE2 (no look-around, no back-references). */
export function compileLinearRegex(pattern: string, options: { readonly caseSensitive: boolean }): LinearRegex {
  const compiled = compile(pattern, options.caseSensitive);
  return {
    test: (text) => compiled.test(text),
    count(text) {
      if (!compiled.test(text)) return 0;
      const matcher = compiled.matcher(text);
      let count = 0;
      while (matcher.find()) count++;
      return count;
    },
  };
}

/** What is wrong with a pattern, or undefined when it compiles. What compiled is kept for who asks for it next. */
export function regexProblem(pattern: string, options: { readonly caseSensitive: boolean }): string | undefined {
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
  /** 1 for every pattern that occurs, by its position. One pass over the text where none does. */
  find(text: string): Uint8Array;
}

/**
 * Patterns that rarely match. Those that begin with plain words are only asked where one of these words occurs; the
 * others all at once: their alternation costs about as much as one of them, so each is only asked for itself when some
 * pattern occurs. Throws as `compileLinearRegex` does.
 */
export function compileLinearRegexSet(
  patterns: readonly { readonly pattern: string; readonly caseSensitive: boolean }[],
): LinearRegexSet {
  const all = patterns.map((each, index) => ({
    index,
    ...each,
    regex: compileLinearRegex(each.pattern, each),
    lead: leadingWords(each.pattern, each.caseSensitive),
  }));
  const led = all.flatMap(({ index, regex, lead }) => (lead === undefined ? [] : [{ index, regex, lead }]));
  const groups = [false, true].flatMap((caseSensitive) => {
    const members = all.filter((each) => each.lead === undefined && each.caseSensitive === caseSensitive);
    if (members.length === 0) return [];
    const alternation = members.map(({ pattern }) => `(?:${pattern})`).join('|');
    return [{ members, any: compileLinearRegex(alternation, { caseSensitive }) }];
  });
  return {
    find(text) {
      const found = new Uint8Array(patterns.length);
      for (const { index, regex, lead } of led) if (lead.test(text) && regex.test(text)) found[index] = 1;
      for (const { members, any } of groups) {
        if (!any.test(text)) continue;
        for (const { index, regex } of members) if (regex.test(text)) found[index] = 1;
      }
      return found;
    },
  };
}
