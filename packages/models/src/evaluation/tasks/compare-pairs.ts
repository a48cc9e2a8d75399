import { createTextView, type PairClassifier } from '@signalbox/engine/ports';
import { calibrationError } from '../calibration-error.ts';
import { defineHeadTask, type Figure } from '../head-task.ts';
import { labelFigures, macroF1 } from '../label-figures.ts';
import { resampledInterval } from '../resampled-interval.ts';
import { labelField, textField } from '../row-fields.ts';
import { shareInterval } from '../share-interval.ts';

const LABELS = ['entail', 'neutral', 'contradict'] as const;

interface Row {
  readonly a: string;
  readonly b: string;
  /** Place of the right label in `LABELS`. */
  readonly label: number;
}

/** Heads that say whether one text follows from another. */
export const comparePairs = defineHeadTask<PairClassifier, Row, readonly number[]>({
  task: 'pair classifier',
  fields: '`a` (premise), `b` (hypothesis) and `label`: entail, neutral or contradict',
  headsIn: ({ pairs }) => pairs,
  labels: () => LABELS,
  async probe(model) {
    const shares = await model.compare(createTextView('The shop is open on Sundays.'), createTextView('It is closed.'));
    const sum = LABELS.reduce((total, label) => total + shares[label], 0);
    return Math.abs(sum - 1) < 1e-3 ? undefined : `its probabilities sum to ${sum}, expected 1`;
  },
  readRow(fields) {
    const a = textField(fields, 'a');
    if (typeof a !== 'string') return a;
    const b = textField(fields, 'b');
    if (typeof b !== 'string') return b;
    const label = labelField(fields, LABELS);
    return typeof label === 'number' ? { a, b, label } : label;
  },
  async answer(model, { a, b }) {
    const shares = await model.compare(createTextView(a), createTextView(b));
    return LABELS.map((label) => shares[label]);
  },
  measure(answered) {
    const judged = answered.map(({ row, answer }) => {
      const best = answer.indexOf(Math.max(...answer));
      return { right: row.label, best, confidence: answer[best]!, isRight: row.label === best };
    });
    const n = judged.length;
    const right = judged.filter(({ isRight }) => isRight).length;
    const counts = LABELS.map(() => LABELS.map(() => 0));
    for (const row of judged) counts[row.right]![row.best]!++;
    const f1 = (rows: typeof judged) => macroF1(rows, LABELS.length);
    const figures: Figure[] = [
      { name: 'accuracy', n, value: right / n, ...shareInterval(right, n) },
      {
        name: 'F1, mean of the labels in the file',
        n,
        value: f1(judged),
        ...resampledInterval(judged, (rows) => f1([...rows])),
      },
      { name: 'calibration error', n, value: calibrationError(judged), ...resampledInterval(judged, calibrationError) },
    ];
    return { figures, labels: labelFigures(LABELS, counts), confusion: { labels: LABELS, counts } };
  },
  score(row, answer, wanted) {
    const score = LABELS.reduce((sum, label, k) => sum + (wanted.includes(label) ? answer[k]! : 0), 0);
    return [{ score, isPositive: wanted.includes(LABELS[row.label]!) }];
  },
});
