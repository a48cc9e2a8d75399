import { fileURLToPath } from 'node:url';
import type { BagOptions } from '../embedded/head-file.ts';
import { type DataRow, type PairRow, readDataSet } from './data-set.ts';
import { LANGUAGE_CODES, LANGUAGE_PRIOR, languagePhrases } from './language-prior.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { domainPrompts } from './prompts/domain-prompts.ts';
import { factCheckPrompts } from './prompts/fact-check-prompts.ts';
import { readProbeTexts } from './prompts/probe-texts.ts';
import { Random } from './random.ts';
import type { LanguagePlan } from './train-language.ts';
import type { LabelledText, LinearHeadPlan } from './train-linear-head.ts';
import { withTypos } from './typos.ts';

/** The domain head's classes: the categories of MMLU-Pro. */
export const DOMAINS = [
  'biology',
  'business',
  'chemistry',
  'computer science',
  'economics',
  'engineering',
  'health',
  'history',
  'law',
  'math',
  'other',
  'philosophy',
  'physics',
  'psychology',
] as const;
/** The fact-check head's classes. */
export const FACT_CHECK = ['needs_fact_check', 'no_fact_check_needed'] as const;

const TEXT_BAG: BagOptions = {
  shortestGram: 3,
  longestGram: 5,
  gramWeight: 0.3,
  wordPairWeight: 0.7,
  ideographWeight: 0.7,
  ideographPairWeight: 1,
  markWeight: 0.3,
  frameWeight: 0.3,
  wordLimit: 4096,
  formLimit: 4096,
};

/** The probes of this repository's recipes: routing is tested with them, so no head may know them. */
export function probeTexts(): string[] {
  return readProbeTexts(fileURLToPath(new URL('../../../../recipes/', import.meta.url)));
}

/** Every twentieth text is kept for calibration. */
function splitOff(rows: readonly LabelledText[], seed: number): { train: LabelledText[]; calibration: LabelledText[] } {
  const random = new Random(seed);
  const train: LabelledText[] = [];
  const calibration: LabelledText[] = [];
  for (const row of rows) (random.below(20) === 0 ? calibration : train).push(row);
  return { train, calibration };
}

/** Data and settings of the domain head. */
export function domainPlan(data: string): LinearHeadPlan {
  const sets = ['domain/mmlu_pro', 'domain/mmlu', 'domain/agieval'].map((name) => readDataSet(data, name));
  const held = new NearDuplicates(
    [...sets.flat().filter(isTest), ...readDataSet(data, 'domain/semantic_router_cases')]
      .map(({ text }) => text)
      .concat(probeTexts()),
  );
  const importance = [1, 0.7, 1];
  const random = new Random(11);
  const rows = sets.flatMap((set, i) =>
    set
      .filter((row) => !isTest(row) && !held.has(row.text))
      .map((row) => ({ row, weight: importance[i]!, source: `${i} ${row.src ?? row.subject}` })),
  );
  const { train: kept, calibration } = splitOff(
    rows.map(({ row, weight, source }) => ({ text: row.text, label: row.label, weight, source })),
    5,
  );
  const isCalibration = new Set(calibration.map(({ text }) => text));
  const train: LabelledText[] = [...kept];
  for (const { row, weight, source } of rows) {
    if (isCalibration.has(row.text)) continue;
    const add = (text: string, share: number) => train.push({ text, label: row.label, weight: weight * share, source });
    const options = row.options?.join(' ');
    if (options) {
      add(`${row.text} ${options}`, 0.5);
      add(options, 0.2);
    }
    add(withTypos(row.text, random), 0.15);
    add(withTypos(row.text, random, 0.3), 0.3);
  }
  // MMLU-Pro repeats questions of MMLU: one that was trained on would make the head look surer than it may be.
  const trained = new NearDuplicates(kept.map(({ text }) => text));
  const prompts = splitOff(
    domainPrompts(new Random(21)).filter(({ text }) => !held.has(text)),
    6,
  );
  return {
    head: 'domain',
    labels: DOMAINS,
    bag: { ...TEXT_BAG, gramWeight: 0.2, wordPairWeight: 0.5 },
    rows: 220_000,
    epochs: 8,
    passes: 2,
    rate: 0.5,
    dropout: 0.3,
    smoothing: 0,
    rarityPower: 1.3,
    teacher: {
      networks: 4,
      width: 32,
      epochs: 3,
      rate: 0.1,
      dropout: 0.3,
      hiddenDropout: 0.2,
      smoothing: 0.05,
      sourceShare: 0.5,
      share: 0.9,
      texts: textsWithoutDomain(data, held),
      textWeight: 0.5,
    },
    train: [...train, ...prompts.train],
    // Generated prompts are easy: with all of them the head would look surer of itself than it may be.
    calibration: [
      ...calibration.filter(({ text }) => !trained.has(text)),
      ...prompts.calibration.filter((_, i) => i % 4 === 0),
    ],
  };
}

