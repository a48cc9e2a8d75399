import { expect, test } from 'vitest';
import { quantileOf, readSamples, sumOf } from './prometheus.ts';

const PAGE = `# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{model="a",path="x \\"y\\"\\\\z"} 3
requests_total{model="b"} 4 1700000000
up 1
seconds_bucket{le="0.1"} 5
seconds_bucket{le="0.2"} 10
seconds_bucket{le="+Inf"} 10
seconds_sum 1.2
nonsense
`;

test('samples are read with their labels, and added up', () => {
  const samples = readSamples(PAGE);
  expect(samples[0]).toEqual({ name: 'requests_total', labels: { model: 'a', path: 'x "y"\\z' }, value: 3 });
  expect(sumOf(samples, 'requests_total')).toBe(7);
  expect(sumOf(samples, 'requests_total', { model: 'b' })).toBe(4);
  expect(sumOf(samples, 'requests')).toBeUndefined();
});

test('a quantile lies within its bucket as Prometheus has it', () => {
  const samples = readSamples(PAGE);
  expect(quantileOf(samples, 'seconds', 0.5)).toBeCloseTo(0.1);
  expect(quantileOf(samples, 'seconds', 0.75)).toBeCloseTo(0.15);
  expect(quantileOf(readSamples('s_bucket{le="1"} 0\ns_bucket{le="+Inf"} 2'), 's', 0.9)).toBe(1);
  expect(quantileOf(readSamples('s_bucket{le="+Inf"} 0'), 's', 0.5)).toBeUndefined();
});
