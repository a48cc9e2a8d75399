import { copyFileSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { run } from '../run.ts';
import { type TestIo, testIo } from '../testing/test-io.ts';

const running: { io: TestIo; done: Promise<number> }[] = [];
afterEach(async () => {
  for (const { io, done } of running.splice(0)) {
    io.stop();
    await done;
  }
});

const CERTIFICATES = join(import.meta.dirname, '../../../../packages/gateway/src/testing/certificates');
const certificate = (name: string) => join(CERTIFICATES, name);

const CONFIG = `version: v0.3
listeners: [{ tls: { cert_file: cert.pem, key_file: key.pem } }]
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "127.0.0.1:1" }] }]
`;

function install(io: TestIo, name: string): void {
  for (const part of ['key', 'cert']) {
    copyFileSync(certificate(`${name}.${part}.pem`), join(io.workingDirectory, `${part}.pem`));
  }
}

async function start(io: TestIo): Promise<URL> {
  const argv = [
    'serve',
    '--log-level',
    'info',
    '--config',
    'config.yaml',
    '--simulate',
    '--port',
    '0',
    '--management-port',
    '0',
    '--json',
  ];
  const done = run(argv, io);
  running.push({ io, done });
  await Promise.race([io.printed(/\n/), done]);
  return new URL((JSON.parse(io.out()) as { dataPlane: string }).dataPlane);
}

/** Status and code of a chat request over TLS. */
function chat(
  url: URL,
  servername: string,
  headers: Record<string, string> = {},
): Promise<[number, string | undefined]> {
  const ca = ['first', 'second'].map((name) => readFileSync(certificate(`${name}.cert.pem`), 'utf8'));
  return new Promise((resolve, reject) => {
    const options = { host: url.hostname, port: url.port, servername, ca, headers, path: '/v1/chat/completions' };
    const sent = request({ ...options, method: 'POST', agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve([response.statusCode!, (JSON.parse(text) as { error?: { code: string } }).error?.code]);
    });
    sent.on('error', reject).end('{"model":"auto","messages":[{"role":"user","content":"Hello"}]}');
  });
}

test('a key that was just made lets its holder in, over TLS, and nobody else', async () => {
  const maker = testIo();
  await run(['keys', 'create', '--name', 'ci', '--user', 'ada', '--json'], maker);
  const { key, entry } = JSON.parse(maker.out()) as { key: string; entry: object };
  const io = testIo();
  install(io, 'first');
  io.write('config.yaml', `${CONFIG}global: { services: { authz: { keys: [${JSON.stringify(entry)}] } } }\n`);
  const url = await start(io);
  expect(url.protocol).toBe('https:');
  expect(await chat(url, 'first.example')).toEqual([401, 'missing_credentials']);
  expect(await chat(url, 'first.example', { authorization: 'Bearer sk-else' })).toEqual([401, 'invalid_api_key']);
  expect(await chat(url, 'first.example', { authorization: `Bearer ${key}` })).toEqual([200, undefined]);
});

test('a certificate that is replaced is taken up; one that is no good is not', async () => {
  const io = testIo();
  install(io, 'first');
  io.write('config.yaml', CONFIG);
  const url = await start(io);
  expect(await chat(url, 'first.example')).toEqual([200, undefined]);
  install(io, 'second');
  await io.printed(/a new certificate is in force/, 'err');
  expect(await chat(url, 'second.example')).toEqual([200, undefined]);
  io.write('cert.pem', 'nonsense');
  await io.printed(/cannot be used: .*the old certificate stays in force/, 'err');
  expect(await chat(url, 'second.example')).toEqual([200, undefined]);
});

test('without its certificate the router does not start, and says what to look at', async () => {
  const io = testIo();
  io.write('config.yaml', CONFIG);
  const argv = ['serve', '--config', 'config.yaml', '--simulate', '--port', '0', '--management-port', '0'];
  expect(await run(argv, io)).toBe(2);
  expect(io.err()).toMatch(/cannot read .*cert\.pem: ENOENT.*\n {2}hint: check cert_file of the listener’s tls/);
});
