// Runs the official clients (OpenAI's and Anthropic's, the Vercel AI SDK, LangChain, OpenAI's agents, compatcanary) against
// a router. Answers are held against what the vendors publish (published-answers.mjs).
//
//   node tests/clients/run.mjs [--counts FILE] [words of a test file's name …]
//
// SIGNALBOX_URL               the server to test, without /v1; left out, the built router is started with the mom recipe
//                             and simulated models. The suites demand failures by x-sim-* headers, so that the models
//                             behind the server must be simulated ones.
// SIGNALBOX_MODEL             the model to ask for (auto)
// SIGNALBOX_REASONING_MODEL   a model that always thinks (Kimi-K2-Thinking)
// SIGNALBOX_PLAIN_MODEL       a model that does not (gpt-oss-20b)
// SIGNALBOX_REQUIRE_SERVICES  1: clients that cannot be installed are a failure, not a reason to skip
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { installClients } from './install-clients.mjs';
import { startRouter } from './start-router.mjs';

const { values, positionals } = parseArgs({ options: { counts: { type: 'string' } }, allowPositionals: true });
const say = (line) => process.stderr.write(`clients: ${line}\n`);

process.exitCode = await main();

async function main() {
  const obstacle = installClients(say);
  if (obstacle !== undefined) {
    const isRequired = process.env.SIGNALBOX_REQUIRE_SERVICES === '1';
    say(`${obstacle}; with a reachable registry, run it there and start the tests again`);
    return report({ passed: 0, failed: isRequired ? 1 : 0, skipped: isRequired ? 0 : 1 });
  }
  if (process.env.SIGNALBOX_URL) return report(await runSuites());
  let router;
  try {
    router = await startRouter();
  } catch (error) {
    say(error.message);
    return report({ passed: 0, failed: 1, skipped: 0 });
  }
  process.env.SIGNALBOX_URL = router.url;
  try {
    return report(await runSuites());
  } finally {
    await router.stop();
  }
}

/** @returns {Promise<{ passed: number, failed: number, skipped: number }>} Counts of tests, not of files or suites. */
function runSuites() {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.mjs'))
    .filter((name) => positionals.length === 0 || positionals.some((word) => name.includes(word)))
    .map((name) => join(import.meta.dirname, name));
  if (files.length === 0) {
    say(`no test file has a name with ${positionals.join(' or ')}`);
    return Promise.resolve({ passed: 0, failed: 1, skipped: 0 });
  }
  say(`testing ${process.env.SIGNALBOX_URL}`);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const count = (data, outcome) => {
    if (data.details.type === 'suite') return;
    const isLeftOut = data.skip !== undefined || data.todo !== undefined;
    counts[isLeftOut ? 'skipped' : outcome] += 1;
  };
  return new Promise((resolve, reject) => {
    const events = run({ files, concurrency: true });
    events.on('test:pass', (data) => count(data, 'passed'));
    events.on('test:fail', (data) => count(data, 'failed'));
    const text = events.compose(spec);
    text.on('error', reject);
    text.on('end', () => resolve(counts));
    text.pipe(process.stdout, { end: false });
  });
}

function report({ passed, failed, skipped }) {
  if (values.counts) writeFileSync(values.counts, JSON.stringify({ passed, failed, skipped }));
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return failed === 0 ? 0 : 1;
}
