import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { NearDuplicates } from '../near-duplicates.ts';
import { Random } from '../random.ts';
import { domainPrompts } from './domain-prompts.ts';
import { factCheckPrompts } from './fact-check-prompts.ts';
import { readProbeTexts } from './probe-texts.ts';

const RECIPES = fileURLToPath(new URL('../../../../../recipes/', import.meta.url));
const probes = readProbeTexts(RECIPES);

test('finds the probes of the recipes', () => {
  expect(probes.length).toBeGreaterThan(0);
});

test('generates no probe, nor nearly one', () => {
  const held = new NearDuplicates(probes);
  const generated = [21, 22, 23].flatMap((seed) => [
    ...domainPrompts(new Random(seed)),
    ...factCheckPrompts(new Random(seed)),
  ]);
  expect(generated.length).toBeGreaterThan(10_000);
  expect(generated.filter(({ text }) => held.has(text)).map(({ text }) => text)).toEqual([]);
});

test('would notice a probe and a slightly changed one', () => {
  const held = new NearDuplicates(['Write a long letter to the mayor of our town about the noise at night']);
  expect(held.has('write a long letter to the mayor of our town about the noise at night!')).toBe(true);
  expect(held.has('Please write a long letter to the mayor of our town about the noise at night')).toBe(true);
  expect(held.has('Write a short note to the postman')).toBe(false);
});
