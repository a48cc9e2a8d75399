import { createTextView, type TextClassifier } from '@signalbox/engine/ports';
import { calibrationError } from '../calibration-error.ts';
import { defineHeadTask, type Evaluation, type Figure } from '../head-task.ts';
import { labelFigures, macroF1 } from '../label-figures.ts';
import { areaUnderCurve } from '../rank-statistics.ts';
import { resampledInterval } from '../resampled-interval.ts';
import { labelField, textField } from '../row-fields.ts';
import { shareInterval } from '../share-interval.ts';

interface Row {
  readonly text: string;
  /** Place of the right label among the model's. */
  readonly label: number;
}

/** Heads that give every label of a text a probability. */
export const classifyTexts = defineHeadTask<TextClassifier, Row, Float32Array>({
  task: 'classifier',
  fields: '`text` and `label`',
  headsIn: ({ classifiers }) => classifiers,
  labels: ({ labels }) => labels,
  async probe(model) {
    const shares = await model.classify(createTextView('How do I reverse a list in Python?'));
    if (shares.length !== model.labels.length) {
      return `it answers with ${shares.length} probabilities, expected ${model.labels.length}: one for each label`;
    }
    const sum = shares.reduce((total, share) => total + share, 0);
    return Math.abs(sum - 1) < 1e-3 ? undefined : `its probabilities sum to ${sum}, expected 1`;
  },
  readRow(fields, model) {
    const text = textField(fields, 'text');
    if (typeof text !== 'string') return text;
    const label = labelField(fields, model.labels);
    return typeof label === 'number' ? { text, label } : label;
  },
  answer: (model, { text }) => model.classify(createTextView(text)),
  measure(answered, { labels }): Evaluation {
    const judged = answered.map(({ row, answer }) => {
      const best = answer.indexOf(Math.max(...answer));
      return { right: row.label, best, confidence: answer[best]!, isRight: row.label === best };
    });
    const n = judged.length;
    const right = judged.filter(({ isRight }) => isRight).length;
    const counts = labels.map(() => labels.map(() => 0));
    for (const row of judged) counts[row.right]![row.best]!++;
    const commonest = Math.max(...counts.map((row) => row.reduce((sum, count) => sum + count, 0)));
    const figures: Figure[] = [
      { name: 'accuracy', n, value: right / n, ...shareInterval(right, n) },
      { name: 'always the commonest label', n, value: commonest / n, ...shareInterval(commonest, n) },
      {
        name: 'F1, mean of the labels in the file',
        n,
        value: macroF1(judged, labels.length),
        ...resampledInterval(judged, (rows) => macroF1(rows, labels.length)),
      },
      ...labels.flatMap((label, k) => {
        const area = areaUnderCurve(
          answered.map(({ row, answer }) => ({ score: answer[k]!, isPositive: row.label === k })),
        );
        // Of two labels, the one's curve is the other's.
        if (area === undefined || (labels.length === 2 && k === 0)) return [];
        return [{ name: `AUC of ${label}`, n, ...area }];
      }),
      { name: 'calibration error', n, value: calibrationError(judged), ...resampledInterval(judged, calibrationError) },
    ];
    return { figures, labels: labelFigures(labels, counts), confusion: { labels, counts } };
  },
  score(row, answer, wanted, { labels }) {
    const score = wanted.reduce((sum, label) => sum + (answer[labels.indexOf(label)] ?? 0), 0);
    return [{ score, isPositive: wanted.includes(labels[row.label]!) }];
  },
});
