import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type {
  GroundingTagger,
  PairClassifier,
  SentenceEncoder,
  SpanTagger,
  TextClassifier,
} from '@signalbox/engine/ports';
import { afterAll, describe, expect, test } from 'vitest';
import { answerRows, parseLabelledRows, readLabelledRows, servedHeads } from './index.ts';
import { areaUnderCurve } from './rank-statistics.ts';
import { shareInterval } from './share-interval.ts';

const identity = { hash: 'made for the test', cost: 'local' } as const;
/** Sure of `cold` where the text says so. */
const weather: TextClassifier = {
  ...identity,
  id: 'test/weather',
  labels: ['warm', 'cold'],
  classify: ({ raw }) => Float32Array.of(raw.includes('cold') ? 0.1 : 0.8, raw.includes('cold') ? 0.9 : 0.2),
};
/** Marks every run of digits. */
const digits: SpanTagger = {
  ...identity,
  id: 'test/digits',
  labels: ['NUMBER'],
  tag: ({ raw }) =>
    [...raw.matchAll(/\d+/g)].map(({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
      label: 'NUMBER',
      confidence: 0.9,
    })),
};
const echo: PairClassifier = {
  ...identity,
  id: 'test/echo',
  compare: ({ raw: a }, { raw: b }) =>
    a === b ? { entail: 0.8, neutral: 0.1, contradict: 0.1 } : { entail: 0.1, neutral: 0.7, contradict: 0.2 },
};
/** Unit vectors whose angle is the length of the text. */
const lengths: SentenceEncoder = {
  ...identity,
  id: 'test/lengths',
  dimensions: 2,
  encode: (texts) => texts.map(({ raw }) => Float32Array.of(Math.cos(raw.length / 10), Math.sin(raw.length / 10))),
};
/** Flags answers that are not in the context. */
const quotes: GroundingTagger = {
  ...identity,
  id: 'test/quotes',
  labels: ['unsupported'],
  ground: ({ context, answer }) =>
    context.raw.includes(answer.raw)
      ? []
      : [{ start: 0, end: answer.raw.length, label: 'unsupported', confidence: 0.75 }],
};
const heads = servedHeads({
  grounding: quotes,
  encoder: lengths,
  classifiers: { weather, absent: undefined },
  taggers: { digits },
  pairs: { echo },
});
const head = (name: string) => heads.find((each) => each.name === name)!;

async function measure(name: string, lines: readonly unknown[]) {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const { rows, problems } = parseLabelledRows(text, 'jsonl', head(name));
  expect(problems).toEqual([]);
  const { answered } = await answerRows(head(name), rows);
  const evaluation = head(name).task.measure(answered, head(name).model);
  const figure = (wanted: string) => evaluation.figures.find((each) => each.name === wanted)!;
  return { evaluation, figure };
}

test('every head of the ports is there, with task and labels', () => {
  expect(heads.map(({ name, task, labels }) => [name, task.task, labels.length])).toEqual([
    ['weather', 'classifier', 2],
    ['digits', 'tagger', 1],
    ['echo', 'pair classifier', 3],
    ['unsupported', 'grounding tagger', 1],
    ['encoder', 'encoder', 0],
  ]);
});

