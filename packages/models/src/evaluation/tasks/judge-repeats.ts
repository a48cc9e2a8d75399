import { createTextView, type RepeatJudge, type RepeatVerdict } from '@signalbox/engine/ports';
import { defineHeadTask } from '../head-task.ts';
import { areaUnderCurve } from '../rank-statistics.ts';
import { isProblem, numberField, textField } from '../row-fields.ts';
import { shareInterval } from '../share-interval.ts';

interface Row {
  readonly a: string;
  readonly b: string;
  /** Whether one answer serves both. */
  readonly isRepeat: boolean;
}

/** Judges of repeated requests; measured at their own threshold. */
export const judgeRepeats = defineHeadTask<RepeatJudge, Row, RepeatVerdict>({
  task: 'repeat judge',
  fields: '`a`, `b` and `label`: 1 where one answer serves both requests, else 0',
  headsIn: ({ repeats }) => ({ repeats }),
  labels: () => ['repeat'],
  async probe(model) {
    const text = createTextView('How do I reset my password?');
    const { score } = model.judge(text, createTextView('How do I reset my password?'));
    return score >= 0 && score <= 1 ? undefined : `it gives a request that is repeated word by word the score ${score}`;
  },
  readRow(fields) {
    const a = textField(fields, 'a');
    if (typeof a !== 'string') return a;
    const b = textField(fields, 'b');
    if (typeof b !== 'string') return b;
    const label = numberField(fields, 'label');
    if (isProblem(label)) return label;
    if (label !== 0 && label !== 1) return { problem: `"label" is ${label ?? 'missing'}, expected 1 or 0` };
    return { a, b, isRepeat: label === 1 };
  },
  answer: (model, { a, b }) => model.judge(createTextView(a), createTextView(b)),
  measure(answered, { threshold }) {
    const share = (name: string, isRepeat: boolean) => {
      const rows = answered.filter(({ row }) => row.isRepeat === isRepeat);
      const found = rows.filter(({ answer }) => answer.score >= threshold).length;
      return { name, n: rows.length, value: found / Math.max(1, rows.length), ...shareInterval(found, rows.length) };
    };
    const area = areaUnderCurve(answered.map(({ row, answer }) => ({ score: answer.score, isPositive: row.isRepeat })));
    const counts = new Map<string, number>();
    for (const { row, answer } of answered) {
      if (row.isRepeat && answer.differs !== null) counts.set(answer.differs, (counts.get(answer.differs) ?? 0) + 1);
    }
    const stopped = [...counts].map(([what, rows]) => `${what} ${rows}`).join(', ');
    return {
      figures: [
        share('repeats found', true),
        share('others taken for one', false),
        ...(area === undefined ? [] : [{ name: 'AUC', n: answered.length, ...area }]),
      ],
      notes: stopped === '' ? [] : [`repeats that a rule stopped: ${stopped}`],
    };
  },
  score: ({ isRepeat }, { score }) => [{ score, isPositive: isRepeat }],
});
