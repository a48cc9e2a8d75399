import type { NameType } from '../embedded/pii/name-lattice.ts';
import { type PairRow, readDataSet } from './data-set.ts';
import { heldTexts } from './held-texts.ts';
import { nameRows, type SourcedText } from './names/name-data.ts';
import { LOCALES } from './names/name-lists.ts';
import { fillNames, type NameSource, namePrompts, namesOf } from './names/name-prompts.ts';
import type { TaggedName, TaggedText } from './names/tagged-text.ts';
import { WordClassCounts } from './names/word-class-counts.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { domainPrompts } from './prompts/domain-prompts.ts';
import { Random } from './random.ts';
import type { NamePlan } from './train-names.ts';

interface IntentRow {
  readonly text: string;
  readonly label: string;
  readonly split: 'train' | 'test';
  readonly entities?: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

const INTENT_TYPES: Readonly<Record<string, NameType>> = {
  person: 'PERSON',
  place_name: 'GPE',
  business_name: 'ORGANIZATION',
};
/** Entities that may be a person's name or not. */
const UNCERTAIN = new Set(['artist_name', 'audiobook_author', 'song_name', 'music_album', 'news_topic', 'event_name']);

/** Requests to a voice assistant, in lower case, with the people, places and firms in them. */
export function assistantRows(data: string): SourcedText[] {
  return readDataSet<IntentRow>(data, 'intent/hwu64')
    .filter(({ entities = [] }) => !entities.some(({ type }) => UNCERTAIN.has(type)))
    .map(({ text, entities = [], split }) => ({
      text,
      names: entities.flatMap(({ start, end, type }) => {
        const known = INTENT_TYPES[type];
        return known === undefined || /^(?:my|our|the|this|here)\b/.test(text.slice(start, end))
          ? []
          : [{ start, end, type: known }];
      }),
      weight: 0.5,
      source: 'HWU64',
      split,
      template: -1,
    }));
}

/** Domains whose terms hold no people's names. */
const NAMELESS = new Set([
  'biology',
  'business',
  'chemistry',
  'computer science',
  'engineering',
  'health',
  'law',
  'math',
  'physics',
  'economics',
  'psychology',
]);

/** Languages of the sentences that are read for their common words. */
const SENTENCE_WEIGHTS: Readonly<Record<string, number>> = {
  de: 1,
  fr: 1,
  es: 1,
  zh: 1,
  it: 0.5,
  pt: 0.5,
  nl: 0.5,
  pl: 0.3,
  ru: 0.3,
  sv: 0.3,
  ja: 0.5,
};

/** Texts that name nobody; where places and firms stand in them is unknown. */
function namelessTexts(data: string, isName: (word: string) => boolean, random: Random): TaggedText[] {
  const some = (name: string, count: number, weight: number, keep: (row: IntentRow) => boolean = () => true) =>
    random
      .shuffle(readDataSet<IntentRow>(data, name).filter((row) => row.split !== 'test' && keep(row)))
      .slice(0, count)
      .map(({ text }) => ({ text: text.slice(0, 600), names: [], weight, isOpen: true }));
  const calls = new Set(['make_call', 'text', 'user_name', 'change_user_name', 'oos', 'share_location']);
  // Of texts that nobody has looked through for names, those are taken in which no word beyond the first looks like one.
  const looksNameless = ({ text }: { text: string }) =>
    [...text.slice(0, 600).matchAll(/(?<=[^.!?:"'(\n] )\p{Lu}\p{Ll}+/gu)].every(([word]) => !isName(word));
  const sentences = readDataSet<PairRow>(data, 'pairs/tatoeba_en_x')
    .filter(({ split }) => split !== 'test')
    .flatMap(({ b, lang_b: language }) =>
      language !== undefined && SENTENCE_WEIGHTS[language] ? [{ text: b, weight: SENTENCE_WEIGHTS[language] }] : [],
    )
    .filter(
      ({ text }) =>
        !/汤姆|湯姆|玛丽|瑪麗|玛莉|约翰/.test(text) &&
        [...text.matchAll(/\p{Lu}\p{Ll}+/gu)].every(([word]) => !isName(word)),
    );
  const prompts = domainPrompts(new Random(91)).filter(({ label }) => NAMELESS.has(label));
  return [
    ...sentences.map((row) => ({ ...row, names: [], isOpen: true })),
    ...some('intent/clinc150', 7000, 0.5, ({ label, text }) => !calls.has(label) && !/\bname/.test(text)),
    ...some('intent/banking77', 3000, 0.5),
    ...some('jailbreak/benign_instructions', 2500, 0.5, looksNameless),
    ...some('domain/mmlu', 3000, 0.5, looksNameless),
    ...some('jailbreak/benign_role_prompts', 500, 0.3, looksNameless),
    ...random
      .shuffle(prompts)
      .slice(0, 6000)
      .map(({ text }) => ({ text, names: [], weight: 0.5, isOpen: true })),
  ];
}

/** Short messages are not what is sent to a model, and their marks leave people out. */
const CALIBRATION_WEIGHTS: Readonly<Record<string, number>> = { BTC: 0.3, WNUT17: 0.3 };

/** Whether a row's template is kept for calibration: all rows of one stay on one side. */
export function isKeptTemplate({ template }: SourcedText): boolean {
  return template % 10 === 3;
}

/** Data and settings of the tagger of names. */
export function namePlan(data: string): NamePlan {
  const random = new Random(61);
  const held = new NearDuplicates(heldTexts());
  const labelled = [...nameRows(data, true), ...assistantRows(data)];
  const testTexts = new Set(labelled.filter(({ split }) => split === 'test').map(({ text }) => text));
  const rows = labelled.filter(({ split, text }) => split === 'train' && !testTexts.has(text) && !held.has(text));
  const train: TaggedText[] = [];
  const calibration: TaggedText[] = [];
  for (const row of rows) {
    if (row.template >= 0 ? isKeptTemplate(row) : random.below(12) === 0) {
      calibration.push({ ...row, weight: CALIBRATION_WEIGHTS[row.source] ?? 1 });
    } else train.push(row);
  }

  const counts = new WordClassCounts();
  for (const row of train) counts.addText(row);
  counts.addLists((index) => index % 6 !== 5);
  const own = new Set(LOCALES.flatMap(({ first, last }) => [...first, ...last]).map((name) => name.toLowerCase()));
  const seen = new Set(
    train.flatMap(({ text, names }) =>
      names.flatMap(({ start, end, type }) =>
        type === 'PERSON' ? text.slice(start, end).toLowerCase().split(/\s+/) : [],
      ),
    ),
  );
  const isName = (word: string) => own.has(word.toLowerCase()) || seen.has(word.toLowerCase());
  const nameless = namelessTexts(data, isName, random).filter(({ text }) => !held.has(text));
  for (const row of nameless) (random.below(6) === 0 ? calibration : train).push(row);
  for (const row of nameless) counts.addText(row);
  const classes = counts.classes();

  const more = seenNames(train);
  const renamed = otherNames(train, more, new Random(65));
  const generated = [...renamed, ...namePrompts(new Random(62), 'train', 30_000, more), ...filledTemplates(data, more)];
  for (const row of generated) train.push({ ...row, weight: 0.5 });
  return {
    rows: 1 << 17,
    epochs: 5,
    rate: 0.15,
    dropout: 0.25,
    classDropout: 0.15,
    decay: 1e-4,
    classes,
    train: train.flatMap((row) => rewritten(row, random)),
    calibration: calibration.flatMap((row) =>
      rewritten(row, random).map((one) => (one === row ? row : { ...one, weight: row.weight * 0.3 })),
    ),
  };
}

/** First and last words of the people in texts that were made up. */
function seenNames(rows: readonly TaggedText[]): { first: string[]; last: string[] } {
  const first: string[] = [];
  const last: string[] = [];
  for (const row of rows) {
    if ((row as SourcedText).source !== 'presidio_synth') continue;
    for (const { start, end, type } of row.names) {
      const words = row.text
        .slice(start, end)
        .replace(/^(?:Mr|Mrs|Ms|Dr|Miss)\.? /, '')
        .split(' ');
      if (type !== 'PERSON' || words.length !== 2 || !words.every((word) => /^\p{Lu}\p{Ll}+$/u.test(word))) continue;
      first.push(words[0]!);
      last.push(words[1]!);
    }
  }
  return { first, last };
}

/** Texts with other people and cities in place of theirs: natural sentences around names that are not the usual ones. */
function otherNames(
  rows: readonly TaggedText[],
  more: { first: string[]; last: string[] },
  random: Random,
): TaggedText[] {
  const sources = LOCALES.filter(({ language }) => language !== 'zh').map((locale) =>
    namesOf(locale, 'train', random, more),
  );
  return rows.flatMap((row) => {
    if (!row.names.some(({ type }) => type === 'PERSON')) return [];
    const ordered = [...row.names].sort((left, right) => left.start - right.start);
    const names: TaggedName[] = [];
    let text = '';
    let done = 0;
    for (const { start, end, type } of ordered) {
      if (start < done) return [];
      text += row.text.slice(done, start);
      const value = row.text.slice(start, end);
      const other = otherName(value, type, random.pick(sources));
      names.push({ start: text.length, end: text.length + other.length, type });
      text += other;
      done = end;
    }
    return [{ ...row, text: text + row.text.slice(done), names }];
  });
}

function otherName(value: string, type: NameType, { first, last, person, city }: NameSource): string {
  const isLower = value === value.toLowerCase();
  const words = value.split(' ');
  if (words.some((word) => !/^\p{Lu}?\p{Ll}+$/u.test(word))) return value;
  let other = value;
  if (type === 'PERSON')
    other = words.length === 1 ? (value.length % 3 === 0 ? last() : first()) : words.length === 2 ? person() : value;
  else if (type === 'GPE' && words.length === 1) other = city();
  return isLower ? other.toLowerCase() : other;
}

/** Templates of another project filled with names of ours; those that ask for anything else are left out. */
function filledTemplates(data: string, more: { first: string[]; last: string[] }): TaggedText[] {
  const random = new Random(63);
  const places: readonly [RegExp, string][] = [
    [/\{\{(?:person|name(?:_male|_female)?)\}\}/g, '{p}'],
    [/\{\{first_name\w*\}\}/g, '{f}'],
    [/\{\{last_name\w*\}\}/g, '{l}'],
    [/\{\{address\}\}|\{\{building_number\}\} \{\{street_name\}\}/g, '{a}'],
    [/\{\{city\}\}/g, '{c}'],
    [/\{\{country\}\}/g, '{n}'],
    [/\{\{organization\}\}/g, '{o}'],
    [/\{\{(?:age|credit_card_number|year|phone_number)\}\}/g, '#'],
  ];
  return readDataSet<IntentRow>(data, 'pii/presidio_templates')
    .filter(({ split }) => split === 'train')
    .map(({ text }) => places.reduce((filled, [from, to]) => filled.replace(from, to), text))
    .filter((template) => !template.includes('{{'))
    .flatMap((template) =>
      LOCALES.slice(0, 4).flatMap((locale) => {
        const names = namesOf(locale, 'train', random, more);
        return Array.from({ length: locale.language === 'en' ? 6 : 2 }, () => fillNames(template, names, random));
      }),
    );
}

/** The text as it is, and now and then without capital letters or in capitals alone. */
function rewritten(row: TaggedText, random: Random): TaggedText[] {
  const draw = random.next();
  const text = draw < 0.3 ? row.text.toLowerCase() : draw < 0.36 ? row.text.toUpperCase() : row.text;
  if (text === row.text || text.length !== row.text.length) return [row];
  return [row, { ...row, text, weight: row.weight * 0.5 }];
}
