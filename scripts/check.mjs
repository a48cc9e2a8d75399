// `npm run check`: format, lint, types, structure and all tests: what has to hold before a change lands.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, say } from './setup.mjs';

ensureInstalled('all');
ensureBuilt();
const steps = [
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', ['ci', '--colors=off', '.']],
  ['types', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.check.json']],
  ['types of the bench', 'node_modules/typescript/bin/tsc', ['-p', 'bench/tsconfig.json']],
  ['tests', 'scripts/test.mjs', []],
];
for (const [name, script, args] of steps) {
  say(`${name} …`);
  const { status } = spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    say(`${name} failed`);
    process.exit(1);
  }
}