describe('a classifier', () => {
  test('is measured by accuracy, F1, AUC, calibration and confusions', async () => {
    const { evaluation, figure } = await measure('weather', [
      { text: 'sun', label: 'warm' },
      { text: 'so cold', label: 'cold' },
      { text: 'ice', label: 'cold' },
      { text: 'cold but nice', label: 'warm' },
    ]);
    expect(figure('accuracy')).toMatchObject({ n: 4, value: 0.5, ...shareInterval(2, 4) });
    expect(figure('AUC of cold').value).toBeCloseTo(0.5, 5);
    // Two answers at .8 and two at .9, one of each right.
    expect(figure('calibration error').value).toBeCloseTo(0.35, 5);
    expect(evaluation.confusion?.counts).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(evaluation.labels?.[0]).toEqual({ label: 'warm', n: 2, precision: 0.5, recall: 0.5, f1: 0.5 });
    for (const { low, high, value } of evaluation.figures) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  });

  test('that fails on some rows is measured on the others', async () => {
    const failing: TextClassifier = {
      ...weather,
      classify: async (text) => {
        if (text.raw === 'down') throw new Error('no connection');
        return weather.classify(text);
      },
    };
    const [served] = servedHeads({ classifiers: { weather: failing }, taggers: {}, pairs: {} });
    const rows = ['sun', 'down', 'down'].map((text) => ({ text, label: 0 }));
    const reported: number[] = [];
    const { answered, failed } = await answerRows(served!, rows, (count) => reported.push(count));
    expect(answered).toHaveLength(1);
    expect(failed).toEqual({ rows: 2, reason: 'no connection' });
    expect(reported.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

test('a tagger is measured by exact spans; types that it does not know are left out and named', async () => {
  const { evaluation, figure } = await measure('digits', [
    { text: 'call 112 or 110', spans: [{ start: 5, end: 8, type: 'NUMBER', value: '112' }] },
    { text: 'ada', spans: [{ start: 0, end: 3, type: 'PERSON' }] },
    { text: 'none', spans: [] },
    { text: 'room 7', spans: [] },
  ]);
  expect(figure('precision of exact spans')).toMatchObject({ n: 3, value: 1 / 3 });
  expect(figure('recall of exact spans')).toMatchObject({ n: 1, value: 1 });
  expect(figure('texts without spans in which one is found')).toMatchObject({ n: 2, value: 0.5 });
  expect(evaluation.notes).toEqual([expect.stringContaining('1 spans are of types that this head does not find')]);
});

test('a tagger is scored text by text, by its surest span of the labels wanted', () => {
  const { task, model } = head('digits');
  const marked = { text: 'room 7', spans: [{ start: 5, end: 6, label: 'NUMBER' }] };
  const spans = [
    { start: 0, end: 4, label: 'OTHER', confidence: 0.99 },
    { start: 5, end: 6, label: 'NUMBER', confidence: 0.6 },
  ];
  expect(task.score!(marked, spans, ['NUMBER'], model)).toEqual([{ score: 0.6, isPositive: true }]);
  expect(task.score!({ text: 'x', spans: [] }, [], ['NUMBER'], model)).toEqual([{ score: 0, isPositive: false }]);
});

test('a pair classifier is measured like a classifier of pairs', async () => {
  const { figure } = await measure('echo', [
    { a: 'x', b: 'x', label: 'entail' },
    { a: 'x', b: 'y', label: 'contradict' },
  ]);
  expect(figure('accuracy').value).toBe(0.5);
});

test('a grounding tagger is measured answer by answer', async () => {
  const { figure } = await measure('unsupported', [
    { context: 'open on Sundays', answer: 'open', label: 0 },
    { context: 'open on Sundays', answer: 'closed', label: 1 },
    { context: 'open on Sundays', answer: 'opened', label: 0, question: 'When?' },
    { context: 'open on Sundays', answer: 'Sundays', label: 1 },
  ]);
  expect(figure('accuracy at even odds').value).toBe(0.5);
  expect(figure('F1 of unsupported answers').value).toBe(0.5);
  // Two are flagged at .75, one of them rightly.
  expect(figure('calibration error of what is flagged')).toMatchObject({ n: 2, value: 0.25 });
  expect(head('unsupported').task.score!({ isUnsupported: true }, 0.75, [], quotes)).toEqual([
    { score: 0.75, isPositive: true },
  ]);
});

test('an encoder is measured by graded pairs and by pairs that are the same or not', async () => {
  const { figure } = await measure('encoder', [
    { a: 'aaa', b: 'aaa', score: 5, label: 1 },
    { a: 'aaa', b: 'aaaa', score: 3 },
    { a: 'aaa', b: 'aaaaaa', score: 1, label: 0 },
    { a: 'aaa', b: 'aaaaaaaaa', score: 0, label: 0 },
  ]);
  expect(figure('rank correlation (Spearman)')).toMatchObject({ n: 4, value: expect.closeTo(1, 5) });
  expect(figure('AUC of the same against not')).toMatchObject({ n: 3, value: 1 });
});

test.each([
  ['weather', { text: 'x', label: 'hot' }, 'the head has no label "hot"; it has warm, cold'],
  ['weather', { prompt: 'x', label: 'warm' }, 'there is no field "text"; it has prompt, label'],
  ['weather', { text: 5, label: 'warm' }, '"text" is 5, expected a text'],
  ['weather', ['x'], 'expected a JSON object'],
  ['digits', { text: 'abc' }, '"spans" is undefined, expected a list, empty where nothing is marked'],
  ['digits', { text: 'abc', spans: [{ start: 2, end: 9, type: 'X' }] }, 'does not lie within the text of 3 units'],
  ['digits', { text: '😀ab', spans: [{ start: 1, end: 2, type: 'X', value: 'a' }] }, 'count UTF-16 units'],
  ['echo', { a: 'x', label: 'entail' }, 'there is no field "b"'],
  ['unsupported', { context: 'x', answer: 'y' }, '"label" is missing, expected 1 or 0'],
  ['encoder', { a: 'x', b: 'y' }, 'neither a "score" nor a "label"'],
  ['encoder', { a: 'x', b: 'y', label: 2 }, '"label" is 2, expected 1 or 0'],
])('a bad row for %s is named by its line: %j', (name, row, problem) => {
  const { rows, problems } = parseLabelledRows(`\n${JSON.stringify(row)}\n{broken\n`, 'jsonl', head(name));
  expect(rows).toEqual([]);
  expect(problems).toEqual([
    { line: 2, problem: expect.stringContaining(problem) },
    { line: 3, problem: expect.stringContaining('not JSON') },
  ]);
});

describe('a CSV file', () => {
  const parse = (text: string) => parseLabelledRows(text, 'csv', head('weather'));

  test('may quote cells with commas, line breaks and quotes, and lines end in either way', () => {
    const { rows, problems } = parse('label,text\r\nwarm,"a, ""b""\nc"\r\n\r\ncold,plain\r\n');
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { text: 'a, "b"\nc', label: 0 },
      { text: 'plain', label: 1 },
    ]);
  });

  test('has its problems named by line, counted over line breaks in cells', () => {
    expect(parse('text,label\n"a\nb",warm\nx\ny,hot\n"open,warm\n').problems).toEqual([
      { line: 4, problem: 'it has 1 cells, and the heading 2' },
      { line: 5, problem: expect.stringContaining('no label "hot"') },
      { line: 6, problem: 'a quoted cell begins here and does not end' },
    ]);
  });
});

describe('a file on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-rows-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('may be packed, and its name says what it is', () => {
    const row = JSON.stringify({ text: 'sun', label: 'warm' });
    writeFileSync(join(folder, 'rows.jsonl.gz'), gzipSync(`\ufeff${row}\n`));
    writeFileSync(join(folder, 'rows.csv'), 'text,label\nsun,warm\n');
    const expected = { rows: [{ text: 'sun', label: 0 }], problems: [] };
    expect(readLabelledRows(join(folder, 'rows.jsonl.gz'), head('weather'))).toEqual(expected);
    expect(readLabelledRows(join(folder, 'rows.csv'), head('weather'))).toEqual(expected);
  });
});

