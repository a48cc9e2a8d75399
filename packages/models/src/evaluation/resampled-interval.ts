import type { Interval } from './share-interval.ts';

const DRAWS = 200;

/**
 * The 95 % interval of a figure that has no formula for it: the figure over 200 samples of as many rows, drawn with
 * replacement. The same rows give the same interval.
 */
export function resampledInterval<Row>(rows: readonly Row[], figure: (rows: readonly Row[]) => number): Interval {
  let state = 20_011;
  const draw = () => {
    // Numerical Recipes' generator: its high bits are even enough for choosing rows.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return rows[Math.floor((state / 4294967296) * rows.length)]!;
  };
  const values = Array.from({ length: DRAWS }, () => figure(Array.from(rows, draw))).sort(
    (left, right) => left - right,
  );
  return { low: values[Math.floor(0.025 * DRAWS)]!, high: values[Math.ceil(0.975 * DRAWS) - 1]! };
}
