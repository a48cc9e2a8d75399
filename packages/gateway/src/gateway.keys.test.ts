import { loadConfig } from '@signalbox/engine';
import { testVocabulary } from '@signalbox/engine/testing';
import { expect, test } from 'vitest';
import { providers } from './providers/index.ts';
import { createLogger } from './telemetry/logger.ts';
import { json } from './testing/fake-backend.ts';
import { anEngine, ask, chat, manage } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

const KEYS = { inline: 'sk-inline-0123456789', env: 'sk-environment-0123456789', file: 'sk-file-0123456789' };

const vocabulary = { ...testVocabulary, providers };

async function load(address: string, reference: string, files: Readonly<Record<string, string>> = {}) {
  const text = `
version: v0.3
providers:
  defaults: { default_model: large }
  models: [{ name: large, backend_refs: [{ base_url: "${address}?key=${KEYS.inline}", ${reference} }] }]
`;
  const result = await loadConfig(text, {
    vocabulary,
    environment: { VENDOR_KEY: KEYS.env },
    readFile: (path) => {
      if (files[path] === undefined) throw new Error('no such file');
      return files[path];
    },
  });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

test.each([
  [KEYS.inline, `api_key: ${KEYS.inline}`],
  [KEYS.env, 'api_key_env: VENDOR_KEY'],
  [KEYS.file, 'api_key_file: key.txt'],
  [KEYS.file, `extra_headers: { x-api-key: ${KEYS.file} }`],
])('the key %s of a backend reaches it, and is shown nowhere', async (key, reference) => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
  const quoting = json(401, { error: { message: `Incorrect API key provided: ${key}.`, type: 'x' } });
  const { gateway, backend } = await serve(quoting, { logger });
  const loaded = await load(backend.baseUrl, reference, { 'key.txt': `${key}\n` });
  gateway.swap({ config: loaded.config, engine: anEngine(), configDocument: loaded.shown });
  logger.info({ headers: backend.received }, 'begin');

  const response = await gateway.fetch(chat({ ...ask('x'), model: 'large' }));
  expect(JSON.stringify(backend.received[0]!.headers)).toContain(key);
  expect(response.status).toBe(401);
  const told = await response.text();
  expect(told).toContain('Incorrect API key provided: ***');
  const records = await manage(gateway, 'GET', '/v1/router_replay');
  const record = await manage(gateway, 'GET', `/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
  const config = await manage(gateway, 'GET', '/api/v1/config');
  expect(config.text).toContain('large');
  expect(record.status).toBe(200);
  const everything = [told, records.text, record.text, config.text, ...lines, ...response.headers].join('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const each of Object.values(KEYS)) expect(everything).not.toContain(each);
});

test('a key file that is not there, or is empty, is an error at its place', async () => {
  await expect(load('http://h', 'api_key_file: gone.txt')).rejects.toThrow('cannot be read from gone.txt');
  await expect(load('http://h', 'api_key_file: key.txt', { 'key.txt': ' \n' })).rejects.toThrow('key.txt is empty');
});
