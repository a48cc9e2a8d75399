import { expect, test } from 'vitest';
import { mixedSoak } from './mixed-soak.mjs';

test('everything that a router serves, at once: each answer is what it should be', async () => {
  const { requests, failures, resident, files } = await mixedSoak({ minutes: 0.1, seed: 7 });
  expect(failures).toEqual([]);
  expect(requests).toBeGreaterThan(20);
  expect(resident.lastBytes).toBeGreaterThan(0);
  expect(files.lastBytes).toBeGreaterThan(0);
}, 120_000);
