import { expect, test } from 'vitest';
import { heldTexts } from '../held-texts.ts';
import { NearDuplicates } from '../near-duplicates.ts';
import { TAUGHT_FAMILIES } from './taught-families.ts';

const families = TAUGHT_FAMILIES.trim()
  .split('\n')
  .map((line) => line.split(' || ').map((part) => part.split(' | ')));

test('each family is one request in two ways or more, and others beside it, none twice', () => {
  for (const [ways, others] of families) {
    expect(ways!.length, ways![0]).toBeGreaterThanOrEqual(2);
    expect(others!.length, ways![0]).toBeGreaterThanOrEqual(1);
    const all = [...ways!, ...others!].map((text) => text.trim().toLowerCase());
    expect(new Set(all).size, ways![0]).toBe(all.length);
    expect(all, ways![0]).not.toContain('');
  }
});

test('no family has a probe, nor nearly one', () => {
  const probes = new NearDuplicates(heldTexts());
  expect(families.flat(2).filter((text) => probes.has(text))).toEqual([]);
});
