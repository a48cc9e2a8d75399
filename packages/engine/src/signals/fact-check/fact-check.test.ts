import { expect, test } from 'vitest';
import { fixedClassifier, readSignal } from '../../testing/index.ts';
import { factCheck } from './fact-check.ts';

const BOTH = [{ name: 'needs_fact_check' }, { name: 'no_fact_check_needed' }];
const portsAt = (needed: number) => ({
  classifiers: {
    fact_check: fixedClassifier('test/fact', ['needs_fact_check', 'no_fact_check_needed'], () => ({
      needs_fact_check: needed,
    })),
  },
});

test.each([
  [0.6, [true, false]],
  [0.59, [false, true]],
])('at %d of a threshold of 0.6 exactly one answer matches', async (needed, expected) => {
  const readings = await readSignal(factCheck, BOTH, 'x', { ports: portsAt(needed + 1e-6) });
  expect(readings.map((reading) => 'matched' in reading && reading.matched)).toEqual(expected);
});
