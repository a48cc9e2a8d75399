// `npm run bench`: measures the engine, the gateway beside its peers, and the start. Arguments go to bench/run.mjs.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT } from './setup.mjs';

ensureInstalled('run');
ensureBuilt();
const { status } = spawnSync(process.execPath, [join(ROOT, 'bench/run.mjs'), ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
