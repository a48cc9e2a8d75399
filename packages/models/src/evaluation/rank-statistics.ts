import type { Interval } from './share-interval.ts';

/** Ranks from 0; equal values share their mean rank. */
export function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((left, right) => values[left]! - values[right]!);
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let place = from; place < to; place++) ranks[order[place]!] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Pearson's correlation of two lists of one length; NaN where one of them does not vary. */
export function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleLeft, middleRight] = [mean(left), mean(right)];
  let [both, squareLeft, squareRight] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i]! - middleLeft, right[i]! - middleRight];
    both += a * b;
    squareLeft += a * a;
    squareRight += b * b;
  }
  return both / Math.sqrt(squareLeft * squareRight);
}

/** The 95 % interval of a correlation by Fisher's transformation. */
export function correlationInterval(value: number, n: number): Interval {
  const half = 1.96 / Math.sqrt(Math.max(1, n - 3));
  return { low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) };
}

export interface ScoredRow {
  readonly score: number;
  readonly isPositive: boolean;
}

/**
 * The chance that a positive row scores above another one, ties counting half, with its interval by Hanley and McNeil;
 * undefined where there are rows of one kind only.
 */
export function areaUnderCurve(rows: readonly ScoredRow[]): (Interval & { readonly value: number }) | undefined {
  const ranks = ranksOf(rows.map(({ score }) => score));
  let sum = 0;
  let positives = 0;
  rows.forEach(({ isPositive }, i) => {
    if (!isPositive) return;
    sum += ranks[i]! + 1;
    positives++;
  });
  const others = rows.length - positives;
  if (positives === 0 || others === 0) return undefined;
  const value = (sum - (positives * (positives + 1)) / 2) / (positives * others);
  const [q1, q2] = [value / (2 - value), (2 * value * value) / (1 + value)];
  const variance =
    (value * (1 - value) + (positives - 1) * (q1 - value ** 2) + (others - 1) * (q2 - value ** 2)) /
    (positives * others);
  const half = 1.96 * Math.sqrt(Math.max(0, variance));
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}
