import { expect, test } from 'vitest';
import { fixedClassifier, readSignal, testPorts } from '../../testing/index.ts';
import { domain } from './domain.ts';

const classifier = fixedClassifier('test/domain', ['math', 'physics', 'biology'], () => ({
  math: 0.45,
  physics: 0.35,
  biology: 0.2,
}));
const ports = { classifiers: { domain: classifier } };

test('a domain matches from its threshold on, which the config sets for all and a rule for itself', async () => {
  const rules = [{ name: 'math' }, { name: 'physics', threshold: 0.3 }];
  expect(await readSignal(domain, rules, 'x', { ports })).toMatchObject([{ matched: false }, { matched: true }]);
  expect(await readSignal(domain, rules, 'x', { ports, settings: { threshold: 0.4 } })).toMatchObject([
    { matched: true },
    { matched: true },
  ]);
});

test('a domain over several subjects has the sum of their probabilities', async () => {
  const rules = [{ name: 'science', mmlu_categories: ['physics', 'biology'] }];
  expect(await readSignal(domain, rules, 'x', { ports })).toMatchObject([
    { matched: true, value: expect.closeTo(0.55), evidence: 'math' },
  ]);
});

test('a subject that the classifier does not have is unavailable, with those it has', () => {
  expect(domain.unavailable!({ name: 'maths' }, testPorts(ports))).toMatch(
    /no subject "maths"; it has math, physics, biology/,
  );
});
