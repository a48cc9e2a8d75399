import { formatMs, formatNumber } from './format.mjs';

/** @typedef {import('../engine/growth-bench.mjs').GrowthResult} GrowthResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * How routing grows with the config, as a sentence and a table.
 *
 * @param {GrowthResult} result
 * @returns {Block[]}
 */
export function reportGrowth({ rows }) {
  return [
    {
      text:
        '500-token prompts, everything evaluated. Added keywords occur in no prompt, added decisions have five conditions ' +
        'each and never match. "Decide" is projections and decisions alone, over readings that are there already.',
    },
    {
      table: {
        columns: ['config', 'keywords added', 'decisions added', 'load ms', 'p50 ms', 'p99 ms', 'decide µs'],
        rows: rows.map(({ name, keywords, decisions, loadMs, p50Ms, p99Ms, decideMicros }) => [
          name,
          keywords.toLocaleString('en-US'),
          decisions.toLocaleString('en-US'),
          formatMs(loadMs),
          formatMs(p50Ms),
          formatMs(p99Ms),
          formatNumber(decideMicros),
        ]),
      },
    },
  ];
}
