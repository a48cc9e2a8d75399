import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { expect, test } from 'vitest';
import { viewConfig } from '../../lib/config-view.ts';
import { lastWords, neededSignals, rowOfRecord, rowsOfProbes } from './labelled-rows.ts';

const LABELS = ['math', 'law', 'other'];
const leaf = (type: string, name: string) => ({ type, name });
const config = viewConfig({
  providers: { models: [] },
  routing: {
    decisions: [
      { name: 'sums', rules: { operator: 'AND', conditions: [leaf('domain', 'math'), leaf('keyword', 'proof')] } },
      { name: 'either', rules: { operator: 'OR', conditions: [leaf('domain', 'math'), leaf('domain', 'law')] } },
    ],
  },
});
const probe = (text: string, decision: string, signals: string[] = [], forbidden: string[] = []) => ({
  text,
  decision,
  signals,
  forbidden,
});

test('a condition needs what all of it hangs on, and nothing that something else may stand for', () => {
  const [sums, either] = config.recipes[0]!.decisions;
  expect(neededSignals(sums!.rules)).toEqual(['domain:math', 'keyword:proof']);
  expect(neededSignals(either!.rules)).toEqual([]);
  expect(neededSignals({ operator: 'NOT', conditions: [leaf('domain', 'law')] })).toEqual([]);
  expect(neededSignals(undefined)).toEqual([]);
});

test('probes label by the signals that they name, and by what their decision needs', () => {
  const probes = [
    probe('a proof', 'sums'),
    probe('a contract', 'either', ['domain:law']),
    probe('a poem', 'either', [], ['domain:law']),
    probe('no word of it', 'either', ['keyword:proof', 'domain:a rule of another name']),
  ];
  expect(rowsOfProbes(probes, config, 'domain', LABELS)).toEqual([
    { text: 'a proof', label: 'math' },
    { text: 'a contract', label: 'law' },
    { text: 'a poem', label: 'not law' },
  ]);
  expect(rowsOfProbes(probes, config, 'jailbreak', ['benign'])).toEqual([]);
});

test('a judged record says whether the signals that led to its decision were right', () => {
  const record = (verdict: string | undefined, body: string | null = '{"input":"Is this lease void?"}') =>
    ({
      trace: { decision: 'legal', decisions: [{ name: 'legal', because: ['keyword:lease', 'domain:law'] }] },
      outcomes: verdict === undefined ? [] : [{ verdict }],
      request_body: body,
    }) as unknown as DetailedReplayRecord;
  expect(rowOfRecord(record('good_fit'), 'domain', LABELS)).toEqual({ text: 'Is this lease void?', label: 'law' });
  expect(rowOfRecord(record('bad_fit'), 'domain', LABELS)?.label).toBe('not law');
  expect(rowOfRecord(record('underpowered'), 'domain', LABELS)).toBeUndefined();
  expect(rowOfRecord(record(undefined), 'domain', LABELS)).toBeUndefined();
  expect(rowOfRecord(record('good_fit', null), 'domain', LABELS)).toBeUndefined();
  expect(rowOfRecord(record('good_fit'), 'language', ['en'])).toBeUndefined();
});

test.each([
  ['{"messages":[{"role":"user","content":"one"},{"role":"assistant","content":"two"}]}', 'one'],
  ['{"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url"},{"text":"b"}]}]}', 'a  b'],
  ['{"input":[{"role":"user","content":[{"type":"input_text","text":"asked"}]}]}', 'asked'],
  ['{"messages":[{"role":"user","content":"cut o', undefined],
  ['{"messages":[]}', undefined],
  ['[]', undefined],
])('the last words of %s', (body, words) => {
  expect(lastWords(body)).toBe(words);
});
