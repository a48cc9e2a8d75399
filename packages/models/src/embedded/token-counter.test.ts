import { createTextView } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { tokenCounter } from './token-counter.ts';

const count = (text: string) => tokenCounter.count(createTextView(text));
const bounds = (text: string) => tokenCounter.bounds(createTextView(text));

describe('the token counter', () => {
  test.each([
    '',
    ' ',
    'hello world',
    '你好，世界',
    '😀'.repeat(50),
    'a'.repeat(10_000),
    '\n'.repeat(999),
    'Привет',
    '\ud800',
  ])('keeps its estimate of %j within its bounds', (text) => {
    const { low, high } = bounds(text);
    expect(count(text)).toBeGreaterThanOrEqual(low);
    expect(count(text)).toBeLessThanOrEqual(high);
  });

  test('bounds from above by the bytes in UTF-8, which no byte-level vocabulary can exceed', () => {
    for (const text of ['plain', 'naïve', '汉字', '😀', 'a\ud800b']) {
      expect(bounds(text).high).toBeGreaterThanOrEqual(new TextEncoder().encode(text).length);
    }
  });

  // Counts by OpenAI's o200k vocabulary.
  test.each([
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['What is the boiling point of water?', 8],
    ['机器学习是人工智能的一个分支。', 10],
  ])('estimates %j near %i', (text, real) => {
    expect(Math.abs(count(text) - real)).toBeLessThanOrEqual(Math.ceil(real * 0.5));
  });

  test('counts no tokens in an empty text', () => {
    expect(count('')).toBe(0);
  });
});
