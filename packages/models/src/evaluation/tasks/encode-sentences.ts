import { createTextView, type SentenceEncoder } from '@signalbox/engine/ports';
import { defineHeadTask, type Figure } from '../head-task.ts';
import { areaUnderCurve, correlation, correlationInterval, ranksOf } from '../rank-statistics.ts';
import { isProblem, numberField, textField } from '../row-fields.ts';

interface Row {
  readonly a: string;
  readonly b: string;
  /** How alike the two are, on any scale. */
  readonly score: number | undefined;
  /** Whether the two mean the same. */
  readonly isSame: boolean | undefined;
}

/** Heads that turn sentences into vectors; measured by the similarity of pairs. */
export const encodeSentences = defineHeadTask<SentenceEncoder, Row, number>({
  task: 'encoder',
  fields: '`a`, `b` and `score` (any scale) or `label` (1 the same, 0 not)',
  headsIn: ({ encoder }) => ({ encoder }),
  labels: () => [],
  async probe(model) {
    const [vector] = await model.encode([createTextView('How do I reverse a list in Python?')]);
    if (vector?.length !== model.dimensions) {
      return `it answers with ${vector?.length ?? 0} numbers, expected ${model.dimensions}`;
    }
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return Math.abs(length - 1) < 1e-2 ? undefined : `its vectors have length ${length}, expected 1`;
  },
  readRow(fields) {
    const a = textField(fields, 'a');
    if (typeof a !== 'string') return a;
    const b = textField(fields, 'b');
    if (typeof b !== 'string') return b;
    const score = numberField(fields, 'score');
    if (isProblem(score)) return score;
    const label = numberField(fields, 'label');
    if (isProblem(label)) return label;
    if (label !== undefined && label !== 0 && label !== 1) return { problem: `"label" is ${label}, expected 1 or 0` };
    if (score === undefined && label === undefined) return { problem: 'there is neither a "score" nor a "label"' };
    return { a, b, score, isSame: label === undefined ? undefined : label === 1 };
  },
  async answer(model, { a, b }) {
    const [left, right] = await model.encode([createTextView(a), createTextView(b)]);
    return left!.reduce((sum, value, i) => sum + value * right![i]!, 0);
  },
  measure(answered) {
    const graded = answered.flatMap(({ row, answer }) =>
      row.score === undefined ? [] : [[answer, row.score] as const],
    );
    const figures: Figure[] = [];
    if (graded.length > 0) {
      const [ours, gold] = [graded.map(([own]) => own), graded.map(([, score]) => score)];
      const n = graded.length;
      const byRank = correlation(ranksOf(ours), ranksOf(gold));
      const plain = correlation(ours, gold);
      figures.push(
        { name: 'rank correlation (Spearman)', n, value: byRank, ...correlationInterval(byRank, n) },
        { name: 'correlation (Pearson)', n, value: plain, ...correlationInterval(plain, n) },
      );
    }
    const judged = answered.flatMap(({ row, answer }) =>
      row.isSame === undefined ? [] : [{ score: answer, isPositive: row.isSame }],
    );
    const area = areaUnderCurve(judged);
    if (area !== undefined) figures.push({ name: 'AUC of the same against not', n: judged.length, ...area });
    return { figures };
  },
  score: (row, answer) => (row.isSame === undefined ? [] : [{ score: answer, isPositive: row.isSame }]),
});
