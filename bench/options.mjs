import { parseArgs } from 'node:util';

/** @typedef {'engine' | 'growth' | 'models' | 'gateway' | 'streams' | 'workers' | 'start' | 'store' | 'cache' | 'dashboard'} BenchName */

export const benchNames = /** @type {const} */ ([
  'engine',
  'growth',
  'models',
  'gateway',
  'streams',
  'workers',
  'start',
  'store',
  'cache',
  'dashboard',
]);

export const usage = `Usage: npm run bench -- [engine] [growth] [models] [gateway] [streams] [workers] [start] [store]
                        [cache] [dashboard] [options]

Measures what is named, or all of it, and prints tables. A full run also writes bench/results/latest.json and
docs/benchmarks.md, keeping there what this run did not measure.

  --quick        short runs, for development: nothing is written to the repository's pages
  --clone        with start: also git clone, npm start and the first answer in an empty folder
  --recipe FILE  the config to measure with (default recipes/mom/config.yaml for start, else
                 recipes/balance/config.yaml)
  --json FILE    also write this run's figures to FILE
  --help         this text`;

/**
 * @typedef {object} BenchOptions
 * @property {readonly BenchName[]} benches
 * @property {boolean} isQuick
 * @property {boolean} withClone
 * @property {string | undefined} recipe
 * @property {string | undefined} jsonFile
 * @property {boolean} wantsHelp
 */

/**
 * The command line as options; throws an error that says what is wrong with it.
 *
 * @param {string[]} words
 * @returns {BenchOptions}
 */
export function parseBenchOptions(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      clone: { type: 'boolean', default: false },
      recipe: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  for (const name of positionals) {
    if (!benchNames.includes(/** @type {BenchName} */ (name))) {
      throw new Error(`unknown bench "${name}": expected ${benchNames.join(', ')}`);
    }
  }
  const benches = positionals.length === 0 ? benchNames : benchNames.filter((name) => positionals.includes(name));
  if (values.clone && !benches.includes('start')) throw new Error('--clone belongs to the bench "start"');
  return {
    benches,
    isQuick: values.quick,
    withClone: values.clone,
    recipe: values.recipe,
    jsonFile: values.json,
    wantsHelp: values.help,
  };
}
