import type { LabelFigures } from './head-task.ts';

/** Precision, recall and F1 of each label that occurs, from a table with the right label down and the answer across. */
export function labelFigures(
  labels: readonly string[],
  counts: readonly (readonly number[])[],
): readonly LabelFigures[] {
  return labels.flatMap((label, k) => {
    const n = counts[k]!.reduce((sum, count) => sum + count, 0);
    const answered = counts.reduce((sum, row) => sum + row[k]!, 0);
    if (n + answered === 0) return [];
    return [{ label, n, ...ratesOf(counts[k]![k]!, answered, n) }];
  });
}

/** Precision, recall and their harmonic mean; 0 where nothing was found or marked. */
export function ratesOf(right: number, found: number, marked: number) {
  return {
    precision: found === 0 ? 0 : right / found,
    recall: marked === 0 ? 0 : right / marked,
    f1: found + marked === 0 ? 0 : (2 * right) / (found + marked),
  };
}

/** The mean F1 of the labels that rows carry, each counting alike. */
export function macroF1(rows: readonly { readonly right: number; readonly best: number }[], labels: number): number {
  const right = new Float64Array(labels);
  const found = new Float64Array(labels);
  const marked = new Float64Array(labels);
  for (const row of rows) {
    marked[row.right]!++;
    found[row.best]!++;
    if (row.right === row.best) right[row.best]!++;
  }
  let sum = 0;
  let present = 0;
  for (let k = 0; k < labels; k++) {
    if (marked[k] === 0) continue;
    present++;
    sum += ratesOf(right[k]!, found[k]!, marked[k]!).f1;
  }
  return present === 0 ? 0 : sum / present;
}
