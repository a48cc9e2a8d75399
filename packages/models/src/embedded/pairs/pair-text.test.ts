import { expect, test } from 'vitest';
import { GLYPH_TOKEN, NUMBER_TOKEN, type PairText, readPairText, WORD_TOKEN } from './pair-text.ts';

const tokens = (text: PairText) => Array.from(text.starts, (start, at) => text.raw.slice(start, text.ends[at]));

const sentences = (text: PairText) =>
  Array.from(text.sentenceStarts.subarray(0, -1), (start, i) =>
    tokens(text)
      .slice(start, text.sentenceStarts[i + 1])
      .join(' '),
  );

test('reads words, numbers and glyphs where they stand in the raw text', () => {
  const text = readPairText("Berlin's 3,500 cafés — 东京塔");
  expect(tokens(text)).toEqual(['Berlin', '3,500', 'cafés', '东', '京', '塔']);
  expect([...text.kinds]).toEqual([WORD_TOKEN, NUMBER_TOKEN, WORD_TOKEN, GLYPH_TOKEN, GLYPH_TOKEN, GLYPH_TOKEN]);
  expect([...text.capitals]).toEqual([1, 0, 0, 0, 0, 0]);
});

test.each([
  ['1,000', '1000'],
  ['1.000.000', '1000000'],
  ['seven', '7'],
  ['Zürich', 'zurich'],
  ['ＷＯＲＬＤ', 'world'],
  ["don't", 'dont'],
  ['don’t', "don't"],
  ['so\u00adcial', 'social'],
  ['Москва', 'москва'],
])('holds %j and %j for the same word', (left, right) => {
  expect(readPairText(left).words).toEqual(readPairText(right).words);
});

test.each([
  ['1.5', '15'],
  ['2019', '2020'],
  ['on', 'no'],
])('tells %j from %j', (left, right) => {
  expect(readPairText(left).words).not.toEqual(readPairText(right).words);
});

test.each([
  ['increase', 'increasing'],
  ['city', 'citys'],
  ['المدينة', 'مدينة'],
])('gives %j and %j one root', (left, right) => {
  expect(readPairText(left).roots).toEqual(readPairText(right).roots);
});

test.each([
  ['Dr. Lee met J. Smith in 3.5 hours. They left.', ['Dr Lee met J Smith in 3.5 hours', 'They left']],
  [
    'It ended in the 19th century.First for Women followed.',
    ['It ended in the 19 th century', 'First for Women followed'],
  ],
  ['你好。再见！', ['你 好', '再 见']],
  ['one\ntwo', ['one', 'two']],
  ['', []],
])('cuts %j into sentences', (raw, expected) => {
  expect(sentences(readPairText(raw))).toEqual(expected);
});

test('cuts a text without full stops, and reads no more tokens than it may', () => {
  const text = readPairText('word '.repeat(1000), 300);
  expect(text.size).toBe(300);
  expect(text.sentenceStarts.length).toBeGreaterThan(3);
});

test('one word of a megabyte is read in pieces, in order and without gaps', () => {
  const text = readPairText('a'.repeat(1_000_000));
  expect(text.size).toBeGreaterThan(1000);
  for (let at = 1; at < text.size; at++) expect(text.starts[at]).toBe(text.ends[at - 1]);
});
