import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { heldTexts } from './held-texts.ts';
import { NearDuplicates } from './near-duplicates.ts';

const RECIPES = fileURLToPath(new URL('../../../../recipes/', import.meta.url));

/** Texts that requests are compared with: the anchors, examples and keywords of a recipe. */
function listedTexts(recipe: string): string[] {
  const { routing } = parse(readFileSync(`${RECIPES}${recipe}/config.yaml`, 'utf8'));
  return textsUnder(routing.signals, ['candidates', 'examples', 'keywords']);
}

/** Every text in lists that have one of the names, however deep. */
function textsUnder(value: unknown, names: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    names.includes(name) && Array.isArray(entry) ? entry.map(String) : textsUnder(entry, names),
  );
}

test('the balance recipe lists no probe and no held-out prompt, nor nearly one', () => {
  const held = new NearDuplicates(heldTexts(RECIPES));
  const listed = listedTexts('balance');
  expect(listed.length).toBeGreaterThan(100);
  expect(listed.filter((text) => held.has(text))).toEqual([]);
});
