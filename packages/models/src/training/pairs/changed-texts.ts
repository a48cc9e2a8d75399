import { oppositeSides } from '../../embedded/pairs/polarity.ts';
import type { Random } from '../random.ts';

/** A text with one or more places altered so that it no longer says what it said. */
export interface ChangedText {
  readonly text: string;
  /** Altered stretches of `text`, UTF-16 offsets, end exclusive. */
  readonly spans: readonly (readonly [number, number])[];
}

/** How a text is altered. */
export const CHANGES = ['number', 'name', 'denial', 'opposite'] as const;
export type Change = (typeof CHANGES)[number];

/** The text with one change of the kind; undefined where it offers no place for it. */
export function changeText(
  text: string,
  change: Change,
  names: readonly string[],
  random: Random,
): ChangedText | undefined {
  switch (change) {
    case 'number':
      return changeNumber(text, random);
    case 'name':
      return changeName(text, names, random);
    case 'denial':
      return changeDenial(text, random);
    case 'opposite':
      return changeToOpposite(text, random);
  }
}

function replaceAt(text: string, start: number, end: number, by: string): ChangedText {
  return { text: text.slice(0, start) + by + text.slice(end), spans: [[start, start + by.length]] };
}

function changeNumber(text: string, random: Random): ChangedText | undefined {
  const found = [...text.matchAll(/(?<![\p{L}\d])\d[\d,]*(?:\.\d+)?/gu)].filter(([number]) => number.length < 12);
  if (found.length === 0) return undefined;
  const { 0: number, index } = random.pick(found);
  const isYear = /^(1[0-9]|20)\d\d$/.test(number);
  const value = Number(number.replace(/,/g, ''));
  const moved = isYear
    ? value + (random.below(2) === 0 ? -1 : 1) * (1 + random.below(30))
    : value < 10
      ? value + 1 + random.below(8)
      : Math.round(value * random.pick([0.5, 0.7, 0.8, 1.1, 1.2, 1.5, 2, 3])) + 1;
  const decimals = /\.(\d+)$/.exec(number)?.[1]?.length ?? 0;
  const written = decimals > 0 ? moved.toFixed(decimals) : String(moved);
  const grouped = number.includes(',') ? written.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : written;
  return grouped === number ? undefined : replaceAt(text, index, index + number.length, grouped);
}

/** Names of people, places and things as Latin capitals show them; at the head of a text only when of two words. */
export function namesIn(text: string): { readonly name: string; readonly index: number }[] {
  return [...text.matchAll(/(?<![\p{L}\d])\p{Lu}[\p{Ll}\p{M}]+(?:[ -]\p{Lu}[\p{Ll}\p{M}]+){0,3}/gu)]
    .map(({ 0: name, index }) => ({ name, index }))
    .filter(({ name, index }) => index > 1 || name.includes(' '));
}

function changeName(text: string, names: readonly string[], random: Random): ChangedText | undefined {
  const found = namesIn(text);
  if (found.length === 0 || names.length === 0) return undefined;
  const { name, index } = random.pick(found);
  const other = random.pick(names);
  if (text.includes(other) || other === name) return undefined;
  return replaceAt(text, index, index + name.length, other);
}

const AUXILIARIES =
  /\b(is|are|was|were|can|could|will|would|should|may|might|must|has been|have been|had been)\b(?! (?:not|never))/g;
const DENIED =
  /\b(?:is|are|was|were|can|could|will|would|should|may|might|must|do|does|did|has|have|had)( not|n't|not)\b/g;
const CHINESE_VERBS = /(?<![不没未无])(是|会|能|可以|属于|包括|采用|支持|允许)/g;

function changeDenial(text: string, random: Random): ChangedText | undefined {
  const denied = [...text.matchAll(DENIED)];
  if (denied.length > 0) {
    const { 0: whole, 1: denial, index } = random.pick(denied);
    const start = index + whole.length - denial!.length;
    // What was taken away leaves no place: the verb before it is what no longer holds.
    const text2 = text.slice(0, start) + text.slice(index + whole.length);
    return { text: text2, spans: [[index, start]] };
  }
  const auxiliaries = [...text.matchAll(AUXILIARIES)];
  if (auxiliaries.length > 0) {
    const { 0: verb, index } = random.pick(auxiliaries);
    const by = `${verb} ${random.pick(['not', 'not', 'never'])}`;
    return replaceAt(text, index, index + verb.length, by);
  }
  const verbs = [...text.matchAll(CHINESE_VERBS)];
  if (verbs.length === 0) return undefined;
  const { 0: verb, index } = random.pick(verbs);
  return replaceAt(text, index, index + verb.length, `不${verb}`);
}

const OPPOSITES = new Map<string, readonly string[]>();
for (const [left, right] of oppositeSides()) {
  for (const word of left) OPPOSITES.set(word, right);
  for (const word of right) OPPOSITES.set(word, left);
}
/** Too common in other senses to be turned round. */
const AMBIGUOUS = new Set('like likes can he she his her him no none all many few above below with without'.split(' '));

function changeToOpposite(text: string, random: Random): ChangedText | undefined {
  const words = [...text.matchAll(/[a-zA-Z]+|\p{Script=Han}/gu)].filter(({ 0: word }) => {
    const plain = word.toLowerCase();
    return OPPOSITES.has(plain) && !AMBIGUOUS.has(plain);
  });
  if (words.length === 0) return undefined;
  const { 0: word, index } = random.pick(words);
  const opposites = OPPOSITES.get(word.toLowerCase())!;
  // The word of the other side that is inflected alike: with the same last two letters, if there is one.
  const alike = opposites.filter((other) => other.slice(-2) === word.toLowerCase().slice(-2));
  const by = random.pick(alike.length > 0 ? alike : opposites);
  const cased = word[0] === word[0]!.toLowerCase() ? by : by[0]!.toUpperCase() + by.slice(1);
  return replaceAt(text, index, index + word.length, cased);
}
