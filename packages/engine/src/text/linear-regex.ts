import { RE2JS } from 're2js';

/** A user's regular expression on an engine whose time is linear in the text, whatever the pattern. */
export interface LinearRegex {
  test(text: string): boolean;
  /** Matches without overlap. */
  count(text: string): number;
}

/** Throws an Error whose message says what is wrong with the pattern. Syntax: RE2 (no look-around, no back-references). */
export function compileLinearRegex(pattern: string, options: { readonly caseSensitive: boolean }): LinearRegex {
  const compiled = RE2JS.compile(pattern, options.caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
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

/** What is wrong with a pattern, or undefined when it compiles. */
export function regexProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
