import { expect, test } from 'vitest';
import { aRequest, readSignal } from '../../testing/index.ts';
import type { TextView } from '../../text/text-view.ts';
import type { Reading } from '../reading.ts';
import { context, parseTokenCount } from './context.ts';

const BANDS = [
  { name: 'short', min_tokens: 0, max_tokens: 3 },
  { name: 'long', min_tokens: 4, max_tokens: '1K' },
];
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

test.each([
  ['999', 999],
  ['32K', 32_000],
  ['1.5m', 1_500_000],
  [12, 12],
  ['12x', undefined],
  ['-1', undefined],
  [1.5, undefined],
])('%j is %s tokens', (text, expected) => {
  expect(parseTokenCount(text)).toBe(expected);
});

test.each([
  [3, [true, false]],
  [4, [false, true]],
  [1000, [false, true]],
  [1001, [false, false]],
])('%i tokens: bands are inclusive at both ends', async (count, expected) => {
  const readings = (await readSignal(context, BANDS, words(count))) as Reading[];
  expect(readings.map((reading) => reading.matched)).toEqual(expected);
});

test('the whole conversation counts', async () => {
  const facts = aRequest().system(words(2)).user(words(1)).assistant(words(1)).build();
  expect(await readSignal(context, BANDS, facts)).toMatchObject([{ matched: false }, { matched: true, value: 4 }]);
});

test('tokens are counted only when an edge lies within the bounds', async () => {
  let counted = 0;
  const tokenCounter = {
    id: 'counting',
    bounds: (text: TextView) => ({ low: text.raw.length / 10, high: text.raw.length }),
    count: () => {
      counted++;
      return 5;
    },
  };
  await readSignal(context, [{ name: 'long', min_tokens: 500 }], 'short', { ports: { tokenCounter } });
  expect(counted).toBe(0);
  await readSignal(context, [{ name: 'long', min_tokens: 3 }], 'short', { ports: { tokenCounter } });
  expect(counted).toBe(1);
});

test('a rule measures the turns that it says', async () => {
  const request = aRequest().user(words(2)).assistant(words(3)).user(words(1)).build();
  const rules = ['current_turn', 'user_turns', 'conversation'].map((reads) => ({ name: reads, reads }));
  expect(await readSignal(context, rules, request)).toMatchObject([{ value: 1 }, { value: 3 }, { value: 6 }]);
});
