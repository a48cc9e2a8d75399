import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { leastSquares } from './least-squares.ts';
import { principalDirections } from './principal-directions.ts';

test('the map from inputs to outputs is found again', () => {
  const random = new Random(9);
  const map = [1, -2, 0.5, 3, 0, 4];
  const found = leastSquares(3, 2, 1e-6, (pair) => {
    for (let n = 0; n < 50; n++) {
      const input = [random.normal(), random.normal(), random.normal()];
      pair(
        input,
        [0, 1].map((k) => input.reduce((sum, value, i) => sum + value * map[2 * i + k]!, 0)),
      );
    }
  });
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(map[i]!, 4);
  });
});

test('the pull to nothing keeps an input that is always zero out of the map', () => {
  const found = leastSquares(2, 1, 0.1, (pair) => pair([2, 0], [4]));
  expect(found[0]).toBeCloseTo(8 / 4.1, 6);
  expect(found[1]).toBe(0);
});

test('directions are those in which vectors differ most, upright and of length one', () => {
  const random = new Random(4);
  // Spread 5 along (0.6, 0.8, 0), 2 along (0, 0, 1), hardly any along the third.
  const vectors = Array.from({ length: 2000 }, () => {
    const [far, near, least] = [5 * random.normal(), 2 * random.normal(), 0.1 * random.normal()];
    return Float32Array.of(10 + 0.6 * far + 0.8 * least, 0.8 * far - 0.6 * least, near);
  });
  const { mean, directions, spreads } = principalDirections(vectors, 2);
  expect(mean[0]).toBeCloseTo(10, 0);
  const [first, second] = [directions.subarray(0, 3), directions.subarray(3, 6)];
  expect(Math.abs(first[0]! * 0.6 + first[1]! * 0.8)).toBeGreaterThan(0.999);
  expect(Math.abs(second[2]!)).toBeGreaterThan(0.999);
  expect(Math.hypot(...first)).toBeCloseTo(1, 6);
  expect(spreads[0]).toBeCloseTo(5, 0);
  expect(spreads[1]).toBeCloseTo(2, 0);
});
