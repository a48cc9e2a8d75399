import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@signalbox/gateway/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../run.ts';
import { type TestIo, testIo } from '../testing/test-io.ts';

type Json = Record<string, unknown>;

const running: { io: TestIo; done: Promise<number> }[] = [];
let server: Simulator;
beforeAll(async () => {
  server = await startSimulator({ models: ['tiny'] });
});
afterAll(() => server.close());
afterEach(async () => {
  for (const { io, done } of running.splice(0)) {
    io.stop();
    await done;
  }
});

/** A router in a folder of its own, started as anybody starts one. */
async function start(io = testIo()) {
  const done = run(['serve', '--port', '0', '--management-port', '0', '--json'], io);
  running.push({ io, done });
  await Promise.race([io.printed(/\n/), done]);
  const urls = JSON.parse(io.out()) as { dataPlane: string; management: string };
  const token = readFileSync(join(io.workingDirectory, '.signalbox/management-token'), 'utf8').trim();
  const send = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${urls.management}/api/v1/${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    return { status: response.status, json: (await response.json()) as Json };
  };
  const decision = async (text: string) => {
    const response = await fetch(`${urls.dataPlane}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: text }] }),
    });
    const { model } = (await response.json()) as { model?: string };
    return [response.headers.get('x-vsr-selected-decision'), model];
  };
  return { io, urls, send, decision, file: join(io.workingDirectory, 'signalbox.yaml') };
}

const own = () => ({ provider: 'openai', base_url: `${server.url}/v1`, allow_private: true });

describe('a router without a config of its own', () => {
  test('is set up: a server connected and tried, a recipe drafted on it, put in force, and followed from then on', async () => {
    const { send, decision, file, io } = await start();
    const before = await send('setup');
    expect(before.json).toMatchObject({
      is_needed: true,
      file: 'signalbox.yaml',
      file_exists: false,
      is_simulated: true,
    });
    expect(before.json.recipes).toContainEqual(
      expect.objectContaining({
        name: 'single',
        decisions: 5,
        models: [{ name: 'main', description: expect.any(String) }],
      }),
    );
    expect((await send('setup/models', own())).json).toMatchObject({ models: ['tiny'], problem: null });
    const tried = await send('setup/test', { ...own(), model: 'tiny' });
    expect(tried.json).toMatchObject({ is_good: true, model: 'tiny', problem: null });

    const draft = await send('setup/draft', { recipe: 'single', models: { main: { ...own(), model: 'tiny' } } });
    expect(draft.json).toMatchObject({ is_valid: true, models: [{ name: 'main' }], decisions: 5 });
    expect(existsSync(file)).toBe(false);
    const { yaml } = draft.json as { yaml: string };
    const done = await send('setup/activate', { yaml }, { 'x-author': 'Ada' });
    expect(done.json).toMatchObject({ status: 'in_force', version: { note: 'Ada' } });
    expect(readFileSync(file, 'utf8')).toBe(yaml);
    expect(await decision('Solve 3x = 9')).toEqual(['hard', 'tiny']);
    expect((await send('setup')).json).toMatchObject({ is_needed: false, is_simulated: false });
    expect((await send('config/status')).json).toMatchObject({ file: 'signalbox.yaml', read_only: null });

    writeFileSync(file, yaml.replace('name: hard', 'name: heavy'));
    await io.printed(/is in force/, 'err');
    expect(await decision('Solve 3x = 9')).toEqual(['heavy', 'tiny']);
    const again = await send('setup/activate', { yaml });
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'config_exists' } } });
  });

  test('writes over a file only where that is said', async () => {
    const { send, file } = await start();
    const { json } = await send('setup/draft', { recipe: 'single', models: { main: { ...own(), model: 'tiny' } } });
    writeFileSync(file, '# mine\n');
    expect((await send('setup')).json).toMatchObject({ file_exists: true });
    const refused = await send('setup/activate', { yaml: json.yaml });
    expect(refused).toMatchObject({ status: 409, json: { error: { message: expect.stringContaining('overwrite') } } });
    expect(readFileSync(file, 'utf8')).toBe('# mine\n');
    expect((await send('setup/activate', { yaml: json.yaml, overwrite: true })).status).toBe(200);
    expect(readFileSync(file, 'utf8')).toBe(json.yaml);
  });

  test('stays as it is where the config cannot be served', async () => {
    const { send, decision, file } = await start();
    const refused = await send('setup/activate', { yaml: 'version: v0.3\nproviders: { modells: [] }\n' });
    expect(refused).toMatchObject({ status: 422, json: { status: 'invalid' } });
    expect(existsSync(file)).toBe(false);
    expect((await decision('Solve 3x = 9'))[0]).toBe('math_problems');
    expect((await send('setup')).json).toMatchObject({ is_needed: true });
  });

  test('names a key by its variable, says whether it is set, and shows no value of it', async () => {
    const { send } = await start(testIo({ environment: { TINY_KEY: 'sk-hidden-1' } }));
    const set = await send('setup/models', { ...own(), api_key_env: 'TINY_KEY' });
    expect(set.json).toMatchObject({ is_key_set: true, models: ['tiny'] });
    const unset = await send('setup/models', { ...own(), api_key_env: 'OTHER_KEY' });
    expect(unset.json).toMatchObject({ is_key_set: false, problem: expect.stringContaining('OTHER_KEY is not set') });
    const key = await send('setup/models', { ...own(), api_key_env: 'sk-hidden-1' });
    expect(key).toMatchObject({ status: 400, json: { error: { param: 'api_key_env' } } });
    const draft = await send('setup/draft', {
      recipe: 'single',
      models: { main: { ...own(), api_key_env: 'TINY_KEY', model: 'tiny' } },
    });
    expect(draft.json.yaml).toContain('api_key_env: TINY_KEY');
    expect(JSON.stringify([set, unset, key, draft])).not.toContain('sk-hidden-1');
  });

  test.each([
    [
      'an address of this machine that nobody vouches for',
      { provider: 'openai', base_url: 'http://127.0.0.1:1/v1' },
      /this machine/,
    ],
    [
      'a metadata service, whoever vouches for it',
      { provider: 'openai', base_url: 'http://169.254.169.254/v1', allow_private: true },
      /metadata services/,
    ],
    ['what is no web address', { provider: 'openai', base_url: 'file:///etc/passwd' }, /http or https/],
    ['a provider that is not there', { provider: 'nobody' }, /expected one of/],
  ])('asks nothing of %s', async (_what, connection, problem) => {
    const { send } = await start();
    expect((await send('setup/models', connection)).json).toMatchObject({
      models: null,
      problem: expect.stringMatching(problem),
    });
    expect((await send('setup/test', { ...connection, model: 'x' })).json).toMatchObject({
      is_good: false,
      problem: expect.stringMatching(problem),
    });
  });

  test('needs the token for everything but its state', async () => {
    const { urls } = await start();
    const status = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${urls.management}/api/v1/${path}`, init)).status;
    expect(await status('setup')).toBe(200);
    for (const path of ['detect', 'models', 'test', 'draft', 'activate'])
      expect(await status(`setup/${path}`, { method: 'POST', body: '{}' })).toBe(401);
    expect(await status('config/import-address', { method: 'POST', body: '{}' })).toBe(401);
  });

  test('fetches a config to import from public addresses only', async () => {
    const { send } = await start();
    const { status, json } = await send('config/import-address', { address: `${server.url}/v1/models` });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: { code: 'address_refused', message: expect.stringContaining('this machine') },
    });
  });
});

test('signalbox.yaml is what a router serves that is told nothing, and config.yaml after it', async () => {
  const io = testIo();
  const { io: first } = await start(testIo());
  expect(JSON.parse(first.out()).config).toContain('mom');
  io.write(
    'config.yaml',
    'version: v0.3\nproviders: { models: [{ name: one, backend_refs: [{ endpoint: "127.0.0.1:1" }] }] }\n',
  );
  const second = await start(io);
  expect(JSON.parse(second.io.out()).config).toBe('config.yaml');
  expect((await second.send('setup')).json).toMatchObject({ is_needed: false, file: 'config.yaml' });
});