/** Sources of the fact-check set whose licence does not ask for weights to be shared alike. */
const FREE_SOURCES = ['gsm8k', 'halueval_qa', 'hwu64', 'role_prompts'];
const SHORTEST_TEXT = 20;
const LONGEST_TEXT = 3000;

/** English texts about all kinds of things that nobody has given a domain: questions, exercises, orders, sentences. */
function textsWithoutDomain(data: string, held: NearDuplicates): string[] {
  const train = <Row extends { readonly split: string }>(name: string) =>
    readDataSet<Row>(data, name).filter(({ split }) => split === 'train');
  const texts = [
    ...train<DataRow>('fact_check/weak_labels')
      .filter((row) => row.lang === 'en' && FREE_SOURCES.includes(factCheckSource(row)))
      .map(({ text }) => text),
    ...train<DataRow>('difficulty/gsm8k_steps').map(({ text }) => text),
    ...train<{ question: string; split: string }>('hallucination/halueval_general').map(({ question }) => question),
    ...train<DataRow>('pii/ner_cc_by')
      .slice(0, 6000)
      .map(({ text }) => text),
  ];
  return [...new Set(texts)]
    .filter((text) => text.length >= SHORTEST_TEXT && !held.has(text))
    .map((text) => text.slice(0, LONGEST_TEXT));
}

/** The source of a row of the fact-check set; the T0 templates are one. */
export function factCheckSource({ src }: DataRow): string {
  return src!.replace(/^t0:.*/, 't0 templates');
}

/** Data and settings of the fact-check head. */
export function factCheckPlan(data: string, leftOut?: string): LinearHeadPlan {
  const set = readDataSet(data, 'fact_check/weak_labels').filter((row) => factCheckSource(row) !== leftOut);
  const held = new NearDuplicates([...set.filter(isTest).map(({ text }) => text), ...probeTexts()]);
  const rows = set
    .filter((row) => !isTest(row) && !held.has(row.text))
    .map((row) => ({ text: row.text, label: factCheckLabel(row), weight: 1 }));
  const { train, calibration } = splitOff(
    [...rows, ...factCheckPrompts(new Random(22)).filter(({ text }) => !held.has(text))],
    7,
  );
  return {
    head: 'fact_check',
    labels: FACT_CHECK,
    bag: { ...TEXT_BAG, gramWeight: 0.12, wordPairWeight: 1, frameWeight: 1 },
    // Few features on purpose: more of them learn what each source speaks about, and fail on a source not seen.
    rows: 8_000,
    epochs: 6,
    rate: 0.2,
    dropout: 0.3,
    smoothing: 0.02,
    rarityPower: 0.5,
    train,
    calibration,
  };
}

/** The head's name for a weak label. */
export function factCheckLabel(row: DataRow): string {
  return row.label === 'fact_check_needed' ? 'needs_fact_check' : 'no_fact_check_needed';
}

/** Data and settings of the language head. */
export function languagePlan(data: string): LanguagePlan {
  const set = readDataSet(data, 'langid/ntrex_tatoeba');
  const held = new NearDuplicates([...set.filter(isTest).map(({ text }) => text), ...probeTexts()]);
  const rows = set
    .filter((row) => !isTest(row) && !held.has(row.text))
    .map((row) => ({ text: row.text, label: languageCode(row.label), weight: 1 }));
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const random = new Random(31);
  const { train, calibration } = splitOff(rows, 8);
  const pieces = train.flatMap(({ text, label }) => {
    const words = text.split(' ');
    if (words.length < 6) return [];
    const length = 1 + random.below(5);
    const from = random.below(words.length - length);
    return [{ text: words.slice(from, from + length).join(' '), label, weight: 0.5 }];
  });
  const extra = languagePhrases(data, random).filter(({ label, text }) => labels.includes(label) && !held.has(text));
  return {
    labels,
    bag: {
      shortestGram: 2,
      longestGram: 5,
      gramWeight: 0.6,
      wordPairWeight: 0,
      ideographWeight: 1,
      ideographPairWeight: 0.7,
      markWeight: 0,
      frameWeight: 0,
      wordLimit: 160,
      formLimit: 0,
    },
    rows: 70_000,
    width: 24,
    epochs: 6,
    rate: 0.3,
    dropout: 0.25,
    priorWeight: 1.2,
    prior: Float32Array.from(labels, (label) => Math.log(LANGUAGE_PRIOR[label] ?? 0.3)),
    train: [...train, ...pieces, ...extra],
    calibration,
  };
}

/** ISO 639-1 for a data set's code where one exists. */
export function languageCode(label: string): string {
  return LANGUAGE_CODES[label] ?? label;
}

function isTest(row: DataRow | PairRow): boolean {
  return row.split === 'test';
}
