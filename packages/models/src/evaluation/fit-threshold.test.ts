import { describe, expect, test } from 'vitest';
import { fitThreshold } from './fit-threshold.ts';
import type { ScoredRow } from './rank-statistics.ts';

/** Others at 0.000, 0.001, ... and as many positives, higher by `lead`. */
function rows(count: number, lead: number): ScoredRow[] {
  return Array.from({ length: count }, (_, i) => [
    { score: i / count / 2, isPositive: false },
    { score: i / count / 2 + lead, isPositive: true },
  ]).flat();
}

describe('a false-positive rate', () => {
  test('is kept by the lowest threshold that keeps it, with the interval of the rate in the population', () => {
    const fitted = fitThreshold(rows(1000, 0.3), { falsePositiveRate: 0.01 });
    expect(fitted).toMatchObject({ threshold: 0.4951, falsePositiveRate: { value: 0.009, n: 1000 } });
    const { falsePositiveRate, recall } = fitted as Exclude<typeof fitted, { problem: string }>;
    // Beta(10, 991): what share of the population lies above the tenth highest of a thousand.
    expect(falsePositiveRate.low).toBeCloseTo(0.0048, 4);
    expect(falsePositiveRate.high).toBeCloseTo(0.017, 3);
    expect(recall.value).toBeCloseTo(0.609, 3);
  });

  test('does not flag others that share the score at the edge', () => {
    const tied = [...rows(500, 0.4), ...Array.from({ length: 20 }, () => ({ score: 0.6, isPositive: false }))];
    expect(fitThreshold(tied, { falsePositiveRate: 0.02 })).toMatchObject({
      threshold: 0.6001,
      falsePositiveRate: { value: 0 },
    });
  });

  test('is refused with the number of rows that would tell it', () => {
    expect(fitThreshold(rows(100, 0.3), { falsePositiveRate: 0.01 })).toEqual({
      problem: expect.stringMatching(/^100 rows without the label cannot tell .* 300 are needed/),
    });
  });

  test('is refused where the others score as high as can be', () => {
    const sure = rows(400, 0.1).map(({ isPositive }) => ({ isPositive, score: 1 }));
    expect(fitThreshold(sure, { falsePositiveRate: 0.01 })).toEqual({ problem: expect.stringContaining('score 1') });
  });
});

describe('a precision', () => {
  test('is kept by the lowest threshold that keeps it', () => {
    const fitted = fitThreshold(rows(1000, 0.3), { precision: 0.9 });
    const { threshold, precision, recall } = fitted as Exclude<typeof fitted, { problem: string }>;
    expect(precision.value).toBeGreaterThanOrEqual(0.9);
    expect(recall.value).toBeGreaterThan(0.6);
    const lower = rows(1000, 0.3).filter(({ score }) => score >= threshold - 0.01);
    expect(lower.filter(({ isPositive }) => isPositive).length / lower.length).toBeLessThan(0.9);
  });

  test('is refused where the rows are too few, or no threshold reaches it', () => {
    expect(fitThreshold(rows(40, 0.3), { precision: 0.95 })).toEqual({
      problem: expect.stringMatching(/60 flagged rows are needed.* at least 57 rows with the label/),
    });
    const mixed = rows(1000, 0).map((row, i) => ({ ...row, isPositive: i % 3 === 0 }));
    expect(fitThreshold(mixed, { precision: 0.9 })).toEqual({
      problem: expect.stringMatching(/the best .* is 0\.\d+/),
    });
  });
});

test('rows of which none carries the label tell nothing', () => {
  const others = rows(500, 0.1).filter(({ isPositive }) => !isPositive);
  expect(fitThreshold(others, { precision: 0.9 })).toEqual({ problem: expect.stringContaining('no row carries') });
});
