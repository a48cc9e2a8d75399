import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { LABELLED } from './pages.ts';
import { type RouterOptions, type RouterProcess, recipeText, startRouterProcess } from './router-process.ts';

const SUM = 'Solve 2x + 5 = 15 and explain every step.';
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
const PATIENCE = 90_000;
const WORD = 'SIGNALBOX_TEST_WORD';

describe.runIf(hasBrowser)('a person at the dashboard', { timeout: PATIENCE }, () => {
  let browser: Browser;
  const routers: RouterProcess[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const router of routers.splice(0)) await router.close();
  });

  async function begin(path: string, options: RouterOptions = {}) {
    const router = await startRouterProcess(options);
    routers.push(router);
    const opened = await openPage(browser);
    await opened.page.goto(router.management + path);
    return { router, ...opened };
  }

  async function ask(page: Page, text: string) {
    await page.getByLabel('Message').fill(text);
    await page.getByLabel('Message').press('Enter');
  }

  test('sees where a question would go, asks it, and learns why', async () => {
    const { page, problems } = await begin('/playground');
    await page.getByLabel('Message').fill(SUM);
    await page.getByTestId('draft-route').getByText('math_problems').waitFor();
    await page.getByTestId('draft-route').getByText('in this page').waitFor();
    await page.getByLabel('Message').press('Enter');
    const answer = page.getByRole('region', { name: 'Answer of Qwen3-235B' });
    await answer.getByText('math_problems').waitFor();
    await answer.getByText('simulated Qwen3-235B').waitFor();
    await answer.getByText(/tokens\/s/).waitFor();
    await answer.getByRole('button', { name: 'Why?' }).click();
    await answer.getByText(/because domain:math/).waitFor();
    await answer
      .getByRole('list', { name: 'Time by stage' })
      .getByText(/^First byte/)
      .waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Answer of Qwen3-235B' }).getByText('simulated Qwen3-235B').waitFor();
    expect(problems).toEqual([]);
  });

  test('finds the record of an answer, and decides it again', async () => {
    const { page, problems } = await begin('/playground');
    await ask(page, SUM);
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByRole('link', { name: 'Open the record' }).click();
    await page.getByRole('heading', { name: 'math_problems' }).waitFor();
    // Who comes by a link has no engine in the page yet.
    await page.reload();
    await page.getByRole('button', { name: 'Decide again' }).click();
    await page.getByRole('status').getByText('The same: math_problems.').waitFor();
    await page.getByRole('link', { name: 'Records' }).first().click();
    await page.getByRole('combobox', { name: 'Decision' }).selectOption('math_problems');
    await page.waitForURL('**/records?decision=math_problems');
    await page.getByRole('table', { name: 'Records' }).getByRole('link').first().waitFor();
    expect(problems).toEqual([]);
  });

  test('compares two models, and asks one again', async () => {
    const { page } = await begin('/playground');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByLabel('Model 2').selectOption('gpt-oss-20b');
    await ask(page, SUM);
    await page.getByRole('region', { name: 'Answer of Qwen3-235B' }).getByRole('button', { name: 'Why?' }).waitFor();
    const direct = page.getByRole('region', { name: 'Answer of gpt-oss-20b' });
    await direct.getByRole('button', { name: 'Ask again' }).click();
    await direct.getByRole('button', { name: 'Why?' }).click();
    await direct.getByText('nothing was routed').waitFor();

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('dialog', { name: 'Conversations' }).getByRole('link', { name: SUM }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('stops an answer', async () => {
    const { page } = await begin('/playground', {
      argv: ['--port', '0', '--management-port', '0', '--simulate-latency-ms', '60000'],
    });
    await ask(page, SUM);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('stopped', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send' }).waitFor();
  });

  test('is told which setting cannot be sent', async () => {
    const { page } = await begin('/playground');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Temperature').fill('warm');
    await page.keyboard.press('Escape');
    await ask(page, SUM);
    await page.getByRole('alert').getByText('Temperature: expected a number, got “warm”').waitFor();
  });

  test('follows a question through the graph of balance, and asks why it did not go elsewhere', async () => {
    const { page, router, problems } = await begin('/topology', { config: recipeText('balance') });
    await page.getByLabel('A question to follow').fill('Prove that the square root of 2 is irrational.');
    await page.getByRole('button', { name: 'Show its way' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { name: 'reasoning_math' }).waitFor();
    const lit = page.locator('[data-light="lit"]');
    await lit.filter({ hasText: 'reasoning_math' }).waitFor();
    expect(await lit.count()).toBeGreaterThan(5);
    expect(await page.locator('[data-type="decision"][data-light="dim"]').count()).toBeGreaterThan(10);
    await details.getByRole('button', { name: 'premium_legal' }).click();
    await details.getByRole('button', { name: 'Why not this one?' }).click();
    await details
      .getByRole('status')
      .getByText(/It would have gone to premium_legal had \S+/)
      .waitFor();
    const whole = await page.locator('.react-flow__node').count();
    await page.getByRole('button', { name: 'Only its way' }).click();
    await expect.poll(() => page.locator('.react-flow__node').count()).toBeLessThan(whole / 2);
    await lit.filter({ hasText: 'reasoning_math' }).waitFor();
    await page.getByRole('button', { name: 'Only its way' }).click();

    await page.getByRole('button', { name: 'Step' }).click();
    await lit.filter({ hasText: 'reasoning_math' }).waitFor({ state: 'detached' });
    const all = page.locator('.react-flow__node');
    const open = await all.count();
    await page.locator('.react-flow__node[aria-label^="family, embedding"]').press('Enter');
    await expect.poll(() => all.count()).toBeLessThan(open);
    const looked = page.waitForResponse(/decisions\/recent/);
    await page.getByRole('button', { name: 'Live' }).click();
    await looked;
    await askDataPlane(router, 'Who are you?');
    await page.locator('[data-pulsing]').first().waitFor({ state: 'attached' });
    expect(problems).toEqual([]);
  });

  test('breaks a rule and sees where, mends it, puts a change in force, and takes it back', async () => {
    const { page, router, problems } = await begin('/policy');
    const yaml = page.getByLabel('YAML text');
    await yaml.waitFor();
    const file = join(router.folder, 'config.yaml');
    const before = readFileSync(file, 'utf8');

    await replaceIn(page, before.replace('- name: math_problems', '- nmae: math_problems'));
    await page
      .getByRole('list', { name: 'Problems' })
      .getByText(/unknown key "nmae"/)
      .first()
      .waitFor();
    await page.getByRole('list', { name: 'Problems' }).getByRole('button', { name: /nmae/ }).first().click();
    await page.locator('.cm-lintRange-error').getByText('nmae').waitFor();
    expect(await page.getByRole('button', { name: 'Review and apply' }).isDisabled()).toBe(true);

    const changed = before.replace(/(- name: math_problems[\s\S]*?model: )Qwen3-235B/, '$1GLM-4.7');
    expect(changed).not.toBe(before);
    await replaceIn(page, changed);
    await page.getByRole('region', { name: 'Policy', exact: true }).getByText('follows').waitFor();
    await page.getByRole('button', { name: 'Review and apply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.cm-changedText, .cm-changedLine').first().waitFor();
    await dialog.getByRole('button', { name: /last 1,000 records/ }).click();
    await dialog.getByText('There are no routed records yet.').waitFor();
    await dialog.getByLabel('Note').fill('Ada, for the test');
    await dialog.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByText('The new config is in force').waitFor();
    expect(readFileSync(file, 'utf8')).toBe(changed);

    await page.getByRole('link', { name: 'Playground' }).first().click();
    await ask(page, SUM);
    await page.getByRole('region', { name: 'Answer of GLM-4.7' }).getByText('math_problems').waitFor();

    await page.getByRole('button', { name: 'Why?' }).waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByLabel('Model 2').selectOption('MoM');
    const versions = page.getByLabel('Config 2').locator('optgroup option');
    await page.getByLabel('Config 2').selectOption((await versions.first().getAttribute('value'))!);
    await page.getByLabel('Message').fill(SUM);
    await page.getByTestId('draft-route').getByText('Qwen3-235B').waitFor();
    await page.getByTestId('draft-route').getByText('GLM-4.7').waitFor();
    await page.getByLabel('Message').press('Enter');
    const earlier = page.getByRole('region', { name: 'Answer of Qwen3-235B' });
    await earlier.getByText('simulated Qwen3-235B').waitFor();
    await earlier.getByText(/^version of/).waitFor();

    await page.goto(`${router.management}/policy?view=versions`);
    await page.getByText('Ada, for the test').waitFor();
    await page.getByRole('button', { name: 'Compare' }).first().click();
    await page.getByRole('button', { name: 'Roll back to it' }).click();
    await page.getByText('The earlier config is in force again').waitFor();
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(problems).toEqual([]);
  });

  test('changes a decision by its form: the text keeps its comments', async () => {
    const { page } = await begin('/policy?view=forms');
    await page.getByRole('button', { name: 'casual_chat' }).first().click();
    await page.getByLabel('priority').fill('7');
    await page.getByRole('button', { name: 'Take into the draft' }).click();
    await page.getByText('draft', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Review and apply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.cm-changedLine').first().waitFor();
    expect(await dialog.locator('.cm-changedLine').allInnerTexts()).toEqual([
      expect.stringMatching(/^\s+priority: 7$/),
    ]);
    expect(await dialog.locator('.cm-deletedLine').allInnerTexts()).toEqual([
      expect.stringMatching(/^\s+priority: 100$/),
    ]);
  });

  test('brings a config of the reference, and sees what became of its fields', async () => {
    const { page, problems } = await begin('/policy');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Text').fill(REFERENCE);
    await dialog.getByRole('button', { name: 'Read it' }).click();
    await dialog.getByText(/Layout v0.3; of \d+ fields/).waitFor();
    await dialog.getByRole('button', { name: 'Take into the draft' }).click();
    await page
      .getByRole('region', { name: 'Policy', exact: true })
      .getByText('ROUTE', { exact: true })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Review and apply' }).click();
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByText('The new config is in force').waitFor();
    await page.getByRole('link', { name: 'Playground' }).first().click();
    await page.getByLabel('Message').fill('this is urgent');
    await page.getByTestId('draft-route').getByText('hurry').waitFor();
    expect(problems).toEqual([]);
  });

  test('is told when someone else changed the config meanwhile', async () => {
    const { page, router } = await begin('/policy');
    await page.getByLabel('YAML text').waitFor();
    const file = join(router.folder, 'config.yaml');
    const before = readFileSync(file, 'utf8');
    await replaceIn(page, before.replace('- name: math_problems', '- name: maths'));
    await page.getByText('draft', { exact: true }).waitFor();
    writeFileSync(file, `${before}# by hand\n`);
    await page.waitForFunction(
      async (text) =>
        (await (await fetch('/api/v1/config', { headers: { accept: 'application/yaml' } })).text()).endsWith(text),
      '# by hand\n',
    );
    await page.getByRole('button', { name: 'Review and apply' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put it in force' }).click();
    await page
      .getByRole('dialog')
      .getByText(/changed since it was read/i)
      .waitFor();
  });

  test('is told when the router is away, and goes on when it is back', async () => {
    const { page, router } = await begin('/playground');
    await page.getByRole('heading', { name: 'Ask something' }).waitFor();
    await router.stop();
    await ask(page, SUM);
    await page.getByText('The router does not answer.', { exact: true }).waitFor();
    const ports = [router.dataPlane, router.management].map((address) => new URL(address).port);
    const again = await startRouterProcess({
      folder: router.folder,
      argv: ['--port', ports[0]!, '--management-port', ports[1]!],
    });
    routers.push(again);
    await page.getByText('The router does not answer.', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByRole('region', { name: 'Answer of Qwen3-235B' }).getByText('math_problems').waitFor();
  });

  test('logs in from another machine with the token, and sees nothing without it', async () => {
    const token = 'a-token-of-the-test-0123456789';
    const config = `${recipeText('mom').replace(/^global:$[\s\S]*/m, '')}
global:
  services:
    management_api: { bind_address: 0.0.0.0 }
`;
    const { page } = await begin('/playground', { config, environment: { SIGNALBOX_TOKEN: token } });
    await page.getByLabel('Token').fill('not-the-token');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page
      .getByRole('alert')
      .getByText(/not the right one/)
      .waitFor();
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Ask something' }).waitFor();
    await ask(page, SUM);
    await page.getByRole('region', { name: 'Answer of Qwen3-235B' }).getByText('math_problems').waitFor();
  });

  test('looks with the token of a viewer, and is told what a viewer may not do', async () => {
    const config = `${recipeText('mom').replace(/^global:$[\s\S]*/m, '')}
global:
  services:
    management_api: { bind_address: 0.0.0.0 }
`;
    const environment = {
      SIGNALBOX_TOKEN: 'a-token-of-the-test-0123456789',
      SIGNALBOX_VIEWER_TOKEN: 'a-viewer-of-the-test-0123456789',
    };
    const { page } = await begin('/operation', { config, environment });
    await page.getByLabel('Token').fill(environment.SIGNALBOX_VIEWER_TOKEN);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('you may look').waitFor();
    await page.getByRole('table', { name: 'Backends' }).getByText('gpt-oss-20b').waitFor();
    await page.getByRole('link', { name: 'Models' }).first().click();
    await page.getByRole('tab', { name: 'Load test' }).click();
    await page.getByRole('button', { name: 'Run' }).and(page.locator('[aria-disabled="true"]')).waitFor();
    await page.getByRole('link', { name: 'Operation' }).first().click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in to Signalbox' }).waitFor();
  });

  test('reads in the log who changed the config, and in the list of changes when', async () => {
    const { page, router } = await begin('/operation?view=logs');
    await page.getByRole('heading', { name: 'Nothing was logged yet' }).waitFor();
    const text = readFileSync(join(router.folder, 'config.yaml'), 'utf8');
    const etag = (await fetch(`${router.management}/api/v1/config`)).headers.get('etag')!;
    const token = readFileSync(join(router.folder, '.signalbox/management-token'), 'utf8').trim();
    const answer = await fetch(`${router.management}/api/v1/config`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'if-match': etag, 'x-author': 'Grace, for the test' },
      body: `${text}# changed\n`,
    });
    expect(answer.status).toBe(200);
    const log = page.getByRole('region', { name: 'Log', exact: true });
    await log.getByText('config changed').waitFor();
    await log.getByText(/Grace, for the test/).waitFor();
    await page.getByLabel('Search the log').fill('no line has this');
    await page.getByRole('heading', { name: 'No line is like that' }).waitFor();
    await page.getByRole('tab', { name: 'Changes' }).click();
    const changes = page.getByRole('table', { name: 'Changes' });
    await changes.getByText('Grace, for the test').waitFor();
    await changes.getByText('in force').waitFor();
  });

  test('sees which probe fails and why, and that it was broken since the run before', async () => {
    const { page, router, problems } = await begin('/evaluation', { environment: { [WORD]: 'zebra' } });
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('status').getByText('every one goes where it must').waitFor();
    const file = join(router.folder, 'probes.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('- id: fast_coding', '- id: fast_coding\n    expected_decision: casual_chat'));
    await page.reload();
    await page.getByLabel('In changed words too').check();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('heading', { name: 'In changed words' }).waitFor();
    await page.getByRole('table', { name: 'Runs' }).getByText('1 broken').waitFor();
    const failing = page.getByRole('button', { name: /failed/ });
    await failing.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('casual_chat').first().waitFor();
    await dialog.getByRole('table').first().getByText('fast_coding').first().waitFor();

    // What the environment says only the router knows.
    const config = join(router.folder, 'config.yaml');
    writeFileSync(config, recipeText('mom').replace('- that is wrong', `- "\${${WORD}}"`));
    const inForce = () => fetch(`${router.management}/api/v1/config`, { headers: { accept: 'application/yaml' } });
    await expect.poll(async () => (await inForce()).text(), { timeout: 20_000 }).toContain(WORD);
    await page.reload();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText(/The router was asked.*environment \(SIGNALBOX_TEST_WORD\)/).waitFor();
    await page.getByRole('button', { name: /failed/ }).click();
    await page.getByRole('dialog').getByRole('table').first().getByText('fast_coding').first().waitFor();
    expect(problems).toEqual([]);
  });

  test('moves a threshold over rows of their own, and sees precision and recall follow', async () => {
    const { page, problems } = await begin('/models?view=threshold');
    await page.getByLabel('Rows').fill('text,label\nno row');
    await page.getByText(/Row 1 has no text with a label/).waitFor();
    await page.getByLabel('Rows').fill(LABELLED);
    expect(await page.getByLabel('To be found').inputValue()).toBe('not benign');
    await page.getByRole('button', { name: 'Ask the head' }).click();
    const figures = page.getByRole('status').filter({ hasText: 'Recall' });
    await figures.getByText('0 missed').waitFor();
    await page.getByRole('slider').press('End');
    await figures.getByText('3 missed').waitFor();
    await page.getByRole('slider').press('Home');
    await figures.getByText('3 found that are not').waitFor();

    await page.getByRole('button', { name: 'From the probes' }).click();
    await page.getByText(/None of the \d+ probes says what jailbreak must read/).waitFor();
    await page.getByRole('button', { name: 'From judged records' }).click();
    await page.getByText(/No record has its text/).waitFor();
    await page.getByRole('combobox', { name: 'Head' }).selectOption('domain');
    await page.getByRole('button', { name: 'From the probes' }).click();
    await expect.poll(() => page.getByLabel('Rows').inputValue()).toContain('"label":"math"');
    await page.getByLabel('To be found').selectOption('math');
    await page.getByRole('button', { name: 'Ask the head' }).click();
    await page.getByRole('heading', { name: 'domain: math' }).waitFor();
    expect(problems).toEqual([]);
  });

  test('loads a model a little, and sees how long it took; a plan that is too long is refused with why', async () => {
    const { page, problems } = await begin('/models?view=load');
    await page.getByLabel('Requests').fill('400');
    await page.getByLabel('Per second').fill('2');
    await page.getByRole('button', { name: 'Run' }).click();
    await page
      .getByRole('alert')
      .getByText(/would start after 200 s/)
      .waitFor();
    await page.getByLabel('Requests').fill('8');
    await page.getByLabel('Per second').fill('50');
    await page.getByRole('button', { name: 'Run' }).click();
    const figures = page.getByRole('status').filter({ hasText: 'Tokens a second' });
    await figures.getByText('Ended').waitFor();
    await figures.getByText('of 8 requests').waitFor();
    await page.getByRole('row', { name: /Time to first token .* ms/ }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'JSON' }).click();
    const { plan, results } = JSON.parse(readFileSync(await (await saved).path(), 'utf8'));
    expect(plan).toMatchObject({ requests: 8, shape: 'constant' });
    expect(results).toHaveLength(8);
    await page.getByRole('link', { name: 'Records' }).first().click();
    await page.getByText('8 records, the newest first').waitFor();
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  });

  test('says how an answer was, sees what was said and its session, jumps in time, and saves records', async () => {
    const { page, router, problems } = await begin('/records', { config: keepingBodies(recipeText('mom')) });
    for (const text of [SUM, 'Who are you?']) {
      await askDataPlane(router, text);
    }
    await page.getByRole('button', { name: 'Newest' }).click();
    await page.getByRole('table', { name: 'Records' }).getByRole('link').first().click();
    await page.getByText('2 requests, the model changed once.').waitFor();
    await page.getByText('"content": "Who are you?"').waitFor();
    await page.getByRole('heading', { name: 'The answer, as it was sent' }).waitFor();
    await page.getByRole('button', { name: 'Too strong a model' }).click();
    await page.getByRole('list', { name: 'What was said' }).getByText('overpowered').waitFor();
    await page.getByRole('link', { name: 'All of them in the table' }).click();
    await page.getByRole('button', { name: 'session id: one' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const lines = readFileSync(await (await saved).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('actual_cost');
    const savedAgain = page.waitForEvent('download');
    await page.getByRole('button', { name: 'JSON' }).click();
    const records = readFileSync(await (await savedAgain).path(), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(records).toMatchObject([{ turn_index: 1 }, { decision: 'math_problems' }]);
    await page.getByLabel('Up to').fill('2020-01-01T00:00');
    await page.getByRole('heading', { name: 'No record is like that' }).waitFor();
    await page.getByRole('button', { name: 'Newest' }).click();
    await page.getByRole('table', { name: 'Records' }).getByRole('link').first().waitFor();

    await page.getByRole('link', { name: 'Insights' }).first().click();
    const latency = page.getByRole('table', { name: 'Latency' });
    await latency.getByRole('row', { name: /^Routing 2/ }).waitFor();
    await page.getByLabel('Stage').selectOption('Routing');
    await page.getByText(/≤ .*: [12]/).waitFor({ state: 'attached' });
    expect(problems).toEqual([]);
  });

  test('reaches every page with the keyboard alone', async () => {
    const { page } = await begin('/playground');
    await page.getByRole('heading', { name: 'Ask something' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.locator('.react-flow__node').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Ask something' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Ask something' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  });
});

async function askDataPlane({ dataPlane }: RouterProcess, text: string): Promise<void> {
  const response = await fetch(`${dataPlane}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'x-session-id': 'one' },
    body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: text }] }),
  });
  expect(response.status).toBe(200);
  await response.text();
}

function keepingBodies(config: string): string {
  const kept = '  services:\n    router_replay: { capture_request_body: true, capture_response_body: true }\n';
  expect(config).toMatch(/^ {2}services:\n/m);
  return config.replace(/^ {2}services:\n/m, kept);
}

/** Puts a text into the YAML editor as typing does. */
async function replaceIn(page: Page, text: string): Promise<void> {
  const editor = page.getByLabel('YAML text');
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}
