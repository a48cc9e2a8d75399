import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const stampFile = join(folder, 'node_modules', '.lock-hash');
const installLimitMs = 180_000;
// A registry that cannot be reached should be known within seconds; what npm's cache holds needs no registry at all.
const installArguments = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=2000', '--fetch-timeout=30000'];

/**
 * Installs the clients from their lock file unless what is installed already matches it.
 *
 * @param {(line: string) => void} say
 * @returns {string | undefined} Why they cannot run; undefined when they are ready.
 */
export function installClients(say) {
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return undefined;
  say('installing the official clients (npm ci in tests/clients, once) …');
  const started = performance.now();
  const installed = spawnSync('npm', [...installArguments, ...patience], {
    cwd: folder,
    encoding: 'utf8',
    timeout: installLimitMs,
    shell: process.platform === 'win32',
  });
  if (installed.status === 0) {
    writeFileSync(stampFile, wanted);
    say(`installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return undefined;
  }
  const lines = `${installed.error?.message ?? ''}\n${installed.stderr ?? ''}`.split('\n');
  const reason = lines.find((line) => /error/i.test(line)) ?? 'npm ci did not finish';
  return `npm ci in tests/clients failed (${reason.trim()})`;
}
