import { expect, test } from 'vitest';
import type { ModelStatistics } from '../../ports/index.ts';
import { engineFromYaml, readSignal } from '../../testing/index.ts';
import { latency } from './latency.ts';

const statistics: ModelStatistics = {
  of: (model) =>
    ({
      large: { ttftMs: 2400, tpotMs: 31.25, errorRate: 0.04, samples: 100 },
      fresh: { ttftMs: 100, samples: 3 },
      silent: { errorRate: 1, samples: 100 },
    })[model],
};
const read = async (rule: Record<string, unknown>, ports: object = { statistics }) =>
  (await readSignal(latency, [{ name: 'l', model: 'large', ...rule }], 'x', { ports }))[0];

test.each([
  [{ metric: 'ttft', predicate: { gt: 2000 } }, true, 2400],
  [{ metric: 'ttft', predicate: { lt: 2000 } }, false, 2400],
  [{ metric: 'tpot', predicate: { gte: 30, lt: 40 } }, true, 31.25],
  [{ metric: 'error_rate', predicate: { gte: 0.05 } }, false, 0.04],
])('%j: %s at %d', async (rule, matched, value) => {
  expect(await read(rule)).toMatchObject({ matched, value });
});

test('too few calls, or none, are unknown', async () => {
  const rule = { metric: 'ttft', predicate: { lt: 500 } };
  expect(await read({ ...rule, model: 'fresh' })).toMatchObject({
    code: 'latency.too_few_samples',
    reason: '3 calls of "fresh" seen, 20 needed',
  });
  expect(await read({ ...rule, model: 'fresh', min_samples: 3 })).toMatchObject({ matched: true });
  expect(await read({ ...rule, model: 'never' })).toMatchObject({ code: 'latency.too_few_samples' });
  expect(await read(rule, {})).toMatchObject({ code: 'latency.too_few_samples' });
});

test('a metric that was never measured is unknown', async () => {
  expect(await read({ model: 'silent', metric: 'tpot', predicate: { lt: 50 } })).toMatchObject({
    code: 'latency.not_measured',
  });
});

test.each([
  ['metric: ttft, predicate: {}', /latency\.no_bounds/],
  ['metric: error_rate, predicate: { gt: 5 }', /latency\.rate_out_of_range.*between 0 and 1/],
])('%s is an error', async (fields, message) => {
  const routing = `signals:
  latency: [{ name: l, model: large, ${fields} }]
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: latency, name: l }] }, modelRefs: [{ model: small }] }
`;
  await expect(engineFromYaml(routing)).rejects.toThrow(message);
});
