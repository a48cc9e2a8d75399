import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The queries of all `RECIPE/probes.yaml` in a folder of recipes: what routing is tested with, never trained on. */
export function readProbeTexts(recipes: string): string[] {
  if (!existsSync(recipes)) return [];
  return readdirSync(recipes)
    .map((recipe) => join(recipes, recipe, 'probes.yaml'))
    .filter((path) => existsSync(path))
    .flatMap((path) => queriesOf(readFileSync(path, 'utf8')));
}

/** Values of `query:` in double quotes. */
function queriesOf(yaml: string): string[] {
  return [...yaml.matchAll(/\bquery:\s*("(?:[^"\\]|\\.)*")/g)].map(([, quoted]) => JSON.parse(quoted!) as string);
}
