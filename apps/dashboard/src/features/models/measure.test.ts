import { describe, expect, test } from 'vitest';
import { calibrate, divide, readRows } from './measure.ts';

const row = (score: number, isPositive: boolean) => ({ text: '', score, isPositive });

test('a threshold divides the rows into found and left', () => {
  const rows = [row(0.9, true), row(0.8, false), row(0.5, true), row(0.2, true), row(0.1, false), row(0.1, false)];
  expect(divide(rows, 0.5)).toMatchObject({
    truePositives: 2,
    falsePositives: 1,
    falseNegatives: 1,
    trueNegatives: 2,
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 2 / 3,
    falseAlarms: 1 / 3,
  });
  expect(divide(rows, 0).recall).toBe(1);
  expect(divide(rows, 0.95)).toMatchObject({ precision: undefined, recall: 0 });
});

test('calibration compares what was said with what came', () => {
  const sure = Array.from({ length: 10 }, (_, at) => row(0.95, at < 5));
  const { bands, error } = calibrate([...sure, ...Array.from({ length: 10 }, () => row(0, false))]);
  expect(bands).toEqual([
    { n: 10, said: 0, came: 0 },
    { n: 10, said: expect.closeTo(0.95), came: 0.5 },
  ]);
  expect(error).toBeCloseTo(0.225);
  expect(calibrate([row(1, true)]).bands).toEqual([{ n: 1, said: 1, came: 1 }]);
});

describe('rows are read from', () => {
  const rows = [
    { text: 'a, b', label: 'x' },
    { text: 'c', label: 'y' },
  ];
  test.each([
    ['lines', rows.map((each) => JSON.stringify(each)).join('\r\n')],
    ['a list', JSON.stringify(rows)],
    ['CSV', 'label,text\nx,"a, b"\ny,c\n'],
  ])('%s', (_what, content) => {
    expect(readRows(content)).toEqual({ ok: true, rows });
  });

  test.each([
    ['', /no rows/],
    ['{"text": "a"', /not JSON/],
    ['{"text": "a"}', /Row 1 has no text with a label/],
    ['question,answer\na,b', /columns text and label/],
    ['text,label\na,', /Row 1/],
  ])('%j, with what is wrong', (content, problem) => {
    expect(readRows(content)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});