test('the probe text finds models that answer in another shape', async () => {
  const probe = (name: string, change: object) => {
    const { task, model } = head(name);
    return task.probe({ ...model, ...change });
  };
  expect(await probe('weather', {})).toBeUndefined();
  expect(await probe('weather', { labels: ['a', 'b', 'c'] })).toBe(
    'it answers with 2 probabilities, expected 3: one for each label',
  );
  expect(await probe('weather', { classify: () => Float32Array.of(2, 3) })).toBe(
    'its probabilities sum to 5, expected 1',
  );
  expect(await probe('digits', { labels: ['OTHER'] })).toContain('not among its labels');
  expect(await probe('encoder', { dimensions: 3 })).toBe('it answers with 2 numbers, expected 3');
  expect(await probe('echo', { compare: () => ({ entail: 1, neutral: 1, contradict: 1 }) })).toContain('sum to 3');
});

test('the area under the curve counts ties half', () => {
  const rows = [
    { score: 0.9, isPositive: true },
    { score: 0.5, isPositive: true },
    { score: 0.5, isPositive: false },
    { score: 0.1, isPositive: false },
  ];
  expect(areaUnderCurve(rows)?.value).toBeCloseTo(0.875, 6);
  expect(areaUnderCurve(rows.slice(0, 2))).toBeUndefined();
});
