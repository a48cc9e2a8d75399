import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Clause, solve } from './solver.ts';

const VARIABLES = 6;
const literal = fc
  .tuple(fc.integer({ min: 1, max: VARIABLES }), fc.boolean())
  .map(([variable, isPositive]) => (isPositive ? variable : -variable));
const clauses = fc.array(fc.array(literal, { minLength: 1, maxLength: 3 }), { maxLength: 30 });
const preferred = fc.array(fc.boolean(), { minLength: VARIABLES + 1, maxLength: VARIABLES + 1 });

const satisfies = (all: readonly Clause[], values: readonly boolean[]) =>
  all.every((clause) => clause.some((each) => values[Math.abs(each)] === each > 0));

test('finds values where there are some, and none where there are none', () => {
  fc.assert(
    fc.property(clauses, preferred, (all, first) => {
      const every = Array.from({ length: 2 ** VARIABLES }, (_, code) => [
        false,
        ...Array.from({ length: VARIABLES }, (_each, index) => (code & (1 << index)) !== 0),
      ]);
      const solution = solve(all, { preferred: first, maxConflicts: 1000 });
      if (typeof solution === 'string') {
        expect(solution).toBe('none');
        expect(every.some((values) => satisfies(all, values))).toBe(false);
      } else expect(satisfies(all, solution.values)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('says that it gave up where the bound comes first', () => {
  // Seven things do not fit into six places, and finding that out takes many dead ends.
  const at = (thing: number, place: number) => thing * 6 + place + 1;
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  const all = [
    ...range(7).map((thing) => range(6).map((place) => at(thing, place))),
    ...range(6).flatMap((place) =>
      range(7).flatMap((one) => range(one).map((other) => [-at(one, place), -at(other, place)])),
    ),
  ];
  const first = new Array<boolean>(43).fill(false);
  expect(solve(all, { preferred: first, maxConflicts: 5 })).toBe('undecided');
  expect(solve(all, { preferred: first, maxConflicts: 100_000 })).toBe('none');
});
