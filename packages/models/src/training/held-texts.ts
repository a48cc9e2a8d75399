import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEEDBACK_CASES, LATER_FEEDBACK_CASES } from './cases/feedback-cases.ts';
import { JAILBREAK_CASES, LATER_JAILBREAK_CASES } from './cases/jailbreak-cases.ts';

const RECIPES = fileURLToPath(new URL('../../../../recipes/', import.meta.url));

/** The cases written for measuring, and the queries of the recipes' probes: no head may know them. */
export function heldTexts(recipes: string = RECIPES): string[] {
  const cases = [...FEEDBACK_CASES, ...LATER_FEEDBACK_CASES, ...JAILBREAK_CASES, ...LATER_JAILBREAK_CASES];
  return [...cases.map(({ text }) => text), ...recipeQueries(recipes)];
}

/** Queries of every `probes.yaml` and of the held-out prompts in a folder of recipes. */
function recipeQueries(recipes: string): string[] {
  if (!existsSync(recipes)) return [];
  return readdirSync(recipes)
    .flatMap((recipe) =>
      ['probes.yaml', 'heldout.yaml', 'heldout-second.yaml'].map((file) => join(recipes, recipe, file)),
    )
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bquery:\s*("(?:[^"\\]|\\.)*")/g)].map(
        ([, quoted]) => JSON.parse(quoted!) as string,
      ),
    );
}
