import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { runCacheBench } from './cache/cache-bench.mjs';
import { runDashboardBench } from './dashboard/dashboard-bench.mjs';
import { runEngineBench } from './engine/engine-bench.mjs';
import { runGrowthBench } from './engine/growth-bench.mjs';
import { runGatewayBench } from './gateway/gateway-bench.mjs';
import { describeMachine, measuredCommit } from './measure/machine.mjs';
import { runModelsBench } from './models/models-bench.mjs';
import { parseBenchOptions, usage } from './options.mjs';
import { renderBenchmarksPage, renderTerminalReport } from './report/report.mjs';
import { readResults, writeResults } from './report/results-file.mjs';
import { runStartBench } from './start/start-bench.mjs';
import { runStoreBench } from './store/store-bench.mjs';
import { runStreamsBench } from './streams/streams-bench.mjs';
import { runWorkersBench } from './workers/workers-bench.mjs';

/** @typedef {import('./options.mjs').BenchOptions} BenchOptions */
/** @typedef {import('./report/results-file.mjs').Results} Results */

const root = dirname(import.meta.dirname);
const resultsFile = join(root, 'bench', 'results', 'latest.json');
const pageFile = join(root, 'docs', 'benchmarks.md');

/** A load average of the last minute above this is somebody else's work. */
const quietLoad = 0.3;

/** Progress goes to standard error, so that standard output is the report. @param {string} line */
const say = (line) => process.stderr.write(`bench: ${line}\n`);

/** @param {BenchOptions} options @param {string[]} words @returns {Promise<Results>} */
async function measure(options, words) {
  const own = (/** @type {string} */ name) => join(root, 'recipes', name, 'config.yaml');
  const recipe = resolve(options.recipe ?? own('mom'));
  // The richest profile: every family of signals.
  const rich = resolve(options.recipe ?? own('balance'));
  const built = join(root, 'apps', 'cli', 'dist', 'main.js');
  for (const [file, remedy] of /** @type {const} */ ([
    [recipe, 'name one with --recipe'],
    [built, 'run `npm run build` first'],
  ])) {
    if (!existsSync(file)) throw new Error(`${file} is not there: ${remedy}`);
  }
  const nameOf = (/** @type {string} */ file) => `${basename(dirname(file))}/${basename(file)}`;
  const richOnes = { recipe: rich, recipeName: nameOf(rich) };
  const common = {
    command: ['npm run bench --', ...words].join(' ').replace(/ --$/, ''),
    date: new Date().toISOString(),
    commit: measuredCommit(root) ?? null,
    machine: describeMachine(),
    isQuick: options.isQuick,
  };
  if (common.machine.loadBefore > quietLoad) {
    say(
      `this machine is busy (load ${common.machine.loadBefore}): the figures will be worse and less steady than its own`,
    );
  }
  /** @type {Results} */
  const results = { version: 1 };
  const { isQuick, withClone } = options;
  for (const name of options.benches) {
    if (name === 'engine') results.engine = { ...common, result: await runEngineBench({ ...richOnes, isQuick, say }) };
    else if (name === 'growth')
      results.growth = { ...common, result: await runGrowthBench({ ...richOnes, isQuick, say }) };
    else if (name === 'models') results.models = { ...common, result: await runModelsBench({ isQuick, say }) };
    else if (name === 'cache') results.cache = { ...common, result: await runCacheBench({ isQuick, say }) };
    else if (name === 'store') results.store = { ...common, result: await runStoreBench({ recipe, isQuick, say }) };
    else if (name === 'dashboard') {
      const result = await runDashboardBench({ root, isQuick, say });
      if (result !== undefined) results.dashboard = { ...common, result };
    } else if (name === 'gateway') {
      results.gateway = { ...common, result: await runGatewayBench({ root, ...richOnes, isQuick, say }) };
    } else if (name === 'streams') {
      results.streams = { ...common, result: await runStreamsBench({ root, ...richOnes, isQuick, say }) };
    } else if (name === 'workers') {
      results.workers = { ...common, result: await runWorkersBench({ root, ...richOnes, isQuick, say }) };
    } else results.start = { ...common, result: await runStartBench({ root, recipe, isQuick, withClone, say }) };
  }
  return results;
}

/** @param {string[]} words @returns {Promise<number>} Exit code: 0 good, 1 something failed, 2 wrong usage. */
async function main(words) {
  /** @type {BenchOptions} */
  let options;
  try {
    options = parseBenchOptions(words);
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : error}\n\n${usage}\n`);
    return 2;
  }
  if (options.wantsHelp) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const results = await measure(options, words);
  process.stdout.write(`${renderTerminalReport(results, options.benches)}\n`);
  if (options.jsonFile !== undefined) writeResults(resolve(options.jsonFile), results);

  const problems = [results.engine, results.gateway, results.streams, results.workers].flatMap(
    (section) => section?.result.problems ?? [],
  );
  if (problems.length > 0) {
    say(
      `FAILED: ${problems.length} kinds of error while measuring; nothing was written to ${relative(root, pageFile)}`,
    );
    for (const problem of problems) say(`  ${problem}`);
    return 1;
  }
  if (!options.isQuick) {
    const all = { ...readResults(resultsFile), ...results };
    writeResults(resultsFile, all);
    writeFileSync(pageFile, renderBenchmarksPage(all));
    say(`wrote ${relative(root, resultsFile)} and ${relative(root, pageFile)}`);
  }
  return 0;
}

// Exits through the handlers that stop the servers.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : error}\n`);
  return 1;
});
