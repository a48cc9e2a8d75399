import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProbes, perturbations } from '@signalbox/engine';
import { ROOT } from '../structure/source-files.ts';

const FILES = [
  'mom/probes',
  'mom/development',
  'mom/heldout',
  'balance/probes',
  'balance/development',
  'balance/heldout',
];
const LONGEST = 4_000;

/** Different questions of the recipes' probes, and after them the same disturbed: typos, case, frames. */
export function loadProbePrompts(count: number): string[] {
  const texts = FILES.flatMap((name) => {
    const path = `recipes/${name}.yaml`;
    const parsed = parseProbes(readFileSync(join(ROOT, path), 'utf8'), path);
    if (!parsed.ok) throw new Error(`${path} cannot be read`);
    return parsed.file.probes.flatMap(({ facts: { messages } }) => (messages.length === 1 ? messages[0]!.text : []));
  });
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const disturbed = perturbations.flatMap(({ apply }) => texts.flatMap((text) => apply(text, random)));
  const whole = [...new Set([...texts, ...disturbed])].filter((text) => text.length < LONGEST);
  // From all over the list: the disturbed ones are many times as many.
  const step = Math.max(1, Math.floor((whole.length - 1) / count));
  return whole.filter((_, at) => at % step === 0).slice(0, count);
}
