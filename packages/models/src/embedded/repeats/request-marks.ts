import type { TextView } from '@signalbox/engine/ports';
import { NUMBER_TOKEN, type PairText, pairTextOf } from '../pairs/pair-text.ts';
import { isDenial, oppositesOf } from '../pairs/polarity.ts';
import { hashOf, wordHash } from '../pairs/word-form.ts';
import { hanNumbers } from './han-numbers.ts';
import {
  ASKING,
  CONTRARY_RELATIONS,
  DATES,
  FORMATS,
  linesByWord,
  MODALS,
  OPPOSED_GLYPHS,
  OPPOSED_IN_REQUESTS,
  OTHERS,
  opposedWords,
  QUANTITIES,
  RELATIONS,
  SPEAKERS,
  TENSES,
  UNITS,
} from './word-lists.ts';

/** What in a request may not differ from one that it repeats. */
export interface RequestMarks {
  readonly text: PairText;
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
  /** Of the lists of contrary small words, the hashes of those that it has. */
  readonly relations: ReadonlySet<number>;
  /** Words behind from, to, than and such, by which of these stands before them. */
  readonly roles: ReadonlyMap<number, string>;
}

const MARKS = { name: 'request marks' } as { readonly name: string; readonly __value?: RequestMarks };
const UNIT_LINES = linesByWord(UNITS);
const DATE_LINES = linesByWord(DATES);
const FORMAT_LINES = linesByWord(FORMATS);
const OTHER_LINES = linesByWord(OTHERS);
const SMALL_WORDS = [RELATIONS, TENSES, QUANTITIES, SPEAKERS, MODALS, ASKING].map(linesByWord);
const OPPOSED = opposedWords(OPPOSED_IN_REQUESTS);
const CONTRARY = linesByWord(CONTRARY_RELATIONS);
const GLYPH_PAIRS = OPPOSED_GLYPHS.split(',').map((pair) => pair.split(' ') as [string, string]);

/** The view's marks, read once. */
export function marksOf(view: TextView): RequestMarks {
  return view.memo(MARKS, readMarks);
}

/** Letters and digits mixed, signs between letters, capitals within a word, operators, paths, options, calls. */
const CODE =
  /(?<![A-Za-z])[a-z]+[A-Z]\w*|(?<!\w)\w+_\w+|(?<!\w)[a-z_]\w*\(\)?|(?<![\w-])--?[a-zA-Z][\w-]*|0x[0-9a-fA-F]+|[=!<>]=|&&|\|\||[+*/%^-]=|(?<![\w.-])(?:[\w.-]*\/){2,}[\w.-]+|(?<!\w)\w{2,}\.[A-Za-z]\w*(?=\W|$)|#\w+|\S{0,64}(?:[\^[\]\\]|\$(?!\d))\S{0,64}/g;
/** What is written in any text: all other signs are taken for code. */
const WRITING = /[\p{L}\p{M}\p{N}\s.,?!'"“”‘’«»:;()\-–—…¿¡$€£%&°·‧・。，、？！：；（）「」《》]/gu;
/** Roman numbers behind a word, and numbers in names. */
const NUMBERED =
  /(?<=[\p{L}\d] )(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XI?V|XVI{1,3}|XIX)(?![\p{L}\d'’.])|(?<=(?:War|Part|Chapter|Type|Elizabeth|Henry|Act) )[IVX](?![\p{L}\d'’])|(?<![A-Za-z])[A-Za-z]+-?\d[A-Za-z\d]*|(?<!\d)\d+[A-Za-z]{1,3}(?![A-Za-z])/gu;
const ORDINALS = numbersOf('first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10');
const ROMAN = numbersOf(
  'i=1 ii=2 iii=3 iv=4 v=5 vi=6 vii=7 viii=8 ix=9 x=10 xi=11 xii=12 xiii=13 xiv=14 xv=15 xvi=16 xvii=17 xviii=18 xix=19',
);
const ORDINAL = /^\d+(?:st|nd|rd|th)$/;
/** Han characters that deny, in words that do not. */
const NO_DENIAL = /不(?:同|久|过|仅|断|少|但|管|论|如|错|锈)|无(?:论|数|限|线)|未来|没收|沉没|非(?:常|洲)/g;
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
  const relations = new Set<number>();
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
    if (CONTRARY.has(word)) relations.add(word);
    for (const [kind, lines] of SMALL_WORDS.entries()) {
      const line = lines.get(word);
      if (line !== undefined) smallWords[kind]!.add(line);
    }
  }
  const sequence = numbers.join(' ');
  for (const [written] of plain.matchAll(NUMBERED)) {
    const folded = written.toLowerCase().replace('-', '');
    if (!ORDINAL.test(folded)) numbers.push(ROMAN.get(folded) ?? folded);
  }
  for (const word of view.folded.match(/\p{L}+/gu) ?? []) {
    const ordinal = ORDINALS.get(word);
    if (ordinal !== undefined) numbers.push(ordinal);
  }
  for (const digits of hanNumbers(plain)) numbers.push(String(hashOf(digits)));
  const code = [...new Set(plain.match(CODE) ?? []), plain.replace(WRITING, '')].sort().join(' ');
  return {
    text,
    sequence,
    numbers: [...new Set(numbers)].sort().join(' '),
    units,
    dates: [...dates].sort().join(' '),
    formats: [...formats].sort().join(' '),
    code,
    denials: denials - (plain.match(NO_DENIAL)?.length ?? 0),
    others: [...others].sort().join(' '),
    smallWords,
    relations,
    roles: rolesIn(plain),
  };
}

function numbersOf(pairs: string): ReadonlyMap<string, string> {
  return new Map(
    pairs.split(' ').map((pair) => {
      const [word, digits] = pair.split('=') as [string, string];
      return [word, String(hashOf(digits))] as const;
    }),
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

/** Whether each has a small word of a line of which the other has another. */
export function areContrary(a: RequestMarks, b: RequestMarks): boolean {
  return [...a.relations].some(
    (word) =>
      !b.relations.has(word) &&
      [...b.relations].some((other) => !a.relations.has(other) && CONTRARY.get(other) === CONTRARY.get(word)),
  );
}

/** Whether two texts in Han characters hold one side of an opposition each. */
export function glyphsOpposed(a: string, b: string): boolean {
  return GLYPH_PAIRS.some(
    ([one, other]) =>
      (a.includes(one) && !b.includes(one) && b.includes(other) && !a.includes(other)) ||
      (b.includes(one) && !a.includes(one) && a.includes(other) && !b.includes(other)),
  );
}
