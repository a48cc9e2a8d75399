import { formatMs, formatShare } from './format.mjs';

/** @typedef {import('../cache/cache-bench.mjs').CacheResult} CacheResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The cache's figures as sentences and a table.
 *
 * @param {CacheResult} result
 * @returns {Block[]}
 */
export function reportCache(result) {
  const { entries, lookups, hits, compared, nearestFound } = result;
  const count = (/** @type {number} */ value) => value.toLocaleString('en-US');
  return [
    {
      text:
        `${count(lookups)} requests, each in other words than any of the ${count(entries)} kept ones, which differ in nothing but the ` +
        `question: read, encoded, searched and judged one after the other. ${count(hits)} hit. The nearest question by comparing all ` +
        `was found for ${formatShare(nearestFound / compared)} of ${count(compared)}.`,
    },
    {
      table: {
        columns: ['of a look-up', 'ms'],
        rows: [
          ['time, p50', formatMs(result.p50Ms)],
          ['time, p99', formatMs(result.p99Ms)],
          ['processor time of the process, p99', formatMs(result.processorP99Ms)],
          ['search among the vectors, p50', formatMs(result.searchP50Ms)],
        ],
      },
    },
  ];
}
