import { formatNumber, formatShare } from './format.mjs';

/** @typedef {import('../dashboard/dashboard-bench.mjs').DashboardResult} DashboardResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The dashboard's figures as a sentence and a table.
 *
 * @param {DashboardResult} result
 * @returns {Block[]}
 */
export function reportDashboard({ decisions, rules, browser, pans, firstLoad }) {
  return [
    {
      text: `The topology of ${decisions} decisions and ${rules} rules, dragged about with the mouse in ${browser}, drawn without a graphics card.`,
    },
    {
      table: {
        columns: ['what is seen', 'pictures a second', 'p99 ms between two', 'boxes in the page', 'main thread busy'],
        rows: pans.map(({ name, framesPerSecond, p99Ms, nodes, busyShare }) => [
          name,
          formatNumber(framesPerSecond),
          formatNumber(p99Ms),
          formatNumber(nodes),
          formatShare(busyShare),
        ]),
      },
    },
    ...(firstLoad === undefined ? [] : reportFirstLoad(firstLoad, browser)),
  ];
}

/**
 * @param {import('../dashboard/first-load.mjs').FirstLoadResult} result
 * @param {string} browser
 * @returns {Block[]}
 */
function reportFirstLoad({ page, loads, domContentLoadedMs, interactiveMs, slowestMs, files, gzipBytes }, browser) {
  return [
    {
      text: `The page ${page} opened ${loads} times in ${browser}, each time with nothing kept of it: ${formatNumber(gzipBytes / 1000)} kB in ${files} files as they are sent.`,
    },
    {
      table: {
        columns: ['until', 'ms, median', 'ms, longest'],
        rows: [
          ['the document is read (DOMContentLoaded)', formatNumber(domContentLoadedMs), ''],
          ['a question can be typed', formatNumber(interactiveMs), formatNumber(slowestMs)],
        ],
      },
    },
  ];
}
