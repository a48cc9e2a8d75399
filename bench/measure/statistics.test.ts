import { describe, expect, test } from 'vitest';
import { differenceByRound, median, percentile, ratioByRound, spread } from './statistics.mjs';

describe('percentile', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, i) => 100 - i);

  test.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
    [0.001, 1],
  ])('gives the value at rank %d of an unsorted list', (share, expected) => {
    expect(percentile(oneToHundred, share)).toBe(expected);
  });

  test('of two values, the median is the lower one and p99 the higher one', () => {
    expect(percentile([7, 3], 0.5)).toBe(3);
    expect(percentile([7, 3], 0.99)).toBe(7);
  });

  test('sorts numbers, not words', () => {
    expect(percentile([10, 9, 100, 1], 0.5)).toBe(9);
  });

  test('leaves the given list as it was', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  test('of nothing is not a number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

test('the median of an even number of values lies between the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([5, 1, 3])).toBe(3);
  expect(median([])).toBeNaN();
});

test('a spread names the median, the lowest and the highest value', () => {
  expect(spread([5, 1, 3])).toEqual({ median: 3, low: 1, high: 5 });
});

describe('by round', () => {
  test('a ratio compares only what was measured in the same round', () => {
    // The second round was on a machine half as fast: the ratio does not change.
    expect(ratioByRound([100, 50, 120], [200, 100, 200])).toEqual({ median: 0.5, low: 0.5, high: 0.6 });
  });

  test('a difference compares only what was measured in the same round', () => {
    expect(differenceByRound([3, 5, 9], [1, 4, 4])).toEqual({ median: 2, low: 1, high: 5 });
  });

  test('refuses rounds that do not belong together', () => {
    expect(() => ratioByRound([1, 2], [1])).toThrow(/2 and 1/);
    expect(() => ratioByRound([], [])).toThrow(RangeError);
    expect(() => differenceByRound([1], [])).toThrow(/1 and 0/);
  });
});
