/** A term of a domain in English and Chinese. */
export interface Term {
  readonly en: string;
  readonly zh: string;
}

/** Terms from lines of `english=中文; english=中文`. */
export function parseTerms(text: string): readonly Term[] {
  return text
    .split(/[;\n]/)
    .map((pair) => pair.trim().split('='))
    .filter((pair) => pair.length === 2)
    .map(([en, zh]) => ({ en: en!, zh: zh! }));
}
