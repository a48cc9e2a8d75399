import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @typedef {import('../measure/machine.mjs').Machine} Machine */

/**
 * One bench's figures and what they were measured with.
 *
 * @template Result
 * @typedef {object} Section
 * @property {string} command
 * @property {string} date ISO 8601, UTC.
 * @property {string | null} commit
 * @property {Machine} machine
 * @property {boolean} isQuick Short runs, for development: not for quoting.
 * @property {Result} result
 */

/**
 * @typedef {object} Results
 * @property {1} version
 * @property {Section<import('../engine/engine-bench.mjs').EngineResult>} [engine]
 * @property {Section<import('../engine/growth-bench.mjs').GrowthResult>} [growth]
 * @property {Section<import('../models/models-bench.mjs').ModelsResult>} [models]
 * @property {Section<import('../gateway/gateway-bench.mjs').GatewayResult>} [gateway]
 * @property {Section<import('../streams/streams-bench.mjs').StreamsResult>} [streams]
 * @property {Section<import('../workers/workers-bench.mjs').WorkersResult>} [workers]
 * @property {Section<import('../start/start-bench.mjs').StartResult>} [start]
 * @property {Section<import('../store/store-bench.mjs').StoreResult[]>} [store]
 * @property {Section<import('../cache/cache-bench.mjs').CacheResult>} [cache]
 * @property {Section<import('../dashboard/dashboard-bench.mjs').DashboardResult>} [dashboard]
 */

/**
 * Earlier results, or empty ones when the file is absent or of another version.
 *
 * @param {string} file
 * @returns {Results}
 */
export function readResults(file) {
  if (!existsSync(file)) return { version: 1 };
  const read = JSON.parse(readFileSync(file, 'utf8'));
  return read.version === 1 ? read : { version: 1 };
}

/** @param {string} file @param {Results} results */
export function writeResults(file, results) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, roundedNumber, 1)}\n`);
}

/** Six significant digits are more than any clock here gives. @param {string} _key @param {unknown} value */
function roundedNumber(_key, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
