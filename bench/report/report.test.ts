import { describe, expect, test } from 'vitest';
import { budgets, judgeBudget } from './budgets.mjs';
import { formatMs, formatNumber, formatShare, formatSpread } from './format.mjs';
import { renderBenchmarksPage } from './report.mjs';
import type { Results } from './results-file.mjs';
import { renderMarkdown, renderPlain } from './table.mjs';

describe('numbers', () => {
  test.each([
    [0, '0'],
    [0.03123, '0.0312'],
    [4.2549, '4.25'],
    [9.999, '10.0'],
    [318.4, '318'],
    [12_412, '12,400'],
    [-1.5, '-1.50'],
  ])('%d is shown with three significant digits as %s', (value, expected) => {
    expect(formatNumber(value)).toBe(expected);
  });

  test('what was not measured is a dash, never a zero', () => {
    for (const absent of [null, undefined, Number.NaN]) {
      expect(formatNumber(absent)).toBe('–');
      expect(formatMs(absent)).toBe('–');
      expect(formatShare(absent)).toBe('–');
    }
    expect(formatSpread(undefined, formatMs)).toBe('–');
  });

  test('milliseconds keep microseconds while they are few', () => {
    expect(formatMs(0.1234)).toBe('0.123');
    expect(formatMs(-0.5)).toBe('-0.500');
    expect(formatMs(12.34)).toBe('12.3');
    expect(formatMs(1234.5)).toBe('1235');
  });
});

describe('tables', () => {
  const table = {
    columns: ['name', 'req/s'],
    rows: [
      ['a|b', '1'],
      ['longer', '1,000'],
    ],
  };

  test('are aligned on a terminal', () => {
    expect(renderPlain(table)).toBe('name    req/s\n──────  ─────\na|b         1\nlonger  1,000');
  });

  test('escape what Markdown would take for a column', () => {
    expect(renderMarkdown(table)).toBe('| name | req/s |\n|---|---:|\n| a\\|b | 1 |\n| longer | 1,000 |');
  });
});

describe('budgets', () => {
  const below = { name: 'x', sense: 'below' as const, limit: 2, unit: 'ms' };
  const atLeast = { name: 'y', sense: 'at least' as const, limit: 5, unit: '×' };
  const results: Results = { version: 1 };

  test.each([
    [1.9, true, undefined],
    [2, false, 0],
    [3, false, 0.5],
  ])('%d under a limit of 2 is judged', (measured, isHeld, missedBy) => {
    expect(judgeBudget({ ...below, measured: () => measured }, results)).toMatchObject({ isHeld, missedBy });
  });

  test.each([
    [5, true, undefined],
    [4, false, 0.2],
  ])('%d over a floor of 5 is judged', (measured, isHeld, missedBy) => {
    const verdict = judgeBudget({ ...atLeast, measured: () => measured }, results);
    expect(verdict.isHeld).toBe(isHeld);
    if (missedBy !== undefined) expect(verdict.missedBy).toBeCloseTo(missedBy, 12);
  });

  test('what was not measured is neither held nor missed', () => {
    for (const budget of budgets) {
      expect(judgeBudget(budget, results)).toMatchObject({ measured: undefined, isHeld: undefined });
    }
  });
});

test('a page without results says of every bench that it was not run', () => {
  const page = renderBenchmarksPage({ version: 1 });
  expect(page.match(/Not run\./g)).toHaveLength(10);
  expect(page).not.toContain('| yes |');
});
