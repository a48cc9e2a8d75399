import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { RetryBudget } from './retry-budget.ts';

function withdrawals(budget: RetryBudget, tries: number): number {
  let granted = 0;
  for (let i = 0; i < tries; i++) if (budget.withdraw()) granted++;
  return granted;
}

test('requests fill the budget by their share', () => {
  const budget = new RetryBudget({ budgetShare: 0.25, minPerSecond: 0 }, () => 0);
  expect(withdrawals(budget, 5)).toBe(0);
  for (let i = 0; i < 20; i++) budget.deposit();
  expect(withdrawals(budget, 20)).toBe(5);
});

test('time fills it too', () => {
  const clock = new ManualClock();
  const budget = new RetryBudget({ budgetShare: 0, minPerSecond: 4 }, clock.now);
  expect(withdrawals(budget, 10)).toBe(4);
  clock.advance(500);
  expect(withdrawals(budget, 10)).toBe(2);
});

test('a quiet day does not gather a storm', () => {
  const clock = new ManualClock();
  const budget = new RetryBudget({ budgetShare: 0.2, minPerSecond: 2 }, clock.now);
  clock.advance(86_400_000);
  for (let i = 0; i < 10_000; i++) budget.deposit();
  expect(withdrawals(budget, 1_000)).toBe(20);
});

test('retries never exceed the share of requests, whatever fails', () => {
  const budget = new RetryBudget({ budgetShare: 0.2, minPerSecond: 0 }, () => 0);
  let retries = 0;
  for (let request = 0; request < 1_000; request++) {
    budget.deposit();
    retries += withdrawals(budget, 3);
  }
  expect(retries).toBeGreaterThan(190);
  expect(retries).toBeLessThanOrEqual(200);
});
