import { join } from 'node:path';
import { startSimulator } from '@signalbox/gateway/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError, createEngine, createGateway, createRouter, requestFacts } from '../index.ts';

const MOM = join(import.meta.dirname, '../../../../recipes/mom/config.yaml');
const CONFIG = `
version: v0.3
providers:
  defaults: { default_model: small }
  models:
    - { name: small, backend_refs: [{ base_url: "\${MODELS_URL}" }] }
    - { name: large, backend_refs: [{ base_url: "\${MODELS_URL}" }] }
routing:
  signals: { domains: [{ name: math }] }
  decisions:
    - { name: sums, rules: { type: domain, name: math }, modelRefs: [{ model: large }] }
`;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
function closeLater<T extends { close(): Promise<void> }>(thing: T): T {
  open.push(thing);
  return thing;
}

async function environment() {
  return { MODELS_URL: `${closeLater(await startSimulator({ models: 'any' })).url}/v1` };
}

function ask(content: string, more: object = {}): Request {
  const body = JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content }], ...more });
  return new Request('http://router/v1/chat/completions', { method: 'POST', body });
}

describe('createEngine', () => {
  test('routes by a config with the embedded models, and needs no backends', async () => {
    const config = CONFIG.replaceAll(/, backend_refs: \[.*?\]/g, '');
    const { engine, warnings } = closeLater(await createEngine({ config }));
    const { decision, model } = await engine.route(requestFacts('Solve 2x + 5 = 15 for x.'));
    expect(decision).toBe('sums');
    expect(model).toMatchObject({ model: 'large' });
    expect(warnings.map(({ severity }) => severity)).toEqual(warnings.map(() => 'warning'));
  });

  test('reads a config from its file', async () => {
    const { engine, folder } = closeLater(await createEngine({ file: MOM }));
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Solve 2x + 5 = 15 for x.' }] },
    ];
    expect((await engine.route(requestFacts({ messages }))).decision).toBe('math_problems');
    expect(folder).toBe(join(MOM, '..'));
  });

  test('tells all problems of a config at once, with their places', async () => {
    const broken = CONFIG.replace('default_model: small', 'default_model: smal').replace(
      'name: math }]',
      'nam: math }]',
    );
    const error = await createEngine({ config: broken, file: 'mine.yaml' }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ConfigError);
    const { message, diagnostics } = error as ConfigError;
    expect(message).toMatch(/^the config is not valid:\nmine\.yaml:\d+:\d+ error/);
    expect(message).toContain('"smal"');
    expect(message).toContain('"nam"');
    expect(diagnostics.length).toBeGreaterThan(1);
  });

  test('gives what a gateway needs, also for a change of config', async () => {
    const gateway = closeLater(createGateway(await createEngine({ config: CONFIG, environment: await environment() })));
    expect((await gateway.fetch(ask('hello'))).headers.get('x-vsr-selected-model')).toBe('small');
    const next = CONFIG.replace('default_model: small', 'default_model: large');
    gateway.swap(await createEngine({ config: next, environment: await environment() }));
    expect((await gateway.fetch(ask('hello'))).headers.get('x-vsr-selected-model')).toBe('large');
  });
});

describe('createRouter', () => {
  test('answers web requests with the model that was chosen, plain and streamed', async () => {
    const router = closeLater(await createRouter({ config: CONFIG, environment: await environment() }));
    const response = await router.fetch(ask('Solve 2x + 5 = 15 for x.', {}));
    expect(response.headers.get('x-vsr-selected-decision')).toBe('sums');
    expect(await response.json()).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    const streamed = await router.fetch(ask('hello', { stream: true }));
    expect(streamed.headers.get('x-vsr-selected-model')).toBe('small');
    expect(await streamed.text()).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('tells the families of signals in debug headers, as the server does', async () => {
    const router = closeLater(await createRouter({ config: CONFIG, environment: await environment() }));
    const request = ask('Solve 2x + 5 = 15 for x.');
    request.headers.set('x-vsr-debug', 'true');
    expect((await router.fetch(request)).headers.get('x-vsr-matched-domains')).toBe('math');
  });

  test('a reader that stops reading ends the stream, and the router closes at once', async () => {
    const simulator = closeLater(await startSimulator({ models: 'any', tokensPerSecond: 50 }));
    const router = await createRouter({ config: CONFIG, environment: { MODELS_URL: `${simulator.url}/v1` } });
    const { body } = await router.fetch(ask('hello', { stream: true, max_tokens: 5_000 }));
    const reader = body!.getReader();
    await reader.read();
    await reader.cancel();
    await router.close(600_000);
  });

  test('needs backends where an engine does not', async () => {
    const config = 'version: v0.3\nproviders: { models: [{ name: small }] }\n';
    await expect(createRouter({ config })).rejects.toThrow(ConfigError);
  });
});

describe('requestFacts', () => {
  test('names the message that is wrong', () => {
    expect(() => requestFacts({ messages: [{ role: 'user', content: 'a' }, { role: 'nobody' }] })).toThrow(
      /messages\[1\]\.role/,
    );
  });
});
