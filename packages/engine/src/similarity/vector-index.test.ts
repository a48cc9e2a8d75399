import { describe, expect, test } from 'vitest';
import { VectorIndex, vectorBytes } from './vector-index.ts';

/** Numbers that look random and are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function someVector(seed: number, dimensions: number): Float32Array {
  const next = randomNumbers(seed * 7919);
  return unit(Float32Array.from({ length: dimensions }, next));
}

/** A vector about as near to another as asked for. */
function near(vector: Float32Array, similarity: number, seed: number): Float32Array {
  const other = someVector(seed, vector.length);
  const weight = Math.sqrt(1 - similarity ** 2);
  return unit(vector.map((value, i) => similarity * value + weight * other[i]!));
}

const similarityOf = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe.each([256, 48, 300])('an index of vectors of %i numbers', (dimensions) => {
  const count = 3_000;
  const index = new VectorIndex(dimensions, 16);
  const vectors = Array.from({ length: count }, (_, i) => someVector(i + 1, dimensions));
  const rows = vectors.map((vector) => index.add(vectorBytes(vector), 3));

  test('finds what is near', () => {
    for (let i = 0; i < 40; i++) {
      const sought = near(vectors[i]!, 0.75, 90_000 + i);
      const [best] = index.nearest(vectorBytes(sought), 3, 4);
      expect(best!.row).toBe(rows[i]);
      expect(Math.abs(best!.similarity - similarityOf(sought, vectors[i]!))).toBeLessThan(0.01);
    }
  });

  test('gives the nearest first, and no more than asked for', () => {
    for (const [i, similarity] of [0.9, 0.8, 0.7, 0.6].entries()) {
      index.add(vectorBytes(near(vectors[5]!, similarity, 70_000 + i)), 3);
    }
    const found = index.nearest(vectorBytes(vectors[5]!), 3, 4);
    expect(found).toHaveLength(4);
    expect(found.map(({ similarity }) => similarity)).toEqual(
      found.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
    );
  });

  test('looks in one group alone', () => {
    const own = index.add(vectorBytes(vectors[7]!), 4);
    expect(index.nearest(vectorBytes(vectors[7]!), 4, 9).map(({ row }) => row)).toEqual([own]);
    expect(index.nearest(vectorBytes(vectors[7]!), 5, 9)).toEqual([]);
    index.remove(own);
    expect(index.nearest(vectorBytes(vectors[7]!), 4, 9)).toEqual([]);
  });

  test('a row that was taken out is used again', () => {
    const before = index.add(vectorBytes(vectors[1]!), 9);
    index.remove(before);
    expect(index.add(vectorBytes(vectors[2]!), 9)).toBe(before);
    const [found] = index.nearest(vectorBytes(vectors[2]!), 9, 1);
    expect(found!.similarity).toBeGreaterThan(0.98);
  });
});

test('many equal vectors do not keep it from answering', () => {
  const index = new VectorIndex(256);
  const vector = someVector(1, 256);
  for (let i = 0; i < 500; i++) index.add(vectorBytes(vector), 0);
  const other = index.add(vectorBytes(near(vector, 0.8, 5)), 0);
  expect(index.nearest(vectorBytes(vector), 0, 8)).toHaveLength(8);
  // Nearer to this one than the 500, which all differ in the same bits from it.
  const [best] = index.nearest(vectorBytes(near(vector, 0.8, 5)), 0, 8);
  expect(best!.row).toBe(other);
  expect(index.nearest(vectorBytes(near(vector, 0.5, 6)), 0, 8)).toHaveLength(8);
});
