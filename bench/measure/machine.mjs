import { execFileSync } from 'node:child_process';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';

/**
 * @typedef {object} Machine
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGb
 * @property {string} system
 * @property {string} node
 * @property {number} loadBefore Load average of the last minute when the bench began: above 0, others worked here too.
 */

/** What the figures were measured on. @returns {Machine} */
export function describeMachine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    loadBefore: Number((loadavg()[0] ?? Number.NaN).toFixed(2)),
  };
}

/**
 * The commit that was measured, with `+ changes` when the working tree differs from it; undefined outside a clone.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
export function measuredCommit(root) {
  try {
    /** @param {string[]} words */
    const git = (...words) =>
      execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    // What the bench itself writes does not make another product.
    const changed = git('status', '--porcelain', '--', '.', ':!bench/results', ':!docs/benchmarks.md');
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed === '' ? '' : ' + changes'}`;
  } catch {
    // No git, or no clone: a package from npm is measured by its version.
    return undefined;
  }
}
