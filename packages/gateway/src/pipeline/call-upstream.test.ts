import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backendsInOrder } from './call-upstream.ts';
import type { ReadyBackend } from './snapshot.ts';

function backends(weights: readonly number[]): readonly ReadyBackend[] {
  return weights.map((weight, at) => ({ name: `b${at}`, weight }) as ReadyBackend);
}

test('each backend comes once, whatever the weights and the dice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (weights, dice) => {
        const given = backends(weights);
        const order = backendsInOrder(given, () => dice);
        expect(new Set(order)).toEqual(new Set(given));
        expect(order).toHaveLength(given.length);
      },
    ),
  );
});

test('the first is chosen in proportion to the weights', () => {
  const given = backends([1, 3]);
  const first = (dice: number) => backendsInOrder(given, () => dice)[0]!.name;
  expect([0, 0.24, 0.26, 0.99].map(first)).toEqual(['b0', 'b0', 'b1', 'b1']);
});
