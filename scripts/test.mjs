// `npm test`: unit, structure and end-to-end tests, then the official clients against the built router.
// Arguments go to vitest and leave the clients out: `npm test -- packages/engine`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, say } from './setup.mjs';

ensureInstalled('all');
ensureBuilt();
const args = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
const report = join(folder, 'vitest.json');
const run = (script, rest) =>
  spawnSync(process.execPath, [join(ROOT, script), ...rest], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, SIGNALBOX_TEST_REPORT: report },
  });

const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'scripts/test-report.mjs')}`];
const vitest = run('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...args]);
const totals = readReport(report);
let failed = totals.failed + (vitest.status !== 0 && totals.failed === 0 ? 1 : 0);
let { passed, skipped } = totals;

if (args.length === 0) {
  const counts = join(folder, 'clients.json');
  say('official clients against the built router …');
  const clients = run('tests/clients/run.mjs', ['--counts', counts]);
  const result = readClientCounts(counts);
  passed += result.passed;
  skipped += result.skipped;
  failed += result.failed + (clients.status !== 0 && result.failed === 0 ? 1 : 0);
}
rmSync(folder, { recursive: true, force: true });
// Last, where they are seen: thousands of lines of output lie before.
for (const name of totals.retried) say(`passed only when tried again: ${name}`);
for (const name of totals.failures) say(`failed: ${name}`);
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 ? 0 : 1;

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // No report: vitest itself broke, which its output above tells.
    return { passed: 0, failed: 1, skipped: 0, failures: ['vitest itself'], retried: [] };
  }
}

function readClientCounts(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // As above.
  }
}
