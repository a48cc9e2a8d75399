import { expect, test } from 'vitest';
import { reloadSoak } from './reload-soak.mjs';

test('forty reloads under load, every tenth broken: no request fails, every broken one is refused', async () => {
  const { requests, failures, refused } = await reloadSoak({ reloads: 40, clients: 4 });
  expect(failures).toEqual([]);
  expect(refused).toBe(4);
  expect(requests).toBeGreaterThan(40);
}, 120_000);
