// `npm run eval -- models --data DIR`: the quality of the embedded models beside a baseline, the reference and the goals.
// `npm run eval -- cache --data DIR`: how many repeats the cache of answers finds, how many hits are false, how fast it is.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, ROOT } from './setup.mjs';

const models = join(ROOT, 'packages/models');
const compiled = [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(models, 'tsconfig.training.json')];
const measured = join(models, 'dist/training/eval.js');
/** @type {Readonly<Record<string, (words: readonly string[]) => readonly (readonly string[])[]>>} */
const runs = {
  models: (words) => [compiled, [measured, '--table', ...words]],
  cache: (words) => [compiled, [measured, '--only', 'repeats', ...words], [join(ROOT, 'bench/cache/lookup-bench.mjs')]],
};

const [what, ...words] = process.argv.slice(2);
const run = runs[what ?? ''];
if (run === undefined) {
  const known = Object.keys(runs).join(' or ');
  fail(`eval takes ${known}, got ${what === undefined ? 'nothing' : `"${what}"`}`, 'npm run eval -- models --data DIR');
}
ensureInstalled('all');
ensureBuilt();
for (const [script = '', ...args] of run(words)) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
