import { expect, test } from 'vitest';
import { DEFAULT_RELIABILITY, type reliabilitySchema, translateReliability } from './reliability.ts';

test('without a word the defaults hold: breaker, retries and a bounded queue', () => {
  expect(translateReliability(undefined, undefined)).toEqual(DEFAULT_RELIABILITY);
});

test("a model's own words go before those for all models, key by key", () => {
  const general = { retry_count: 1, consecutive_5xx: 3, health_check_path: '/health', queue_timeout: '250ms' };
  const own = { retry_count: 4, retry_on: '5xx, 429', max_ejection_percent: 50 } satisfies Partial<
    ReturnType<typeof reliabilitySchema.parse>
  >;
  const { retries, breaker, healthCheck, concurrency } = translateReliability(general, own);
  expect(retries).toMatchObject({ count: 4, on: ['5xx', '429'], budgetShare: 0.2 });
  expect(breaker).toMatchObject({ consecutiveFailures: 3, maxEjectedShare: 0.5, pauseMs: 10_000 });
  expect(healthCheck).toEqual({ path: '/health', intervalMs: 10_000, timeoutMs: 2_000 });
  expect(concurrency).toEqual({ limit: 1_024, waiting: 256, waitMs: 250 });
});
