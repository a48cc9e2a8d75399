import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_MS = 180_000;
// A registry that cannot be reached should be known within seconds; what npm's cache holds needs no registry at all.
const ARGUMENTS = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
const PATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=2000', '--fetch-timeout=30000'];

/**
 * Installs a folder's packages from its lock file unless what is installed already matches it.
 *
 * @param {string} folder
 * @returns {string | undefined} Why they cannot be used; undefined when they are ready.
 */
export function installPackages(folder) {
  const stamp = join(folder, 'node_modules', '.lock-hash');
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  const installed = spawnSync('npm', [...ARGUMENTS, ...PATIENCE], {
    cwd: folder,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    shell: process.platform === 'win32',
  });
  if (installed.status === 0) {
    writeFileSync(stamp, wanted);
    return undefined;
  }
  const lines = `${installed.error?.message ?? ''}\n${installed.stderr ?? ''}`.split('\n');
  const reason = lines.find((line) => /error/i.test(line)) ?? 'npm ci did not finish';
  return `npm ci in ${folder} failed (${reason.trim()})`;
}
