import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { fitRows } from './fit-rows.ts';

/** Texts of `features` features each over `rows` rows, whose targets are the sums of hidden rows. */
function madeTexts(rows: number, texts: number, features: number, width: number) {
  const random = new Random(3);
  const hidden = Float32Array.from({ length: rows * width }, () => random.normal());
  const rowOf = Int32Array.from({ length: texts * features }, () => random.below(rows));
  const weights = Float32Array.from(rowOf, () => 0.5 + random.next());
  const targets = Array.from({ length: texts }, (_, text) => {
    const target = new Float32Array(width);
    for (let place = text * features; place < (text + 1) * features; place++) {
      for (let k = 0; k < width; k++) target[k] = target[k]! + weights[place]! * hidden[rowOf[place]! * width + k]!;
    }
    return target;
  });
  return {
    hidden,
    fit: {
      from: Int32Array.from({ length: texts }, (_, text) => text * features),
      to: Int32Array.from({ length: texts }, (_, text) => (text + 1) * features),
      rowOf,
      weights,
      targets,
      counts: new Float32Array(texts).fill(1),
      rows,
      width,
      decay: 1e-4,
      iterations: 40,
    },
  };
}

test('rows are found again from the sums that texts of them have', () => {
  const { hidden, fit } = madeTexts(30, 400, 4, 5);
  const found = fitRows(fit, new Float32Array(30 * 5), () => {});
  expect(Math.max(...found.map((value, i) => Math.abs(value - hidden[i]!)))).toBeLessThan(0.01);
});

test('a row that no text has, and places without a row, stay as they were', () => {
  const { fit } = madeTexts(30, 400, 4, 5);
  const rowOf = fit.rowOf.map((row) => (row === 7 ? -1 : row));
  const start = new Float32Array(30 * 5).fill(0.25);
  const found = fitRows({ ...fit, rowOf }, start, () => {});
  expect([...found.subarray(35, 40)]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
  expect(found[0]).not.toBe(0.25);
});

test('the stronger the pull back, the nearer rows stay to their start', () => {
  const { fit } = madeTexts(30, 400, 4, 5);
  const start = new Float32Array(30 * 5);
  const length = (decay: number) => Math.hypot(...fitRows({ ...fit, decay }, start, () => {}));
  expect(length(1e4)).toBeLessThan(0.2 * length(1e-4));
});

test('texts that count more are met more nearly', () => {
  // One row that cannot be both.
  const fit = {
    from: Int32Array.of(0, 1),
    to: Int32Array.of(1, 2),
    rowOf: Int32Array.of(0, 0),
    weights: Float32Array.of(1, 1),
    targets: [Float32Array.of(1), Float32Array.of(-1)],
    counts: Float32Array.of(3, 1),
    rows: 1,
    width: 1,
    decay: 0,
    iterations: 2,
  };
  expect(fitRows(fit, new Float32Array(1), () => {})[0]).toBeCloseTo(0.5, 5);
});
