import { createTextView } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { extractFeatures, featuresOf } from './feature-pass.ts';
import { WINDOW } from './text-features.ts';
import { gramRange } from './word-store.ts';

/** The features of a text as plain data; words by their text's hash, since slots depend on what was read before. */
function plain(text: string) {
  const { store, words, work, ...lists } = featuresOf(createTextView(text));
  return { ...lists, words: Array.from(words, (slot) => store.hashOf(slot)) };
}

describe('the feature pass', () => {
  test('gives the same features for the same text, whatever was read before', () => {
    const first = plain('Design a cache, 设计一个缓存');
    plain('something else entirely, 别的东西');
    expect(plain('Design a cache, 设计一个缓存')).toEqual(first);
  });

  test('reads look-alike forms of a text as the same text', () => {
    expect(plain('Ｗｈａｔ  is\u200b DNA？')).toEqual(plain('What is DNA?'));
  });

  test('runs once per text, however many heads ask', () => {
    const view = createTextView('one pass for all heads');
    expect(featuresOf(view)).toBe(featuresOf(view));
  });

  test('lists repeated words, pairs and marks once', () => {
    const { words, wordPairs, marks } = extractFeatures('ping pong ping pong ! !');
    expect([words.length, wordPairs.length, marks.length]).toEqual([2, 2, 1]);
  });

  test('tells how a request opens apart from polite words before it', () => {
    const bare = new Set(extractFeatures('explain gravity').frame);
    const polite = extractFeatures('please can you explain gravity').frame;
    expect(polite.filter((hash) => bare.has(hash)).length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['words', 'lorem ipsum dolor sit amet '],
    ['one long word', 'a'],
    ['emoji', '😀🎉'],
    ['combining marks', 'e\u0301\u0302'],
    ['ideographs', '机器学习'],
    ['punctuation', '?!;'],
  ])('takes work in proportion to the length: %s', (_, unit) => {
    const workOf = (length: number) =>
      extractFeatures(unit.repeat(Math.ceil(length / unit.length)).slice(0, length)).work;
    const perCharacter = workOf(8192) / 8192;
    expect(workOf(16384)).toBeLessThanOrEqual(16384 * perCharacter * 1.1);
    expect(workOf(16384)).toBeGreaterThan(workOf(8192));
    expect(perCharacter).toBeLessThan(8);
  });

  test.each(['a', '😀', 'e\u0301', '学', 'ab ', '\n'])('is bounded for a megabyte of %j', (unit) => {
    const { work } = extractFeatures(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    expect(work).toBeLessThan(8 * (WINDOW + 2));
  });

  test('reads beginning, middle and end of a text beyond the window', () => {
    const filler = 'x '.repeat(WINDOW);
    const wordsOf = (text: string) => plain(text).words;
    const marked = wordsOf(`alpha ${filler} omega`);
    for (const word of ['alpha', 'omega']) expect(marked).toContain(wordsOf(word)[0]);
  });
});

describe('the word store', () => {
  test.each([1, 2, 3, 5, 24])('knows where the n-grams of a word of %i letters lie', (length) => {
    const { store, words } = extractFeatures('a'.repeat(length));
    const count = store.grams(words[0]!).length;
    const sizes = [2, 3, 4, 5].map((n) => {
      const [start, end] = gramRange(count, n, n);
      return end - start;
    });
    expect(sizes).toEqual([2, 3, 4, 5].map((n) => Math.max(0, length + 3 - n)));
    expect(gramRange(count, 2, 5)).toEqual([0, count]);
  });

  test('stays right when more distinct words come than it holds', () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `w${i.toString(36)}`).join(' ');
    for (let part = 0; part < text.length; part += WINDOW) extractFeatures(text.slice(part, part + WINDOW));
    expect(plain('still right')).toEqual(plain('still right'));
  });

  test('a text that finds it nearly full is read whole', () => {
    for (let text = 0; text < 12; text++) {
      const { words } = extractFeatures(Array.from({ length: 3000 }, (_, i) => `t${text}w${i}`).join(' '));
      expect(words.length).toBe(3000);
    }
  });
});
