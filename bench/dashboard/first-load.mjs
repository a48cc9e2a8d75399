import { gzipSync } from 'node:zlib';
import { median } from '../measure/statistics.mjs';

/**
 * @typedef {object} FirstLoadResult
 * @property {string} page The page that was opened.
 * @property {number} loads How often, each time in a browser that had nothing of it.
 * @property {number} domContentLoadedMs From the navigation; median.
 * @property {number} interactiveMs Until a question can be typed, and nothing keeps the main thread for more than 50 ms before; median.
 * @property {number} slowestMs The longest of these.
 * @property {number} files
 * @property {number} gzipBytes Of all files, as they are sent.
 */

/**
 * Opens the playground again and again, as somebody does for the first time.
 *
 * @param {any} browser Playwright's.
 * @param {string} origin Of the management port.
 * @param {number} loads
 * @returns {Promise<FirstLoadResult>}
 */
export async function measureFirstLoad(browser, origin, loads) {
  const times = [];
  /** @type {Map<string, number>} */
  let files = new Map();
  // The first is not counted: the router compresses its files once.
  for (let load = -1; load < loads; load++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    files = new Map();
    /** @type {Promise<unknown>[]} */
    const bodies = [];
    page.on('response', (/** @type {any} */ response) => {
      const { pathname } = new URL(response.url());
      if (/^\/(api|v1|health)(\/|$)/.test(pathname)) return;
      bodies.push(response.body().then((/** @type {Buffer} */ body) => files.set(pathname, gzipSync(body).length)));
    });
    await page.addInitScript(watchInteractive);
    await page.goto(`${origin}/playground`);
    await page.waitForFunction(() => /** @type {any} */ (globalThis).interactiveMs !== undefined);
    const measured = await page.evaluate(() => ({
      domContentLoadedMs: /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType('navigation')[0])
        .domContentLoadedEventEnd,
      interactiveMs: /** @type {number} */ (/** @type {any} */ (globalThis).interactiveMs),
    }));
    await Promise.all(bodies);
    if (load >= 0) times.push(measured);
    await context.close();
  }
  const interactive = times.map(({ interactiveMs }) => interactiveMs);
  return {
    page: 'playground',
    loads,
    domContentLoadedMs: median(times.map(({ domContentLoadedMs }) => domContentLoadedMs)),
    interactiveMs: median(interactive),
    slowestMs: Math.max(...interactive),
    files: files.size,
    gzipBytes: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** Runs in the page: notes when the field for a question is there, or when the long task ends that it came in. */
function watchInteractive() {
  let end = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) end = Math.max(end, startTime + duration);
  }).observe({ type: 'longtask', buffered: true });
  const observer = new MutationObserver(() => {
    if (document.querySelector('textarea') === null) return;
    observer.disconnect();
    const there = performance.now();
    // What drew it is told of once it is over.
    setTimeout(() => {
      /** @type {any} */ (globalThis).interactiveMs = Math.max(there, end);
    }, 100);
  });
  observer.observe(document, { childList: true, subtree: true });
}
