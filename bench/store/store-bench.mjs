import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * @typedef {object} StoreResult
 * @property {string} driver
 * @property {number} records
 * @property {{ perSecond: number, putP50Micros: number, mainThreadMicros: number }} writes
 * @property {number} bytesPerRecord Of the file.
 * @property {number} openMs Opening the file again, until it says how many records it has.
 * @property {readonly { name: string, p50Ms: number, mostMs: number }[]} answers
 * @property {WritePath} [writePath] Of the file.
 *
 * @typedef {object} WritePath
 * @property {number} requests
 * @property {number} p50Micros Of a request that the router answers itself, with records.
 * @property {number} withoutP50Micros Without.
 * @property {number} addedP50Micros Of the pairs' differences.
 * @property {number} addedMainThreadMicros Processor time, what is done after the answer included.
 */

const run = promisify(execFile);
const writePath = join(import.meta.dirname, 'write-path.mjs');
const worker = join(import.meta.dirname, 'store-worker.mjs');

/**
 * Fills each store in a process of its own, and asks it. PostgreSQL is left out where it is not installed.
 *
 * @param {object} options
 * @param {string} options.recipe
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<StoreResult[]>}
 */
export async function runStoreBench({ recipe, isQuick, say }) {
  const records = isQuick ? 50_000 : 1_000_000;
  const { whyNoPostgres } = await import('@signalbox/gateway/testing');
  const results = [];
  for (const driver of whyNoPostgres() === undefined ? ['embedded', 'postgres'] : ['embedded']) {
    say(`store: ${records} records, ${driver}`);
    const { stdout } = await run(process.execPath, [worker, driver, recipe, String(records), isQuick ? '5' : '20']);
    const isFile = driver === 'embedded';
    if (isFile) say('store: what records add to a request');
    const path = isFile ? await run(process.execPath, [writePath, recipe, isQuick ? '500' : '5000']) : undefined;
    const added = path === undefined ? {} : { writePath: JSON.parse(path.stdout) };
    results.push({ driver, ...JSON.parse(stdout), ...added });
  }
  return results;
}
