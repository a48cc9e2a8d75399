import { createTextView } from '@signalbox/engine/ports';
import { expect, test } from 'vitest';
import { Bag, eachFeature } from './bag.ts';
import { FeatureKernel } from './feature-kernel.ts';
import { featuresOf } from './feature-pass.ts';
import { RARITY_STEP, scaleOf } from './feature-rows.ts';
import { type BagOptions, type HeadFile, readHeadFile, writeHeadFile } from './head-file.ts';
import { addLexical } from './sentence-encoder.ts';
import { sha256Hex } from './sha256.ts';

const COLUMNS = 13;
const LEXICAL = { columns: 20, unknownAmount: 0.4 };
const OPTIONS: BagOptions = {
  shortestGram: 3,
  longestGram: 4,
  gramWeight: 0.2,
  wordPairWeight: 0.5,
  ideographWeight: 0.7,
  ideographPairWeight: 1,
  markWeight: 0.3,
  frameWeight: 0.6,
  wordLimit: 50,
  formLimit: 40,
};
const TEXTS = [
  '',
  '42',
  'The cat sat on the mat, didn’t it? 17 times!',
  '你好，请问 TypeScript 和 JavaScript 有什么区别？',
  'a an it of supercalifragilisticexpialidocious 👍👍 […]',
  Array.from({ length: 120 }, (_, i) => `word${i % 70} ${i}.`).join(' '),
];

/** A head trained on every third feature of the texts. */
function aHead(): HeadFile {
  const hashes = new Set<number>();
  for (const text of TEXTS) {
    let place = 0;
    eachFeature(featuresOf(createTextView(text)), OPTIONS, (hash) => place++ % 3 === 0 && hashes.add(hash));
  }
  const count = hashes.size;
  const byte = (seed: number) => (_: unknown, i: number) => (Math.imul(i + seed, 0x9e3779b1) >>> 24) % 256;
  const sections = {
    hashes: new Uint8Array(Uint32Array.from(hashes).buffer),
    scales: Uint8Array.from({ length: count }, (_, i) => 100 + (i % 60)),
    rarities: Uint8Array.from({ length: count }, byte(1)),
    amounts: Uint8Array.from({ length: count }, (_, i) => 120 + (i % 50)),
    values: Uint8Array.from({ length: count * COLUMNS }, byte(2)),
  };
  const header = { head: 'some', made: '2026-01-01', labels: [], bag: OPTIONS, settings: { unknownRarity: 2.5 } };
  return readHeadFile('some', writeHeadFile(header, sections, sha256Hex), sha256Hex);
}

/** The same sum in plain words. */
function plainSum(file: HeadFile, text: string, hasLexical: boolean): number[] {
  const rowOf = new Map(Array.from(file.uint32s('hashes'), (hash, row) => [hash, row]));
  const [scales, rarities, amounts] = [file.section('scales'), file.section('rarities'), file.section('amounts')];
  const values = file.int8s('values');
  const sum = new Float64Array(COLUMNS + (hasLexical ? LEXICAL.columns : 0));
  let mass = 0;
  const features = featuresOf(createTextView(text));
  eachFeature(features, OPTIONS, (hash, weight, group) => {
    const row = rowOf.get(hash);
    mass += (weight * (row === undefined ? 2.5 : rarities[row]! * RARITY_STEP)) ** 2;
    const isLexical = hasLexical && ((group !== 'form' && group !== 'word') || hash === features.lengthShape);
    const amount = row === undefined ? weight * LEXICAL.unknownAmount : scaleOf(amounts[row]!);
    if (isLexical) addLexical(hash, amount, LEXICAL.columns, sum, COLUMNS);
    if (row === undefined) return;
    const scale = scaleOf(scales[row]!) * weight;
    for (let k = 0; k < COLUMNS; k++) sum[k] = sum[k]! + scale * values[row * COLUMNS + k]!;
  });
  return Array.from(sum, (value) => (mass > 0 ? value / Math.sqrt(mass) : 0));
}

function expectNear(got: Float32Array, expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  const size = Math.max(1, ...expected.map(Math.abs));
  for (const [column, value] of expected.entries()) expect(Math.abs(got[column]! - value) / size).toBeLessThan(1e-5);
}

test.each([false, true])('a text’s sum is that of its features’ rows, with a lexical block: %s', (hasLexical) => {
  const file = aHead();
  const kernel = new FeatureKernel();
  const bag = new Bag(kernel, file, COLUMNS, hasLexical ? LEXICAL : undefined);
  // Twice: words are known the second time.
  for (const text of [...TEXTS, ...TEXTS]) {
    expectNear(bag.sum(kernel.featuresOf(createTextView(text))), plainSum(file, text, hasLexical));
  }
});

test('a text whose words have left the store is read again', () => {
  const file = aHead();
  const kernel = new FeatureKernel();
  const bag = new Bag(kernel, file, COLUMNS);
  const view = createTextView(TEXTS[2]!);
  const before = kernel.featuresOf(view);
  expect(kernel.featuresOf(view)).toBe(before);
  kernel.forgetWords();
  bag.sum(kernel.featuresOf(createTextView(TEXTS[3]!)));
  expect(() => bag.sum(before)).toThrow(/left the store/);
  expectNear(bag.sum(kernel.featuresOf(view)), plainSum(file, TEXTS[2]!, false));
});

test('a text is brought back after another, without reading it again', () => {
  const file = aHead();
  const kernel = new FeatureKernel();
  const bag = new Bag(kernel, file, COLUMNS);
  const views = TEXTS.map(createTextView);
  for (const view of views) kernel.featuresOf(view);
  for (const [index, view] of views.entries()) {
    expectNear(bag.sum(kernel.featuresOf(view)), plainSum(file, TEXTS[index]!, false));
  }
});

test('bags of one kernel do not mix, and a new store of words begins anew', () => {
  const file = aHead();
  const kernel = new FeatureKernel();
  const bags = Array.from({ length: 10 }, () => new Bag(kernel, file, COLUMNS));
  for (const text of TEXTS) {
    for (const bag of bags) expectNear(bag.sum(kernel.featuresOf(createTextView(text))), plainSum(file, text, false));
    kernel.forgetWords();
  }
});
