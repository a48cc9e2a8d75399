import { expect, test } from 'vitest';
import { aRequest, readSignal } from '../../testing/index.ts';
import { structure } from './structure.ts';

const read = (feature: Record<string, unknown>, text: string, predicate?: Record<string, number>) =>
  readSignal(structure, [{ name: 's', feature, ...(predicate === undefined ? {} : { predicate }) }], text);
const regex = (pattern: string) => ({ type: 'regex', pattern });
const keywords = (...list: string[]) => ({ type: 'keyword_set', keywords: list });

test('counts matches of a pattern, line by line', async () => {
  const feature = { type: 'count', source: regex('(?m)^\\s*\\d+[.]\\s') };
  expect(await read(feature, '1. one\n2. two\n3. three', { gte: 3 })).toMatchObject([{ matched: true, value: 3 }]);
  expect(await read(feature, '1. one', { gte: 3 })).toMatchObject([{ matched: false, value: 1 }]);
});

test('density is per word, and per character in Chinese', async () => {
  expect(await read({ type: 'density', source: keywords('must') }, 'you must and must not')).toMatchObject([
    { value: 0.4 },
  ]);
  expect(await read({ type: 'density', source: keywords('必须') }, '你必须来')).toMatchObject([{ value: 0.25 }]);
  expect(await read({ type: 'density', source: keywords('must') }, '')).toMatchObject([{ value: 0, matched: false }]);
});

test('a sequence needs its markers in order', async () => {
  const feature = {
    type: 'sequence',
    source: {
      type: 'sequence',
      sequences: [
        ['first', 'then'],
        ['先', '再'],
      ],
    },
  };
  expect(await read(feature, 'First do this, then that')).toMatchObject([{ matched: true }]);
  expect(await read(feature, 'then this, first that')).toMatchObject([{ matched: false }]);
  expect(await read(feature, '先吃饭，再睡觉')).toMatchObject([{ matched: true }]);
});

test('text_bytes is the length in UTF-8', async () => {
  const feature = { type: 'count', source: { type: 'text_bytes' } };
  expect(await read(feature, 'aé好😀')).toMatchObject([{ value: 10 }]);
});

test('without bounds anything above 0 matches, and confidence rises with the distance', async () => {
  const feature = { type: 'count', source: regex('!') };
  const [one] = await read(feature, '!', { gte: 1 });
  const [three] = await read(feature, '!!!', { gte: 1 });
  expect(one).toMatchObject({ matched: true, confidence: 0.5 });
  expect(three).toMatchObject({ matched: true, confidence: expect.closeTo(0.9997, 3) });
  expect(await read(feature, 'calm')).toMatchObject([{ matched: false }]);
});

test('a rule measures the turns that it says', async () => {
  const request = aRequest().user('one! two!').assistant('three!').user('four!').build();
  const rules = ['current_turn', 'user_turns', 'conversation'].map((reads) => ({
    name: reads,
    feature: { type: 'count', source: regex('!') },
    reads,
  }));
  expect(await readSignal(structure, rules, request)).toMatchObject([{ value: 1 }, { value: 3 }, { value: 4 }]);
});

test.each([
  ['count', '[a-z ]{0,1000}\\d', ['lint.slow_pattern']],
  ['count', '[a-z ]{0,100}\\d', []],
  ['exists', '[a-z ]{0,1000}\\d', []],
])('a pattern whose bounds make it slow to %s is told: %s', (type, pattern, codes) => {
  const rule = structure.schema.parse({ name: 's', feature: { type, source: { type: 'regex', pattern } } });
  const told: string[] = [];
  const say = (code: string) => void told.push(code);
  structure.lint!(rule, { error: say, warning: say });
  expect(told).toEqual(codes);
});
