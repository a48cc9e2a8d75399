import { expect, test } from 'vitest';
import { CHUNK_LENGTH, CHUNK_OVERLAP, chunksOf } from './chunks.ts';
import { createTextView } from './text-view.ts';

const words = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');

test('a short text is its own and only chunk', () => {
  const text = createTextView('short');
  expect(chunksOf(text)).toEqual([text]);
  expect(chunksOf(text)[0]).toBe(text);
});

test('every stretch as long as half an overlap lies whole within some chunk', () => {
  const chunks = chunksOf(createTextView(words)).map((chunk) => chunk.raw);
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(CHUNK_LENGTH);
  for (let at = 0; at < words.length - CHUNK_OVERLAP / 2; at += 37) {
    const stretch = words.slice(at, at + CHUNK_OVERLAP / 2);
    expect(chunks.some((chunk) => chunk.includes(stretch))).toBe(true);
  }
});

test('chunks are cut between words', () => {
  for (const chunk of chunksOf(createTextView(words))) expect(chunk.raw).toMatch(/^word\d+ .*(word\d+)? ?$/s);
});

test.each(['x', '好', '👍', '\u0301'])(
  'a text without white space (%j) is cut too, never within a character',
  (unit) => {
    const text = createTextView(unit.repeat(10_000));
    const chunks = chunksOf(text);
    expect(chunks.length).toBeLessThan((text.raw.length / (CHUNK_LENGTH - CHUNK_OVERLAP)) * 1.1 + 1);
    for (const { raw } of chunks) expect(raw).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  },
);
