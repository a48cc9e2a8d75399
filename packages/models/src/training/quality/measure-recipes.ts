import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Measurement, shareOf } from '../measurement.ts';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));

/** How many prompts of the balance recipe take the route they must, as `signalbox eval` says. */
export function measureRecipes(): Measurement[] {
  return (
    [
      ['balance: probes passed', 'recipes/balance/probes.yaml'],
      ['balance: held-out prompts passed', 'recipes/balance/heldout.yaml'],
    ] as const
  ).map(([name, file]) => {
    const words = ['apps/cli/bin/signalbox.js', 'eval', file, '--json'];
    // Its exit code is 1 where probes fail: then too it prints what passed.
    const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (!stdout.startsWith('{')) throw new Error(`signalbox eval ${file} printed no JSON:\n${stderr}`);
    const { passed, failed } = JSON.parse(stdout) as { passed: number; failed: number };
    return shareOf('recipes', name, passed, passed + failed);
  });
}
