import { createTextView, type GroundingTagger, type Span } from '@signalbox/engine/ports';
import { readHeadFile } from '../../embedded/head-file.ts';
import { createUnsupportedTagger } from '../../embedded/pairs/unsupported-tagger.ts';
import { calibrationOf, type Measurement, shareOf } from '../measurement.ts';
import { Random } from '../random.ts';
import { nodeSha256 } from '../train-linear-head.ts';
import { areaUnderCurve, balancedAccuracy, f1Of, type ScoredAnswer } from './answer-scores.ts';
import { GROUNDING_SETS, type GroundingRow, groundingRows, hallucinationRows } from './grounding-rows.ts';
import { refuseAnswer, speakAnswer } from './spoken-answers.ts';
import { trainUnsupportedHead } from './train-unsupported.ts';
import { unsupportedPlan } from './unsupported-plan.ts';

const HEAD = 'unsupported';
/** Even odds, and the threshold that configs have unless they say otherwise. */
const THRESHOLDS = [0.5, 0.8] as const;

interface JudgedAnswer extends ScoredAnswer {
  readonly row: GroundingRow;
  readonly spans: readonly Span[];
}

function judge(tagger: GroundingTagger, rows: readonly GroundingRow[]): JudgedAnswer[] {
  return rows.map((row) => {
    const spans = tagger.ground({
      context: createTextView(row.context),
      question: row.question === '' ? undefined : createTextView(row.question),
      answer: createTextView(row.answer),
    }) as readonly Span[];
    const score = spans.reduce((most, { confidence }) => Math.max(most, confidence), 0);
    return { row, spans, score, isPositive: row.isUnsupported };
  });
}

/** Whole answers and spans by set and language, answers said in full, refusals, and the baselines beside them. */
export function measureUnsupported(tagger: GroundingTagger, data: string): Measurement[] {
  const found: Measurement[] = [];
  for (const set of GROUNDING_SETS) {
    const rows = groundingRows(set, hallucinationRows(data, set, 'test'));
    const judged = judge(tagger, rows);
    found.push(...answerFigures(`${set} test`, judged));
    if (rows.some(({ spans }) => spans !== undefined && spans.length > 0)) found.push(spanF1(`${set} test`, judged));
    const languages = [...new Set(rows.map(({ lang }) => lang))].sort();
    if (languages.length === 1) continue;
    for (const lang of languages) {
      const own = judged.filter(({ row }) => row.lang === lang);
      found.push(f1Of(HEAD, `${set} test, ${lang}: F1 at .5`, own, 0.5), spanF1(`${set} test, ${lang}`, own));
    }
  }
  return [...found, ...lengthBaseline(data), ...saidInFull(tagger, data)];
}

function answerFigures(name: string, judged: readonly ScoredAnswer[]): Measurement[] {
  const positives = judged.filter(({ isPositive }) => isPositive).length;
  const confident = judged.map(({ score, isPositive }) => ({
    confidence: Math.max(score, 0.5),
    isRight: score >= 0.5 === isPositive,
  }));
  return [
    ...THRESHOLDS.flatMap((threshold) => {
      const at = String(threshold).slice(1);
      return [
        f1Of(HEAD, `${name}: F1 at ${at}`, judged, threshold),
        balancedAccuracy(HEAD, `${name}: balanced accuracy at ${at}`, judged, threshold),
      ];
    }),
    {
      head: HEAD,
      name: `${name}: F1 of flagging every answer`,
      n: judged.length,
      value: (2 * positives) / (judged.length + positives),
    },
    areaUnderCurve(HEAD, `${name}: AUC`, judged),
    calibrationOf(
      HEAD,
      `${name}: calibration error of what is flagged`,
      confident.filter(({ confidence }) => confidence > 0.5),
    ),
  ];
}

/** F1 over the characters marked, all answers with known spans together. */
function spanF1(name: string, judged: readonly JudgedAnswer[]): Measurement {
  let [right, found, all, n] = [0, 0, 0, 0];
  for (const { row, spans } of judged) {
    if (row.spans === undefined) continue;
    n++;
    const marked = new Uint8Array(row.answer.length);
    for (const [start, end] of row.spans) marked.fill(1, start, end);
    all += marked.reduce((sum, one) => sum + one, 0);
    for (const { start, end } of spans) {
      found += end - start;
      for (let i = start; i < end; i++) right += marked[i]!;
    }
  }
  return {
    head: HEAD,
    name: `${name}: F1 over characters of spans`,
    n,
    value: found + all === 0 ? 0 : (2 * right) / (found + all),
  };
}

/** How much of HaluEval the length of an answer tells alone: its wrong answers are the long ones. */
function lengthBaseline(data: string): Measurement[] {
  const rows = hallucinationRows(data, 'halueval_qa', 'test');
  const answers = rows.map(({ answer, label }) => ({ score: answer.length, isPositive: label === 1 }));
  return [areaUnderCurve(HEAD, 'halueval_qa test: AUC of the length of the answer alone', answers)];
}

/** Short answers of the test rows said in whole sentences, right and wrong ones alike; and refusals. */
function saidInFull(tagger: GroundingTagger, data: string): Measurement[] {
  const random = new Random(101);
  const found: Measurement[] = [];
  for (const set of ['halueval_qa', 'adversarial_qa_synth', 'cmrc2018_zh_synth', 'xquad_synth'] as const) {
    const short = hallucinationRows(data, set, 'test').filter(({ answer }) => answer.length < 60);
    const rows = groundingRows(
      set,
      short.map((row) => ({ ...row, answer: speakAnswer(row.question, row.answer, row.lang, random).text })),
    );
    const judged = judge(tagger, rows);
    found.push(
      areaUnderCurve(HEAD, `${set} test, short answers said in full: AUC`, judged),
      ...falseAlarms(`${set} test, right short answers said in full`, judged),
    );
  }
  const refusals = hallucinationRows(data, 'halueval_qa', 'test').map((row) => ({
    ...row,
    answer: refuseAnswer(row.lang, random),
    label: 0,
  }));
  found.push(...falseAlarms('refusals (wordings of training)', judge(tagger, groundingRows('refusal', refusals))));
  return found;
}

function falseAlarms(name: string, judged: readonly JudgedAnswer[]): Measurement[] {
  const right = judged.filter(({ isPositive }) => !isPositive);
  return THRESHOLDS.map((threshold) =>
    shareOf(
      HEAD,
      `${name}: flagged at ${String(threshold).slice(1)}`,
      right.filter(({ score }) => score >= threshold).length,
      right.length,
    ),
  );
}

/** For each set a head trained without it (and without what is made from it), measured on the set's test rows. */
export function measureLeftOutSets(data: string, log: (line: string) => void): Measurement[] {
  return GROUNDING_SETS.flatMap((set) => {
    const bytes = trainUnsupportedHead(unsupportedPlan(data, set), 'never', log);
    const tagger = createUnsupportedTagger(readHeadFile(HEAD, bytes, nodeSha256));
    const rows = groundingRows(set, hallucinationRows(data, set, 'test'));
    return answerFigures(`${set} test, set left out of training`, judge(tagger, rows));
  });
}
