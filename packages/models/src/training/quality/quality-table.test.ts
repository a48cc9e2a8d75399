import { expect, test } from 'vitest';
import { shareOf } from '../measurement.ts';
import type { QualityRow } from './quality-rows.ts';
import { tabulateQuality } from './quality-table.ts';
import { renderQualityPage, renderQualityText } from './render-quality.ts';

const rows: QualityRow[] = [
  {
    task: 'Colours',
    main: { head: 'colour', name: 'test', goal: { atLeast: 0.8 } },
    typos: [{ head: 'colour', name: 'test, typos' }],
    languages: [{ head: 'colour', name: /^language ([^:]+)$/, label: 'each language', goal: { atLeast: 0.5 } }],
    reference: { figure: '.5', source: 'its paper' },
    page: 'colour.md',
  },
];
const share = (name: string, right: number) => shareOf('colour', name, right, 10);
const verdict = (...measured: ReturnType<typeof share>[]) => tabulateQuality(measured, [], rows)[0]!.isMet;

test('a line is met only when every goal was measured and is met', () => {
  expect(verdict()).toBeUndefined();
  expect(verdict(share('test', 9))).toBeUndefined();
  expect(verdict(share('test', 9), share('language de', 6))).toBe(true);
  expect(verdict(share('test', 9), share('language de', 6), share('language fr', 4))).toBe(false);
  expect(verdict(share('test', 7))).toBe(false);
});

test('figures stand beside the baseline of the same name, with count and interval', () => {
  const lines = tabulateQuality(
    [share('test', 9), share('language de', 6), share('language de: calibration error', 1)],
    [share('test', 7)],
    rows,
  );
  const text = renderQualityText(lines);
  expect(text).toContain('ours        0.900 [0.596, 0.982] n=10  n-grams 0.700  goal ≥ 0.800 met');
  expect(text).toContain('de: 0.600');
  expect(text).not.toContain('calibration');
  expect(text).toContain('1 met, 0 missed, 0 not measured in full');
  const page = renderQualityPage(lines, { command: 'npm run eval', day: '2026-01-02' });
  expect(page).toContain(
    '| [Colours](colour.md) | 0.900 [0.596, 0.982] n=10 | – | de: 0.600 [0.313, 0.832] n=10 | – | 0.700 | .5 (its paper) | ≥ 0.800<br>each language: ≥ 0.500 | met |',
  );
});
