import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { heldTexts } from '../held-texts.ts';
import { NearDuplicates } from '../near-duplicates.ts';
import { Random } from '../random.ts';
import { difficultyPrompts } from './difficulty-prompts.ts';
import { feedbackPrompts } from './feedback-prompts.ts';
import { jailbreakPrompts } from './jailbreak-prompts.ts';
import { readProbeTexts } from './probe-texts.ts';

const RECIPES = fileURLToPath(new URL('../../../../../recipes/', import.meta.url));

test('reads the held-out prompts of the recipes besides their probes', () => {
  const all = heldTexts(RECIPES);
  expect(all).toEqual(expect.arrayContaining(readProbeTexts(RECIPES)));
  expect(all.length).toBeGreaterThanOrEqual(readProbeTexts(RECIPES).length);
});

test('generates no probe, nor nearly one', { timeout: 120_000 }, () => {
  const near = new NearDuplicates(readProbeTexts(RECIPES));
  const generated = [
    ...jailbreakPrompts(new Random(41)),
    ...feedbackPrompts(new Random(62)),
    ...difficultyPrompts(new Random(71)),
  ];
  expect(generated.length).toBeGreaterThan(10_000);
  expect(generated.filter(({ text }) => near.has(text)).map(({ text }) => text)).toEqual([]);
});
