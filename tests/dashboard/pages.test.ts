import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { findings } from './findings.ts';
import { PAGES } from './pages.ts';
import { type RouterProcess, startRouterProcess } from './router-process.ts';

/** Where pictures of every page are written; nowhere unless it is said. */
const pictures = process.env.SIGNALBOX_SCREENSHOTS;
const ALL_VIEWS = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 1280, height: 800 },
  { colorScheme: 'light', width: 390, height: 844 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const;
/** Colours do not depend on the width: two of the four say of both what is wrong, the others are only pictured. */
const VIEWS = pictures === undefined ? [ALL_VIEWS[0], ALL_VIEWS[3]] : ALL_VIEWS;
const MOST_FIRST_LOAD = 300_000;

describe.runIf(hasBrowser)('the dashboard', () => {
  let browser: Browser;
  let router: RouterProcess;
  beforeAll(async () => {
    [browser, router] = await Promise.all([launchBrowser(), startRouterProcess()]);
    for (const text of QUESTIONS) await askRouter(router, text);
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await router?.close();
  });

  describe.each(PAGES)('$name', ({ name, path, ready }) => {
    test.each(VIEWS)('$colorScheme, $width wide', { timeout: 90_000 }, async (view) => {
      const { page, problems } = await openPage(browser, view);
      await page.goto(router.management + path);
      await ready(page);
      if (pictures !== undefined) {
        await page.screenshot({ path: join(pictures, `${name}-${view.colorScheme}-${view.width}.png`) });
      }
      expect(await findings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(problems).toEqual([]);
      await page.context().close();
    });
  });

  test('its first load is small', { timeout: 60_000 }, async () => {
    const { page } = await openPage(browser);
    const sizes: Promise<[string, number]>[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/api/') || pathname.startsWith('/v1/')) return;
      sizes.push(response.body().then((body) => [pathname, gzipSync(body).length]));
    });
    await page.goto(`${router.management}/playground`);
    await page.getByRole('heading', { name: 'Ask something' }).waitFor();
    const loaded = await Promise.all(sizes);
    expect(loaded.length).toBeGreaterThan(3);
    expect(loaded.some(([path]) => /engine-worker|editor/.test(path))).toBe(false);
    expect(loaded.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(MOST_FIRST_LOAD);
    await page.context().close();
  });
});

const QUESTIONS = ['Solve 2x + 5 = 15', 'Who are you?', 'Write a limerick about a lighthouse.', 'Why is the sky blue?'];

async function askRouter({ dataPlane }: RouterProcess, text: string): Promise<void> {
  const body = JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: text }] });
  const response = await fetch(`${dataPlane}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'x-session-id': 'one' },
    body,
  });
  expect(response.status).toBe(200);
  await response.text();
}
