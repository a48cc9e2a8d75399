import { describe, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { Cancellation } from './http/cancellation.ts';
import { createInProcessLog } from './stores/drivers/in-process/in-process-log.ts';
import { RECORD_BOUNDS_IN_MEMORY, recordLog } from './stores/roles/records.ts';
import { completion, json } from './testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aDecision,
  aGateway,
  aModel,
  anEngine,
  aRecipe,
  aResult,
  ask,
  aTrace,
  chat,
  manage,
} from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve, backend: aFakeBackend, closeLater } = serving();

function cancelled(): Cancellation {
  const cancellation = new Cancellation();
  cancellation.cancel('client_left');
  return cancellation;
}

describe('a request for a routed name', () => {
  test('goes to the chosen model, and the answer says how in headers', async () => {
    const { backend, gateway } = await serve(completion('hi'));
    const response = await gateway.fetch(chat(ask('hello')));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-vsr-schema-version': '2',
      'x-vsr-response-path': 'upstream',
      'x-vsr-selected-decision': 'hard',
      'x-vsr-selected-confidence': '0.8765',
      'x-vsr-selected-algorithm': 'static',
      'x-vsr-selected-model': 'large',
      'x-vsr-selected-recipe': 'default',
      'x-vsr-replay-id': 'id-1',
      'x-request-id': 'id-1',
    });
    expect(response.headers.has('x-vsr-selected-reasoning')).toBe(false);
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'hi' } }] });
    expect(JSON.parse(backend.received[0]!.body)).toEqual({ ...ask('hello'), model: 'large' });
    expect(backend.received[0]!.url).toBe('/v1/chat/completions');
  });

  test('leaves every field that routing does not own as the client wrote it', async () => {
    const { backend, gateway } = await serve(completion('hi'));
    const text =
      '{"tools":[{"type":"function","function":{"name":"f","parameters":{"a":1.0}}}],"seed":12345678901234567890,"model":"auto","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:,x"}}]}],"logprobs":true,"vendor":{"x":null}}';
    await gateway.fetch(chat(text));
    expect(backend.received[0]!.body).toBe(text.replace('"auto"', '"large"'));
  });

  test('falls to the default model when no decision matched, without decision headers', async () => {
    const model = { model: 'small', reasoning: 'off' } as const;
    const trace = aTrace({
      decision: null,
      selection: { algorithm: 'default', model: 'small', candidates: [], reason: 'no decision matched' },
    });
    const engine = anEngine(() => aResult({ decision: null, model, candidates: [model], confidence: 0, trace }));
    const { gateway } = await serve(completion('hi'), { engine });
    const { headers } = await gateway.fetch(chat(ask('hello')));
    expect(headers.get('x-vsr-selected-model')).toBe('small');
    expect(headers.get('x-vsr-selected-algorithm')).toBe('default');
    expect(headers.has('x-vsr-selected-decision')).toBe(false);
    expect(headers.has('x-vsr-selected-confidence')).toBe(false);
  });

  test('tells signals and thinking when debugging is asked for', async () => {
    const kinds = [
      { kind: 'keyword', configKey: 'keywords' },
      { kind: 'fact_check', configKey: 'fact_check' },
    ];
    const signals = [
      ...aTrace().signals,
      { kind: 'fact_check', name: 'ä', state: 'read', matched: true, confidence: 1 } as const,
      { kind: 'fact_check', name: 'b', state: 'read', matched: true, confidence: 1 } as const,
    ];
    const engine = anEngine(() => aResult({ trace: aTrace({ signals }) }));
    const { gateway } = await serve(completion('hi'), { engine, kinds });
    const { headers } = await gateway.fetch(chat(ask('hello'), { 'x-vsr-debug': 'true' }));
    expect(headers.get('x-vsr-selected-reasoning')).toBe('on');
    expect(headers.get('x-vsr-selected-reasoning-effort')).toBe('high');
    expect(headers.get('x-vsr-matched-keywords')).toBe('urgent');
    expect(headers.get('x-vsr-matched-fact-check')).toBe('%C3%A4,b');
  });

  test('is refused with 403 when its decision must not be guessed at', async () => {
    const engine = anEngine(() => aResult({ refusal: { decision: 'guard', reason: 'pii:any is unknown' } }));
    const { backend, gateway } = await serve(completion('hi'), { engine });
    const response = await gateway.fetch(chat(ask('hello')));
    expect(response.status).toBe(403);
    expect(response.headers.get('x-vsr-response-path')).toBe('blocked');
    expect(await response.json()).toMatchObject({ error: { code: 'request_refused', type: 'permission_error' } });
    expect(backend.received).toEqual([]);
  });

  test.each([
    ['there is neither a decision nor a default', aResult({ decision: null, model: null }), 'no_model'],
    ['the model is unknown', aResult({ model: { model: 'gone', reasoning: 'off' } }), 'no_model'],
  ])('gets 503 when %s', async (_what, result, code) => {
    const { gateway } = await serve(completion('hi'), { engine: anEngine(() => result) });
    const response = await gateway.fetch(chat(ask('hello')));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  test('gets 503 when its model has no backend', async () => {
    const gateway = closeLater(createGateway({ config: aConfig(), engine: anEngine() }));
    const response = await gateway.fetch(chat(ask('hello')));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'no_backend' } });
  });

  test('gets 500 with its request id when the engine throws, and the next request is served', async () => {
    let calls = 0;
    const engine = anEngine(() => {
      calls++;
      if (calls === 1) throw new Error('bug');
      return aResult();
    });
    const { gateway } = await serve(completion('hi'), { engine });
    const response = await gateway.fetch(chat(ask('hello'), { 'x-request-id': 'mine' }));
    expect(response.status).toBe(500);
    expect(response.headers.get('x-request-id')).toBe('mine');
    expect(await response.text()).toContain('mine');
    expect((await gateway.fetch(chat(ask('hello')))).status).toBe(200);
  });
});

