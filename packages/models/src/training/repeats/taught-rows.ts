import { foldWord, wordHash } from '../../embedded/pairs/word-form.ts';
import { kinOf } from '../../embedded/repeats/kin.ts';
import { stemOf } from '../../embedded/repeats/stem.ts';
import { DRESSING } from '../../embedded/repeats/word-lists.ts';
import { mayMeanTheSame, meanTheSame } from '../../embedded/repeats/word-senses.ts';
import { type DataRow, readDataSet } from '../data-set.ts';
import { heldTexts } from '../held-texts.ts';
import { NearDuplicates } from '../near-duplicates.ts';
import { CHANGES, changeText } from '../pairs/changed-texts.ts';
import { Random } from '../random.ts';
import { askedOtherwiseRows, familyRows } from './family-rows.ts';
import {
  gradedRows,
  keptBackRows,
  otherSlotRows,
  ownRows,
  type RepeatRow,
  repeatsIn,
  scrambledRows,
} from './repeat-rows.ts';
import { reword } from './reworded.ts';
import { TAUGHT_ALIKE, TAUGHT_TWICE } from './taught-pairs.ts';
import { wordedRows } from './worded-requests.ts';

interface SlotRow extends DataRow {
  readonly entities: readonly {
    readonly start: number;
    readonly end: number;
    readonly type: string;
    readonly value: string;
  }[];
}

const REQUESTS = 9_000;

/** What the judge of repeats learns from and is calibrated on, of split `train` and made: nothing that is near to what it is measured on. */
export function repeatRows(data: string): RepeatRow[] {
  const random = new Random(20_261_122);
  const held = new NearDuplicates([...[...ownRows(), ...keptBackRows()].flatMap(({ a, b }) => [a, b]), ...heldTexts()]);
  const taught = [...repeatsIn(TAUGHT_TWICE, 'taught twice', true), ...repeatsIn(TAUGHT_ALIKE, 'taught alike', false)];
  // What was made by rule counts less than what somebody wrote.
  return [
    ...gradedRows(data, 'train').map((row) => ({ ...row, weight: row.isRepeat ? 1 : 2 })),
    // Scrambled sentences say the same or not in the same words: what is learned from them is to let them be.
    ...scrambledRows(data, 'train').map((row) => ({ ...row, weight: row.isRepeat ? 0.1 : 3 })),
    ...weighted(otherSlotRows(data, 'train', 40), 2),
    ...weighted(slotRows(data, random), 0.45),
    ...weighted(rewordedRows(data, taught, random), 0.6),
    ...weighted(wordedRows(random, 12), 0.6),
    ...familyRows(random),
    ...askedOtherwiseRows(random),
    ...weighted(taught, 6),
    ...weighted(taughtReworded(taught, random), 2),
  ].filter(({ a, b }) => a.trim().toLowerCase() !== b.trim().toLowerCase() && !held.has(a) && !held.has(b));
}

/** Both sides of a pair in other words. */
function taughtReworded(taught: readonly RepeatRow[], random: Random): RepeatRow[] {
  return taught.flatMap((row) =>
    [row.a, row.b].map((text) => ({ ...row, a: reword(text, random), b: text === row.a ? row.b : row.a })),
  );
}

function weighted(rows: readonly RepeatRow[], weight: number): RepeatRow[] {
  return rows.map((row) => ({ ...row, weight: row.weight * weight }));
}

/** Requests with marked slots: the same intent and slots ask the same, mostly; another value in a slot does not. */
function slotRows(data: string, random: Random): RepeatRow[] {
  const rows = readDataSet<SlotRow>(data, 'intent/hwu64').filter(({ split }) => split === 'train');
  const keyOf = ({ label, entities }: SlotRow) =>
    `${label} ${entities
      .map(({ type, value }) => `${type}=${value.toLowerCase()}`)
      .sort()
      .join(' ')}`;
  const byKey = new Map<string, SlotRow[]>();
  const values = new Map<string, string[]>();
  for (const row of rows) {
    if (row.entities.length > 0) byKey.set(keyOf(row), [...(byKey.get(keyOf(row)) ?? []), row]);
    for (const { type, value } of row.entities) values.set(type, [...(values.get(type) ?? []), value]);
  }
  const same = [...byKey.values()].flatMap((members) => {
    const texts = random.shuffle([...new Set(members.map(({ text }) => text))]);
    return texts.slice(1, 6).map((b, i) => ({ source: 'same slots', a: texts[i]!, b, isRepeat: true, weight: 0.5 }));
  });
  const other = rows.flatMap((row) => {
    if (row.entities.length === 0) return [];
    const { type, value, start, end } = random.pick(row.entities);
    const by = random.pick(values.get(type)!);
    if (row.text.slice(start, end) !== value || !saysElse(value, by)) return [];
    const changed = row.text.slice(0, start) + by + row.text.slice(end);
    const b = random.next() < 0.5 ? reword(changed, random) : changed;
    return [{ source: 'other slot value', a: row.text, b, isRepeat: false, weight: 1 }];
  });
  return [...same, ...other];
}

