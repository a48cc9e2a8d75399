import { createTextView, type PairClassifier } from '@signalbox/engine/ports';
import { readHeadFile } from '../../embedded/head-file.ts';
import { createEntailmentClassifier, type Entailment } from '../../embedded/pairs/entailment-classifier.ts';
import { calibrationOf, type Measurement, shareOf } from '../measurement.ts';
import { nodeSha256 } from '../train-linear-head.ts';
import { areaUnderCurve } from './answer-scores.ts';
import { entailmentPlan } from './entailment-plan.ts';
import { type EntailmentRow, entailmentTestRows } from './entailment-rows.ts';
import { hallucinationRows } from './grounding-rows.ts';
import { trainEntailmentHead } from './train-entailment.ts';

const HEAD = 'entailment';

interface JudgedPair {
  readonly row: Pick<EntailmentRow, 'label' | 'lang'>;
  readonly shares: Entailment;
}

function judge(classifier: PairClassifier, rows: readonly EntailmentRow[]): JudgedPair[] {
  return rows.map((row) => ({
    row,
    shares: classifier.compare(createTextView(row.premise), createTextView(row.hypothesis)) as Entailment,
  }));
}

/** Three-way accuracy and AUC by source, with the changes of each kind and questions never trained on. */
export function measureEntailment(classifier: PairClassifier, data: string): Measurement[] {
  const found: Measurement[] = [];
  for (const [source, rows] of entailmentTestRows(data)) {
    found.push(...figures(`${source} test`, source, judge(classifier, rows)));
  }
  return [...found, ...answersNeverTrainedOn(classifier, data)];
}

function figures(name: string, source: string, judged: readonly JudgedPair[]): Measurement[] {
  const labels = new Set(judged.map(({ row }) => row.label));
  // Nobody said of PAWS whether a pair that is no paraphrase is denied or left open: each such pair is there twice.
  if (source === 'paws') {
    const once = judged.filter(({ row }) => row.label !== 'contradict');
    const languages = [...new Set(once.map(({ row }) => row.lang))];
    return languages.map((lang) =>
      entailedOrNot(
        `${name}, ${lang}`,
        once.filter(({ row }) => row.lang === lang),
      ),
    );
  }
  const answers = judged.map(({ row, shares }) => {
    const [best, confidence] = bestOf(shares, labels);
    return { confidence, isRight: best === row.label };
  });
  const right = answers.filter(({ isRight }) => isRight).length;
  const commonest = Math.max(...[...labels].map((label) => judged.filter(({ row }) => row.label === label).length));
  const said = judged.filter(({ row, shares }) => bestOf(shares)[0] === row.label).length;
  return [
    shareOf(HEAD, `${name}: accuracy, three-way`, said, judged.length),
    ...(labels.size === 2
      ? [shareOf(HEAD, `${name}: accuracy between ${[...labels].join(' and ')}`, right, judged.length)]
      : []),
    shareOf(HEAD, `${name}: always the commonest label`, commonest, judged.length),
    entailedOrNot(name, judged),
    ...(labels.has('contradict')
      ? [
          areaUnderCurve(
            HEAD,
            `${name}: AUC of contradict against the rest`,
            judged.map(({ row, shares }) => ({ score: shares.contradict, isPositive: row.label === 'contradict' })),
          ),
        ]
      : []),
    calibrationOf(
      HEAD,
      `${name}: calibration error`,
      judged.map(({ row, shares }) => ({ confidence: bestOf(shares)[1], isRight: bestOf(shares)[0] === row.label })),
    ),
  ];
}

function bestOf(shares: Entailment, among?: ReadonlySet<string>): [string, number] {
  return Object.entries(shares)
    .filter(([label]) => among === undefined || among.has(label))
    .reduce((best, one) => (one[1] > best[1] ? one : best));
}

function entailedOrNot(name: string, judged: readonly JudgedPair[]): Measurement {
  return areaUnderCurve(
    HEAD,
    `${name}: AUC of entail against the rest`,
    judged.map(({ row, shares }) => ({ score: shares.entail, isPositive: row.label === 'entail' })),
  );
}

/** HaluEval's answers: its wrong ones are in no training row of this head. */
function answersNeverTrainedOn(classifier: PairClassifier, data: string): Measurement[] {
  const answers = hallucinationRows(data, 'halueval_qa', 'test').map(({ context, answer, label }) => {
    const { entail } = classifier.compare(createTextView(context), createTextView(answer)) as Entailment;
    return { score: entail, isPositive: label === 0 };
  });
  return [areaUnderCurve(HEAD, 'halueval_qa test (wrong answers never trained on): AUC of entail', answers)];
}

/** For each source a head trained without it, measured on the source's test rows. */
export function measureLeftOutSources(data: string, log: (line: string) => void): Measurement[] {
  return [...entailmentTestRows(data)].flatMap(([source, rows]) => {
    if (source.endsWith('_test')) return [];
    const bytes = trainEntailmentHead(entailmentPlan(data, source), 'never', log);
    const classifier = createEntailmentClassifier(readHeadFile(HEAD, bytes, nodeSha256));
    return figures(`${source} test, source left out of training`, source, judge(classifier, rows));
  });
}
