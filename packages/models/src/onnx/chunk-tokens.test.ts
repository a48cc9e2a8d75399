import { expect, test } from 'vitest';
import { chunkTokens } from './chunk-tokens.ts';

test.each([
  [0, [[0, 0]]],
  [8, [[0, 8]]],
  [9, [[0, 8], [1, 9]]],
  [15, [[0, 8], [7, 15]]],
  [20, [[0, 8], [7, 15], [12, 20]]],
])('%i tokens in chunks of 8', (count, wanted) => {
  expect(chunkTokens(count, 8, 16).map(({ from, to }) => [from, to])).toEqual(wanted);
}); // biome-ignore format: rows

test('of a text with too many chunks the first and the last are read', () => {
  const chunks = chunkTokens(1000, 8, 4);
  expect(chunks).toHaveLength(4);
  expect(chunks[2]).toEqual({ from: 14, to: 22 });
  expect(chunks[3]).toEqual({ from: 992, to: 1000 });
});