/** Whether the first has a word of its own that says something. */
function saysElse(value: string, by: string): boolean {
  const wordsOf = (text: string) => (text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []).filter(saysSomething);
  const [own, others] = [wordsOf(value), wordsOf(by)];
  return own.length > 0 && others.length > 0 && own.every((word) => !others.some((other) => sayTheSame(word, other)));
}

/** Requests put in other words, and with one thing changed, in the same words or in others. */
function rewordedRows(data: string, taught: readonly RepeatRow[], random: Random): RepeatRow[] {
  const intents = ['clinc150', 'banking77', 'hwu64'].flatMap((set) =>
    readDataSet(data, `intent/${set}`).filter(({ split }) => split === 'train'),
  );
  const questions = readDataSet<{ a: string; split: string }>(data, 'pairs/xquad_questions_en_x')
    .filter(({ split }) => split === 'train')
    .map(({ a }) => a);
  const texts = random
    .shuffle([...new Set([...intents.map(({ text }) => text), ...questions])])
    .slice(0, REQUESTS)
    .concat(taught.flatMap(({ a, b }) => [a, b]));
  const contentOf = (text: string) => (text.toLowerCase().match(/[a-z]{4,}/g) ?? []).filter(saysSomething);
  const words = texts.flatMap(contentOf);
  const labels = new Map(intents.map(({ text, label }) => [text, label]));
  const near = new Map<string, string[]>();
  for (const { text, label } of intents) near.set(label, [...(near.get(label) ?? []), ...contentOf(text)]);
  /** Of other requests, or, to be harder to tell, of those about the same. */
  const wordsBeside = (text: string) => (random.next() < 0.5 ? (near.get(labels.get(text) ?? '') ?? words) : words);
  const names = [...new Set(texts.flatMap((text) => text.slice(1).match(/\b[A-Z][a-z]{3,}\b/g) ?? []))];
  return texts.flatMap((text) => {
    const found: RepeatRow[] = [];
    const [one, other] = [reword(text, random), reword(text, random)];
    found.push({ source: 'reworded', a: one, b: other, isRepeat: true, weight: 0.4 });
    found.push({ source: 'reworded', a: text, b: one, isRepeat: true, weight: 0.4 });
    const changed =
      changeText(text, random.pick(CHANGES), names, random)?.text ?? swapWord(text, wordsBeside(text), random);
    if (changed !== undefined) {
      const b = random.next() < 0.6 ? reword(changed, random) : changed;
      found.push({ source: 'changed', a: random.next() < 0.5 ? text : one, b, isRepeat: false, weight: 0.6 });
    }
    const swapped = swapWord(text, wordsBeside(text), random);
    if (swapped !== undefined) {
      const b = random.next() < 0.6 ? reword(swapped, random) : swapped;
      found.push({ source: 'other word', a: random.next() < 0.5 ? text : one, b, isRepeat: false, weight: 0.6 });
    }
    return found;
  });
}

/** The text with one of its words replaced by a word of another request that says something else. */
function swapWord(text: string, words: readonly string[], random: Random): string | undefined {
  const found = [...text.matchAll(/(?<![\p{L}'’])\p{L}{4,}(?![\p{L}'’])/gu)].filter(({ 0: word }) =>
    saysSomething(word),
  );
  if (found.length === 0 || words.length === 0) return undefined;
  const { 0: word, index } = random.pick(found);
  const by = random.pick(words);
  if (sayTheSame(by, word)) return undefined;
  return text.slice(0, index) + by + text.slice(index + word.length);
}

/** Words that only carry a request: to put another in their place changes little. */
const CARRIERS = new Set(
  `please would could about there which where when number thing things something someone anything make making take takes want wants
   need needs know like really very just also then than them they have having been being does done doing going here right now
   current currently exactly actually ever much many more most some other another same kind type sort way time times thanks thank
   hello quick question possible information olly google alexa today ahead again back away best good great only still even well
   using used uses give gives tell tells show look find help let lets sure okay maybe able each every such over into from with this that
   what how why who whose your yours mine their will shall should might must cannot reason list name called call word words`.split(
    /\s+/,
  ),
);

function saysSomething(word: string): boolean {
  return !CARRIERS.has(word.toLowerCase()) && !DRESSING.has(wordHash(word));
}

/** As far as the judge's lists know. */
function sayTheSame(one: string, other: string): boolean {
  const [a, b] = [foldWord(one), foldWord(other)];
  const [left, right] = [stemOf(a), stemOf(b)];
  return (
    left === right ||
    meanTheSame(left, right) ||
    mayMeanTheSame(left, right) ||
    (kinOf(a) !== 0 && kinOf(a) === kinOf(b))
  );
}
