// `npm run matrix`: every client protocol with every shape of provider, against the strict simulators; writes
// docs/protocols.md and prints it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, say } from './setup.mjs';

ensureInstalled('all');
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'tests/matrix/matrix.test.ts', '--reporter=dot'], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, SIGNALBOX_WRITE_PAGE: '1' },
});
process.stdout.write(readFileSync(join(ROOT, 'docs/protocols.md'), 'utf8'));
say('wrote docs/protocols.md');
process.exitCode = status ?? 1;
