import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { heldTexts } from './held-texts.ts';
import { NearDuplicates } from './near-duplicates.ts';

const RECIPES = fileURLToPath(new URL('../../../../recipes/', import.meta.url));

/** Quoted entries of lists: the anchors and keywords of a recipe. */
function listedTexts(recipe: string): string[] {
  const text = readFileSync(`${RECIPES}${recipe}/config.yaml`, 'utf8');
  return [...text.matchAll(/^\s+- ("(?:[^"\\]|\\.)*")$/gm)].map(([, quoted]) => JSON.parse(quoted!) as string);
}

test('the balance recipe lists no probe and no held-out prompt, nor nearly one', () => {
  const held = new NearDuplicates(heldTexts(RECIPES));
  const listed = listedTexts('balance');
  expect(listed.length).toBeGreaterThan(100);
  expect(listed.filter((text) => held.has(text))).toEqual([]);
});
