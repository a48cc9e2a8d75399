import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Look-ups of requests in other words than the kept ones.
 *
 * @typedef {object} CacheResult
 * @property {number} entries Kept answers, of one decision, system prompt and history.
 * @property {number} lookups
 * @property {number} hits
 * @property {number} p50Ms From the parsed request to the answer or the miss.
 * @property {number} p99Ms
 * @property {number} processorP99Ms The same as processor time of the process, its collector of garbage included.
 * @property {number} searchP50Ms Of the search among vectors alone.
 * @property {number} compared Look-ups whose nearest question was also found by comparing all.
 * @property {number} nearestFound Of these, how often the search found it.
 */

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'lookup-worker.mjs');

/**
 * Fills a cache in a process of its own, and looks for answers.
 *
 * @param {object} options
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<CacheResult>}
 */
export async function runCacheBench({ isQuick, say }) {
  const [entries, lookups] = isQuick ? [20_000, 500] : [100_000, 2_000];
  say(`cache: ${entries} answers, ${lookups} look-ups`);
  const { stdout } = await run(process.execPath, [worker, String(entries), String(lookups)]);
  return JSON.parse(stdout);
}
