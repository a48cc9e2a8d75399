import { expect, test } from 'vitest';
import { windowAt } from './limit-window.ts';

const at = Date.parse('2026-02-28T23:59:59.900Z');

test.each([
  ['second', '2026-02-28T23:59:59.000Z', '2026-03-01T00:00:00.000Z'],
  ['minute', '2026-02-28T23:59:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['hour', '2026-02-28T23:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['day', '2026-02-28T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['month', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
] as const)('a %s is a window of the clock in UTC', (unit, start, end) => {
  const window = windowAt(unit, at);
  expect([window.start, window.end].map((time) => new Date(time).toISOString())).toEqual([start, end]);
  expect(windowAt(unit, window.end).start).toBe(window.end);
});

test('December ends with the year', () => {
  expect(new Date(windowAt('month', Date.parse('2026-12-31T12:00:00Z')).end).toISOString()).toMatch(/^2027-01-01T00/);
});
