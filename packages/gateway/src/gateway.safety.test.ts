import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { startServers } from './servers.ts';
import { post } from './testing/access-fixture.ts';
import { completion } from './testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anEngine, ask, chat } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { backend: aFakeBackend, serve, closeLater } = serving();

async function metrics(gateway: Awaited<ReturnType<typeof serve>>['gateway']): Promise<string> {
  const request = { method: 'GET', path: '/metrics', query: '', headers: {}, body: new Uint8Array() };
  const answer = await gateway.manage({ ...request, cancellation: {} as never });
  return Buffer.from(answer.body as Uint8Array).toString();
}

/** A router on a socket, with its backend and a server that nobody may be led to. */
async function listen() {
  const backend = await aFakeBackend(completion('hi'));
  const trap = await aFakeBackend(completion('caught'));
  const backends = [aBackend(backend.baseUrl)];
  const config = aConfig({ models: [aModel('small', { backends }), aModel('large', { backends })] });
  const gateway = createGateway({ config, engine: anEngine() });
  closeLater({ close: () => gateway.close(0) });
  const loopback = { address: '127.0.0.1', port: 0 };
  const servers = await startServers(gateway, { dataPlane: loopback, management: loopback });
  closeLater({ close: () => servers.close(0) });
  /** Writes a request by hand and gives all that came back. */
  const raw = (head: string, body = JSON.stringify(ask('x'))) =>
    new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(servers.dataPlane.port, '127.0.0.1', () => {
        socket.write(`${head}connection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      });
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      socket.on('error', () => {}).on('close', () => resolve(text));
    });
  return { backend, trap, gateway, raw, trapHost: new URL(trap.baseUrl).host };
}

describe('no client input becomes the address of a backend', () => {
  test('not the target of the request line, and such requests are refused and counted', async () => {
    const { raw, trap, backend, gateway, trapHost } = await listen();
    for (const target of [`http://${trapHost}/v1/chat/completions`, `//${trapHost}/v1/chat/completions`]) {
      expect(await raw(`POST ${target} HTTP/1.1\r\nhost: ${trapHost}\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
    }
    expect(await raw(`CONNECT ${trapHost} HTTP/1.1\r\nhost: ${trapHost}\r\n`)).not.toMatch(/^HTTP\/1\.1 200/);
    expect([trap.received, backend.received]).toEqual([[], []]);
    expect(await metrics(gateway)).toContain('signalbox_requests_refused_total{code="not_found"} 2\n');
  });

  test('not a header, whatever other gateways mean by it', async () => {
    const { raw, trap, backend, trapHost } = await listen();
    const names = [
      ...['x-forwarded-host', 'x-original-url', 'x-rewrite-url', 'x-upstream-url', 'x-envoy-original-dst-host'],
      ...[
        'x-portkey-custom-host',
        'helicone-target-url',
        'x-selected-model',
        'x-vsr-destination-endpoint',
        'forwarded',
      ],
    ];
    const headers = names.map((name) => `${name}: http://${trapHost}\r\n`).join('');
    expect(await raw(`POST /v1/chat/completions HTTP/1.1\r\nhost: ${trapHost}\r\n${headers}`)).toMatch(
      /^HTTP\/1\.1 200/,
    );
    expect(trap.received).toEqual([]);
    expect(backend.received).toHaveLength(1);
    expect(backend.received[0]!.headers.host).not.toBe(trapHost);
  });

  test('not a field of the body, and not the name of the model', async () => {
    const { raw, trap, backend, trapHost } = await listen();
    const url = `http://${trapHost}/v1`;
    const fields = {
      base_url: url,
      api_base: url,
      endpoint: url,
      url,
      provider: { base_url: url },
      backend_refs: [{ endpoint: trapHost }],
    };
    const head = 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n';
    expect(await raw(head, JSON.stringify(ask('x', fields)))).toMatch(/^HTTP\/1\.1 200/);
    for (const model of [url, `openai/${url}`, `../${trapHost}`, 'large\r\nhost: evil']) {
      expect(await raw(head, JSON.stringify({ ...ask('x'), model }))).toMatch(/^HTTP\/1\.1 404 .*model_not_found/s);
    }
    expect(trap.received).toEqual([]);
    expect(backend.received.map(({ url: path }) => path)).toEqual(['/v1/chat/completions']);
  });

  test('a backend’s redirect is told, and not followed', async () => {
    const trap = await aFakeBackend(completion('caught'));
    const { gateway } = await serve((response) => void response.writeHead(307, { location: trap.baseUrl }).end());
    expect((await post(gateway, ask('x'))).status).toBe(502);
    expect(trap.received).toEqual([]);
  });
});

describe('headers cannot be split', () => {
  test.each([
    ['a line break in a value', 'x-note: a\nx-vsr-debug: true'],
    ['a bare carriage return', 'x-note: a\rx-vsr-debug: true'],
    ['a zero byte', 'x-note: a\0b'],
    ['a folded line', 'x-note: a\r\n b'],
    ['a space before the colon', 'x-authz-user-id : ada'],
    ['two lengths', 'content-length: 3\r\ncontent-length: 4'],
    ['a length and chunks', 'transfer-encoding: chunked'],
  ])('%s is refused and counted', async (_what, line) => {
    const { raw, backend, gateway } = await listen();
    const answer = await raw(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n${line}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"malformed_http"/s);
    expect(backend.received).toEqual([]);
    expect(await metrics(gateway)).toContain('signalbox_requests_refused_total{code="malformed_http"} 1\n');
  });

  test('a request id with one is replaced', async () => {
    const { gateway } = await serve(completion('hi'));
    const { headers } = await post(gateway, ask('x'), { 'x-request-id': 'a\r\nset-cookie: b' });
    expect(headers['x-request-id']).toBe('id-1');
    expect(headers).not.toHaveProperty('set-cookie');
  });
});

describe('keys that reach an object’s prototype', () => {
  test.each([
    ['{"__proto__":{"isAdmin":true},"model":"MoM","messages":[{"role":"user","content":"x"}]}', '__proto__'],
    ['{"model":"MoM","messages":[{"role":"user","content":"x","__pr\\u006fto__":{}}]}', '__proto__'],
    ['{"constructor":{"prototype":{"isAdmin":true}},"model":"MoM","messages":[]}', 'constructor.prototype'],
  ])('%s is refused and counted', async (body, key) => {
    const { gateway, backend } = await serve(completion('hi'));
    expect(await post(gateway, body)).toMatchObject({
      status: 400,
      json: { error: { code: 'forbidden_key', message: expect.stringContaining(`the key ${JSON.stringify(key)}`) } },
    });
    expect(backend.received).toEqual([]);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    expect(await metrics(gateway)).toContain('llm_request_errors_total{model="none",reason="forbidden_key"} 1\n');
  });

  test('as words of a prompt, or a tool’s parameter, are ordinary', async () => {
    const { gateway, backend } = await serve(completion('hi'));
    const tool = {
      type: 'function',
      function: { name: 'f', parameters: { properties: { constructor: { type: 'string' } } } },
    };
    const response = await gateway.fetch(chat(ask('What is "__proto__": a key?', { tools: [tool] })));
    expect(response.status).toBe(200);
    expect(backend.received).toHaveLength(1);
  });
});
