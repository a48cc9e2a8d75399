import { expect, test } from 'vitest';
import { faultSoak } from './fault-soak.mjs';

test('five hundred requests while two of three models fail in every way: all that can be answered are', async () => {
  const { requests, failures, leftBehind, fellBack, told } = await faultSoak({
    requests: 500,
    connections: 32,
    seed: 20260823,
  });
  expect(failures).toEqual([]);
  expect(leftBehind).toEqual([]);
  expect(requests).toBeGreaterThanOrEqual(500);
  expect(fellBack).toBeGreaterThan(100);
  expect(told).toBeLessThan(requests / 10);
}, 120_000);
