import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In the published package recipes lie beside the build; in a clone they lie at its root. */
const FOLDERS = ['../recipes/', '../../recipes/', '../../../recipes/', '../../../../recipes/'];

/** Folder that holds the recipes, or undefined when this build came without. */
export function recipesFolder(): string | undefined {
  for (const folder of FOLDERS) {
    const url = new URL(folder, import.meta.url);
    if (existsSync(new URL('mom/config.yaml', url))) return fileURLToPath(url);
  }
  return undefined;
}

/** Names of the recipes, e.g. `mom`. */
export function recipeNames(): string[] {
  const folder = recipesFolder();
  return folder === undefined ? [] : readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/config.yaml`));
}

/** The text of a recipe's config. */
export function readRecipe(name: string): string {
  return readFileSync(join(recipesFolder()!, name, 'config.yaml'), 'utf8');
}
