import type { ReplayAggregate } from '@signalbox/gateway/contract';
import { expect, test } from 'vitest';
import { linesOf, stepsOf } from './read-series.ts';

const HOUR = 3_600_000;

test('steps are whole hours that touch and do not overlap, and hold the whole time', () => {
  const since = 100 * HOUR + 1_234;
  for (const hours of [1, 24, 168, 24 * 30]) {
    const until = since + hours * HOUR;
    const { starts, stepMs } = stepsOf(since, until);
    expect(stepMs % HOUR).toBe(0);
    expect(starts[0]).toBe(100 * HOUR);
    expect(starts.at(-1)! + stepMs).toBeGreaterThanOrEqual(until);
    expect(starts.at(-1)!).toBeLessThan(until);
    expect(starts.slice(1).every((start, at) => start - starts[at]! === stepMs)).toBe(true);
    expect(starts.length).toBeLessThanOrEqual(37);
  }
});

test('of many names those that count most get a line', () => {
  const sum = (model_selection: Record<string, number>) => ({ model_selection }) as unknown as ReplayAggregate;
  const lines = linesOf('models', [sum({ a: 1, b: 5, c: 1, d: 2, e: 2, f: 2 }), sum({ a: 1, c: 9, g_h: 3 })]);
  expect(lines.map(({ label }) => label)).toEqual(['c', 'b', 'g h', 'a', 'd']);
  expect(lines[0]!.values).toEqual([1, 9]);
});
