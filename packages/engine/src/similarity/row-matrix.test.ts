import { describe, expect, test } from 'vitest';
import { createPlainMatrix, createRowMatrix } from './row-matrix.ts';

/** Numbers that look random and are the same in every run. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

const rowsOf = (rows: number, dimensions: number) =>
  Array.from({ length: rows }, (_, row) => numbers(dimensions, row + 1));

describe.each([
  [1, 256],
  [341, 256],
  [7, 3],
  [5, 8],
  [900, 33],
])('a matrix of %i rows of %i numbers', (count, dimensions) => {
  const rows = rowsOf(count, dimensions);
  const vector = numbers(dimensions, 77);
  const expected = rows.map((row) => row.reduce((sum, value, place) => sum + value * vector[place]!, 0));

  test.each([
    ['by the kernel', createRowMatrix],
    ['by plain code', createPlainMatrix],
  ])('is multiplied %s', (_how, create) => {
    const products = create(rows, dimensions).multiply(vector);
    expect(products).toHaveLength(count);
    for (const [row, product] of products.entries()) expect(Math.abs(product - expected[row]!)).toBeLessThan(1e-5);
  });
});

test('a matrix is multiplied again and again, and two matrices do not mix', () => {
  const rows = rowsOf(40, 16);
  const first = createRowMatrix(rows, 16);
  const second = createRowMatrix(rows.toReversed(), 16);
  const before = [...first.multiply(numbers(16, 3))];
  const reversed = [...second.multiply(numbers(16, 3))];
  first.multiply(numbers(16, 4));
  expect([...first.multiply(numbers(16, 3))]).toEqual(before);
  expect(reversed).toEqual(before.toReversed());
});

test('the runtime of these tests has the kernel', () => {
  // Otherwise the test above would compare plain code with plain code.
  const [row] = rowsOf(1, 64);
  const products = createRowMatrix([row!], 64).multiply(row!);
  expect(products.buffer.byteLength).toBeGreaterThanOrEqual(65_536);
});

test('no rows give no products', () => {
  expect(createRowMatrix([], 16).multiply(numbers(16, 1))).toHaveLength(0);
});
