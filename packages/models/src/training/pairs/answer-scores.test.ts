import { expect, test } from 'vitest';
import { areaUnderCurve, balancedAccuracy, f1Of, type ScoredAnswer } from './answer-scores.ts';

const answers: ScoredAnswer[] = [
  { score: 0.9, isPositive: true },
  { score: 0.6, isPositive: false },
  { score: 0.6, isPositive: true },
  { score: 0.2, isPositive: true },
  { score: 0.1, isPositive: false },
];

test('F1, balanced accuracy and AUC of five answers counted by hand', () => {
  // Two of three flagged rightly, two of three positives found.
  expect(f1Of('head', 'name', answers, 0.5).value).toBeCloseTo(2 / 3, 6);
  expect(balancedAccuracy('head', 'name', answers, 0.5).value).toBeCloseTo((2 / 3 + 1 / 2) / 2, 6);
  // Of six pairs four are in order and one is level.
  expect(areaUnderCurve('head', 'name', answers).value).toBeCloseTo(4.5 / 6, 6);
});

test('an interval holds its value and narrows with more answers', () => {
  const few = f1Of('head', 'name', answers, 0.5);
  const many = f1Of('head', 'name', Array.from({ length: 40 }, () => answers).flat(), 0.5);
  expect(few.low!).toBeLessThanOrEqual(few.value);
  expect(few.high!).toBeGreaterThanOrEqual(few.value);
  expect(many.high! - many.low!).toBeLessThan(few.high! - few.low!);
});
