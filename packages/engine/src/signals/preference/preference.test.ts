import { expect, test } from 'vitest';
import { bagOfWordsEncoder, readSignal } from '../../testing/index.ts';
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