describe('a request for a model', () => {
  test('passes by the engine, and the body as it is', async () => {
    const engine = anEngine();
    const { backend, gateway } = await serve(completion('hi'), { engine });
    const body =
      '{"model": "small", "messages": [{"role":"user","content":"x"}], "chat_template_kwargs":{"thinking":true}}';
    const response = await gateway.fetch(chat(body));
    expect(response.headers.get('x-vsr-selected-model')).toBe('small');
    expect(response.headers.get('x-vsr-response-path')).toBe('upstream');
    expect(response.headers.has('x-vsr-selected-recipe')).toBe(false);
    expect(backend.received[0]!.body).toBe(body);
    expect(engine.asked).toEqual([]);
  });

  test('reaches a model that shares its backend under its own name', async () => {
    const { backend, gateway } = await serve(completion('hi'));
    for (const model of ['small', 'large']) await gateway.fetch(chat(ask('hello', { model })));
    expect(backend.received.map(({ body }) => JSON.parse(body).model)).toEqual(['small', 'large']);
  });

  test('reaches an adapter by its name, on its base model', async () => {
    const backend = await aFakeBackend(completion('hi'));
    const model = aModel('base', { upstreamName: 'org/base', loras: ['law'], backends: [aBackend(backend.baseUrl)] });
    const gateway = closeLater(createGateway({ config: aConfig({ models: [model] }), engine: anEngine() }));
    const response = await gateway.fetch(chat(ask('x', { model: 'law' })));
    expect(response.headers.get('x-vsr-selected-model')).toBe('base');
    expect(JSON.parse(backend.received[0]!.body).model).toBe('law');
  });

  test('that does not exist gets 404 with the names that do', async () => {
    const { gateway } = await serve(completion('hi'));
    const response = await gateway.fetch(chat(ask('x', { model: 'gpt-9' })));
    expect(response.status).toBe(404);
    const { error } = (await response.json()) as { error: Record<string, string> };
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model', type: 'invalid_request_error' });
    for (const name of ['"gpt-9"', 'MoM', 'auto', 'small', 'large']) expect(error.message).toContain(name);
  });
});

