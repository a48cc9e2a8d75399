import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DecisionRecord, openEmbeddedLog, recordLog } from '@signalbox/gateway';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { type RouterProcess, startRouterProcess } from './router-process.ts';

const RECORDS = 3_000;
const ASKED = 'Why is the sky blue?';

describe.runIf(hasBrowser)('a table of many records', { timeout: 120_000 }, () => {
  let browser: Browser;
  let router: RouterProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    const first = await startRouterProcess();
    const answer = await fetch(`${first.dataPlane}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: ASKED }] }),
    });
    const id = answer.headers.get('x-vsr-replay-id')!;
    await answer.text();
    await first.stop();
    await multiply(join(first.folder, '.signalbox'), id);
    router = await startRouterProcess({ folder: first.folder });
  });
  afterAll(async () => {
    await browser?.close();
    await router?.close();
  });

  test('is scrolled from the first to the last, no row twice and none missing, and jumped in', async () => {
    const { page, problems } = await openPage(browser, { height: 2_400 });
    await page.goto(`${router.management}/records`);
    await page.getByText('3,001 records, the newest first').waitFor();
    const frame = page.getByRole('region', { name: 'Records' });
    await rowOf(page, 1).getByRole('link').waitFor();
    await frame.focus();
    await page.keyboard.press('End');
    await rowOf(page, RECORDS + 1)
      .getByRole('link')
      .waitFor();
    await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await rowOf(page, RECORDS / 2 + 10)
      .getByRole('link')
      .waitFor();
    await page.keyboard.press('Home');
    await rowOf(page, 1).getByRole('link').waitFor();

    const seen = new Map<string, string>();
    for (let first = 1; first <= RECORDS + 1; first += 40) {
      await frame.evaluate((element, top) => element.scrollTo(0, top), (first - 1) * 40);
      await rowOf(page, first).getByRole('link').waitFor();
      const last = rowOf(page, Math.min(RECORDS + 1, first + 39));
      await last.getByRole('link').waitFor();
      for (const [row, record] of await shown(frame)) {
        expect(seen.get(row) ?? record).toBe(record);
        seen.set(row, record);
      }
    }
    expect(seen.size).toBe(RECORDS + 1);
    expect(new Set(seen.values()).size).toBe(RECORDS + 1);
    expect(problems).toEqual([]);
  });

  test('is saved whole, and not at all where that is cancelled', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${router.management}/records`);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'JSON' }).click();
    const lines = readFileSync(await (await saved).path(), 'utf8')
      .trimEnd()
      .split('\n');
    await page.getByText('3,001 records are saved').waitFor();
    expect(new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id)).size).toBe(RECORDS + 1);

    // The answer never comes, as from a router with much to do.
    await page.route('**/v1/router_replay/export?*', () => {});
    await page.getByRole('button', { name: 'CSV' }).click();
    await page.getByRole('status').getByText('0 of 3,001').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled: nothing was saved').waitFor();
    await page.getByRole('button', { name: 'CSV' }).waitFor();
  });
});

/** Puts many records like one into a store, after it, as if all had come at that moment. */
async function multiply(folder: string, id: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const all = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };
  const log = await openEmbeddedLog(recordLog, { path: join(folder, 'signalbox.db'), bounds: all });
  const like = (await log.get(id)) as DecisionRecord;
  for (let at = 0; at < RECORDS; at++) {
    log.put({ ...like, id: `like-${at}` });
    if (at % 1_000 === 999) await log.flush();
  }
  await log.close();
}

/** A row by its number, from 1; the head is the table's first. */
function rowOf(page: Page, number: number): Locator {
  return page.locator(`tr[aria-rowindex="${number + 1}"]`);
}

/** Rows that have their record, with its address. */
function shown(frame: Locator): Promise<[string, string][]> {
  return frame.evaluate((element) =>
    [...element.querySelectorAll('tr[aria-rowindex]')].flatMap((row): [string, string][] => {
      const record = row.querySelector('a')?.getAttribute('href');
      return record == null ? [] : [[row.getAttribute('aria-rowindex')!, record]];
    }),
  );
}
