import { formatMs, formatNumber } from './format.mjs';

/** @typedef {import('../store/store-bench.mjs').StoreResult} StoreResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The store's figures as sentences and a table.
 *
 * @param {readonly StoreResult[] | StoreResult} results
 * @returns {Block[]}
 */
export function reportStore(results) {
  // Measured before there was a second driver.
  return (Array.isArray(results) ? results : [results]).flatMap(reportDriver);
}

/** @type {Readonly<Record<string, string>>} */
const places = { embedded: 'in one file', postgres: 'in PostgreSQL on the same machine, as it is installed' };

/**
 * @param {StoreResult} result
 * @returns {Block[]}
 */
function reportDriver({
  driver = 'embedded',
  records,
  writes,
  loaded,
  bytesPerRecord,
  openMs,
  answers,
  bounded,
  writePath,
}) {
  return [
    {
      text:
        `${records.toLocaleString('en-US')} records with real traces, ${places[driver]}: ${formatNumber(bytesPerRecord)} bytes each ` +
        `on disk, written at ${formatNumber(writes.perSecond)} a second. Of the thread that serves requests, a record takes ` +
        `${formatNumber(writes.putP50Micros)} µs while its request waits (p50), and ${formatNumber(writes.mainThreadMicros)} µs ` +
        `of processor time in all. ${reportLoad(loaded)}It opens in ${formatMs(openMs)} ms.`,
    },
    ...(writePath === undefined ? [] : [{ text: reportWritePath(writePath) }]),
    ...(bounded === undefined ? [] : [{ text: reportBounded(bounded) }]),
    {
      table: {
        columns: ['question', 'p50 ms', 'longest ms'],
        rows: answers.map(({ name, p50Ms, mostMs }) => [name, formatMs(p50Ms), formatMs(mostMs)]),
      },
    },
  ];
}

/**
 * @param {StoreResult['loaded'] | undefined} loaded Absent where all came as from requests.
 * @returns {string}
 */
function reportLoad(loaded) {
  if (!loaded?.perSecond) return '';
  return `${loaded.records.toLocaleString('en-US')} of them were loaded, in large transactions, at ${formatNumber(loaded.perSecond)} a second. `;
}

/**
 * @param {import('../store/store-bench.mjs').Bounded} bounded
 * @returns {string}
 */
function reportBounded({ put, maxEntries, entries, beforeBytes, afterBytes }) {
  const megabytes = (/** @type {number} */ bytes) => `${formatNumber(bytes / 1e6)} MB`;
  return (
    `With max_records ${maxEntries.toLocaleString('en-US')}, after ${put.toLocaleString('en-US')} more: ${entries.toLocaleString('en-US')} are there, ` +
    `in ${megabytes(afterBytes)} where they were in ${megabytes(beforeBytes)}.`
  );
}

/**
 * @param {import('../store/store-bench.mjs').WritePath} path
 * @returns {string}
 */
function reportWritePath({ requests, p50Micros, withoutP50Micros, addedP50Micros, addedMainThreadMicros }) {
  return (
    `Of ${requests.toLocaleString('en-US')} pairs of requests that the router answers itself, one with its record and one without, the one with ` +
    `takes ${formatNumber(addedP50Micros)} µs more (p50 of the differences; ${formatNumber(p50Micros)} µs and ${formatNumber(withoutP50Micros)} µs), and ` +
    `${formatNumber(addedMainThreadMicros)} µs more of its thread, with what is done once the answer is written.`
  );
}
