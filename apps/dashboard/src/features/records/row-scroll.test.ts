import { expect, test } from 'vitest';
import { type RowScroll, scaleRows } from './row-scroll.ts';

const ROW = 40;
const VIEW = 560;
const START: RowScroll = { top: 0, offset: 0 };
const rowOf = ({ top, offset }: RowScroll) => Math.floor((top + offset) / ROW);

test('few rows scroll as they are', () => {
  const rows = scaleRows(1_000, ROW);
  expect(rows.height).toBe(40_000);
  expect(rows.move(START, 12_345, VIEW)).toEqual({ top: 12_345, offset: 0 });
});

test('a million rows are no taller than browsers draw, and the bar leads to the first and the last', () => {
  const rows = scaleRows(1_000_000, ROW);
  expect(rows.height).toBeLessThan(16_000_000);
  const end = rows.move(START, rows.height - VIEW, VIEW);
  expect(end.top + end.offset).toBe(1_000_000 * ROW - VIEW);
  expect(rows.move(end, 0, VIEW)).toEqual(START);
  const middle = rows.move(START, (rows.height - VIEW) / 2, VIEW);
  expect(Math.abs(rowOf(middle) - 500_000)).toBeLessThan(5_000);
});

test.each([
  ['down', 1],
  ['up', -1],
])('no row is passed over in steps of a page, %s, across the parts', (_, direction) => {
  const rows = scaleRows(1_000_000, ROW);
  let at = rows.move(START, 3_999_960, VIEW);
  for (let page = 0; page < 1_000; page++) {
    const before = at.top + at.offset;
    at = rows.move(at, at.top + direction * (VIEW - ROW), VIEW);
    expect(at.top + at.offset - before).toBeCloseTo(direction * (VIEW - ROW));
    // The frame takes over the top that it is given: that is no move.
    expect(rows.move(at, at.top, VIEW)).toEqual(at);
    expect(at.top).toBeGreaterThanOrEqual(0);
    expect(at.top).toBeLessThanOrEqual(rows.height - VIEW);
  }
});

test('steps end at the first and at the last row', () => {
  const rows = scaleRows(1_000_000, ROW);
  let at = rows.move(START, rows.height - VIEW - 1_000, VIEW);
  for (let step = 0; step < 400; step++) at = rows.move(at, Math.min(rows.height - VIEW, at.top + 120), VIEW);
  expect(at.top + at.offset).toBe(1_000_000 * ROW - VIEW);
  for (let step = 0; step < 100; step++) at = rows.move(at, Math.max(0, at.top - 120), VIEW);
  expect(1_000_000 * ROW - VIEW - at.top - at.offset).toBe(12_000);
});
