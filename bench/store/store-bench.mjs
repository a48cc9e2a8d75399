import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * @typedef {object} StoreResult
 * @property {string} driver
 * @property {number} records
 * @property {{ perSecond: number, putP50Micros: number, mainThreadMicros: number }} writes Of those that came as from requests.
 * @property {{ records: number, perSecond: number | null }} loaded The others.
 * @property {number} bytesPerRecord Of the file.
 * @property {number} openMs Opening the file again, until it says how many records it has.
 * @property {readonly { name: string, p50Ms: number, mostMs: number }[]} answers
 * @property {Bounded} bounded
 * @property {WritePath} writePath
 *
 * @typedef {object} Bounded What the disk holds before and after more records came, where no more were to be kept.
 * @property {number} put
 * @property {number} maxEntries
 * @property {number} entries
 * @property {number} beforeBytes
 * @property {number} afterBytes
 *
 * @typedef {object} WritePath
 * @property {number} requests
 * @property {number} p50Micros Of a request that the router answers itself, with records.
 * @property {number} withoutP50Micros Without.
 * @property {number} addedP50Micros Of the pairs' differences.
 * @property {number} addedMainThreadMicros Processor time, what is done after the answer included.
 */

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
    const asked = await run(worker, driver, recipe, String(records), isQuick ? '5' : '20');
    say(`store: what records add to a request, ${driver}`);
    results.push({ driver, ...asked, writePath: await run(writePath, driver, recipe, isQuick ? '500' : '5000') });
  }
  return results;
}

/**
 * What a program says on one line of JSON; what it says of its progress passes.
 *
 * @param {string} program
 * @param {string[]} words
 */
async function run(program, ...words) {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  // A server that it started ends with it.
  const end = () => child.kill();
  process.once('exit', end);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    said += piece;
  });
  const [code] = await once(child, 'close');
  process.off('exit', end);
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return JSON.parse(said);
}
