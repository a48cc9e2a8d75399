import { expect, test } from 'vitest';
import { DEVELOPMENT_MODALITY_CASES, MODALITY_CASES } from '../cases/modality-cases.ts';
import { NearDuplicates } from '../near-duplicates.ts';
import { Random } from '../random.ts';
import { modalityPrompts } from './modality-prompts.ts';
import { MODALITIES } from './modality-wordings.ts';
import { SMALL_TALK } from './request-kinds.ts';

const PIECES = ['the price of a ticket', 'seven small boats'];
const { train, calibration } = modalityPrompts(new Random(5), PIECES);
const textsOf = (cases: typeof MODALITY_CASES) => Object.values(cases).flatMap(({ en, zh }) => [...en, ...zh]);

test('generates every label on both sides, with all slots filled', () => {
  for (const rows of [train, calibration]) {
    expect(new Set(rows.map(({ label }) => label))).toEqual(new Set(MODALITIES));
    expect(rows.filter(({ text }) => /\{[a-z_]+\}/.test(text)).map(({ text }) => text)).toEqual([]);
  }
});

test('no template makes a case that measures, nor nearly one', () => {
  const held = new NearDuplicates(textsOf(MODALITY_CASES));
  // Small talk is listed, not made from templates; training drops what of it is among the cases.
  const listed = new NearDuplicates(Object.values(SMALL_TALK).flat());
  const made = [...train, ...calibration].filter(({ text }) => held.has(text) && !listed.has(text));
  expect(made.map(({ text }) => text)).toEqual([]);
});

test('the cases that measure are a hundred or more, and none is among those for development', () => {
  const cases = textsOf(MODALITY_CASES);
  const development = new NearDuplicates(textsOf(DEVELOPMENT_MODALITY_CASES));
  expect(new Set(cases).size).toBeGreaterThanOrEqual(100);
  expect(cases.filter((text) => development.has(text))).toEqual([]);
});