describe('headers', () => {
  test("of the client go on, except the connection's and the router's own", async () => {
    const { backend, gateway } = await serve(completion('hi'));
    await gateway.fetch(
      chat(ask('x'), {
        'x-sim-latency-ms': '0',
        authorization: 'Bearer client',
        'x-vsr-debug': 'true',
        'x-authz-user-id': 'admin',
        'x-user-openai-key': 'secret',
        'x-request-id': 'mine',
        'content-type': 'text/plain',
        'accept-encoding': 'gzip',
      }),
    );
    const { headers } = backend.received[0]!;
    expect(headers).toMatchObject({
      'x-sim-latency-ms': '0',
      authorization: 'Bearer client',
      'x-request-id': 'mine',
      'content-type': 'application/json',
      'accept-encoding': 'identity',
    });
    for (const name of ['x-vsr-debug', 'x-authz-user-id', 'x-user-openai-key'])
      expect(headers).not.toHaveProperty(name);
  });

  test("of the backend go on, except the connection's and any x-vsr of its own", async () => {
    const upstream = { 'x-ratelimit-remaining': '3', 'x-vsr-selected-model': 'forged', 'x-request-id': 'theirs' };
    const { gateway } = await serve(json(200, { choices: [] }, upstream));
    const { headers } = await gateway.fetch(chat(ask('x')));
    expect(headers.get('x-ratelimit-remaining')).toBe('3');
    expect(headers.get('x-vsr-selected-model')).toBe('large');
    expect(headers.get('x-request-id')).toBe('id-1');
    expect(headers.has('keep-alive')).toBe(false);
  });

  test('carry names that are not ASCII percent-encoded', async () => {
    const engine = anEngine(() => aResult({ decision: '数学' }));
    const { gateway } = await serve(completion('hi'), { engine });
    const { headers } = await gateway.fetch(chat(ask('x')));
    expect(headers.get('x-vsr-selected-decision')).toBe(encodeURIComponent('数学'));
  });

  test('with a request id that is no plain word are not trusted', async () => {
    const { gateway } = await serve(completion('hi'));
    const { headers } = await gateway.fetch(chat(ask('x'), { 'x-request-id': 'a b' }));
    expect(headers.get('x-request-id')).toBe('id-1');
  });
});

describe('other paths of the data plane', () => {
  const { get } = { get: (path: string, method = 'GET') => new Request(`http://x.test${path}`, { method }) };

  test('list the models and show one, slashes in names included', async () => {
    const gateway = closeLater(aGateway('http://127.0.0.1:1/v1', { config: aConfig({ models: [aModel('a/b')] }) }));
    const list = (await (await gateway.fetch(get('/v1/models'))).json()) as { data: { id: string }[] };
    expect(list).toMatchObject({ object: 'list' });
    expect(list.data.map(({ id }) => id)).toEqual(['MoM', 'auto', 'a/b']);
    for (const path of ['/v1/models/a/b', '/v1/models/a%2Fb']) {
      expect(await (await gateway.fetch(get(path))).json()).toMatchObject({ id: 'a/b', object: 'model' });
    }
    expect((await gateway.fetch(get('/v1/models/none'))).status).toBe(404);
    expect((await gateway.fetch(get('/v1/models/%zz'))).status).toBe(400);
  });

  test.each(['/health', '/ready'])('%s answers 200', async (path) => {
    const { gateway } = await serve(completion('hi'));
    expect((await gateway.fetch(get(path))).status).toBe(200);
    expect((await gateway.fetch(get(path, 'HEAD'))).status).toBe(200);
  });

  test('that do not exist get 404 in OpenAI shape; management is not served here', async () => {
    const { gateway } = await serve(completion('hi'));
    for (const path of ['/', '/v1/none', '/metrics', '/v1/router_replay/id-1', '/api/v1/config']) {
      const response = await gateway.fetch(get(path));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'not_found', type: 'invalid_request_error' } });
    }
  });

  test.each([
    ['GET', '/v1/chat/completions', 'POST'],
    ['POST', '/v1/models', 'GET'],
    ['DELETE', '/health', 'GET'],
  ])('%s %s gets 405 with Allow: %s', async (method, path, allow) => {
    const { gateway } = await serve(completion('hi'));
    const response = await gateway.fetch(get(path, method));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
  });
});

