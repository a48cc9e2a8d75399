import type { ENTAILMENT } from '../../embedded/pairs/entailment-classifier.ts';
import type { PairRow } from '../data-set.ts';
import { readDataSet } from '../data-set.ts';
import { Random } from '../random.ts';
import { CHANGES, changeText, namesIn } from './changed-texts.ts';
import { type HallucinationRow, hallucinationRows, replacedAnswers, sentencesOf } from './grounding-rows.ts';
import { speakAnswer } from './spoken-answers.ts';

type Label = (typeof ENTAILMENT)[number];

/** A premise and a hypothesis with what holds between them. */
export interface EntailmentRow {
  readonly source: string;
  readonly premise: string;
  readonly hypothesis: string;
  readonly label: Label;
  readonly lang: string;
  readonly weight: number;
}

/** Scores of the STS benchmark (0..5) from which a pair counts as entailed, and up to which as not. */
const SAME = 4.2;
const APART = 3.2;
/** Edits of SummEdits that turn what a summary says; an inserted fact is neither in the document nor against it. */
const TURNING = new Set(['antonym_swap', 'negation_insertion_removal', 'entity_modification']);

/** STS benchmark pairs of one split, both ways round: entailed when nearly the same, neutral when not. */
export function similarityRows(data: string, split: 'train' | 'test'): EntailmentRow[] {
  return readDataSet<PairRow>(data, 'pairs/stsb_en')
    .filter((row) => row.split === split && (row.score! >= SAME || row.score! <= APART))
    .flatMap(({ a, b, score }) => {
      const label: Label = score! >= SAME ? 'entail' : 'neutral';
      const common = { source: 'stsb', label, lang: 'en', weight: 0.5 };
      return [
        { ...common, premise: a, hypothesis: b },
        { ...common, premise: b, hypothesis: a },
      ];
    });
}

/**
 * PAWS and PAWS-X pairs of one split. A pair that is no paraphrase uses the same words otherwise: it is not entailed,
 * and as nobody said whether it is denied, it is given half to each.
 */
export function paraphraseRows(data: string, split: 'train' | 'test'): EntailmentRow[] {
  return (['paws_en', 'pawsx_zh'] as const).flatMap((set) =>
    readDataSet<PairRow & { readonly lang: string }>(data, `pairs/${set}`)
      .filter((row) => row.split === split)
      .flatMap(({ a, b, label, lang }): EntailmentRow[] => {
        const common = { source: 'paws', premise: a, hypothesis: b, lang };
        if (label === 1) return [{ ...common, label: 'entail', weight: 0.7 }];
        return [
          { ...common, label: 'neutral' as const, weight: 0.35 },
          { ...common, label: 'contradict' as const, weight: 0.35 },
        ];
      }),
  );
}

/** Summaries of SummEdits: the right ones entailed, those with words turned contradicted. */
export function summaryRows(rows: readonly HallucinationRow[]): EntailmentRow[] {
  return rows.flatMap(({ context, answer, label, edit_types: edits, lang }): EntailmentRow[] => {
    const common = { source: 'summedits', premise: context, hypothesis: answer, lang, weight: 1 };
    if (label === 0) return [{ ...common, label: 'entail' }];
    const isTurned = edits !== undefined && edits.length > 0 && edits.every((edit) => TURNING.has(edit));
    return isTurned ? [{ ...common, label: 'contradict' as const }] : [];
  });
}

/** Answers of BEGIN: attributable ones entailed; most others add something of their own, which is neutral. */
export function dialogueRows(rows: readonly HallucinationRow[]): EntailmentRow[] {
  return rows.map(({ context, answer, label, lang }) => ({
    source: 'begin',
    premise: context,
    hypothesis: answer,
    label: label === 0 ? 'entail' : 'neutral',
    lang,
    weight: 0.7,
  }));
}

/** Right answers of question sets said in full: entailed. Said with a wrong answer they are not; see the card. */
function spokenRows(rows: readonly HallucinationRow[], random: Random): EntailmentRow[] {
  return rows.flatMap(({ context, question, answer, label, lang }) => {
    if (label !== 0 || question === '' || answer.length > 60 || random.next() < 0.5) return [];
    const hypothesis = speakAnswer(question, answer, lang, random).text;
    return [{ source: 'spoken', premise: context, hypothesis, label: 'entail', lang, weight: 0.5 }];
  });
}

/**
 * Rows made from sentences of contexts and of right answers: as they are (entailed), with a number, a name, a denial
 * or an opposite changed (contradicted), beside a premise from which the sentence was taken out, or beside another
 * sentence of the same text (neutral). Premises are whole texts, a few sentences, or one.
 */
