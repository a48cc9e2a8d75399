// `npm run eval -- models --data DIR`: the quality of the embedded models beside a baseline, the reference and the goals.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, ROOT } from './setup.mjs';

const [what, ...words] = process.argv.slice(2);
if (what !== 'models') {
  fail(`eval takes "models", got ${what === undefined ? 'nothing' : `"${what}"`}`, 'npm run eval -- models --data DIR');
}
ensureInstalled('all');
ensureBuilt();
const models = join(ROOT, 'packages/models');
for (const [script, args] of [
  [join(ROOT, 'node_modules/typescript/bin/tsc'), ['-p', join(models, 'tsconfig.training.json')]],
  [join(models, 'dist/training/eval.js'), ['--table', ...words]],
]) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
