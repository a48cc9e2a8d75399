import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { ListenerConfig, RouterConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { type RunningServers, startServers } from './servers.ts';
import { anApiKey } from './testing/access-fixture.ts';
import { completion, event, type Responder, stream } from './testing/fake-backend.ts';
import { aBackend, aConfig, aListener, aModel, anAuthz, anEngine, ask } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { backend: aFakeBackend, closeLater } = serving();
const LOOPBACK = { address: '127.0.0.1', port: 0 };

async function listen(
  responder: Responder = completion('hi'),
  listener: Partial<ListenerConfig> = {},
  overrides: Partial<RouterConfig> = {},
) {
  const backend = await aFakeBackend(responder);
  const backends = [aBackend(backend.baseUrl)];
  const config = aConfig({
    models: [aModel('small', { backends }), aModel('large', { backends })],
    listener: aListener(listener),
    ...overrides,
  });
  const gateway = createGateway({ config, engine: anEngine() });
  const servers = await startServers(gateway, { dataPlane: LOOPBACK, management: LOOPBACK });
  closeLater({
    async close() {
      await servers.close(0);
      await gateway.close(0);
    },
  });
  return { backend, gateway, servers, url: `http://127.0.0.1:${servers.dataPlane.port}` };
}

function post(url: string, body: object | string): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${url}/v1/chat/completions`, { method: 'POST', body: text });
}

/** A connection on which the test writes HTTP by hand, and all that came back. */
function rawConnection(servers: RunningServers) {
  const socket: Socket = connect(servers.dataPlane.port, '127.0.0.1');
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return { socket, closed, text: () => text };
}

describe('over HTTP', () => {
  test('a request is routed, answered and streamed', async () => {
    const { url } = await listen(stream(['a', 'b']));
    const response = await post(url, ask('x', { stream: true }));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-vsr-selected-model')).toBe('large');
    expect((await response.text()).endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('many requests share a connection', async () => {
    const { url } = await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 3; i++) {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const sent = httpRequest(`${url}/v1/chat/completions`, { method: 'POST', agent }, resolve);
        sent.on('error', reject).end(JSON.stringify(ask('x')));
      });
      ports.add(response.socket.localPort);
      expect(response.statusCode).toBe(200);
      for await (const _chunk of response);
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  test('the query is not part of the path, and HEAD has no body', async () => {
    const { url } = await listen();
    expect((await fetch(`${url}/health?x=1`)).status).toBe(200);
    const head = await fetch(`${url}/v1/models`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });
});

describe('a large body from a caller without a good credential', () => {
  const keys = { authz: anAuthz({ keys: [anApiKey('good')] }) };
  const announcing = (path: string, header: string) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\n${header}content-length: 5000000\r\n\r\n`;

  test.each([
    ['no key', '', 'missing_credentials'],
    ['a key that nobody has', 'authorization: Bearer bad\r\n', 'invalid_api_key'],
    [
      'a key that nobody has, waiting for 100-continue',
      'x-api-key: bad\r\nexpect: 100-continue\r\n',
      'invalid_api_key',
    ],
  ])('%s: 401 in the protocol of the path before the body is sent', async (_name, header, code) => {
    const { servers } = await listen(completion('hi'), {}, keys);
    for (const path of ['/v1/chat/completions', '/v1/messages', '/v1/responses']) {
      const { socket, closed, text } = rawConnection(servers);
      socket.write(announcing(path, header));
      socket.on('data', () => socket.end());
      await closed;
      expect(text()).toMatch(/^HTTP\/1\.1 401 /);
      expect(text()).toContain(path === '/v1/messages' ? '"authentication_error"' : `"code":"${code}"`);
    }
  });

  test('with a good key it is read', async () => {
    const { url } = await listen(completion('hi'), {}, keys);
    const body = JSON.stringify(ask('x'.repeat(100_000)));
    const headers = { authorization: 'Bearer good' };
    expect((await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body })).status).toBe(200);
  });

  test('where nothing asks for a credential it is read', async () => {
    const { url } = await listen();
    expect((await post(url, ask('x'.repeat(100_000)))).status).toBe(200);
  });
});

