import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ListenerConfig } from '@signalbox/engine';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { startServers } from './servers.ts';
import { silentLogger } from './telemetry/logger.ts';
import { stream } from './testing/fake-backend.ts';
import { aBackend, aConfig, aListener, aModel, anEngine, ask } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { backend: aFakeBackend, closeLater } = serving();
const LOOPBACK = { address: '127.0.0.1', port: 0 };
const folder = mkdtempSync(join(tmpdir(), 'signalbox-tls-'));
const certificate = (name: string) => join(import.meta.dirname, 'testing/certificates', name);

afterEach(() => {
  for (const part of ['cert', 'key']) rmSync(join(folder, `${part}.pem`), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function install(name: 'first' | 'second'): void {
  for (const part of ['cert', 'key']) copyFileSync(certificate(`${name}.${part}.pem`), join(folder, `${part}.pem`));
}

const TLS = { certFile: 'cert.pem', keyFile: 'key.pem', minVersion: 'TLSv1.2' } as const;

/** A logger, and promises of what it is told next. */
function hearing() {
  let waiting: (entry: string) => void = () => {};
  const hear = (fields: object, message: string) => waiting(`${message} ${JSON.stringify(fields)}`);
  const next = () =>
    new Promise<string>((resolve) => {
      waiting = resolve;
    });
  return { logger: { ...silentLogger, info: hear, error: hear }, next };
}

async function listen(listener: Partial<ListenerConfig> = {}) {
  const backend = await aFakeBackend(stream(['a', 'b']));
  const backends = [aBackend(backend.baseUrl)];
  const models = [aModel('small', { backends }), aModel('large', { backends })];
  const config = aConfig({ models, listener: aListener({ tls: TLS, ...listener }) });
  const said = hearing();
  const gateway = createGateway({ config, engine: anEngine(), folder, logger: said.logger });
  closeLater({ close: () => gateway.close(0) });
  const servers = await startServers(gateway, { dataPlane: LOOPBACK, management: LOOPBACK });
  closeLater({ close: () => servers.close(0) });
  return { port: servers.dataPlane.port, said };
}

const TRUSTED = ['first', 'second'].map((name) => readFileSync(certificate(`${name}.cert.pem`), 'utf8'));

/** Asks over TLS as a client that knows both certificates. */
function ask1(port: number, name: string, agent?: Agent): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', servername: name, ca: TRUSTED, agent, path: '/v1/chat/completions' };
    const sent = httpsRequest({ ...options, method: 'POST' }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, text });
    });
    sent.on('error', reject).end(JSON.stringify(ask('x', { stream: true })));
  });
}

test('requests are answered and streamed over TLS', async () => {
  install('first');
  const { port } = await listen();
  const { status, text } = await ask1(port, 'first.example');
  expect(status).toBe(200);
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  await expect(ask1(port, 'second.example')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

test('a new certificate is taken up without a restart, and connections that are open stay', async () => {
  install('first');
  const { port, said } = await listen();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await ask1(port, 'first.example', agent);
  const heard = said.next();
  install('second');
  expect(await heard).toContain('a new certificate is in force');
  expect((await ask1(port, 'first.example', agent)).status).toBe(200);
  expect((await ask1(port, 'second.example')).status).toBe(200);
  agent.destroy();
});

test('a certificate that is no good leaves the old one in force', async () => {
  install('first');
  const { port, said } = await listen();
  const mismatch = said.next();
  copyFileSync(certificate('second.key.pem'), join(folder, 'key.pem'));
  expect(await mismatch).toMatch(/the old certificate stays .*key\.pem cannot be used: .*key values mismatch/);
  const nonsense = said.next();
  writeFileSync(join(folder, 'cert.pem'), 'not a certificate');
  expect(await nonsense).toContain('cannot be used');
  const missing = said.next();
  rmSync(join(folder, 'cert.pem'));
  expect(await missing).toMatch(/cannot read .*cert\.pem/);
  expect((await ask1(port, 'first.example')).status).toBe(200);
});

test('without its files the server does not start, and says which is missing', async () => {
  await expect(listen()).rejects.toMatchObject({
    code: 'gateway.tls',
    message: expect.stringContaining(join(folder, 'cert.pem')),
    hint: expect.stringContaining('cert_file'),
  });
});

test('plain HTTP gets no answer, and the server lives', async () => {
  install('first');
  const { port } = await listen();
  const plain = new Promise((_resolve, reject) => httpRequest({ port, host: '127.0.0.1' }).on('error', reject).end());
  await expect(plain).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect((await ask1(port, 'first.example')).status).toBe(200);
});

test('a handshake that does not go on is given up', async () => {
  install('first');
  const { port } = await listen({ headerTimeoutMs: 100 });
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await new Promise<void>((resolve) => socket.on('close', () => resolve()));
  expect((await ask1(port, 'first.example')).status).toBe(200);
});

test('versions older than the config’s are refused', async () => {
  install('first');
  const { port } = await listen({ tls: { ...TLS, minVersion: 'TLSv1.3' } });
  const versionOf = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
    new Promise<string | null>((resolve, reject) => {
      const socket: TLSSocket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion }, () => {
        resolve(socket.getProtocol());
        socket.destroy();
      });
      socket.on('error', reject);
    });
  expect(await versionOf('TLSv1.3')).toBe('TLSv1.3');
  await expect(versionOf('TLSv1.2')).rejects.toThrow(/protocol version/);
});
