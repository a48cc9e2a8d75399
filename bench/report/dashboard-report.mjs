import { formatNumber, formatShare } from './format.mjs';

/** @typedef {import('../dashboard/dashboard-bench.mjs').DashboardResult} DashboardResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The dashboard's figures as a sentence and a table.
 *
 * @param {DashboardResult} result
 * @returns {Block[]}
 */
export function reportDashboard({ decisions, rules, browser, pans, firstLoad, recordTable }) {
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
    ...(recordTable === undefined ? [] : reportRecordTable(recordTable, browser)),
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

/**
 * @param {import('../dashboard/record-table.mjs').RecordTableResult} result
 * @param {string} browser
 * @returns {Block[]}
 */
function reportRecordTable(result, browser) {
  const { records, jumps, rows, wrongRows, heapMegabytes, exportPerSecond } = result;
  return [
    {
      text: `The table of ${formatNumber(records)} records in ${browser}: ${jumps} jumps of the scroll bar, the last to the last row, then ${formatNumber(rows)} rows by the wheel, of which ${wrongRows === 0 ? 'none' : formatNumber(wrongRows)} came twice or was passed over. At the end the page holds ${formatNumber(heapMegabytes)} MB. As CSV ${formatNumber(exportPerSecond)} records a second are saved.`,
    },
    {
      table: {
        columns: ['what is waited for', 'ms, median', 'ms'],
        rows: [
          ['all rows in sight after a jump (longest)', formatNumber(result.jumpP50Ms), formatNumber(result.jumpMostMs)],
          ['a page of 100 records (p95)', formatNumber(result.pageP50Ms), formatNumber(result.pageP95Ms)],
        ],
      },
    },
  ];
}
