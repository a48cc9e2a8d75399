import { expect, test } from 'vitest';
import {
  CAPITALISED,
  IDEOGRAPH,
  INITIAL,
  LOWER_WORD,
  MARK,
  MIXED_CASE,
  MIXED_WORD,
  NameTokens,
  NUMBER,
  OUTSIDE,
  PIECE_TOKENS,
  UPPER_WORD,
  wordHash,
} from './name-tokens.ts';

const read = (text: string) => {
  const tokens = new NameTokens();
  tokens.read(text, 0);
  return Array.from({ length: tokens.count }, (_, i) => [
    text.slice(tokens.starts[i], tokens.ends[i]),
    tokens.shapes[i],
  ]);
};

test('splits words, numbers, ideographs and runs of equal marks, and tells their shapes', () => {
  expect(read('Émile McCoy J. USA met 12 in 5B...')).toEqual([
    ['Émile', CAPITALISED],
    ['McCoy', MIXED_CASE],
    ['J', INITIAL],
    ['.', MARK],
    ['USA', UPPER_WORD],
    ['met', LOWER_WORD],
    ['12', NUMBER],
    ['in', LOWER_WORD],
    ['5B', MIXED_WORD],
    ['...', MARK],
  ]);
  expect(read('王伟。😀😀')).toEqual([
    ['王', IDEOGRAPH],
    ['伟', IDEOGRAPH],
    ['。', MARK],
    ['😀😀', OUTSIDE],
  ]);
});

test('a name has one hash in any case, in full width, and with invisible characters in it', () => {
  for (const same of ['ANNA', 'anna', 'Ａｎｎａ', 'An\u200bna', 'An\u00adna'])
    expect(wordHash(same)).toBe(wordHash('Anna'));
  expect(wordHash('Anne')).not.toBe(wordHash('Anna'));
});

test('a long text is read in pieces that end with a sentence where one ends in time', () => {
  const tokens = new NameTokens();
  const sentences = 'One two three. '.repeat(100);
  const next = tokens.read(sentences, 0);
  expect(tokens.count).toBe(160);
  expect(sentences.slice(0, next)).toMatch(/\. $/);
  const words = 'word '.repeat(1000);
  let pieces = 0;
  let read = 0;
  for (let from = 0; from < words.length; pieces++) {
    from = tokens.read(words, from);
    read += tokens.count;
  }
  expect(read).toBe(1000);
  expect(pieces).toBe(Math.ceil(1000 / PIECE_TOKENS));
});
