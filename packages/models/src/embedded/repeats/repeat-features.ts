import { createTextView, type SentenceEncoder, type TextView } from '@signalbox/engine/ports';
import type { Commonness } from '../pairs/commonness.ts';
import { GLYPH_TOKEN } from '../pairs/pair-text.ts';
import { questionKindOf } from '../pairs/question-kind.ts';
import { areOpposed, glyphsOpposed, marksOf, type RequestMarks } from './request-marks.ts';
import { DRESSING } from './word-lists.ts';

/** Numbers that a pair of requests is judged by. */
export const REPEAT_WIDTH = 40;

/** Two requests beside each other. */
export interface RequestPair {
  /** Empty where something differs that must not. */
  readonly features: Float32Array;
  /** What that is; null where nothing was found. */
  readonly differs: string | null;
}

/** Words of a text beside those of another. */
interface Side {
  readonly marks: RequestMarks;
  readonly weights: Float32Array;
  /** Place of the same word in the other text, -1 where there is none. */
  readonly places: Int32Array;
  /** Content words without a place, as text. */
  readonly rest: string;
  readonly restCount: number;
  readonly restWeight: number;
  readonly heaviest: number;
  /** Such words that begin with a capital, though not at the head of the text. */
  readonly restNames: number;
  /** Share of the content's weight that has a place. */
  readonly covered: number;
  readonly content: number;
}

const NO_FEATURES = new Float32Array();

/** Compares two requests. Both directions give the same numbers. */
export function compareRequests(
  left: TextView,
  right: TextView,
  encoder: SentenceEncoder,
  commonness: Commonness,
): RequestPair {
  const [a, b] = [marksOf(left), marksOf(right)];
  const one = readSide(a, b, commonness);
  const other = readSide(b, a, commonness);
  const differs = differenceOf(a, b, one, other);
  if (differs !== null) return { features: NO_FEATURES, differs };
  const similar = similarities(left, right, one, other, encoder);
  const kinds = [questionKindOf(left.folded), questionKindOf(right.folded)] as const;
  const asked = (Object.keys(kinds[0]) as (keyof (typeof kinds)[0])[]).filter((key) => kinds[0][key] !== kinds[1][key]);
  const [leftHead, rightHead] = [headOf(left), headOf(right)];
  const low = (of: (side: Side) => number) => Math.min(of(one), of(other));
  const high = (of: (side: Side) => number) => Math.max(of(one), of(other));
  const order = orderOf(one);
  const features = Float32Array.of(
    ...similar,
    low(({ covered }) => covered),
    high(({ covered }) => covered),
    low(({ restCount }) => restCount),
    high(({ restCount }) => restCount),
    low(({ restWeight }) => restWeight),
    high(({ restWeight }) => restWeight),
    low(({ heaviest }) => heaviest),
    high(({ heaviest }) => heaviest),
    low(({ restNames }) => restNames),
    high(({ restNames }) => restNames),
    low(({ content }) => content),
    high(({ content }) => content),
    low(({ marks }) => marks.text.size),
    high(({ marks }) => marks.text.size),
    low(({ marks }) => marks.text.size) /
      Math.max(
        1,
        high(({ marks }) => marks.text.size),
      ),
    low(glyphShare),
    high(glyphShare),
    asked.length,
    Number(leftHead === rightHead),
    Number(leftHead !== rightHead && leftHead !== '' && rightHead !== ''),
    Number(a.numbers === b.numbers),
    Number(a.numbers === '' && b.numbers === ''),
    Number(a.denials % 2 === b.denials % 2),
    Math.max(a.denials, b.denials),
    order.inverted,
    order.aligned,
    order.moved,
    Number(order.isSameBag),
    bigramOverlap(one, other),
    nearestSpelling(one.rest, other.rest),
    overlapOf(left.memo(TRIGRAMS, trigramsIn), right.memo(TRIGRAMS, trigramsIn)),
    Number(left.folded === right.folded),
    Number(a.units.size > 0 && b.units.size > 0),
    Number(a.dates !== ''),
    Number(a.formats !== ''),
    Number(a.code !== ''),
  );
  return { features, differs };
}

function readSide(own: RequestMarks, other: RequestMarks, commonness: Commonness): Side {
  const { text } = own;
  const weights = commonness.weigh(text);
  const places = new Int32Array(text.size).fill(-1);
  const byGroup = placesByKey(other.keys);
  const rest: string[] = [];
  let content = 0;
  let covered = 0;
  let restWeight = 0;
  let heaviest = 0;
  let restNames = 0;
  let last = -1;
  for (let at = 0; at < text.size; at++) {
    const found = byGroup.get(own.keys[at]!);
    // The one behind the word before, where there are several.
    if (found !== undefined) places[at] = found.find((place) => place > last) ?? found[0]!;
    if (found !== undefined) last = places[at]!;
    if (DRESSING.has(text.words[at]!)) weights[at] = 0;
    const weight = weights[at]!;
    if (weight === 0) continue;
    content += weight;
    if (found !== undefined) {
      covered += weight;
      continue;
    }
    rest.push(text.raw.slice(text.starts[at], text.ends[at]));
    restWeight += weight;
    heaviest = Math.max(heaviest, weight);
    if (at > 0 && text.capitals[at] === 1) restNames++;
  }
  return {
    marks: own,
    weights,
    places,
    rest: rest.join(text.kinds[0] === GLYPH_TOKEN ? '' : ' '),
    restCount: rest.length,
    restWeight,
    heaviest,
    restNames,
    covered: content === 0 ? 1 : covered / content,
    content,
  };
}

function placesByKey(keys: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [at, key] of keys.entries()) {
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else known.push(at);
  }
  return places;
}

