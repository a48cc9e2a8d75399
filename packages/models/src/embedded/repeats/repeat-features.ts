import { createTextView, type SentenceEncoder, type TextView } from '@signalbox/engine/ports';
import type { Commonness } from '../pairs/commonness.ts';
import { ASKED_KINDS, askedKinds, countBits } from './asked-kind.ts';
import { orderFigures } from './order-figures.ts';
import { ALONE, areSiblings, NEAR_SENSE, SAID_BEFORE, SAME_KIN, SAME_SENSE, SAME_WORD } from './request-alignment.ts';
import { areContrary, areOpposed, glyphsOpposed, type RequestMarks } from './request-marks.ts';
import { pairSides, type RequestSide } from './request-sides.ts';
import { spelling } from './spelling.ts';
import type { WordCosts } from './word-costs.ts';
import { hanSiblings } from './word-senses.ts';

/** Numbers that a pair of requests is judged by. */
export const REPEAT_WIDTH = 97;

/** Two requests beside each other. */
export interface RequestPair {
  /** Empty where something differs that must not. */
  readonly features: Float32Array;
  /** What that is; null where nothing was found. */
  readonly differs: string | null;
}

/** What reads requests for the judge. */
export interface RequestReader {
  readonly encoder: SentenceEncoder;
  readonly commonness: Commonness;
  readonly costs: WordCosts;
}

const NO_FEATURES = new Float32Array();
/** Compares two requests. Both directions give the same numbers. */
export function compareRequests(left: TextView, right: TextView, reader: RequestReader): RequestPair {
  const sides = pairSides(left, right, reader.commonness);
  const differs = differenceOf(...sides);
  if (differs !== null) return { features: NO_FEATURES, differs };
  return { features: featuresOf(left.raw <= right.raw ? [left, right] : [right, left], sides, reader), differs };
}

interface Coverage {
  readonly content: number;
  readonly same: number;
  readonly sense: number;
  readonly kin: number;
  readonly near: number;
  readonly before: number;
  readonly rest: number;
  readonly restCount: number;
  readonly heaviest: number;
  readonly second: number;
  readonly restNames: number;
  readonly restGlyphs: number;
  readonly cost: number;
  readonly dearest: number;
  readonly smallCost: number;
  readonly smallRest: number;
  readonly small: number;
  /** What has no partner, as text. */
  readonly text: string;
}

function coverageOf({ words, alignment }: RequestSide, costs: WordCosts): Coverage {
  const masses = new Float64Array(SAID_BEFORE + 1);
  const rest: string[] = [];
  let content = 0;
  let restCount = 0;
  let heaviest = 0;
  let second = 0;
  let restNames = 0;
  let restGlyphs = 0;
  let cost = 0;
  let dearest = 0;
  let smallCost = 0;
  let smallRest = 0;
  let small = 0;
  for (let at = 0; at < words.size; at++) {
    const weight = words.weights[at]!;
    const level = alignment.levels[at]!;
    if (weight === 0) {
      small++;
      if (level === ALONE) {
        smallRest++;
        smallCost += costs.of(words, at);
      }
      continue;
    }
    content += weight;
    masses[level] = masses[level]! + weight;
    if (level !== ALONE) continue;
    const own = costs.of(words, at);
    cost += own;
    dearest = Math.max(dearest, own);
    restCount++;
    rest.push(words.folded[at]!);
    if (weight > heaviest) [heaviest, second] = [weight, heaviest];
    else second = Math.max(second, weight);
    restNames += words.names[at]!;
    restGlyphs += words.glyphs[at]!;
  }
  const total = Math.max(content, 1e-6);
  return {
    content,
    same: content === 0 ? 1 : masses[SAME_WORD]! / total,
    sense: masses[SAME_SENSE]! / total,
    kin: masses[SAME_KIN]! / total,
    near: masses[NEAR_SENSE]! / total,
    before: masses[SAID_BEFORE]! / total,
    rest: masses[ALONE]!,
    restCount,
    heaviest,
    second,
    restNames,
    restGlyphs,
    cost,
    dearest,
    smallCost,
    smallRest,
    small,
    text: rest.join(words.glyphs[0] === 1 ? '' : ' '),
  };
}

