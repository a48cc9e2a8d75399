import { connect } from 'node:net';
import type { ListenerConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { startServers } from './servers.ts';
import { type Logger, silentLogger } from './telemetry/logger.ts';
import { completion, event, type Responder } from './testing/fake-backend.ts';
import { aBackend, aConfig, aListener, aModel, anEngine, ask } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { backend: aFakeBackend, closeLater } = serving();
const LOOPBACK = { address: '127.0.0.1', port: 0 };
const POST = 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n';

/** A logger, and a promise of the entry that says that a client was cut off. */
function listening() {
  let heard = () => {};
  const cutOff = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const warn: Logger['warn'] = (_fields, message) => {
    if (message.includes('cut off')) heard();
  };
  return { logger: { ...silentLogger, warn }, cutOff };
}

async function listen(listener: Partial<ListenerConfig>, responder: Responder = completion('hi')) {
  const backend = await aFakeBackend(responder);
  const backends = [aBackend(backend.baseUrl)];
  const models = [aModel('small', { backends }), aModel('large', { backends })];
  const config = aConfig({ models, listener: aListener(listener) });
  const { logger, cutOff } = listening();
  const gateway = createGateway({ config, engine: anEngine(), logger });
  closeLater({ close: () => gateway.close(0) });
  const servers = await startServers(gateway, { dataPlane: LOOPBACK, management: LOOPBACK });
  closeLater({ close: () => servers.close(0) });
  const url = `http://127.0.0.1:${servers.dataPlane.port}`;
  return { backend, url, port: servers.dataPlane.port, cutOff };
}

function open(port: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  /** Writes a text again and again until the other end has closed. */
  const trickle = (more: string) => {
    const timer = setInterval(() => socket.write(more), 10);
    socket.on('close', () => clearInterval(timer));
  };
  return { socket, closed, trickle, text: () => text };
}

async function isServing(url: string): Promise<boolean> {
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(ask('x')) });
  await response.body?.cancel();
  return response.status === 200;
}

describe('a client that sends', () => {
  test('one header after the other without end gets 408, however busy it looks', async () => {
    const { port, url } = await listen({ headerTimeoutMs: 150 });
    const { socket, closed, trickle, text } = open(port);
    socket.write(POST);
    trickle('x-a: b\r\n');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 408 /);
    expect(await isServing(url)).toBe(true);
  });

  test('its body byte by byte gets 408, and no backend hears of it', async () => {
    const { port, url, backend } = await listen({ receiveTimeoutMs: 150 });
    const { socket, closed, trickle, text } = open(port);
    socket.write(`${POST}content-length: 100000\r\n\r\n`);
    trickle(' ');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 408 /);
    expect(backend.received).toEqual([]);
    expect(await isServing(url)).toBe(true);
  });

  test('its body in chunks of one byte gets 408 too', async () => {
    const { port } = await listen({ receiveTimeoutMs: 150 });
    const { socket, closed, trickle, text } = open(port);
    socket.write(`${POST}transfer-encoding: chunked\r\n\r\n`);
    trickle('1\r\n \r\n');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a second request slowly on a connection that had a good one gets 408', async () => {
    const { port } = await listen({ receiveTimeoutMs: 150 });
    const { socket, closed, trickle, text } = open(port);
    const body = JSON.stringify(ask('x'));
    socket.write(`${POST}content-length: ${body.length}\r\n\r\n${body}`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(`${POST}content-length: 100000\r\n\r\n`);
    trickle(' ');
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 200 .*HTTP\/1\.1 408 /s);
  });

  test('many such connections do not keep others out', async () => {
    const { port, url } = await listen({ headerTimeoutMs: 300 });
    const slow = Array.from({ length: 200 }, () => {
      const connection = open(port);
      connection.socket.write('GET / HTTP/1.1\r\n');
      return connection;
    });
    expect(await isServing(url)).toBe(true);
    await Promise.all(slow.map(({ closed }) => closed));
    expect(slow.every(({ text }) => text().startsWith('HTTP/1.1 408 '))).toBe(true);
  });
});

describe('a client that reads', () => {
  /** More than sockets hold between router and client. */
  const LONG = 'x'.repeat(12_000_000);
  const body = (more: object = {}) => {
    const text = JSON.stringify(ask('x', more));
    return `${POST}content-length: ${text.length}\r\n\r\n${text}`;
  };

  test('nothing of a complete answer is cut off', async () => {
    const { port, cutOff } = await listen({ sendTimeoutMs: 100 }, completion(LONG));
    const { socket, closed, text } = open(port);
    socket.pause();
    socket.write(body());
    await cutOff;
    socket.resume();
    await closed;
    expect(text().length).toBeLessThan(LONG.length);
  });

  test('a complete answer drop by drop is cut off', async () => {
    const { port, cutOff } = await listen({ sendTimeoutMs: 100 }, completion(LONG));
    const { socket, closed, text } = open(port);
    socket.pause();
    const sip = setInterval(() => socket.read(10), 10);
    socket.on('close', () => clearInterval(sip));
    socket.write(body());
    await cutOff;
    socket.resume();
    await closed;
    expect(text().length).toBeLessThan(LONG.length);
  });

  test('nothing of a stream holds the backend until the request’s own deadline, and no longer', async () => {
    const endless: Responder = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const more = () => {
        while (!response.destroyed && response.write(event({ content: 'y'.repeat(60_000) })));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const { port, backend } = await listen({ timeoutMs: 2_000, sendTimeoutMs: 100 }, endless);
    const { socket, closed } = open(port);
    socket.pause();
    const arrived = backend.next();
    socket.write(body({ stream: true }).replace('host: x', 'connection: close\r\nhost: x'));
    expect(await (await arrived).ended).toBe('closed early');
    socket.resume();
    await closed;
  });

  test('at an ordinary pace gets all of it', async () => {
    const { url } = await listen({ sendTimeoutMs: 5_000 }, completion(LONG));
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(ask('x')) });
    expect((await response.text()).length).toBeGreaterThan(LONG.length);
  });
});
