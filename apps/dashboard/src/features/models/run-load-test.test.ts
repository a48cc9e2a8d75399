import { expect, test } from 'vitest';
import { summarize, throughputOf } from './run-load-test.ts';

const result = (number: number, more: object = {}) => ({
  number,
  started_ms: (number - 1) * 100,
  status: 200,
  first_token_ms: 50,
  total_ms: 150,
  tokens: 11,
  model: 'm',
  error: null,
  ...more,
});

test('failed requests count as failed and in no latency', () => {
  const summary = summarize([
    result(1),
    result(2),
    result(3, { status: 503, first_token_ms: null, tokens: null, total_ms: 800, error: 'busy' }),
  ]);
  expect(summary).toMatchObject({ ended: 3, failed: 1, firstToken: [50, 50], perToken: [10, 10], total: [150, 150] });
  expect(summary.requestsPerSecond).toBeCloseTo(2);
  expect(summary.tokensPerSecond).toBeCloseTo(22);
});

test('tokens count in the part of the test in which their request ended', () => {
  const { seconds, tokens } = throughputOf([result(1), result(2, { total_ms: 900 })], 2);
  expect(seconds).toEqual([0.25, 0.75]);
  expect(tokens).toEqual([22, 22]);
});

test('nothing yet is nothing', () => {
  expect(summarize([])).toMatchObject({ ended: 0, requestsPerSecond: 0 });
});
