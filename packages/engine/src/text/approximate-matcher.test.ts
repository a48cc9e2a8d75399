import { expect, test } from 'vitest';
import { compileApproximateMatcher, defaultEdits, type WordNearness } from './approximate-matcher.ts';
import { createTextView } from './text-view.ts';

const EDITS: WordNearness = { by: 'edits', most: undefined };
const find = (near: WordNearness, keywords: string[], text: string, caseSensitive = false) => {
  const matcher = compileApproximateMatcher(keywords.map((keyword) => ({ text: keyword, caseSensitive, near })));
  return keywords.filter((_, index) => matcher.find(createTextView(text))[index] === 1);
};

test.each([
  ['', 0],
  ['ai', 0],
  ['bug', 1],
  ['query', 1],
  ['postgres', 2],
])('%j may have %i wrong letters', (word, edits) => {
  expect(defaultEdits(word)).toBe(edits);
});

test.each([
  ['postgres', 'my Postgrse is slow', true],
  ['postgres', 'my posgre is slow', true],
  ['postgres', 'my progress is slow', false],
  ['query', 'a slow qury', true],
  ['query', 'a slow quarry', false],
  ['ai', 'an ad', false],
  ['query optimizer', 'the qurey, optimzer', false],
  ['query optimizer', 'the querry optimzer', true],
  ['query optimizer', 'the optimizer query', false],
  ["don't know", 'I dont know', false],
  ["don't know", "I don't knw", true],
])('within the default edits %j in %j: %s', (keyword, text, expected) => {
  expect(find(EDITS, [keyword], text)).toEqual(expected ? [keyword] : []);
});

test('an own number of edits replaces the default', () => {
  expect(find({ by: 'edits', most: 0 }, ['postgres'], 'postgrse')).toEqual([]);
  expect(find({ by: 'edits', most: 3 }, ['postgres'], 'prostgrse')).toEqual(['postgres']);
});

test.each([
  ['c++', 'is c++ fast', true],
  ['c++', 'is c fast', false],
  ['数据库', '这个数据库很慢', true],
  ['数据库', '这个数椐库很慢', false],
])('what is no plain word is looked for literally: %j in %j: %s', (keyword, text, expected) => {
  expect(find(EDITS, [keyword], text)).toEqual(expected ? [keyword] : []);
});

test.each([
  [0.4, 'postgresql', true],
  [0.8, 'postgresql', false],
  [0.4, 'progress', false],
  [1, 'postgres', true],
])('at a least share of %d of the 3-grams postgres in %j: %s', (least, text, expected) => {
  expect(find({ by: 'ngrams', arity: 3, least }, ['postgres'], text)).toEqual(expected ? ['postgres'] : []);
});

test('a phrase needs each of its words near, in order', () => {
  const near: WordNearness = { by: 'ngrams', arity: 2, least: 0.5 };
  expect(find(near, ['query optimizer'], 'some queries optimizers')).toEqual([]);
  expect(find(near, ['query optimizer'], 'some query optimizers')).toEqual(['query optimizer']);
  expect(find(near, ['query optimizer'], 'some query, then optimizers')).toEqual([]);
});

test('case counts when asked to', () => {
  expect(find(EDITS, ['Postgres'], 'POSTGRES', false)).toEqual(['Postgres']);
  expect(find(EDITS, ['Postgres'], 'POSTGRES', true)).toEqual([]);
});

test('a megabyte without a space is read without comparing its letters', () => {
  expect(find(EDITS, ['postgres'], 'postgres'.repeat(130_000))).toEqual([]);
  expect(find({ by: 'ngrams', arity: 3, least: 0.4 }, ['postgres'], 'postgres'.repeat(130_000))).toEqual([]);
});
