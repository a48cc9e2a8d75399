import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Simulator, startSimulator } from '@signalbox/gateway/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { installPackages } from '../install-packages.mjs';

// The examples as somebody would run them: real processes, over the built packages.
const FOLDER = join(import.meta.dirname, '../../examples');
const obstacle = installPackages(FOLDER);
if (obstacle !== undefined) {
  if (process.env.SIGNALBOX_REQUIRE_SERVICES === '1') throw new Error(obstacle);
  console.warn(`the examples are skipped: ${obstacle}`);
}

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ models: ['small', 'large'] });
});
afterAll(() => simulator.close());

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

function run(name: string): { readonly child: ChildProcess; readonly errors: () => string } {
  const child = spawn(process.execPath, [name], {
    cwd: FOLDER,
    env: { ...process.env, MODELS_URL: `${simulator.url}/v1`, PORT: '0' },
  });
  running.push(child);
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return { child, errors: () => errors };
}

async function output(name: string): Promise<string> {
  const { child, errors } = run(name);
  let text = '';
  child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(errors()).toBe('');
  expect(code).toBe(0);
  return text;
}

/** Starts an example that serves; its address with /v1. */
async function start(name: string): Promise<string> {
  const { child, errors } = run(name);
  const [line] = await Promise.race([once(createInterface({ input: child.stdout! }), 'line'), once(child, 'exit')]);
  if (typeof line !== 'string') throw new Error(errors());
  return line;
}

function ask(base: string, content: string, stream = false): Promise<Response> {
  return fetch(`${base}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'auto', stream, messages: [{ role: 'user', content }] }),
  });
}

describe.skipIf(obstacle !== undefined)('examples', () => {
  const SERVERS = ['node-http.mjs', 'hono.mjs', 'express.mjs', 'fastify.mjs'];

  describe.each(SERVERS)('%s', (name) => {
    test('routes, streams, refuses in the words of the protocol, and leaves the rest of the app alone', async () => {
      const base = await start(name);
      const routed = await ask(base, 'Solve 2x + 5 = 15.');
      expect(routed.status).toBe(200);
      expect(routed.headers.get('x-vsr-selected-decision')).toBe('sums');
      expect(await routed.json()).toMatchObject({
        choices: [{ message: { content: expect.stringContaining('large') } }],
      });

      const streamed = await ask(base, 'Good morning!', true);
      expect(streamed.headers.get('x-vsr-selected-model')).toBe('small');
      expect(await streamed.text()).toMatch(/"delta".*data: \[DONE\]\n\n$/s);

      const refused = await fetch(`${base}/chat/completions`, { method: 'POST', body: '{' });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { code: 'invalid_json' } });

      expect(await (await fetch(`${base}/models`)).json()).toMatchObject({ object: 'list' });
      if (base.endsWith('/ai/v1')) {
        expect(await (await fetch(new URL('/', base))).text()).toBe('An app with models.');
      }
    });
  });

  test('route-only.mjs says where a request would go, and why', async () => {
    const text = await output('route-only.mjs');
    expect(text).toContain("decision: 'sums', model: 'large'");
    expect(text).toContain('domain:math');
  });

  test('define-router.mjs routes by a config in code, its functions too, and writes YAML', async () => {
    const text = await output('define-router.mjs');
    expect(text.match(/decision: '(\w+)', model: 'large'/g)).toEqual([
      "decision: 'tables_and_sums', model: 'large'",
      "decision: 'tables_and_sums', model: 'large'",
      "decision: 'customers', model: 'large'",
    ]);
    expect(text).toMatch(/version: v0\.3\nproviders:\n {2}models:/);
  });

  test('ai-sdk.mjs answers and streams with the models that were chosen', async () => {
    const text = await output('ai-sdk.mjs');
    expect(text).toContain("{ decision: 'sums', model: 'large' }");
    expect(text).toMatch(/\[simulated large.*Solve 2x \+ 5 = 15/s);
    expect(text).toMatch(/\[simulated small.*Good morning!/s);
  });

  test('every example is one of these, and each package is needed by one', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.mjs'));
    expect(files.sort()).toEqual(
      [
        ...SERVERS,
        'ai-sdk-provider.mjs',
        'ai-sdk.mjs',
        'define-router.mjs',
        'route-only.mjs',
        'signalbox.config.mjs',
      ].sort(),
    );
    const { dependencies } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as {
      dependencies: Readonly<Record<string, string>>;
    };
    const text = files.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('\n');
    for (const name of Object.keys(dependencies)) expect(text).toContain(`'${name}'`);
  });
});
