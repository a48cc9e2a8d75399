import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RECIPES = fileURLToPath(new URL('../../../../recipes/', import.meta.url));

/** Queries of every `probes.yaml` and `heldout.yaml` of this repository's recipes: no head may know them. */
export function heldTexts(recipes: string = RECIPES): string[] {
  if (!existsSync(recipes)) return [];
  return readdirSync(recipes)
    .flatMap((recipe) => ['probes.yaml', 'heldout.yaml'].map((file) => join(recipes, recipe, file)))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bquery:\s*("(?:[^"\\]|\\.)*")/g)].map(
        ([, quoted]) => JSON.parse(quoted!) as string,
      ),
    );
}
