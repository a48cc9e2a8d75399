import { expect, test } from 'vitest';
import { aRequest, engineFromYaml } from '../testing/index.ts';

const decision = (name: string, rest: string) => `
  - { name: ${name}, rules: { type: keyword, name: go }, modelRefs: [{ model: small }], ${rest} }`;
const config = (strategy: string, ...decisions: string[]) => `
strategy: ${strategy}
signals:
  keywords: [{ name: go, operator: OR, keywords: [go] }]
  structure: [{ name: loud, feature: { type: count, source: { type: regex, pattern: "!" } } }]
decisions:${decisions.join('')}
`;
const route = async (yaml: string, text = 'go!') => (await engineFromYaml(yaml)).route(aRequest().user(text).build());
const LOUD = `
  - { name: loud, priority: 9, rules: { type: structure, name: loud }, modelRefs: [{ model: large }] }`;

test('priority strategy: the higher priority wins, whatever the confidence', async () => {
  expect((await route(config('priority', decision('a', 'priority: 5'), LOUD))).decision).toBe('loud');
});

test('confidence strategy: the higher confidence wins, whatever the priority', async () => {
  const { decision: winner, trace } = await route(config('confidence', decision('a', 'priority: 5'), LOUD));
  expect(winner).toBe('a');
  expect(trace.runnerUp).toMatchObject({ decision: 'loud', outrankedBy: 'confidence' });
});

test('once a matching decision has a tier, tiers go first and no tier counts as 0', async () => {
  expect(
    (await route(config('priority', decision('a', 'priority: 9, tier: 1'), decision('b', 'priority: 1, tier: 2'))))
      .decision,
  ).toBe('a');
  expect(
    (await route(config('priority', decision('a', 'priority: 9, tier: 1'), decision('b', 'priority: 1')))).decision,
  ).toBe('b');
});

test('equals are ordered by name', async () => {
  expect((await route(config('priority', decision('b', 'priority: 1'), decision('a', 'priority: 1')))).decision).toBe(
    'a',
  );
});
