import { createServer as createNetServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { Cancellation } from './http/cancellation.ts';
import { completion, json, type Responder } from './testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anEngine, ask, chat, manage } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve, backend: aFakeBackend, closeLater } = serving();

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; message: string; type: string } };
  return error;
}

/** A TCP server that treats each connection by the function. */
async function rawBackend(treat: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createNetServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    treat(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater({
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`;
}

/** An address that nobody listens at. */
async function deadAddress(): Promise<string> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}

function gatewayOver(baseUrls: readonly string[], more: { idleTimeoutMs?: number; random?: () => number } = {}) {
  const { idleTimeoutMs = 5_000, random = () => 0 } = more;
  const backends = baseUrls.map((baseUrl, at) => aBackend(baseUrl, { name: `b${at + 1}`, idleTimeoutMs }));
  const config = aConfig({ models: [aModel('large', { backends })] });
  const gateway = createGateway({ config, engine: anEngine(), random, createId: () => 'id-1' });
  closeLater({ close: () => gateway.close(0) });
  return gateway;
}

describe('a backend', () => {
  test('that refuses the connection gives 502 with its name and the address', async () => {
    const gateway = gatewayOver([await deadAddress()]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(502);
    expect(response.headers.get('x-vsr-response-path')).toBe('error');
    expect(response.headers.get('x-vsr-selected-model')).toBe('large');
    const error = await errorOf(response);
    expect(error).toMatchObject({ code: 'backend_unreachable', type: 'server_error' });
    expect(error.message).toMatch(/"b1" of model "large".*ECONNREFUSED.*hint/);
  });

  test.each([false, true])('that is silent gives 504 (streamed: %s)', async (stream) => {
    const gateway = gatewayOver([(await aFakeBackend(() => {})).baseUrl], { idleTimeoutMs: 50 });
    const response = await gateway.fetch(chat(ask('x', { stream })));
    expect(response.status).toBe(504);
    expect(await errorOf(response)).toMatchObject({ code: 'backend_timeout' });
  });

  test('that falls silent in the middle of an answer gives 504, not half an answer', async () => {
    const half: Responder = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"choices"');
    };
    const gateway = gatewayOver([(await aFakeBackend(half)).baseUrl], { idleTimeoutMs: 50 });
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(504);
  });

  test('that resets the connection gives 502', async () => {
    const gateway = gatewayOver([await rawBackend((socket) => socket.once('data', () => socket.resetAndDestroy()))]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'backend_disconnected' });
  });

  test('that cuts its answer short gives 502', async () => {
    const { gateway } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"choices":[]', () => response.destroy());
    });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'backend_disconnected' });
  });

  test('that speaks no HTTP gives 502', async () => {
    const gateway = gatewayOver([
      await rawBackend((socket) => socket.once('data', () => socket.write('SSH-2.0\r\n\r\n'))),
    ]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'backend_invalid_answer' });
  });

  test('that answers 200 with something that is not JSON gives 502', async () => {
    const { gateway } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'backend_invalid_answer' });
  });

  test('that compresses although asked not to gives 502', async () => {
    const { gateway } = await serve(json(200, {}, { 'content-encoding': 'gzip' }));
    expect(await errorOf(await gateway.fetch(chat(ask('x'))))).toMatchObject({ code: 'backend_invalid_answer' });
  });

  test('that sends more than the limit gives 502 and is cut off', async () => {
    const big: Responder = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => response.write('x'.repeat(10_000), () => response.destroyed || more());
      more();
    };
    const { backend, gateway } = await serve(big, { limits: { maxAnswerBytes: 50_000, maxEventBytes: 1_000 } });
    expect(await errorOf(await gateway.fetch(chat(ask('x'))))).toMatchObject({ code: 'backend_answer_too_large' });
    expect(await backend.received[0]!.ended).toBe('closed early');
  });

  test('that redirects gives 502 and is not followed', async () => {
    const { backend, gateway } = await serve((response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(502);
    expect((await errorOf(response)).message).toMatch(/answered 307.*chat_path/);
    expect(backend.received).toHaveLength(1);
  });
});

describe("a backend's own error", () => {
  test('goes on with its status, body and Retry-After', async () => {
    const body = { error: { message: 'slow down', type: 'tokens', code: 'rate_limit_exceeded' } };
    const { gateway } = await serve(json(429, body, { 'retry-after': '7' }));
    gateway.swap({ config: { ...gateway.config, defaultModel: undefined }, engine: anEngine() });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('x-vsr-selected-model')).toBe('large');
    expect(response.headers.get('x-vsr-response-path')).toBe('upstream');
    expect(await response.json()).toEqual(body);
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({
      response_status: 429,
      lifecycle_state: 'failed',
      failure: { code: 'backend_status_4xx', message: 'slow down' },
    });
  });

  test('goes on for a streamed request too', async () => {
    const { gateway } = await serve(json(500, { error: { message: 'boom' } }));
    const response = await gateway.fetch(chat(ask('x', { stream: true })));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: { message: 'boom' } });
  });

  test('that is not JSON keeps its status and Retry-After in OpenAI shape', async () => {
    const { gateway } = await serve((response) => {
      response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '3' }).end('<h1>overloaded</h1>');
    });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('3');
    expect((await errorOf(response)).message).toContain('overloaded');
  });
});

describe('several backends', () => {
  test('are tried once each when one breaks before its answer', async () => {
    const good = await aFakeBackend(completion('hi'));
    const resetting = await rawBackend((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const gateway = gatewayOver([await deadAddress(), resetting, good.baseUrl]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(200);
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ backend: 'b3' });
    const metrics = await manage(gateway, 'GET', '/metrics');
    expect(metrics.text).toContain('signalbox_backend_retries_total{model="large"} 2');
  });

  test('give the last failure when all break', async () => {
    const failing = await aFakeBackend(json(503, { error: { message: 'loading the model' } }));
    const gateway = gatewayOver([await deadAddress(), failing.baseUrl]);
    const error = await errorOf(await gateway.fetch(chat(ask('x'))));
    const { json: record } = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    const tries = (record as { failed_tries: { reason: string; backend: string }[] }).failed_tries;
    expect(tries.map(({ backend, reason }) => `${backend} ${reason}`)).toEqual([
      'b1 backend_unreachable',
      'b2 status_503',
      'b1 backend_unreachable',
      'b1 backend_unreachable',
    ]);
    expect(error).toMatchObject({ code: 'backend_unreachable' });
  });

  test('are asked when an answer that is not streamed breaks off: the client has seen none of it', async () => {
    const cutting = await aFakeBackend((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{', () => response.destroy());
    });
    const other = await aFakeBackend(completion('hi'));
    const gateway = gatewayOver([cutting.baseUrl, other.baseUrl]);
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
  });

  test('are asked when one answers with an error of its own, not of the request', async () => {
    const failing = await aFakeBackend(json(500, { error: { message: 'boom' } }));
    const other = await aFakeBackend(completion('hi'));
    const gateway = gatewayOver([failing.baseUrl, other.baseUrl]);
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
  });

  test('are not asked when one says that the request is wrong', async () => {
    const refusing = await aFakeBackend(json(400, { error: { message: 'no such parameter' } }));
    const other = await aFakeBackend(completion('hi'));
    const gateway = gatewayOver([refusing.baseUrl, other.baseUrl]);
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(400);
    expect(other.received).toEqual([]);
  });
});

describe('a request that ends early', () => {
  test('because its client left cancels the call', async () => {
    const { backend, gateway } = await serve(() => {});
    const arrived = backend.next();
    const cancellation = new Cancellation();
    const answer = gateway.handle({
      method: 'POST',
      path: '/v1/chat/completions',
      query: '',
      headers: {},
      body: Buffer.from(JSON.stringify(ask('x'))),
      cancellation,
    });
    const request = await arrived;
    cancellation.cancel('client_left');
    expect((await answer).status).toBe(499);
    expect(await request.ended).toBe('closed early');
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ lifecycle_state: 'aborted', failure: { code: 'client_left' } });
  });

  test.each(['before the first byte', 'in the middle of an answer'])(
    'because of the deadline, %s, gives 504 and cancels the call',
    async (when) => {
      const { backend, gateway } = await serve((response) => {
        if (when === 'before the first byte') return;
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"choices"');
      });
      const { config } = gateway;
      gateway.swap({ config: { ...config, listener: { ...config.listener, timeoutMs: 60 } }, engine: anEngine() });
      const response = await gateway.fetch(chat(ask('x')));
      expect(response.status).toBe(504);
      expect(await errorOf(response)).toMatchObject({ code: 'deadline_exceeded' });
      expect(await backend.received[0]!.ended).toBe('closed early');
    },
  );

  test('while the engine still thinks, makes no call', async () => {
    const engine = anEngine();
    const { backend, gateway } = await serve(completion('hi'), {
      engine: {
        ...engine,
        route: async (facts, options) => {
          await new Promise((resolve) => options!.signal!.addEventListener('abort', resolve));
          return engine.route(facts);
        },
      },
    });
    const cancellation = new Cancellation();
    const answer = gateway.handle({
      method: 'POST',
      path: '/v1/chat/completions',
      query: '',
      headers: {},
      body: Buffer.from(JSON.stringify(ask('x'))),
      cancellation,
    });
    cancellation.cancel('client_left');
    expect((await answer).status).toBe(499);
    expect(backend.received).toEqual([]);
  });
});