export function madeRows(
  rows: readonly HallucinationRow[],
  seed: number,
  source: 'made' | 'made_test' = 'made',
): EntailmentRow[] {
  const random = new Random(seed);
  const names = [...new Set(rows.flatMap(({ answer }) => namesIn(`  ${answer}`).map(({ name }) => name)))];
  const made: EntailmentRow[] = [];
  const contexts = new Map(rows.map((row) => [row.context, row]));
  for (const { context, lang } of contexts.values()) {
    const joint = lang === 'zh' || lang === 'th' ? '' : ' ';
    const sentences = sentencesOf(context);
    if (sentences.length < 2) continue;
    for (let n = 0; n < Math.min(6, sentences.length); n++) {
      const place = random.below(sentences.length);
      const sentence = sentences[place]!;
      const others = sentences.filter((_, i) => i !== place);
      const width = random.pick([1, 1, 3, others.length]);
      const from = random.below(Math.max(1, others.length - width));
      const beside = others.slice(from, from + width);
      const add = (label: Label, premise: readonly string[], hypothesis: string) =>
        made.push({ source, premise: premise.join(joint), hypothesis, label, lang, weight: 0.4 });
      const withIt = width === 1 ? [sentence] : [...beside.slice(0, n), sentence, ...beside.slice(n)];
      if (random.next() < 0.25) add('entail', withIt, shorten(sentence, random));
      if (random.next() < 0.4) add('neutral', beside, sentence);
      const changed = changeText(sentence, random.pick(CHANGES), names, random);
      if (changed !== undefined) add('contradict', withIt, shorten(changed.text, random, changed.spans[0]));
    }
  }
  return made;
}

/** Sentences with the answer to a question replaced by a wrong one: contradicted; as they are: entailed. */
function replacedRows(rows: readonly HallucinationRow[], source: string): EntailmentRow[] {
  const random = new Random(100);
  return replacedAnswers(rows, random).flatMap(({ row, text, spans }) => {
    const [start, end] = spans[0]!;
    const common = { source, premise: row.context, lang: row.lang, weight: 0.4 };
    const right = text.slice(0, start) + row.answer + text.slice(end);
    return [
      { ...common, hypothesis: text, label: 'contradict' as const },
      ...(random.next() < 0.5 ? [{ ...common, hypothesis: right, label: 'entail' as const }] : []),
    ];
  });
}

/** Right answers in words of their own with one change: contradicted. */
export function turnedAnswers(rows: readonly HallucinationRow[], seed: number, source = 'turned'): EntailmentRow[] {
  const random = new Random(seed);
  const names = [...new Set(rows.flatMap(({ answer }) => namesIn(`  ${answer}`).map(({ name }) => name)))];
  return rows.flatMap(({ context, answer, label, lang }) => {
    if (label !== 0 || answer.length < 40) return [];
    const changed = changeText(answer, random.pick(CHANGES), names, random);
    if (changed === undefined) return [];
    return [{ source, premise: context, hypothesis: changed.text, label: 'contradict' as const, lang, weight: 0.5 }];
  });
}

/** Cuts a clause off a sentence now and then, never one with the stretch that must stay. */
function shorten(sentence: string, random: Random, keep?: readonly [number, number]): string {
  const cut = /^(.{24,}?)[,，;；]\s*(.{24,})$/su.exec(sentence);
  if (cut === null || random.next() < 0.5) return sentence;
  const end = cut[1]!.length;
  if (keep !== undefined && keep[1] > end) return sentence;
  return /[。]$/.test(sentence) ? `${cut[1]}。` : `${cut[1]}.`;
}

/** Every source of training rows by name; near duplicates of test rows are left out by the plan. */
export function entailmentSources(
  data: string,
  sets: ReadonlyMap<string, readonly HallucinationRow[]>,
): Map<string, readonly EntailmentRow[]> {
  const random = new Random(95);
  const of = (set: string) => sets.get(set) ?? [];
  const passages = ['xquad_synth', 'cmrc2018_zh_synth', 'adversarial_qa_synth', 'halueval_qa'].flatMap(of);
  return new Map<string, readonly EntailmentRow[]>([
    ['stsb', similarityRows(data, 'train')],
    ['paws', paraphraseRows(data, 'train')],
    ['summedits', [...summaryRows(of('summedits')), ...turnedAnswers(of('summedits'), 96, 'summedits')]],
    ['begin', [...dialogueRows(of('begin')), ...turnedAnswers(of('begin'), 97, 'begin')]],
    ['spoken', spokenRows(passages, random)],
    ['made', [...madeRows([...passages, ...of('summedits'), ...of('begin')], 98), ...replacedRows(passages, 'made')]],
  ]);
}

/** Rows of split `test` by source, for measuring. */
export function entailmentTestRows(data: string): Map<string, readonly EntailmentRow[]> {
  const test = (set: string) => hallucinationRows(data, set, 'test');
  const passages = ['xquad_synth', 'cmrc2018_zh_synth', 'adversarial_qa_synth'].flatMap(test);
  return new Map<string, readonly EntailmentRow[]>([
    ['stsb', similarityRows(data, 'test')],
    ['paws', paraphraseRows(data, 'test')],
    ['summedits', summaryRows(test('summedits'))],
    ['begin', dialogueRows(test('begin'))],
    ['made_test', madeRows(passages, 99, 'made_test')],
    ['replaced_test', replacedRows(passages, 'replaced_test')],
  ]);
}
