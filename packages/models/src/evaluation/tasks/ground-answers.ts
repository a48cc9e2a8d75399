import { createTextView, type GroundingTagger, type Span } from '@signalbox/engine/ports';
import { calibrationError } from '../calibration-error.ts';
import { defineHeadTask, type Figure } from '../head-task.ts';
import { ratesOf } from '../label-figures.ts';
import { areaUnderCurve } from '../rank-statistics.ts';
import { resampledInterval } from '../resampled-interval.ts';
import { isProblem, numberField, textField } from '../row-fields.ts';
import { shareInterval } from '../share-interval.ts';

/** From even odds on an answer counts as flagged. */
const EVEN = 0.5;

interface Row {
  readonly context: string;
  readonly question: string | undefined;
  readonly answer: string;
  /** Whether the answer says something that the context does not. */
  readonly isUnsupported: boolean;
}

/** Heads that find what an answer says beyond its context; measured answer by answer. */
export const groundAnswers = defineHeadTask<GroundingTagger, Row, number>({
  task: 'grounding tagger',
  fields: '`context`, `answer`, perhaps `question`, and `label`: 1 unsupported, 0 supported',
  headsIn: ({ grounding }) => ({ unsupported: grounding }),
  labels: ({ labels }) => labels,
  async probe(model) {
    const answer = createTextView('The shop is open on Sundays until nine.');
    const spans = await model.ground({ context: createTextView('The shop is closed on Sundays.'), answer });
    const wrong = spans.find(({ start, end }) => !(start >= 0 && start < end && end <= answer.raw.length));
    if (wrong === undefined) return undefined;
    return `it marks ${wrong.start} to ${wrong.end} in an answer of ${answer.raw.length} units`;
  },
  readRow(fields) {
    const context = textField(fields, 'context');
    if (typeof context !== 'string') return context;
    const answer = textField(fields, 'answer');
    if (typeof answer !== 'string') return answer;
    const label = numberField(fields, 'label');
    if (isProblem(label)) return label;
    if (label !== 0 && label !== 1) return { problem: `"label" is ${label ?? 'missing'}, expected 1 or 0` };
    const question = typeof fields.question === 'string' && fields.question !== '' ? fields.question : undefined;
    return { context, question, answer, isUnsupported: label === 1 };
  },
  async answer(model, { context, question, answer }) {
    const spans = await model.ground({
      context: createTextView(context),
      question: question === undefined ? undefined : createTextView(question),
      answer: createTextView(answer),
    });
    return spans.reduce((most: number, { confidence }: Span) => Math.max(most, confidence), 0);
  },
  measure(answered) {
    const judged = answered.map(({ row, answer }) => ({
      score: answer,
      isPositive: row.isUnsupported,
      // Below even odds the head names no probability.
      confidence: Math.max(answer, EVEN),
      isRight: answer >= EVEN === row.isUnsupported,
    }));
    const n = judged.length;
    const right = judged.filter(({ isRight }) => isRight).length;
    const flagged = judged.filter(({ score }) => score >= EVEN);
    const area = areaUnderCurve(judged);
    const f1 = (rows: typeof judged) => {
      const found = rows.filter(({ score }) => score >= EVEN);
      const marked = rows.filter(({ isPositive }) => isPositive).length;
      return ratesOf(found.filter(({ isPositive }) => isPositive).length, found.length, marked).f1;
    };
    const figures: Figure[] = [
      { name: 'accuracy at even odds', n, value: right / n, ...shareInterval(right, n) },
      {
        name: 'F1 of unsupported answers',
        n,
        value: f1(judged),
        ...resampledInterval(judged, (rows) => f1([...rows])),
      },
      ...(area === undefined ? [] : [{ name: 'AUC of unsupported', n, ...area }]),
      ...(flagged.length === 0
        ? []
        : [
            {
              name: 'calibration error of what is flagged',
              n: flagged.length,
              value: calibrationError(flagged),
              ...resampledInterval(flagged, calibrationError),
            },
          ]),
    ];
    return { figures };
  },
  score: (row, answer) => [{ score: answer, isPositive: row.isUnsupported }],
});
