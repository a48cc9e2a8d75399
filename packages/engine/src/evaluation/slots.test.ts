import { expect, test } from 'vitest';
import { createSlotPool, createSlots, MATCHED } from './slots.ts';

test('slots that were given back are taken as new ones', () => {
  const pool = createSlotPool(3);
  const slots = pool.take();
  slots.state[1] = MATCHED;
  slots.confidence.fill(0.5);
  slots.ceiling.fill(0.5);
  slots.value.fill(7);
  pool.give(slots);
  const again = pool.take();
  expect(again).toBe(slots);
  expect(again).toEqual(createSlots(3));
  expect(pool.take()).not.toBe(again);
});
