import { describe, expect, test } from 'vitest';
import { askedFamily, askedGauge, countFamily, histogramFamily } from './metric-families.ts';
import { addMetrics, renderMetrics } from './render-metrics.ts';

describe('countFamily', () => {
  test('counts by label values and writes them escaped', () => {
    const family = countFamily('hits_total', 'Hits\nof "all" kinds.', ['model', 'reason']);
    family.of('a', 'x').value++;
    family.of('a', 'x').value++;
    family.of('b"\\\n', 'y').value += 0.5;
    expect(renderMetrics([family.snapshot()])).toBe(
      [
        '# HELP hits_total Hits\\nof "all" kinds.',
        '# TYPE hits_total counter',
        'hits_total{model="a",reason="x"} 2',
        'hits_total{model="b\\"\\\\\\n",reason="y"} 0.5',
        '',
      ].join('\n'),
    );
  });

  test('shows a metric without labels from the start', () => {
    expect(renderMetrics([countFamily('flight', 'Now.', [], 'gauge').snapshot()])).toBe(
      '# HELP flight Now.\n# TYPE flight gauge\nflight 0\n',
    );
  });
});

test('histogramFamily cumulates its buckets, bounds included', () => {
  const family = histogramFamily('t_seconds', 'Time.', ['model'], [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 7]) family.of('m').observe(value);
  expect(renderMetrics([family.snapshot()])).toBe(
    [
      '# HELP t_seconds Time.',
      '# TYPE t_seconds histogram',
      't_seconds_bucket{model="m",le="0.1"} 2',
      't_seconds_bucket{model="m",le="1"} 3',
      't_seconds_bucket{model="m",le="+Inf"} 4',
      't_seconds_sum{model="m"} 7.65',
      't_seconds_count{model="m"} 4',
      '',
    ].join('\n'),
  );
});

test('a histogram without labels has only the bound as label', () => {
  expect(renderMetrics([histogramFamily('t', 'T.', [], [1]).snapshot()])).toContain('t_bucket{le="1"} 0\n');
});

test('askedFamily renders what it is told, labels escaped', () => {
  const family = askedFamily('calls_total', 'Calls.', ['head', 'code'], 'counter', () => [
    { labels: ['domain', 'a"b'], value: 2 },
    { labels: ['pii', 'c'], value: 3 },
  ]);
  expect(renderMetrics([family.snapshot()])).toBe(
    [
      '# HELP calls_total Calls.',
      '# TYPE calls_total counter',
      'calls_total{head="domain",code="a\\"b"} 2',
      'calls_total{head="pii",code="c"} 3',
      '',
    ].join('\n'),
  );
});

test('askedGauge asks when it is rendered', () => {
  let value = 1;
  const gauge = askedGauge('g', 'G.', () => value);
  value = 5;
  expect(renderMetrics([gauge.snapshot()])).toContain('\ng 5\n');
});

describe('families of several processes', () => {
  test('are added up by name and labels, buckets too', () => {
    const process = (hits: number, seconds: number) => {
      const count = countFamily('hits_total', 'Hits.', ['model']);
      count.of('a').value += hits;
      const time = histogramFamily('t', 'T.', [], [1]);
      time.of().observe(seconds);
      return [count.snapshot(), time.snapshot()];
    };
    const only = countFamily('only_total', 'Only here.', []);
    const text = renderMetrics(addMetrics([process(2, 0.5), process(3, 4), [only.snapshot()]]));
    expect(text).toContain('hits_total{model="a"} 5\n');
    expect(text).toContain('t_bucket{le="1"} 1\nt_bucket{le="+Inf"} 2\nt_sum 4.5\nt_count 2\n');
    expect(text).toContain('only_total 0\n');
    expect(text.match(/# TYPE hits_total/g)).toHaveLength(1);
  });
});
