import { expect, test } from 'vitest';
import { aRequest, engineFromYaml, readSignal } from '../../testing/index.ts';
import { metadata } from './metadata.ts';

const read = async (predicate: object, values: Record<string, string>, key = 'plan') =>
  (await readSignal(metadata, [{ name: 'm', key, predicate }], aRequest().user('x').build({ metadata: values })))[0];

test.each([
  [{ equals: 'pro' }, { plan: 'pro' }, true],
  [{ equals: 'pro' }, { plan: 'Pro' }, false],
  [{ equals: 'pro' }, {}, false],
  [{ equals: '' }, { plan: '' }, true],
  [{ in: ['pro', 'team'] }, { plan: 'team' }, true],
  [{ in: ['pro', 'team'] }, { plan: 'free' }, false],
  [{ in: ['pro', 'team'] }, {}, false],
  [{ exists: true }, { plan: '' }, true],
  [{ exists: true }, { other: 'x' }, false],
  [{ exists: false }, { other: 'x' }, true],
  [{ exists: false }, { plan: 'pro' }, false],
])('%j over %j: %s', async (predicate, values, matched) => {
  expect(await read(predicate, values as Record<string, string>)).toMatchObject({ matched });
});

test('what every object has is not metadata', async () => {
  expect(await read({ exists: true }, {}, 'constructor')).toMatchObject({ matched: false });
});

test('the evidence is the value, cut short', async () => {
  const reading = await read({ exists: true }, { plan: 'x'.repeat(500) });
  expect(reading).toMatchObject({ evidence: expect.stringMatching(/^plan=x{75}$/) });
});

test.each([
  ['{}', /metadata\.one_predicate.*got none/],
  ['{ equals: a, exists: true }', /metadata\.one_predicate.*got equals and exists/],
])('a predicate of %s is an error', async (predicate, message) => {
  const routing = `signals:
  metadata: [{ name: m, key: plan, predicate: ${predicate} }]
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: metadata, name: m }] }, modelRefs: [{ model: large }] }
`;
  await expect(engineFromYaml(routing)).rejects.toThrow(message);
});
