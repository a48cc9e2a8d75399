import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog, recordLog } from '@signalbox/gateway';
import { factsOf, loadProfile } from '../engine/load-profile.mjs';
import { median, percentile } from '../measure/statistics.mjs';
import { startChildServer } from '../servers/child-server.mjs';
import { createRecordSet } from '../store/record-set.mjs';

/**
 * @typedef {object} RecordTableResult
 * @property {number} records
 * @property {number} jumps How often the scroll bar was moved far away.
 * @property {number} jumpP50Ms From a jump until every row in sight is there.
 * @property {number} jumpMostMs
 * @property {number} pageP50Ms One answer of the router with a hundred records.
 * @property {number} pageP95Ms
 * @property {number} rows Rows that were seen while turning the wheel.
 * @property {number} wrongRows Of these: seen twice as different records, the same record twice, or passed over.
 * @property {number} heapMegabytes Of the page at the end, after a collection.
 * @property {number} exportPerSecond Records a second, saved as CSV.
 */

const ROW = 40;
const all = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/**
 * Fills a store, serves it, and scrolls the table of records in Chromium.
 *
 * @param {any} browser Playwright's.
 * @param {object} options
 * @param {string} options.root The clone.
 * @param {string} options.config Text of the config that the records are of.
 * @param {number} options.records
 * @param {number} options.jumps
 * @param {number} options.turns Of the wheel, ten rows each.
 * @returns {Promise<RecordTableResult>}
 */
export async function measureRecordTable(browser, { root, config, records, jumps, turns }) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  try {
    writeFileSync(join(folder, 'config.yaml'), config);
    await fill(folder, records);
    const server = await startChildServer({
      name: 'signalbox',
      directory: folder,
      arguments: [
        join(root, 'apps', 'cli', 'bin', 'signalbox.js'),
        ...['serve', '--simulate', '--port', '0', '--management-port', '0', '--json'],
      ],
    });
    try {
      return await scroll(browser, server.ready.management, { records, jumps, turns });
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {number} records */
async function fill(folder, records) {
  const { engine } = await loadProfile(join(folder, 'config.yaml'));
  const { next } = await createRecordSet(engine, factsOf, records);
  const data = join(folder, '.signalbox');
  mkdirSync(data);
  const log = await openEmbeddedLog(recordLog, { path: join(data, 'signalbox.db'), bounds: all });
  for (let put = 0; put < records; put += 2_000) {
    for (let at = put; at < Math.min(records, put + 2_000); at++) log.put(next());
    await log.flush();
  }
  await log.close();
}

/**
 * @param {any} browser
 * @param {string} origin
 * @param {{ records: number, jumps: number, turns: number }} options
 * @returns {Promise<RecordTableResult>}
 */
async function scroll(browser, origin, { records, jumps, turns }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  const page = await context.newPage();
  /** @type {number[]} */
  const pages = [];
  page.on('requestfinished', (/** @type {any} */ request) => {
    if (request.url().includes('/v1/router_replay?')) pages.push(request.timing().responseEnd);
  });
  await page.goto(`${origin}/records`);
  const frame = page.getByRole('region', { name: 'Records' });
  await allThere(frame);
  const jumpMs = [];
  for (let jump = 0; jump < jumps; jump++) {
    // Shares that are spread evenly, none beside the one before.
    const share = jump === jumps - 1 ? 1 : (jump * 0.618_034) % 1;
    const begin = performance.now();
    await frame.evaluate((/** @type {HTMLElement} */ element, /** @type {number} */ to) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * to;
    }, share);
    const rows = await allThere(frame);
    jumpMs.push(performance.now() - begin);
    if (share === 1 && rows.at(-1)?.row !== records) throw new Error('the last row is out of reach');
  }
  await frame.evaluate((/** @type {HTMLElement} */ element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  let before = await allThere(frame);
  /** @type {Map<number, string>} */
  const seen = new Map();
  let wrongRows = 0;
  await frame.hover();
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, 10 * ROW);
    const from = /** @type {number} */ (before[0]?.row);
    await page.waitForFunction(
      (/** @type {number} */ least) =>
        Number(document.querySelector('tr[aria-rowindex]:not(:first-child)')?.getAttribute('aria-rowindex')) > least,
      from + 9,
    );
    const rows = await allThere(frame);
    wrongRows += Math.max(0, /** @type {number} */ (rows[0]?.row) - /** @type {number} */ (before.at(-1)?.row) - 1);
    for (const { row, record } of rows) {
      if (seen.has(row) && seen.get(row) !== record) wrongRows++;
      seen.set(row, record);
    }
    before = rows;
  }
  wrongRows += seen.size - new Set(seen.values()).size;
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const begin = performance.now();
  const saved = page.waitForEvent('download', { timeout: 600_000 });
  await page.getByRole('button', { name: 'CSV' }).click();
  await saved;
  const exportPerSecond = records / ((performance.now() - begin) / 1_000);
  await context.close();
  return {
    records,
    jumps,
    jumpP50Ms: median(jumpMs),
    jumpMostMs: Math.max(...jumpMs),
    pageP50Ms: median(pages),
    pageP95Ms: percentile(pages, 0.95),
    rows: seen.size,
    wrongRows,
    heapMegabytes: usedSize / 1e6,
    exportPerSecond,
  };
}

/**
 * Waits until every row in sight has its record.
 *
 * @param {any} frame
 * @returns {Promise<readonly { readonly row: number, readonly record: string }[]>} The rows in sight, the first one 1.
 */
function allThere(frame) {
  return frame.evaluate(async (/** @type {HTMLElement} */ element) => {
    const head = 40;
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const { top, bottom } = element.getBoundingClientRect();
      const inSight = [...element.querySelectorAll('tbody tr[aria-rowindex]')].filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top + head + 1 && box.top < bottom - 1;
      });
      const rows = inSight.map((row) => ({
        row: Number(row.getAttribute('aria-rowindex')) - 1,
        record: row.querySelector('a')?.getAttribute('href') ?? '',
      }));
      if (rows.length > 0 && rows.every(({ record }) => record !== '')) return rows;
    }
  });
}
