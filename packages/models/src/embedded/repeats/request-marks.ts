import type { TextView } from '@signalbox/engine/ports';
import { NUMBER_TOKEN, type PairText, pairTextOf, WORD_TOKEN } from '../pairs/pair-text.ts';
import { isDenial, oppositesOf } from '../pairs/polarity.ts';
import { wordHash } from '../pairs/word-form.ts';
import { stemOf } from './stem.ts';
import {
  DATES,
  FORMATS,
  groupOf,
  linesByWord,
  OPPOSED_GLYPHS,
  OPPOSED_IN_REQUESTS,
  OTHERS,
  opposedWords,
  QUANTITIES,
  RELATIONS,
  TENSES,
  UNITS,
} from './word-lists.ts';

/** What in a request may not differ from one that it repeats. */
export interface RequestMarks {
  readonly text: PairText;
  /** For each token: equal for forms of one word, and for words that mean the same. */
  readonly keys: Uint32Array;
  /** Sorted, joined: numbers, also those in words and in names such as B12. */
  readonly numbers: string;
  /** The plain ones in the order in which they stand. */
  readonly sequence: string;
  readonly units: ReadonlySet<number>;
  readonly dates: string;
  readonly formats: string;
  /** Identifiers, paths, operators, addresses. */
  readonly code: string;
  readonly denials: number;
  /** Whom it is about beside those who speak. */
  readonly others: string;
  /** By kind of small word, which of them it has. */
  readonly smallWords: readonly ReadonlySet<number>[];
  /** Words behind from, to, than and such, by which of these stands before them. */
  readonly roles: ReadonlyMap<number, string>;
}

const MARKS = { name: 'request marks' } as { readonly name: string; readonly __value?: RequestMarks };
const UNIT_LINES = linesByWord(UNITS);
const DATE_LINES = linesByWord(DATES);
const FORMAT_LINES = linesByWord(FORMATS);
const OTHER_LINES = linesByWord(OTHERS);
const SMALL_WORDS = [RELATIONS, TENSES, QUANTITIES].map(linesByWord);
const OPPOSED = opposedWords(OPPOSED_IN_REQUESTS);
const GLYPH_PAIRS = OPPOSED_GLYPHS.split(',').map((pair) => pair.split(' ') as [string, string]);

/** The view's marks, read once. */
export function marksOf(view: TextView): RequestMarks {
  return view.memo(MARKS, readMarks);
}

/** Letters and digits mixed, signs between letters, capitals within a word, operators, paths, options, calls. */
const CODE =
  /[a-z]+[A-Z]\w*|\w+_\w+|\w+\(\)?|(?<![\w-])--?[a-zA-Z][\w-]*|0x[0-9a-fA-F]+|[=!<>]=|&&|\|\||[+*/%^-]=|(?:[\w.-]*\/){2,}[\w.-]+|\w+\.\w+(?=\W|$)|#\w+|\S*[\^$[\]\\]\S*/g;
/** What is written in any text: all other signs are taken for code. */
const WRITING = /[\p{L}\p{M}\p{N}\s.,?!'"“”‘’«»:;()\-–—…¿¡$€£%。，、？！：；（）「」《》]/gu;
/** Roman numbers behind a word, and numbers in names. */
const NUMBERED =
  /(?<=[\p{L}\d] )(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XI?V|XVI{1,3}|XIX)(?![\p{L}\d'’.])|(?<=(?:War|Part|Chapter|Type|Elizabeth|Henry|Act) )[IVX](?![\p{L}\d'’])|\p{L}+-?\d+\p{L}*|\d+\p{L}{1,3}(?!\p{L})/gu;
const ORDINALS: ReadonlyMap<string, string> = new Map(
  'first=1st second=2nd third=3rd fourth=4th fifth=5th sixth=6th'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);
const ROLE =
  /(?<![\p{L}])(from|to|into|than|before|after|by|von|nach|de|a|vers)\s+(?:the\s+|a\s+|an\s+)?([\p{L}\d]+)/giu;

function readMarks(view: TextView): RequestMarks {
  const text = pairTextOf(view);
  const plain = view.plain;
  const numbers: string[] = [];
  let denials = 0;
  const units = new Set<number>();
  const dates = new Set<number>();
  const formats = new Set<number>();
  const others = new Set<number>();
  const smallWords = SMALL_WORDS.map(() => new Set<number>());
  for (let at = 0; at < text.size; at++) {
    const word = text.words[at]!;
    if (text.kinds[at] === NUMBER_TOKEN) numbers.push(String(word));
    if (isDenial(word)) denials++;
    const [unit, date, format] = [UNIT_LINES.get(word), DATE_LINES.get(word), FORMAT_LINES.get(word)];
    if (unit !== undefined) units.add(unit);
    if (date !== undefined) dates.add(date);
    if (format !== undefined) formats.add(format);
    const other = OTHER_LINES.get(word);
    if (other !== undefined) others.add(other);
    for (const [kind, lines] of SMALL_WORDS.entries()) {
      const line = lines.get(word);
      if (line !== undefined) smallWords[kind]!.add(line);
    }
  }
  const sequence = numbers.join(' ');
  for (const [written] of plain.matchAll(NUMBERED)) numbers.push(written.toLowerCase().replace('-', ''));
  for (const word of view.folded.match(/\p{L}+/gu) ?? []) {
    const ordinal = ORDINALS.get(word);
    if (ordinal !== undefined) numbers.push(ordinal);
  }
  for (const [written] of view.folded.matchAll(/\b\d+(?:st|nd|rd|th)\b/g)) numbers.push(written);
  const code = [...new Set(plain.match(CODE) ?? []), plain.replace(WRITING, '')].sort().join(' ');
  return {
    text,
    keys: keysOf(text),
    sequence,
    numbers: [...new Set(numbers)].sort().join(' '),
    units,
    dates: [...dates].sort().join(' '),
    formats: [...formats].sort().join(' '),
    code,
    denials,
    others: [...others].sort().join(' '),
    smallWords,
    roles: rolesIn(plain),
  };
}

function keysOf(text: PairText): Uint32Array {
  return Uint32Array.from({ length: text.size }, (_, at) =>
    text.kinds[at] === WORD_TOKEN ? groupOf(stemOf(text.folded(at))) : text.words[at]!,
  );
}

function rolesIn(plain: string): ReadonlyMap<number, string> {
  const roles = new Map<number, string>();
  for (const [, role, word] of plain.matchAll(ROLE)) roles.set(wordHash(word!), role!.toLowerCase());
  return roles;
}

/** Whether a word of one stands against a word of the other. */
export function areOpposed(one: number, other: number): boolean {
  return OPPOSED.get(one)?.has(other) === true || oppositesOf(one)?.includes(other) === true;
}

/** Whether two texts in Han characters hold one side of an opposition each. */
export function glyphsOpposed(a: string, b: string): boolean {
  return GLYPH_PAIRS.some(
    ([one, other]) =>
      (a.includes(one) && !b.includes(one) && b.includes(other) && !a.includes(other)) ||
      (b.includes(one) && !a.includes(one) && a.includes(other) && !b.includes(other)),
  );
}