describe('the record', () => {
  test('of a routed request is there as soon as its answer is', async () => {
    const { gateway } = await serve(completion('hi'));
    const response = await gateway.fetch(chat(ask('hello')));
    const record = await manage(gateway, 'GET', `/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
    expect(record.json).toMatchObject({
      decision: 'hard',
      selected_model: 'large',
      backend: 'backend-1',
      candidates: ['large'],
      reasoning_mode: 'on',
      reasoning_effort: 'high',
      confidence_score: 0.87654,
      response_path: 'upstream',
      response_status: 200,
      lifecycle_state: 'completed',
      terminal_reason: 'stop',
      total_tokens: 8,
      trace: { version: 1 },
    });
  });

  test('of a request that could not be read is there too', async () => {
    const { gateway } = await serve(completion('hi'));
    const response = await gateway.fetch(chat('{'));
    const record = await manage(gateway, 'GET', `/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
    expect(record.json).toMatchObject({
      decision: null,
      original_model: null,
      response_status: 400,
      lifecycle_state: 'failed',
      failure: { code: 'invalid_json' },
      trace: null,
    });
  });

  test('never fails the client, even when the store does', async () => {
    const broken = () => {
      throw new Error('disk full');
    };
    const records = Object.assign(createInProcessLog(recordLog, RECORD_BOUNDS_IN_MEMORY), { put: broken });
    const { gateway } = await serve(completion('hi'), { records });
    expect((await gateway.fetch(chat(ask('hello')))).status).toBe(200);
  });
});

test('a web request whose body is too large gets 413, and one that was aborted gets 499', async () => {
  const { backend, gateway } = await serve(completion('hi'));
  const { maxBodyBytes } = gateway.config.listener;
  const large = await gateway.fetch(chat('x'.repeat(maxBodyBytes + 1)));
  expect(large.status).toBe(413);
  expect(await large.json()).toMatchObject({ error: { code: 'body_too_large' } });
  const aborted = await gateway.handle({
    method: 'POST',
    path: '/v1/chat/completions',
    query: '',
    headers: {},
    body: Buffer.from(JSON.stringify(ask('x'))),
    cancellation: cancelled(),
  });
  expect(aborted.status).toBe(499);
  expect(backend.received).toEqual([]);
});

describe('swap', () => {
  test('serves new requests by the new config while old ones finish on the old', async () => {
    let answer = () => {};
    const slow = await aFakeBackend((response, request) => {
      answer = () => completion('old')(response, request);
    });
    const fast = await aFakeBackend(completion('new'));
    const models = (baseUrl: string) => [aModel('large', { backends: [aBackend(baseUrl)] })];
    const gateway = closeLater(
      createGateway({ config: aConfig({ models: models(slow.baseUrl) }), engine: anEngine() }),
    );
    const arrived = slow.next();
    const first = gateway.fetch(chat(ask('x')));
    await arrived;
    gateway.swap({ config: aConfig({ models: models(fast.baseUrl) }), engine: anEngine() });
    expect(await (await gateway.fetch(chat(ask('x')))).text()).toContain('new');
    answer();
    expect(await (await first).text()).toContain('old');
    expect(await slow.received[0]!.ended).toBe('answered');
  });

  test('to a config that cannot be served changes nothing', async () => {
    const { gateway } = await serve(completion('hi'));
    const bad = aConfig({ recipes: [aRecipe([aDecision('x', { plugins: [{ type: 'nope', configuration: {} }] })])] });
    expect(() => gateway.swap({ config: bad, engine: anEngine() })).toThrow('decision "x": unknown plugin "nope"');
    expect(() =>
      gateway.swap({
        config: aConfig({ models: [aModel('m', { backends: [aBackend('http://h/v1', { provider: 'nope' })] })] }),
        engine: anEngine(),
      }),
    ).toThrow('unknown provider "nope"');
    expect((await gateway.fetch(chat(ask('hello')))).status).toBe(200);
  });
});

test('close waits for requests under way and refuses new ones', async () => {
  let answer = () => {};
  const { backend, gateway } = await serve((response, request) => {
    answer = () => completion('done')(response, request);
  });
  const arrived = backend.next();
  const first = gateway.fetch(chat(ask('x')));
  await arrived;
  const closed = gateway.close();
  const second = await gateway.fetch(chat(ask('x')));
  expect(second.status).toBe(503);
  expect(await second.json()).toMatchObject({ error: { code: 'shutting_down' } });
  expect((await gateway.fetch(new Request('http://x.test/ready'))).status).toBe(503);
  answer();
  expect(await (await first).text()).toContain('done');
  await closed;
});
