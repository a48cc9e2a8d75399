import { expect, test } from 'vitest';
import { createExchangeId } from './create-exchange-id.ts';

test('ids are UUIDs of version 7, in the order of their time and all different', () => {
  const ids = [0, 1, 0xffff, 0x10000, 1_700_000_000_000, 1_700_000_000_001, 2 ** 47].map((ms) => createExchangeId(ms));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(ids[4]).toMatch(/^018bcfe5-6800-7/);
  expect(new Set(Array.from({ length: 100 }, () => createExchangeId(1))).size).toBe(100);
});
