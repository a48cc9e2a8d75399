import { describe, expect, test } from 'vitest';
import { addLexical, sharpenKind } from './sentence-encoder.ts';

describe('the kind block', () => {
  // Two families of requests, then one of plain statements.
  const families = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const sharpened = (...values: number[]) => {
    const vector = Float32Array.from(values);
    sharpenKind(vector, families, 1, 0.1);
    return vector;
  };

  test('draws a request to the family that it is near to', () => {
    const vector = sharpened(0.9, 0.3, 0.2);
    expect(vector[0]).toBeGreaterThan(0.95);
    expect(Math.hypot(vector[1]!, vector[2]!)).toBeLessThan(0.05);
  });

  test('leaves next to nothing of a plain statement', () => {
    expect(Math.hypot(...sharpened(0.3, 0.2, 0.9))).toBeLessThan(0.05);
  });

  test('stays empty where nothing is known', () => {
    expect([...sharpened(0, 0, 0)]).toEqual([0, 0, 0]);
  });
});

describe('the lexical block', () => {
  const placeOf = (hash: number) => {
    const sum = new Float32Array(64);
    addLexical(hash, 2, 60, sum, 4);
    return { place: sum.findIndex((value) => value !== 0), sum };
  };

  test('gives a feature one place within the block, the same every time', () => {
    for (const hash of [1, 77, 0xffffffff]) {
      const { place, sum } = placeOf(hash);
      expect(place).toBeGreaterThanOrEqual(4);
      expect(Math.abs(sum[place]!)).toBe(2);
      expect(sum.filter((value) => value !== 0)).toHaveLength(1);
      expect(placeOf(hash).sum).toEqual(sum);
    }
  });

  test('spreads features over all places and both signs', () => {
    const sums = Array.from({ length: 2000 }, (_, hash) => placeOf(hash));
    expect(new Set(sums.map(({ place }) => place)).size).toBe(60);
    const positive = sums.filter(({ place, sum }) => sum[place]! > 0).length;
    expect(positive).toBeGreaterThan(800);
    expect(positive).toBeLessThan(1200);
  });
});
