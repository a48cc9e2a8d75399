import { expect, test } from 'vitest';
import { describeWeights } from './describe-weights.ts';

const figures = describeWeights().flatMap(({ head, card }) =>
  (card?.figures ?? []).map((figure) => ({ head, ...figure })),
);

test('every calibration error of a card comes with the bands that it is the mean gap of', () => {
  const errors = figures.filter(({ name }) => name.includes('calibration error'));
  expect(new Set(errors.map(({ head }) => head)).size).toBeGreaterThan(5);
  for (const { head, name, n, value, bands = [] } of errors) {
    const gap = bands.reduce((sum, band) => sum + band.n * Math.abs(band.said - band.came), 0) / n;
    expect(gap, `${head}: ${name}`).toBeCloseTo(value, 3);
    expect(
      bands.reduce((sum, band) => sum + band.n, 0),
      `${head}: ${name}`,
    ).toBe(n);
  }
});
