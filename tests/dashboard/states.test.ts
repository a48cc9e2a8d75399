import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { type RouterProcess, recipeText, startRouterProcess } from './router-process.ts';

/** Each page, and what is there when the router answers; pages that need more than a visit are driven in the journeys. */
const PAGES: readonly (readonly [name: string, path: string, complete: (page: Page) => Promise<unknown>])[] = [
  ['playground', '/playground', (page) => page.getByRole('heading', { name: 'Ask something' }).waitFor()],
  ['topology', '/topology', (page) => page.locator('.react-flow__node').first().waitFor()],
  ['insights', '/insights', (page) => page.locator('.uplot canvas').first().waitFor()],
  ['records', '/records', (page) => page.getByRole('table', { name: 'Records' }).getByRole('link').first().waitFor()],
  ['policy', '/policy', (page) => page.getByLabel('YAML text').waitFor()],
  ['versions', '/policy?view=versions', (page) => page.getByRole('list', { name: 'Versions' }).waitFor()],
  ['evaluation', '/evaluation', (page) => page.getByRole('button', { name: 'Run', exact: true }).waitFor()],
  ['models', '/models', (page) => page.getByRole('heading', { name: 'Domain' }).waitFor()],
  [
    'backends',
    '/models?view=backends',
    (page) =>
      page
        .getByText(/Its server|vLLM says/)
        .last()
        .waitFor(),
  ],
  ['operation', '/operation', (page) => page.getByRole('table', { name: 'Backends' }).waitFor()],
  ['changes', '/operation?view=changes', (page) => page.getByRole('table', { name: 'Changes' }).waitFor()],
  ['set up', '/setup', (page) => page.getByRole('heading', { name: /This router serves/ }).waitFor()],
];
const LOST = 'The router does not answer.';
const SLOW = 'The router takes long to answer.';
const API = /\/(api|v1|metrics|ready|health)(\/|\?|$)/;
const PATIENCE = 120_000;

describe.runIf(hasBrowser)('when not all is well', { timeout: PATIENCE }, () => {
  let browser: Browser;
  const routers: RouterProcess[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const router of routers.splice(0)) await router.close();
  });

  async function start(options: Parameters<typeof startRouterProcess>[0] = {}) {
    const router = await startRouterProcess(options);
    routers.push(router);
    const body = JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: 'Solve 2x + 5 = 15' }] });
    const answer = await fetch(`${router.dataPlane}/v1/chat/completions`, { method: 'POST', body });
    await answer.text();
    return router;
  }

  /** The same router anew, on the same ports. */
  async function again(before: RouterProcess, options: Parameters<typeof startRouterProcess>[0] = {}) {
    const [data, management] = [before.dataPlane, before.management].map((address) => new URL(address).port);
    const argv = ['--port', data!, '--management-port', management!];
    const router = await startRouterProcess({ folder: before.folder, argv, ...options });
    routers.push(router);
    return router;
  }

  /** Every page of the table, each in a window of its own. */
  async function openAll(router: RouterProcess) {
    const pages: Page[] = [];
    for (const [, path] of PAGES) {
      const { page } = await openPage(browser);
      await page.goto(router.management + path);
      pages.push(page);
    }
    return pages;
  }

  test('each page says that the router is away, and goes on by itself when it is back, with another token too', async () => {
    const router = await start();
    const pages = await openAll(router);
    for (const [at, [, , complete]] of PAGES.entries()) await complete(pages[at]!);
    await router.stop();
    for (const page of pages) await page.getByText(LOST).waitFor();
    rmSync(join(router.folder, '.signalbox/management-token'));
    await again(router);
    for (const [at, [, , complete]] of PAGES.entries()) {
      const page = pages[at]!;
      await page.getByText(LOST).waitFor({ state: 'detached' });
      await complete(page);
      expect(await page.getByRole('alert').count()).toBe(0);
    }
    for (const page of pages) await page.context().close();
  });

  test('each page says what is wrong with the config’s file, and that it is mended', async () => {
    const router = await start();
    const pages = await openAll(router);
    const file = join(router.folder, 'config.yaml');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.replace('decisions:', 'decision:'));
    for (const page of pages) {
      const banner = page.getByRole('status').filter({ hasText: 'the last good config serves on' });
      await banner.getByText(/config\.yaml:\d+:\d+/).waitFor();
      await banner.getByText(/unknown key "decision"/).waitFor();
    }
    writeFileSync(file, good);
    for (const page of pages) {
      await page.getByText('the last good config serves on').waitFor({ state: 'detached' });
      await page.context().close();
    }
  });

  test('each page says that nothing answers from the beginning, and shows all once something does', async () => {
    const router = await start();
    const pages: Page[] = [];
    for (const [, path] of PAGES) {
      const { page } = await openPage(browser);
      await page.route(API, (route) => route.abort());
      await page.goto(router.management + path);
      pages.push(page);
    }
    for (const page of pages) await page.getByText(LOST).waitFor();
    for (const page of pages) await page.unroute(API);
    for (const [at, [, , complete]] of PAGES.entries()) {
      const page = pages[at]!;
      await page.getByText(LOST).waitFor({ state: 'detached' });
      await complete(page);
      await page.context().close();
    }
  });

  test('each page says that the router takes long, and shows all once it has come', async () => {
    const router = await start();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const pages: Page[] = [];
    for (const [, path] of PAGES) {
      const { page } = await openPage(browser);
      await page.route(API, async (route) => {
        await held;
        await route.continue().catch(() => {});
      });
      await page.goto(router.management + path);
      pages.push(page);
    }
    for (const page of pages) await page.getByText(SLOW).waitFor();
    release();
    for (const [at, [, , complete]] of PAGES.entries()) {
      const page = pages[at]!;
      await page.getByText(SLOW).waitFor({ state: 'detached' });
      await complete(page);
      await page.context().close();
    }
  });

  test('each page asks for the token when it is no longer good, and goes on where it was', async () => {
    const config = `${recipeText('mom').replace(/^global:$[\s\S]*/m, '')}
global:
  services:
    management_api: { bind_address: 0.0.0.0 }
`;
    const first = 'the-first-token-of-the-test-0123456789';
    const second = 'the-second-token-of-the-test-0123456789';
    const router = await start({ config, environment: { SIGNALBOX_TOKEN: first } });
    const logIn = async (page: Page, token: string) => {
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('heading', { name: 'Log in to Signalbox' }).waitFor({ state: 'detached' });
    };
    const pages = await openAll(router);
    for (const [at, [, , complete]] of PAGES.entries()) {
      await logIn(pages[at]!, first);
      await complete(pages[at]!);
    }
    await pages[0]!.getByLabel('Message').fill('half a question');
    await router.stop();
    await again(router, { environment: { SIGNALBOX_TOKEN: second } });
    for (const [at, [, , complete]] of PAGES.entries()) {
      const page = pages[at]!;
      await page.getByRole('heading', { name: 'Log in to Signalbox' }).waitFor();
      await logIn(page, second);
      await complete(page);
    }
    expect(await pages[0]!.getByLabel('Message').inputValue()).toBe('half a question');
    for (const page of pages) await page.context().close();
  });
});