function featuresOf(
  views: readonly [TextView, TextView],
  sides: readonly [RequestSide, RequestSide],
  { encoder, costs }: RequestReader,
): Float32Array {
  const [one, other] = sides;
  const [left, right] = [coverageOf(one, costs), coverageOf(other, costs)];
  const both = (of: (side: Coverage) => number) => [Math.min(of(left), of(right)), Math.max(of(left), of(right))];
  const marks = (of: (side: RequestMarks) => number) => {
    const [a, b] = [of(one.marks), of(other.marks)];
    return [Math.min(a, b), Math.max(a, b)];
  };
  const [sizeLow, sizeHigh] = [Math.min(one.words.size, other.words.size), Math.max(one.words.size, other.words.size)];
  const asked = [views[0].memo(ASKED, askedIn), views[1].memo(ASKED, askedIn)] as const;
  const [a, b] = [one.marks, other.marks];
  const first = views.map(({ folded }) => folded.match(/\p{L}+/u)?.[0] ?? '');
  return Float32Array.of(
    ...similarities(views, left.text, right.text, encoder),
    ...both(({ same }) => same),
    ...both(({ sense }) => sense),
    ...both(({ kin }) => kin),
    ...both(({ near }) => near),
    ...both(({ before }) => before),
    ...both(({ rest }) => rest),
    ...both(({ rest, content }) => (content === 0 ? 0 : rest / content)),
    ...both(({ restCount }) => restCount),
    ...both(({ heaviest }) => heaviest),
    ...both(({ second }) => second),
    ...both(({ restNames }) => restNames),
    ...both(({ restGlyphs }) => restGlyphs),
    ...both(({ content }) => content),
    ...both(({ cost }) => cost),
    ...both(({ dearest }) => dearest),
    ...both(({ smallCost }) => smallCost),
    left.cost + right.cost + left.smallCost + right.smallCost,
    ...both(({ smallRest }) => smallRest),
    ...both(({ small, smallRest }) => (small === 0 ? 0 : smallRest / small)),
    sizeLow,
    sizeHigh,
    sizeLow / Math.max(1, sizeHigh),
    ...[shareOf(one.words.glyphs), shareOf(other.words.glyphs)].sort((x, y) => x - y),
    siblingsIn(sides),
    countBits(asked[0] & asked[1]),
    countBits(asked[0] ^ asked[1]),
    Math.min(countBits(asked[0] & ~asked[1]), countBits(asked[1] & ~asked[0])),
    ...kindsApart(asked),
    ...Array.from({ length: ASKED_KINDS }, (_, bit) => ((asked[0] >> bit) & 1) + ((asked[1] >> bit) & 1)),
    Number(first[0] === first[1]),
    Number(a.numbers === '' && b.numbers === ''),
    ...marks(({ denials }) => denials),
    Number(a.others !== b.others),
    ...a.smallWords.map((words, kind) => apart(words, b.smallWords[kind]!)),
    rolesApart(a, b),
    ...orderFigures(one, other),
    nearestSpelling(left.text, right.text),
    overlapOf(views[0].memo(TRIGRAMS, trigramsIn), views[1].memo(TRIGRAMS, trigramsIn)),
    Number(views[0].folded === views[1].folded),
    Number(a.dates !== ''),
    Number(a.code !== ''),
  );
}

