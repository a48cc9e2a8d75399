import { expect, test } from 'vitest';
import { bagOfWordsEncoder, engineFromYaml, fixedClassifier, readSignal } from '../../testing/index.ts';
import { preference } from './preference.ts';

const RULES = [
  { name: 'coding', description: 'work on code', examples: ['debug this code', 'refactor the module'] },
  { name: 'creative', description: 'make up something', examples: ['write a story', 'brainstorm names'] },
];
const matched = async (text: string, settings = {}, rules: Record<string, unknown>[] = RULES) =>
  (await readSignal(preference, rules, text, { ports: { encoder: bagOfWordsEncoder() }, settings }))
    .filter((reading) => 'matched' in reading && reading.matched)
    .map((reading) => reading.name);

test('only the best rule matches, by its description as well as by its examples', async () => {
  expect(await matched('debug this code')).toEqual(['coding']);
  expect(await matched('make up something')).toEqual(['creative']);
  expect(await matched('debug this code and write a story', { threshold: 0.1 })).toHaveLength(1);
});

test('none matches below the threshold, which the config sets for all and a rule for itself', async () => {
  expect(await matched('weather today')).toEqual([]);
  expect(await matched('debug', { threshold: 0.9 })).toEqual([]);
  expect(await matched('debug', { threshold: 0.9 }, [{ ...RULES[0], threshold: 0 }, RULES[1]!])).toEqual(['coding']);
});

test('a best rule that is not far enough ahead does not match', async () => {
  const rules = [
    { name: 'a', description: 'alpha beta' },
    { name: 'b', description: 'alpha gamma' },
  ];
  expect(await matched('alpha beta', {}, rules)).toEqual(['a']);
  expect(await matched('alpha beta', { margin_threshold: 0.4 }, rules)).toEqual(['a']);
  expect(await matched('alpha beta', { margin_threshold: 0.6 }, rules)).toEqual([]);
});

test('a rule without rivals needs no margin', async () => {
  expect(await matched('debug this code', { margin_threshold: 1 }, [RULES[0]!])).toEqual(['coding']);
});

test('a classifier of preferences tells which, in place of nearness', async () => {
  const judge = fixedClassifier('test/judge', ['creative', 'coding', 'none'], (text) =>
    text.includes('poem') ? { creative: 0.7, coding: 0.2, none: 0.1 } : { none: 1 },
  );
  const ports = { classifiers: { preference: judge } };
  const readings = await readSignal(preference, RULES, 'a poem about debugging', { ports });
  expect(readings).toEqual([
    {
      name: 'coding',
      matched: false,
      confidence: expect.closeTo(0.2),
      value: expect.closeTo(0.2),
      evidence: 'creative',
    },
    {
      name: 'creative',
      matched: true,
      confidence: expect.closeTo(0.7),
      value: expect.closeTo(0.7),
      evidence: 'creative',
    },
  ]);
  const none = await readSignal(preference, RULES, 'weather today', { ports });
  expect(none.map((reading) => 'matched' in reading && reading.matched)).toEqual([false, false]);
});

test('a rule that the classifier has no label for cannot run', async () => {
  const judge = fixedClassifier('test/judge', ['creative'], () => ({}));
  const routing = `signals:
  preferences: [{ name: coding, description: work on code }]
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: preference, name: coding }] }, modelRefs: [{ model: large }] }
`;
  await expect(engineFromYaml(routing, { classifiers: { preference: judge } })).rejects.toThrow(
    /"coding" cannot run: the classifier test\/judge has no label "coding"; it has creative/,
  );
});
