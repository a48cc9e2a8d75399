import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const stampFile = join(folder, 'node_modules', '.lock-hash');
const installLimitMs = 180_000;

/**
 * Installs the peers from their lock file unless what is installed already matches it.
 *
 * @param {(line: string) => void} say
 * @returns {string | undefined} Why they cannot be measured; undefined when they are ready.
 */
export function installPeers(say) {
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return undefined;
  say('installing the peers of the bench (npm ci in bench/peers, once) …');
  const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: installLimitMs,
  });
  if (installed.status === 0) {
    writeFileSync(stampFile, wanted);
    return undefined;
  }
  const lines = `${installed.error?.message ?? ''}\n${installed.stderr ?? ''}`.split('\n');
  const reason = lines.find((line) => /error|ERR/.test(line)) ?? 'npm ci did not finish';
  return `npm ci in bench/peers failed (${reason.trim()}); with a reachable registry, run it there and start the bench again`;
}

/** Where a peer's file lies once installed. @param {...string} path */
export function peerFile(...path) {
  return join(folder, 'node_modules', ...path);
}

/** The version of an installed peer. @param {string} name @returns {string} */
export function peerVersion(name) {
  return JSON.parse(readFileSync(peerFile(name, 'package.json'), 'utf8')).version;
}
