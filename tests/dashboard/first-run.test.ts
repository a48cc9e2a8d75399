import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@signalbox/gateway/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { findings } from './findings.ts';
import { type RouterProcess, startRouterProcess } from './router-process.ts';

const pictures = process.env.SIGNALBOX_SCREENSHOTS;
const ALL_VIEWS = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 1280, height: 800 },
  { colorScheme: 'light', width: 390, height: 844 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const;
const VIEWS = pictures === undefined ? [ALL_VIEWS[0], ALL_VIEWS[3]] : ALL_VIEWS;
const REFERENCE = `version: v0.3
listeners: [{ name: http, address: 0.0.0.0, port: 8899, timeout: 300s }]
providers:
  defaults: { default_model: small }
  models:
    - { name: small, backend_refs: [{ name: a, endpoint: "127.0.0.1:8000", protocol: http, weight: 1 }] }
routing:
  modelCards: [{ name: small }]
  signals:
    keywords: [{ name: urgent, operator: OR, keywords: [urgent], case_sensitive: false }]
  decisions:
    - name: hurry
      priority: 10
      rules: { operator: OR, conditions: [{ type: keyword, name: urgent }] }
      modelRefs: [{ model: small, use_reasoning: false }]
`;

describe.runIf(hasBrowser)('the first run in a new folder', { timeout: 120_000 }, () => {
  let browser: Browser;
  let server: Simulator;
  const routers: RouterProcess[] = [];
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchBrowser(), startSimulator({ models: ['tiny', 'Qwen3-235B'] })]);
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    for (const router of routers.splice(0)) await router.close();
  });

  async function begin(view: Parameters<typeof openPage>[1] = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-first-'));
    const router = await startRouterProcess({ folder, simulates: false });
    routers.push(router);
    const opened = await openPage(browser, view);
    await opened.page.goto(router.management);
    await opened.page.waitForURL('**/setup');
    return { router, ...opened };
  }

  async function connect(page: Page) {
    await page.getByRole('button', { name: 'Look again' }).waitFor();
    await page.getByRole('textbox', { name: /^Address/ }).fill(`${server.url}/v1`);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const refused = page.getByRole('list', { name: 'Connected servers' }).getByText(/is not asked: this machine/);
    await refused.waitFor();
    await page.getByLabel(/may lead to the router’s own machine/).check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await refused.waitFor({ state: 'detached' });
    const own = page.getByRole('listitem').filter({ hasText: server.url });
    await own.getByText('2 models').waitFor();
    await own.getByRole('button', { name: 'Test' }).click();
    await own.getByText(/tiny answered in/).waitFor();
  }

  const next = (page: Page) => page.getByRole('button', { name: /^Next/ }).click();

  test('leads from nothing to a routed answer, without a restart', async () => {
    const { page, router, problems } = await begin();
    await page.getByRole('heading', { name: 'Servers' }).waitFor();
    await connect(page);
    await next(page);
    await page.getByRole('radio', { name: /^single/ }).check();
    await next(page);
    await page.getByRole('list', { name: 'Models' }).getByText('main', { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('Server of main').selectOption({ label: `openai at ${server.url}/v1` });
    expect(await page.getByLabel('Model that serves main').inputValue()).toBe('tiny');
    await next(page);
    await page.getByRole('heading', { name: 'It can be put in force' }).waitFor();
    const file = join(router.folder, 'signalbox.yaml');
    expect(existsSync(file)).toBe(false);
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByRole('heading', { name: 'signalbox.yaml is in force' }).waitFor();
    expect(readFileSync(file, 'utf8')).toContain(`base_url: ${server.url}/v1`);
    await page.getByRole('link', { name: 'Ask it something' }).click();
    await page.getByLabel('Message').fill('Solve 2x + 5 = 15 and explain every step.');
    await page.getByLabel('Message').press('Enter');
    const answer = page.getByRole('region', { name: 'Answer of main' });
    await answer.getByText('hard', { exact: true }).waitFor();
    await answer.getByText('simulated tiny').waitFor();
    await page.goto(router.management);
    await page.waitForURL('**/playground');
    expect(problems).toEqual([]);
  });

  test('puts each model of a recipe where it is to be had, and all on one where that is asked', async () => {
    const { page } = await begin();
    await connect(page);
    await next(page);
    await page.getByRole('radio', { name: /^mom/ }).check();
    await next(page);
    expect(await page.getByLabel('Model that serves Qwen3-235B').inputValue()).toBe('Qwen3-235B');
    expect(await page.getByLabel('Model that serves GLM-4.7').inputValue()).toBe('tiny');
    await page.getByRole('button', { name: 'All by Qwen3-235B' }).click();
    expect(await page.getByLabel('Model that serves GLM-4.7').inputValue()).toBe('Qwen3-235B');
    await page.getByLabel('Model that serves GLM-4.7').fill('');
    await page.getByText('Say who serves GLM-4.7.').waitFor();
    expect(await page.getByRole('button', { name: /^Next/ }).isDisabled()).toBe(true);
  });

  test('starts from a config of vLLM Semantic Router, whose models may stay where they are', async () => {
    const { page } = await begin();
    await connect(page);
    await next(page);
    await page.getByRole('textbox', { name: 'Text' }).fill(REFERENCE);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText(/Layout v0.3; of \d+ fields/).waitFor();
    await page.getByRole('button', { name: 'Start from it' }).click();
    await page.getByText('The new config starts from the one you brought (1 model).').waitFor();
    await next(page);
    expect(await page.getByLabel('Server of small').inputValue()).toBe('');
    await next(page);
    await page.getByText(/goes on listening where it does until it is started anew/).waitFor();
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByRole('heading', { name: 'signalbox.yaml is in force' }).waitFor();
  });

  test('writes over a file only where that is ticked', async () => {
    const { page, router } = await begin();
    await connect(page);
    await next(page);
    await page.getByRole('radio', { name: /^single/ }).check();
    await next(page);
    await next(page);
    const apply = page.getByRole('button', { name: 'Put it in force' });
    await apply.waitFor();
    const file = join(router.folder, 'signalbox.yaml');
    writeFileSync(file, '# mine\n');
    await apply.click();
    await page.getByRole('alert').getByText('Signalbox.yaml exists already').waitFor();
    await page.getByLabel('Write over the signalbox.yaml that lies there').waitFor();
    expect(await apply.isDisabled()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('# mine\n');
    await page.getByLabel('Write over the signalbox.yaml that lies there').check();
    await apply.click();
    await page.getByRole('heading', { name: 'signalbox.yaml is in force' }).waitFor();
  });

  test.each(VIEWS)('each step is accessible and fits: $colorScheme, $width wide', async (view) => {
    const { page, problems } = await begin(view);
    const look = async (step: string) => {
      if (pictures !== undefined) {
        const path = join(pictures, `setup-${step}-${view.colorScheme}-${view.width}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    };
    await connect(page);
    await look('1-connect');
    await next(page);
    await page.getByRole('radio', { name: /^mom/ }).check();
    await look('2-recipe');
    await next(page);
    await page.getByLabel('Model that serves GLM-4.7').waitFor();
    await look('3-models');
    await next(page);
    await page.getByRole('button', { name: 'Put it in force' }).waitFor();
    await look('4-review');
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByRole('heading', { name: 'signalbox.yaml is in force' }).waitFor();
    await look('5-done');
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
