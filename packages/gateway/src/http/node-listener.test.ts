import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { completion, stream } from '../testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anEngine, ask } from '../testing/gateway-fixture.ts';
import { serving } from '../testing/serve-fixture.ts';
import { createNodeListener } from './node-listener.ts';

const { serve, closeLater } = serving();

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closeLater({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function configOver(baseUrl: string) {
  const backends = [aBackend(baseUrl)];
  return aConfig({ models: [aModel('small', { backends }), aModel('large', { backends })] });
}

function post(base: string, body: object | string, more: RequestInit = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${base}/v1/chat/completions`, { method: 'POST', body: text, ...more });
}

test('a server of Node answers with the gateway, plain and streamed', async () => {
  const { gateway } = await serve(stream(['a', 'b']));
  const base = await listen(createNodeListener(gateway));
  const streamed = await post(base, { ...ask('hello'), stream: true });
  expect(streamed.headers.get('x-vsr-selected-model')).toBe('large');
  expect(await streamed.text()).toMatch(/"content":"a".*"content":"b".*data: \[DONE\]\n\n$/s);
  const models = await fetch(`${base}/v1/models?limit=1`);
  expect(await models.json()).toMatchObject({ object: 'list' });
});

test('the address of the other end tells whether it may name the caller', async () => {
  const engine = anEngine();
  const authz = { ...aConfig().authz, trustedSources: ['127.0.0.1/32'] };
  const { gateway } = await serve(completion('hi'), (baseUrl) => ({
    config: { ...configOver(baseUrl), authz },
    engine,
  }));
  const named = { headers: { 'x-authz-user-id': 'ada' } };
  await post(await listen(createNodeListener(gateway)), ask('hello'), named);
  const request = () =>
    new Request('http://router/v1/chat/completions', { method: 'POST', body: JSON.stringify(ask('hello')), ...named });
  await gateway.fetch(request(), { remoteAddress: '127.0.0.1' });
  await gateway.fetch(request());
  expect(engine.asked.map(({ identity }) => identity?.user)).toEqual(['ada', 'ada', undefined]);
});

test('a client that leaves cancels the call to the backend', async () => {
  const { backend, gateway } = await serve(() => {});
  const base = await listen(createNodeListener(gateway));
  const leaving = new AbortController();
  const arrived = backend.next();
  const asked = post(base, ask('hello'), { signal: leaving.signal });
  const { ended } = await arrived;
  leaving.abort();
  await expect(asked).rejects.toThrow();
  expect(await ended).toBe('closed early');
});

test('a body that is too large is refused in the words of the protocol', async () => {
  const { gateway } = await serve(completion('hi'), (baseUrl) => {
    const config = configOver(baseUrl);
    return { config: { ...config, listener: { ...config.listener, maxBodyBytes: 100 } } };
  });
  const response = await post(await listen(createNodeListener(gateway)), ask('x'.repeat(200)));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { code: 'body_too_large' } });
});

test('a body that a parser has read is an error that says so, not a request that hangs', async () => {
  const { gateway } = await serve(completion('hi'));
  const listener = createNodeListener(gateway);
  const base = await listen((request, response) => {
    request.resume().on('end', () => listener(request, response));
  });
  const response = await post(base, ask('hello'));
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('before any parser') } });
});
