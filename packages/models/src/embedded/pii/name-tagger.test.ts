import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readHeadFile } from '../head-file.ts';
import { sha256Hex } from '../sha256.ts';
import { FEATURES } from './name-features.ts';
import { createNameTagger } from './name-tagger.ts';
import { withNames } from './pii-tagger.ts';

const WEIGHTS = fileURLToPath(new URL('../../../weights/pii.head', import.meta.url));
const tagger = createNameTagger(readHeadFile('pii', readFileSync(WEIGHTS), sha256Hex));
const stepsOf = (text: string) => {
  tagger.tag(text);
  return tagger.steps;
};
const fill = (pattern: string, length: number) => pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

test.each(['a', 'Ab ', 'ab ', '你', '😀', '. ', '1 ', 'Ann Lee, ', '. A', '王'])(
  'reads %j in linear work',
  (pattern) => {
    const half = stepsOf(fill(pattern, 100_000));
    const whole = stepsOf(fill(pattern, 200_000));
    expect(whole).toBeLessThan(half * 2.1 + 1_000);
    expect(whole).toBeLessThanOrEqual(200_000 * (1 + FEATURES));
  },
);

test('stretches of common words are passed over', () => {
  const prose = fill('please write a short text about the weather and send it to me when it is done. ', 20_000);
  expect(stepsOf(prose)).toBeLessThan(20_000 * 2);
});

test('reading a text again, or after another one, gives the same', () => {
  const text = 'Ask Priya Sharma whether 14 Orchard Lane is free.';
  const first = tagger.tag(text);
  tagger.tag('我叫王小明');
  expect(tagger.tag(text)).toEqual(first);
});

test('a name gives way to structured data that it overlaps', () => {
  const span = (label: string, start: number, end: number) => ({ label, start, end, confidence: 1 });
  const mail = span('EMAIL_ADDRESS', 10, 20);
  const names = [span('PERSON', 0, 5), span('PERSON', 12, 14), span('GPE', 18, 25), span('PERSON', 20, 24)];
  expect(withNames([mail], names)).toEqual([names[0], mail, names[3]]);
  expect(withNames([mail], [])).toEqual([mail]);
  expect(withNames([], names)).toEqual(names);
});
