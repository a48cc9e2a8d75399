import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EMPTY_CONFIG, growConfig } from '../engine/grown-config.mjs';
import { percentile } from '../measure/statistics.mjs';
import { startChildServer } from '../servers/child-server.mjs';
import { measureFirstLoad } from './first-load.mjs';
import { measureRecordTable } from './record-table.mjs';

/**
 * @typedef {object} PanResult
 * @property {string} name What of the graph was seen.
 * @property {number} nodes Elements of boxes in the page.
 * @property {number} framesPerSecond Pictures that reached the screen while it was dragged.
 * @property {number} p99Ms Time between two frames.
 * @property {number} busyShare Share of the time that the page's main thread worked, 0..1.
 */

/**
 * @typedef {object} DashboardResult
 * @property {number} decisions
 * @property {number} rules
 * @property {string} browser
 * @property {readonly PanResult[]} pans
 * @property {import('./first-load.mjs').FirstLoadResult} [firstLoad] Missing in results of earlier benches.
 * @property {import('./record-table.mjs').RecordTableResult} [recordTable] The same.
 */

const DECISIONS = 200;
const RULES = 500;
const RECORDS = 100_000;
/** What Chromium's trace calls a picture that reached the screen; callbacks of the page come for others too. */
const DRAWN = 'Graphics.Pipeline.DrawAndSwap';
const VIEW = { width: 1280, height: 800 };
const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Opens the topology of a large config in Chromium, and drags it about; opens the dashboard for the first time; scrolls through the
 * table of records. Undefined where there is no Chromium.
 *
 * @param {object} options
 * @param {string} options.root The clone.
 * @param {boolean} options.isQuick
 * @param {(line: string) => void} options.say
 * @returns {Promise<DashboardResult | undefined>}
 */
export async function runDashboardBench({ root, isQuick, say }) {
  const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) {
    say('dashboard: left out, there is no Chromium (apt-get install chromium, or set CHROMIUM)');
    return undefined;
  }
  // It belongs to the dashboard's workspace.
  const found = createRequire(join(root, 'apps', 'dashboard', 'package.json')).resolve('playwright-core');
  const { chromium } = (await import(pathToFileURL(found).href)).default;
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  writeFileSync(join(folder, 'config.yaml'), growConfig(EMPTY_CONFIG, { keywords: RULES * 10, decisions: DECISIONS }));
  const server = await startChildServer({
    name: 'signalbox',
    directory: folder,
    arguments: [
      join(root, 'apps', 'cli', 'bin', 'signalbox.js'),
      ...['serve', '--simulate', '--port', '0', '--management-port', '0', '--json'],
    ],
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: VIEW });
    await page.goto(`${server.ready.management}/topology`);
    // Families of so many rules begin as one box each.
    await page.locator('.react-flow__node[aria-label^="family"]').first().click();
    await page.locator('.react-flow__node').nth(DECISIONS).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Fit View' }).click();
    const seconds = isQuick ? 2 : 8;
    const pans = [];
    say(`dashboard: ${DECISIONS} decisions and ${RULES} rules, all of them seen, ${seconds} s`);
    pans.push({ name: 'all of it', ...(await pan(page, seconds)) });
    const zoomIn = page.getByRole('button', { name: 'Zoom In' });
    while ((await zoomOf(page)) < 0.8) await zoomIn.click();
    say(`dashboard: the same, large enough to read, ${seconds} s`);
    pans.push({ name: 'large enough to read', ...(await pan(page, seconds)) });
    const loads = isQuick ? 3 : 11;
    say(`dashboard: the playground opened for the first time, ${loads} times`);
    const firstLoad = await measureFirstLoad(browser, server.ready.management, loads);
    const records = isQuick ? 5_000 : RECORDS;
    say(`dashboard: the table of ${records} records, written first`);
    const config = readFileSync(join(root, 'recipes', 'mom', 'config.yaml'), 'utf8');
    const plan = { root, config, records, jumps: isQuick ? 5 : 30, turns: isQuick ? 20 : 100 };
    const recordTable = await measureRecordTable(browser, plan);
    return {
      firstLoad,
      recordTable,
      decisions: DECISIONS,
      rules: RULES,
      browser: `Chromium ${browser.version()}`,
      pans,
    };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {any} page @returns {Promise<number>} */
function zoomOf(page) {
  return page
    .locator('.react-flow__viewport')
    .evaluate((/** @type {HTMLElement} */ element) => new DOMMatrix(getComputedStyle(element).transform).a);
}

/**
 * Drags the graph about with the mouse, as fast as the page takes the moves.
 *
 * @param {any} page
 * @param {number} seconds
 * @returns {Promise<Omit<PanResult, 'name'>>}
 */
async function pan(page, seconds) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taskSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((/** @type {{ name: string }} */ { name }) => name === 'TaskDuration').value;
  };
  const pane = await page.locator('.react-flow__pane').boundingBox();
  const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 };
  await page.mouse.move(middle.x, pane.y + 8);
  await page.mouse.down();
  const busyBefore = await taskSeconds();
  await page
    .context()
    .browser()
    .startTracing(page, { categories: ['viz'] });
  const startedAt = performance.now();
  for (let step = 0; performance.now() - startedAt < seconds * 1000; step++) {
    await page.mouse.move(middle.x + 300 * Math.sin(step / 20), middle.y + 200 * Math.cos(step / 33));
  }
  const lasted = (performance.now() - startedAt) / 1000;
  const trace = JSON.parse(await page.context().browser().stopTracing());
  const busy = (await taskSeconds()) - busyBefore;
  await page.mouse.up();
  const draws = /** @type {{ name: string, ph: string, ts: number }[]} */ (trace.traceEvents)
    .filter(({ name, ph }) => name === DRAWN && ph === 'b')
    .map(({ ts }) => ts / 1000)
    .sort((one, other) => one - other);
  const gaps = draws.slice(1).map((at, index) => at - /** @type {number} */ (draws[index]));
  return {
    nodes: await page.locator('.react-flow__node').count(),
    framesPerSecond: draws.length / lasted,
    p99Ms: percentile(gaps, 0.99),
    busyShare: busy / lasted,
  };
}