/** Of the whole texts; of what each says alone; and of that with the whole of the other. */
function similarities(left: TextView, right: TextView, one: Side, other: Side, encoder: SentenceEncoder): number[] {
  const rests = [createTextView(one.rest), createTextView(other.rest)];
  // Embedded encoders answer at once.
  const [a, b, restA, restB] = encoder.encode([left, right, ...rests]) as readonly Float32Array[];
  const isSame = one.rest === '' && other.rest === '';
  const across = [dot(restA!, b!), dot(restB!, a!)];
  return [dot(a!, b!), isSame ? 1 : dot(restA!, restB!), Math.min(...across), Math.max(...across)];
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The first thing found that must not differ. */
function differenceOf(a: RequestMarks, b: RequestMarks, one: Side, other: Side): string | null {
  if (a.numbers !== b.numbers) return 'numbers';
  if (a.units.size > 0 && b.units.size > 0 && !isSameSet(a.units, b.units)) return 'units';
  if (a.dates !== b.dates) return 'dates';
  if (a.denials % 2 !== b.denials % 2) return 'negation';
  if (a.code !== b.code) return 'code';
  if (a.formats !== b.formats) return 'format';
  if (standOpposed(one, other) || glyphsOpposed(a.text.raw, b.text.raw)) return 'opposite';
  if (a.others !== b.others) return 'person';
  if (a.smallWords.some((words, kind) => areApart(words, b.smallWords[kind]!))) return 'relation';
  if (a.sequence !== b.sequence) return 'order';
  // The same words in another order: whether they say the same then, no bag of words can tell.
  if (one.rest === '' && other.rest === '' && orderOf(one).inverted > 0) return 'order';
  for (const [word, role] of a.roles) {
    const there = b.roles.get(word);
    if (there !== undefined && there !== role) return 'order';
  }
  return null;
}

/** Each has one that the other lacks. */
function areApart(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return [...a].some((each) => !b.has(each)) && [...b].some((each) => !a.has(each));
}

function isSameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

/** Whether a word that only one side has stands against one that only the other has. */
function standOpposed(one: Side, other: Side): boolean {
  const own = onlyHere(one);
  const others = onlyHere(other);
  return own.some((word) => others.some((against) => areOpposed(word, against)));
}

function onlyHere({ marks: { text }, places }: Side): readonly number[] {
  const words: number[] = [];
  for (let at = 0; at < text.size; at++) if (places[at] === -1) words.push(text.words[at]!);
  return words;
}

/** How far the words that both have stand in another order. */
function orderOf({ places, weights, restCount }: Side) {
  const kept: number[] = [];
  for (let at = 0; at < places.length; at++) if (places[at]! >= 0 && weights[at]! > 0) kept.push(places[at]!);
  let inverted = 0;
  let moved = 0;
  for (let i = 0; i < kept.length; i++) {
    if (i > 0 && kept[i]! < kept[i - 1]!) moved++;
    for (let j = i + 1; j < kept.length; j++) if (kept[i]! > kept[j]!) inverted++;
  }
  const pairs = (kept.length * (kept.length - 1)) / 2;
  const isSameBag = restCount === 0 && inverted > 0;
  return { inverted: pairs === 0 ? 0 : inverted / pairs, aligned: kept.length, moved, isSameBag };
}

function bigramOverlap(one: Side, other: Side): number {
  const left = bigramsOf(one.marks.keys);
  const right = bigramsOf(other.marks.keys);
  let common = 0;
  for (const pair of left) if (right.has(pair)) common++;
  return common / Math.max(1, Math.min(left.size, right.size));
}

function bigramsOf(keys: Uint32Array): ReadonlySet<number> {
  const pairs = new Set<number>();
  for (let at = 1; at < keys.length; at++) pairs.add(keys[at - 1]! * 31 + keys[at]!);
  return pairs;
}

const TRIGRAMS = { name: 'request trigrams' } as { readonly name: string; readonly __value?: ReadonlySet<string> };

function trigramsIn({ folded }: TextView): ReadonlySet<string> {
  return trigramsOf(folded);
}

function trigramOverlap(a: string, b: string): number {
  return overlapOf(trigramsOf(a), trigramsOf(b));
}

function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const gram of left) if (right.has(gram)) common++;
  return (2 * common) / Math.max(1, left.size + right.size);
}

function trigramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= text.length && i < 600; i++) grams.add(text.slice(i, i + 3));
  return grams;
}

/** How alike the two most alike words of what each says alone are spelled, 0..1. */
function nearestSpelling(one: string, other: string): number {
  let best = 0;
  const others = other.toLowerCase().split(' ').slice(0, 12);
  for (const word of one.toLowerCase().split(' ').slice(0, 12)) {
    for (const against of others)
      if (word !== '' && against !== '') best = Math.max(best, trigramOverlap(` ${word} `, ` ${against} `));
  }
  return best;
}

function glyphShare({ marks: { text } }: Side): number {
  let glyphs = 0;
  for (let at = 0; at < text.size; at++) if (text.kinds[at] === GLYPH_TOKEN) glyphs++;
  return glyphs / Math.max(1, text.size);
}

const HEADS =
  /\b(who|whom|whose|where|when|why|how (?:many|much|long|often|old|far|tall|big|fast|high|deep|hot|early)|how|what|which|is|are|does|do|can|should)\b|谁|哪里|哪儿|什么时候|几点|为什么|多少|多久|多远|多高|怎么|怎样|如何|吗/;

/** The word that a question is asked with. */
function headOf({ folded }: TextView): string {
  return HEADS.exec(folded.slice(0, 300))?.[0] ?? '';
}
