import { networkInterfaces } from 'node:os';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { type RouterProcess, recipeText, startRouterProcess } from './router-process.ts';

/** An address of this machine that browsers do not take for it. */
const elsewhere = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const OPERATOR = 'an-operator-of-the-test-0123456789';
const VIEWER = 'a-viewer-of-the-test-0123456789';
const WHY = /You are logged in to look only/;

describe.runIf(hasBrowser)('who only looks', { timeout: 90_000 }, () => {
  let browser: Browser;
  let router: RouterProcess;
  beforeAll(async () => {
    const config = `${recipeText('mom').replace(/^global:$[\s\S]*/m, '')}
global:
  services:
    management_api: { bind_address: 0.0.0.0 }
`;
    const environment = { SIGNALBOX_TOKEN: OPERATOR, SIGNALBOX_VIEWER_TOKEN: VIEWER };
    [browser, router] = await Promise.all([launchBrowser(), startRouterProcess({ config, environment })]);
  });
  beforeAll(async () => {
    const body = JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: 'Who are you?' }] });
    await (await fetch(`${router.dataPlane}/v1/chat/completions`, { method: 'POST', body })).text();
  });
  afterAll(async () => {
    await browser?.close();
    await router?.close();
  });

  async function logIn(path: string, token: string, origin = router.management) {
    const opened = await openPage(browser);
    await opened.page.goto(origin + path);
    await opened.page.getByLabel('Token').fill(token);
    await opened.page.getByRole('button', { name: 'Log in' }).click();
    return opened;
  }

  test('may review a change, and finds the button that applies it switched off, with the reason', async () => {
    const { page } = await logIn('/policy?view=forms', VIEWER);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT') asked.push(request.url());
    });
    await page.getByRole('button', { name: 'casual_chat' }).first().click();
    await page.getByLabel('priority').fill('7');
    await page.getByRole('button', { name: 'Take into the draft' }).click();
    await page.getByRole('button', { name: 'Review and apply' }).click();
    const apply = page.getByRole('dialog').getByRole('button', { name: 'Put it in force' });
    await apply.waitFor();
    expect(await apply.isDisabled()).toBe(true);
    expect(await apply.getAttribute('title')).toMatch(WHY);
    const described = await apply.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(WHY);
    await apply.click({ force: true });
    expect(asked).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['the playground', '/playground?q=Hello', /^Send/],
    ['a load test', '/models?view=load', /^Run/],
    ['the verdict on an answer', '/records', /^Too strong a model/],
  ])('finds the same in %s', async (_what, path, name) => {
    const { page } = await logIn(path, VIEWER);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (/playground|load-test|outcomes/.test(request.url()) && request.method() === 'POST') sent.push(request.url());
    });
    if (path === '/records') {
      await page.getByRole('table', { name: 'Records' }).getByRole('link').first().click();
    }
    const button = page.getByRole('button', { name });
    await button.and(page.locator('[aria-disabled="true"]')).waitFor();
    expect(await button.getAttribute('title')).toMatch(WHY);
    await button.click({ force: true });
    if (path.startsWith('/playground')) await page.getByLabel('Message').press('Enter');
    expect(sent).toEqual([]);
    await page.context().close();
  });

  test('whoever has the operator’s token may do it', async () => {
    const { page } = await logIn('/policy?view=versions', OPERATOR);
    await page.getByRole('list', { name: 'Versions' }).waitFor();
    await page.getByRole('tab', { name: 'Forms' }).click();
    await page.getByRole('button', { name: 'casual_chat' }).first().click();
    await page.getByLabel('priority').fill('7');
    await page.getByRole('button', { name: 'Take into the draft' }).click();
    await page.getByRole('button', { name: 'Review and apply' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put it in force' }).click();
    await page.getByText('The new config is in force').waitFor();
    await page.context().close();
  });

  test.runIf(elsewhere !== undefined)(
    'from another address over plain http the policy can be edited and the engine runs in the page',
    async () => {
      const origin = `http://${elsewhere}:${new URL(router.management).port}`;
      const { page } = await logIn('/policy', VIEWER, origin);
      await page.getByLabel('YAML text').waitFor();
      expect(await page.evaluate(() => isSecureContext)).toBe(false);
      await page.getByRole('list', { name: 'Problems' }).waitFor();
      await page.getByRole('link', { name: 'Playground' }).first().click();
      await page.getByLabel('Message').fill('Solve 2x + 5 = 15 and explain every step.');
      await page.getByTestId('draft-route').getByText('math_problems').waitFor();
      await page.getByTestId('draft-route').getByText('in this page').waitFor();
      await page.context().close();
    },
  );
});
