import { readDataSet } from '../data-set.ts';
import { Random } from '../random.ts';
import { CHANGES, type ChangedText, changeText, namesIn } from './changed-texts.ts';
import { refuseAnswer, speakAnswer } from './spoken-answers.ts';

/** One row of the sets under `hallucination/`: an answer beside its context. */
export interface HallucinationRow {
  readonly context: string;
  readonly question: string;
  readonly answer: string;
  /** 0 supported, 1 not, 2 says nothing of the world. */
  readonly label: number;
  readonly spans?: readonly (readonly [number, number])[];
  readonly edit_types?: readonly string[];
  readonly lang: string;
  readonly split: 'train' | 'test';
}

/** An answer as the unsupported head learns and is measured on it. */
export interface GroundingRow {
  readonly source: string;
  readonly context: string;
  readonly question: string;
  readonly answer: string;
  readonly isUnsupported: boolean;
  /** What is unsupported, where that is known. */
  readonly spans?: readonly (readonly [number, number])[];
  readonly lang: string;
  /** How much the row counts. */
  readonly weight: number;
}

/** Sets with answers beside contexts. */
export const GROUNDING_SETS = [
  'halueval_qa',
  'summedits',
  'begin',
  'xquad_synth',
  'cmrc2018_zh_synth',
  'adversarial_qa_synth',
] as const;

/** A set's rows of one split. */
export function hallucinationRows(data: string, set: string, split: 'train' | 'test'): HallucinationRow[] {
  return readDataSet<HallucinationRow>(data, `hallucination/${set}`).filter((row) => row.split === split);
}

/** A set's rows as grounding rows; BEGIN's generic answers claim nothing and count as supported. */
export function groundingRows(set: string, rows: readonly HallucinationRow[], weight = 1): GroundingRow[] {
  return rows.map(({ context, question, answer, label, spans, lang }) => ({
    source: set,
    context,
    question,
    answer,
    isUnsupported: label === 1,
    ...(label !== 1 ? { spans: [] } : spans && spans.length > 0 ? { spans } : {}),
    lang,
    weight,
  }));
}

/** Sentences of a text with 5 words or more (12 glyphs), as it writes them. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?؟।]["'”)]?)\s+|(?<=[。！？])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= 24 && sentence.length <= 400);
}

/**
 * Rows made from the sets' own texts: right answers of other questions on the same context, answers said in full
 * sentences, refusals, sentences of the context as they are and with numbers, names, denials and opposites changed.
 */
export function generatedRows(sets: ReadonlyMap<string, readonly HallucinationRow[]>, seed: number): GroundingRow[] {
  const random = new Random(seed);
  const rows: GroundingRow[] = [];
  const all = [...sets.values()].flat();
  const names = [
    ...new Set(all.slice(0, 40_000).flatMap(({ answer }) => namesIn(`  ${answer}`).map(({ name }) => name))),
  ];
  const others = random.shuffle([...new Set(all.map(({ context }) => context))]);
  for (const set of sets.values()) {
    rows.push(...swappedAnswers(set, random));
    for (const { row, text, spans } of replacedAnswers(set, random)) {
      const question = random.next() < 0.5 ? row.question : '';
      rows.push({ ...plainRow(row), question, source: 'replaced', answer: text, isUnsupported: true, spans });
    }
    for (const row of set) {
      const isShort = row.question !== '' && row.answer.length < 60 && !/[.。]$/.test(row.answer);
      if (isShort && random.next() < 0.7) rows.push(spoken(row, row.answer, row.label === 1, random));
      if (random.next() < 0.03)
        rows.push({
          ...plainRow(row),
          answer: refuseAnswer(row.lang, random),
          source: 'refusal',
          isUnsupported: false,
          spans: [],
        });
    }
  }
  for (const context of others) {
    const row = all.find((one) => one.context === context)!;
    rows.push(...sentenceRows(row, names, random.pick(others), random));
  }
  return rows;
}

function plainRow({
  context,
  question,
  lang,
}: HallucinationRow): Pick<GroundingRow, 'context' | 'question' | 'lang' | 'weight'> {
  return { context, question, lang, weight: 0.5 };
}