/** Of the whole texts; of what each says alone; and of that with the whole of the other. */
function similarities(
  views: readonly [TextView, TextView],
  left: string,
  right: string,
  encoder: SentenceEncoder,
): number[] {
  const rests = [createTextView(left), createTextView(right)];
  // Embedded encoders answer at once.
  const [a, b, restA, restB] = encoder.encode([...views, ...rests]) as readonly Float32Array[];
  const across = [dot(restA!, b!), dot(restB!, a!)];
  return [dot(a!, b!), left === '' && right === '' ? 1 : dot(restA!, restB!), Math.min(...across), Math.max(...across)];
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function shareOf(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum / Math.max(1, flags.length);
}

/** Kinds of answer that one side alone asks for, as the two lowest bits. */
function kindsApart([a, b]: readonly [number, number]): number[] {
  const [left, right] = [a & ~b, b & ~a];
  const places = [lowestBit(left), lowestBit(right)];
  return [Math.min(...places), Math.max(...places), lowestBit(a & b)];
}

function lowestBit(bits: number): number {
  return bits === 0 ? -1 : 31 - Math.clz32(bits & -bits);
}

/** Things of one list of which each side has another. */
function siblingsIn([one, other]: readonly [RequestSide, RequestSide]): number {
  const [left, right] = [aloneIn(one), aloneIn(other)];
  if (one.words.glyphs[0] === 1) return hanSiblings(one.words.text.raw, other.words.text.raw);
  return left.filter((at) => right.some((place) => areSiblings(one.words.stems[at]!, other.words.stems[place]!)))
    .length;
}

function aloneIn({ words, alignment }: RequestSide): number[] {
  const places: number[] = [];
  for (let at = 0; at < words.size; at++) {
    if (words.weights[at]! > 0 && alignment.places[at] === -1) places.push(at);
  }
  return places;
}

/** 0 where both have the same, 1 where one has more, 2 where each has what the other lacks. */
function apart(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  return Number([...a].some((each) => !b.has(each))) + Number([...b].some((each) => !a.has(each)));
}

function rolesApart(a: RequestMarks, b: RequestMarks): number {
  let count = 0;
  for (const [word, role] of a.roles) {
    const there = b.roles.get(word);
    if (there !== undefined && there !== role) count++;
  }
  return count;
}

function isSameBag(one: RequestSide, other: RequestSide): boolean {
  if (aloneIn(one).length > 0 || aloneIn(other).length > 0) return false;
  const { words, alignment } = one;
  let last = -1;
  for (let at = 0; at < words.size; at++) {
    if (words.weights[at] === 0) continue;
    if (alignment.places[at]! < last) return true;
    last = alignment.places[at]!;
  }
  return false;
}

/** The first thing found that must not differ. */
function differenceOf(one: RequestSide, other: RequestSide): string | null {
  const [a, b] = [one.marks, other.marks];
  if (a.numbers !== b.numbers) return 'numbers';
  if (a.units.size > 0 && b.units.size > 0 && !isSameSet(a.units, b.units)) return 'units';
  if (a.dates !== b.dates) return 'dates';
  if (a.denials % 2 !== b.denials % 2) return 'negation';
  if (a.code !== b.code) return 'code';
  if (a.formats !== b.formats) return 'format';
  if (standOpposed(one, other) || glyphsOpposed(a.text.raw, b.text.raw)) return 'opposite';
  if (a.others !== b.others) return 'person';
  if (areContrary(a, b)) return 'relation';
  if (isReordered(a.sequence, b.sequence) || isTurned(a, b)) return 'order';
  // The same words in another order: whether they say the same then, no bag of words can tell.
  if (isSameBag(one, other)) return 'order';
  return null;
}

const TURNED: readonly (readonly [string, string])[] = [
  ['from', 'to'],
  ['from', 'into'],
  ['before', 'after'],
  ['von', 'nach'],
  ['de', 'a'],
  ['de', 'vers'],
];

/** Whether two lists hold the same in another order. */
function isReordered(a: string, b: string): boolean {
  return a !== b && a.split(' ').sort().join(' ') === b.split(' ').sort().join(' ');
}

/** A word stands behind one of two opposed small words here and behind the other there, or behind "than" only here. */
function isTurned(a: RequestMarks, b: RequestMarks): boolean {
  for (const [word, role] of a.roles) {
    const there = b.roles.get(word);
    if (there === undefined || there === role) continue;
    if (TURNED.some(([one, other]) => (one === role && other === there) || (other === role && one === there)))
      return true;
  }
  return false;
}

function isSameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

/** Whether a word that only one side has stands against one that only the other has. */
function standOpposed(one: RequestSide, other: RequestSide): boolean {
  const own = onlyHere(one);
  const others = onlyHere(other);
  return own.some((word) => others.some((against) => areOpposed(word, against)));
}

function onlyHere({ words, alignment }: RequestSide): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < words.size; at++) if (alignment.places[at] === -1) found.push(words.words[at]!);
  return found;
}

const ASKED = { name: 'asked kinds' } as { readonly name: string; readonly __value?: number };

function askedIn({ folded }: TextView): number {
  return askedKinds(folded);
}

const TRIGRAMS = { name: 'request trigrams' } as { readonly name: string; readonly __value?: ReadonlySet<string> };

function trigramsIn({ folded }: TextView): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= folded.length && i < 600; i++) grams.add(folded.slice(i, i + 3));
  return grams;
}

function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const gram of left) if (right.has(gram)) common++;
  return (2 * common) / Math.max(1, left.size + right.size);
}

/** How alike the two most alike words of what each says alone are spelled, 0..1. */
function nearestSpelling(one: string, other: string): number {
  let best = 0;
  const others = other.split(' ').slice(0, 8);
  for (const word of one.split(' ').slice(0, 8)) {
    for (const against of others) best = Math.max(best, spelling(word, against));
  }
  return best;
}
