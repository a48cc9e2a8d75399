import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../structure/source-files.ts';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { loadProbePrompts } from './probe-prompts.ts';
import { type RouterProcess, recipeText, startRouterProcess } from './router-process.ts';

const PROMPTS = 500;

interface Routed {
  readonly decision: string | null;
  readonly model: string | null;
  readonly reasoning: string;
  readonly signals: readonly string[];
}

describe.runIf(hasBrowser)('the engine in the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each(['mom', 'balance'])('routes as the router does: %s', { timeout: 240_000 }, async (recipe) => {
    const router: RouterProcess = await startRouterProcess({ config: recipeText(recipe) });
    try {
      const { page, problems } = await openPage(browser);
      await page.goto(`${router.management}/playground`);
      const worker = readdirSync(join(ROOT, 'apps/dashboard/dist/assets')).find((name) =>
        name.startsWith('engine-worker'),
      );
      const prompts = loadProbePrompts(PROMPTS);
      expect(new Set(prompts).size).toBe(PROMPTS);
      const [here, there] = await page.evaluate(routeBoth, { worker: `/assets/${worker}`, prompts });
      expect(here).toHaveLength(PROMPTS);
      expect(here).toEqual(there);
      expect(new Set(there.map(({ decision }) => decision)).size).toBeGreaterThan(5);
      expect(problems).toEqual([]);
    } finally {
      await router.close();
    }
  });
});

/** Runs in the page: the worker that the page uses beside the router's own answer. */
async function routeBoth({
  worker: path,
  prompts,
}: {
  worker: string;
  prompts: string[];
}): Promise<[Routed[], Routed[]]> {
  const worker = new Worker(path, { type: 'module' });
  let next = 0;
  const call = (name: string, ...values: unknown[]) =>
    new Promise<never>((resolve, reject) => {
      const id = next++;
      worker.addEventListener('message', ({ data }) => {
        if (data.id !== id) return;
        if ('error' in data) reject(new Error(data.error));
        else resolve(data.value as never);
      });
      worker.postMessage({ id, name, values });
    });
  const json = async (address: string, init?: RequestInit) => (await fetch(address, init)).json();
  const words = await json('/api/v1/vocabulary');
  const { weights } = await json('/api/v1/weights');
  // Answers come through `addEventListener`: `onmessage` is the page's own way.
  worker.addEventListener('message', () => {});
  await call('prepare', words, weights, undefined);
  const text = await (await fetch('/api/v1/config', { headers: { accept: 'application/yaml' } })).text();
  const opened = (await call('open', 'running', text)) as { ok: boolean };
  if (!opened.ok) throw new Error(JSON.stringify(opened));
  // Engines of JavaScript differ in the last digit of an exponential.
  const labels = (signals: { kind: string; name: string; matched: boolean; confidence: number }[]) =>
    signals
      .filter(({ matched }) => matched)
      .map(({ kind, name, confidence }) => `${kind}:${name} ${confidence.toFixed(12)}`);
  const here: Routed[] = [];
  const there: Routed[] = [];
  for (const prompt of prompts) {
    const body = { model: 'MoM', messages: [{ role: 'user', content: prompt }] };
    const mine = (await call('route', 'running', body)) as {
      decision: string | null;
      model: string | null;
      reasoning: string;
      trace: { signals: never };
    };
    here.push({
      decision: mine.decision,
      model: mine.model,
      reasoning: mine.reasoning,
      signals: labels(mine.trace.signals),
    });
    const own = await json('/api/v1/eval', { method: 'POST', body: JSON.stringify(body) });
    const reasoning = own.reasoning === null || own.reasoning.mode === 'off' ? 'off' : own.reasoning.effort;
    there.push({
      decision: own.routing_decision,
      model: own.selected_model,
      reasoning,
      signals: labels(own.trace.signals),
    });
  }
  worker.terminate();
  return [here, there];
}