function spoken(row: HallucinationRow, answer: string, isUnsupported: boolean, random: Random): GroundingRow {
  const { text, at } = speakAnswer(row.question, answer, row.lang, random);
  const length = answer.replace(/[.。]$/, '').length;
  return {
    ...plainRow(row),
    source: 'spoken',
    answer: text,
    isUnsupported,
    spans: isUnsupported ? [[at, at + length]] : [],
  };
}

/** To every other question the right answer of another question on the same context: there, but not the answer. */
function swappedAnswers(set: readonly HallucinationRow[], random: Random): GroundingRow[] {
  const right = new Map<string, HallucinationRow[]>();
  for (const row of set) {
    if (row.label !== 0 || row.question === '' || row.answer.length > 60) continue;
    const known = right.get(row.context);
    if (known === undefined) right.set(row.context, [row]);
    else known.push(row);
  }
  const rows: GroundingRow[] = [];
  for (const siblings of right.values()) {
    for (const row of siblings) {
      const other = random.pick(siblings);
      const isSame = other.answer.includes(row.answer) || row.answer.includes(other.answer);
      if (isSame || other.question === row.question || random.next() < 0.5) continue;
      if (random.next() < 0.4) rows.push({ ...spoken(row, other.answer, true, random), source: 'swapped' });
      else {
        const spans = [[0, other.answer.length]] as const;
        rows.push({ ...plainRow(row), source: 'swapped', answer: other.answer, isUnsupported: true, spans });
      }
    }
  }
  return rows;
}

/** A sentence of a context in which the right answer to a question was replaced by a wrong one. */
export interface ReplacedAnswer extends ChangedText {
  readonly row: HallucinationRow;
}

/** Share of the questions of which a sentence with the answer replaced is made. */
const REPLACED = 0.3;

/** Sentences of contexts with a right answer replaced by the wrong one of the same question: names of any script. */
export function replacedAnswers(set: readonly HallucinationRow[], random: Random): ReplacedAnswer[] {
  const wrong = new Map<string, string>();
  for (const row of set) if (row.label === 1) wrong.set(`${row.question}\n${row.context}`, row.answer);
  const replaced: ReplacedAnswer[] = [];
  for (const row of set) {
    const other = wrong.get(`${row.question}\n${row.context}`);
    if (row.label !== 0 || row.question === '' || other === undefined || random.next() > REPLACED) continue;
    if (row.answer.length < 2 || Math.max(row.answer.length, other.length) > 40) continue;
    const sentence = sentencesOf(row.context).find(
      (one) => one.includes(row.answer) && one.length > row.answer.length + 12,
    );
    if (sentence === undefined) continue;
    const start = sentence.indexOf(row.answer);
    const text = sentence.slice(0, start) + other + sentence.slice(start + row.answer.length);
    replaced.push({ row, text, spans: [[start, start + other.length]] });
  }
  return replaced;
}

/** Up to three sentences of a context, one of them changed or from elsewhere in half of the rows. */
function sentenceRows(
  row: HallucinationRow,
  names: readonly string[],
  elsewhere: string,
  random: Random,
): GroundingRow[] {
  const own = random.shuffle([
    ...sentencesOf(row.context),
    ...(row.label === 0 && row.answer.length > 60 ? sentencesOf(row.answer) : []),
  ]);
  const rows: GroundingRow[] = [];
  const isGlyphs = row.lang === 'zh' || row.lang === 'th';
  for (let at = 0; at < Math.min(own.length, 6); ) {
    const part = own.slice(at, at + 1 + random.below(3));
    at += part.length;
    const place = random.below(part.length);
    const change = random.next();
    let spans: readonly (readonly [number, number])[] = [];
    if (change < 0.55) {
      const changed = changeText(part[place]!, random.pick(CHANGES), names, random);
      if (changed !== undefined) {
        part[place] = changed.text;
        spans = changed.spans;
      }
    } else if (change < 0.65) {
      const strange = sentencesOf(elsewhere);
      if (strange.length > 0) {
        part[place] = random.pick(strange);
        spans = [[0, part[place]!.length]];
      }
    }
    const joint = isGlyphs ? '' : ' ';
    const before = part.slice(0, place).join(joint).length + (place > 0 ? joint.length : 0);
    rows.push({
      ...plainRow(row),
      question: random.next() < 0.5 ? row.question : '',
      source: 'changed',
      answer: part.join(joint),
      isUnsupported: spans.length > 0,
      spans: spans.map(([start, end]) => [before + start, before + end] as const),
    });
  }
  return rows;
}