describe('a body that is too large', () => {
  test('by its announced length gets 413 before it is sent', async () => {
    const { servers } = await listen();
    const { socket, closed, text } = rawConnection(servers);
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 20000000\r\n\r\n');
    socket.on('data', () => socket.end());
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 413 /);
    expect(text()).toContain('"code":"body_too_large"');
    expect(text().toLowerCase()).toContain('connection: close');
  });

  test('gets 413 while it is still streaming in, and the answer is not lost', async () => {
    const { backend, url } = await listen();
    const chunk = Buffer.alloc(1_000_000, 'x');
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpRequest(`${url}/v1/chat/completions`, { method: 'POST' }, resolve);
      sent.on('error', reject);
      for (let i = 0; i < 20; i++) sent.write(chunk);
      sent.end();
    });
    expect(response.statusCode).toBe(413);
    expect(backend.received).toEqual([]);
    for await (const _chunk of response);
    expect((await post(url, ask('x'))).status).toBe(200);
  });

  test('is refused instead of asked for when the client waits for 100-continue', async () => {
    const { servers } = await listen();
    const { socket, closed, text } = rawConnection(servers);
    socket.write(
      'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 20000000\r\n\r\n',
    );
    socket.on('data', () => socket.end());
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('of the right size is asked for with 100-continue', async () => {
    const { servers } = await listen();
    const { socket, closed, text } = rawConnection(servers);
    const body = JSON.stringify(ask('x'));
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    socket.once('data', () => socket.write(body));
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  test('is read where the client expects something unknown, which HTTP lets a server pass over', async () => {
    const { servers } = await listen();
    const { socket, closed, text } = rawConnection(servers);
    const body = JSON.stringify(ask('x'));
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: everything\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('what is not good HTTP', () => {
  test('gets 400 in OpenAI shape', async () => {
    const { servers } = await listen();
    const { socket, closed, text } = rawConnection(servers);
    socket.write('nonsense\r\n\r\n');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 400 /);
    expect(text()).toContain('"code":"malformed_http"');
  });

  test('with huge headers gets 431', async () => {
    const { servers } = await listen();
    const { socket, closed, text } = rawConnection(servers);
    socket.write(`GET /health HTTP/1.1\r\nhost: x\r\nx-big: ${'y'.repeat(40_000)}\r\n\r\n`);
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 431 /);
    expect(text()).toContain('"code":"headers_too_large"');
  });

  test('with broken bodies gets 4xx, one after the other, and the server lives', async () => {
    const { url } = await listen();
    const bodies = ['', '{', '[]', 'null', '{"model":"MoM"}', `{"a":${'['.repeat(100_000)}`, '\u0000'];
    for (const body of bodies) {
      const response = await post(url, body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    }
    expect((await post(url, ask('x'))).status).toBe(200);
  });

  test('with more headers than the config allows gets 431 that says how many', async () => {
    const { servers, url } = await listen(completion('hi'), { maxHeaderBytes: 2_000 });
    const { socket, closed, text } = rawConnection(servers);
    socket.write(`GET /health HTTP/1.1\r\nhost: x\r\nx-big: ${'y'.repeat(3_000)}\r\n\r\n`);
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 431 /);
    expect(text()).toContain('the request headers are larger than 2000 bytes');
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test.each([
    ['anything', ''],
    ['headers', 'POST /v1/chat/completions HTTP/1.1\r\nhost:'],
    ['a body', 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{'],
  ])('because %s do not arrive in time gets 408', async (_what, start) => {
    const { servers } = await listen(completion('hi'), { receiveTimeoutMs: 100 });
    const { socket, closed, text } = rawConnection(servers);
    socket.write(start);
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 408 /);
    expect(text()).toContain('"code":"request_timeout"');
  });

  test('with a compressed body gets 415', async () => {
    const { url } = await listen();
    const headers = { 'content-encoding': 'gzip' };
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(415);
  });
});

describe('a client that leaves', () => {
  test('while the backend thinks cancels the call', async () => {
    const { backend, servers } = await listen(() => {});
    const arrived = backend.next();
    const { socket } = rawConnection(servers);
    const body = JSON.stringify(ask('x'));
    socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    const request = await arrived;
    socket.destroy();
    expect(await request.ended).toBe('closed early');
  });

  test('in mid-stream cancels the call', async () => {
    const { backend, servers } = await listen((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event({ content: 'a' }));
    });
    const { socket } = rawConnection(servers);
    const body = JSON.stringify(ask('x', { stream: true }));
    socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    expect(await backend.received[0]!.ended).toBe('closed early');
  });

  test('in the middle of its own request is forgotten', async () => {
    const { backend, servers, url } = await listen();
    const { socket } = rawConnection(servers);
    await new Promise((resolve) =>
      socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{"mod', resolve),
    );
    socket.destroy();
    expect((await post(url, ask('x'))).status).toBe(200);
    expect(backend.received).toHaveLength(1);
  });
});

test('a client that reads slowly holds the backend back instead of filling memory', async () => {
  let written = 0;
  let stalled = () => {};
  const hasStalled = new Promise<void>((resolve) => {
    stalled = resolve;
  });
  const chunk = event({ content: 'x'.repeat(60_000) });
  const { servers } = await listen((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const more = () => {
      while (!response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) break;
      }
      // Nothing drained for a while: everyone between here and the client has stopped taking.
      const quiet = setTimeout(stalled, 300);
      response.once('drain', () => {
        clearTimeout(quiet);
        more();
      });
    };
    more();
  });
  const { socket, closed } = rawConnection(servers);
  socket.pause();
  const body = JSON.stringify(ask('x', { stream: true }));
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  await hasStalled;
  expect(written).toBeLessThan(50_000_000);
  const before = written;
  socket.resume();
  await new Promise<void>((resolve) => {
    let seen = 0;
    socket.on('data', (data: Buffer) => {
      seen += data.length;
      if (seen > before) resolve();
    });
  });
  expect(written).toBeGreaterThan(before);
  socket.destroy();
  await closed;
});

describe('starting', () => {
  test('on a port in use fails with the port and the flag that moves it, and leaves nothing open', async () => {
    const { servers, gateway } = await listen();
    const { port } = servers.dataPlane;
    const taken = { address: '127.0.0.1', port };
    await expect(startServers(gateway, { dataPlane: taken, management: LOOPBACK })).rejects.toMatchObject({
      code: 'gateway.port_in_use',
      message: `port ${port} on 127.0.0.1 (data plane) is in use by another program`,
      hint: expect.stringContaining('--port N'),
    });
    await expect(startServers(gateway, { dataPlane: LOOPBACK, management: taken })).rejects.toMatchObject({
      hint: expect.stringContaining('--management-port N'),
    });
  });

  test('on an address of another machine fails with that address', async () => {
    const { gateway } = await listen();
    const elsewhere = { address: '192.0.2.1', port: 0 };
    await expect(startServers(gateway, { dataPlane: elsewhere, management: LOOPBACK })).rejects.toMatchObject({
      code: 'gateway.cannot_listen',
      message: expect.stringContaining('192.0.2.1'),
    });
  });

  test('serves management on its own port, to this machine only', async () => {
    const { servers } = await listen();
    const url = `http://127.0.0.1:${servers.management.port}/metrics`;
    expect((await fetch(url)).status).toBe(200);
    const status = await new Promise((resolve, reject) => {
      httpRequest(url, { headers: { host: 'evil.example' } }, (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

test('closing lets a request under way finish and closes its connection after', async () => {
  let answer = () => {};
  const { backend, servers } = await listen((response, request) => {
    answer = () => completion('done')(response, request);
  });
  const arrived = backend.next();
  const { socket, closed, text } = rawConnection(servers);
  const body = JSON.stringify(ask('x'));
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  await arrived;
  const stopped = servers.close(60_000);
  answer();
  await stopped;
  await closed;
  expect(text()).toContain('done');
});
