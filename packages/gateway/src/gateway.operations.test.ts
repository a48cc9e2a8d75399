import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import { json } from './testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anEngine, manage } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

/** Of three models, `small` and its adapter speak OpenAI's wire, `large` Anthropic's; `nowhere` has no backend. */
function twoVendors(baseUrl: string): Partial<GatewayOptions> {
  return {
    config: aConfig({
      models: [
        aModel('small', { upstreamName: 'org/small', loras: ['law'], backends: [aBackend(baseUrl)] }),
        aModel('large', { upstreamName: 'claude', backends: [aBackend(baseUrl, { provider: 'anthropic' })] }),
        aModel('nowhere'),
      ],
    }),
    ports: {
      classifiers: {},
      taggers: {},
      tokenCounter: { id: 'words', bounds: () => ({ low: 0, high: 1 }), count: ({ raw }) => raw.split(' ').length },
    },
  };
}

function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request(`http://signalbox.test${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const VECTORS = {
  object: 'list',
  model: 'org/small',
  data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.5] }],
  usage: { prompt_tokens: 3, total_tokens: 3 },
};

describe('embeddings', () => {
  test('come from the model that is named, bytes as they are, and are recorded', async () => {
    const engine = anEngine();
    const { gateway, backend } = await serve(json(200, VECTORS), (url) => ({ ...twoVendors(url), engine }));
    const body = '{"model": "small", "input": ["a", "b"], "dimensions": 256.0, "unknown": 1}';
    const response = await gateway.fetch(
      new Request('http://signalbox.test/v1/embeddings', { method: 'POST', body, headers: { 'x-vsr-debug': 'true' } }),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(VECTORS);
    expect(response.headers.get('x-vsr-selected-model')).toBe('small');
    expect(response.headers.has('x-vsr-client-protocol')).toBe(false);
    expect(backend.received[0]!.url).toBe('/v1/embeddings');
    expect(backend.received[0]!.body).toBe(body.replace('"small"', '"org/small"'));
    expect(engine.asked).toEqual([]);
    const record = await manage(gateway, 'GET', `/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
    expect(record.json).toMatchObject({
      protocol: 'openai-embeddings',
      selected_model: 'small',
      prompt_tokens: 3,
      lifecycle_state: 'completed',
    });
    await gateway.fetch(post('/v1/embeddings', { model: 'law', input: 'x' }));
    expect(JSON.parse(backend.received[1]!.body).model).toBe('law');
  });

  test.each(['MoM', 'large', 'nowhere'])('cannot be had from %s, and the error names who can', async (model) => {
    const { gateway, backend } = await serve(json(200, VECTORS), twoVendors);
    const response = await gateway.fetch(post('/v1/embeddings', { model, input: 'x' }));
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: Record<string, string> };
    expect(error).toMatchObject({ code: 'unsupported_operation', param: 'model', type: 'invalid_request_error' });
    expect(error.message).toContain('cannot make embeddings (hint: models that can: small, law)');
    expect(backend.received).toEqual([]);
  });

  test.each([
    [{ model: 'small' }, 400, 'missing_required_parameter'],
    [{ model: 'small', input: '' }, 400, 'invalid_value'],
    [{ model: 'small', input: [] }, 400, 'invalid_value'],
    [{ model: 'small', input: {} }, 400, 'invalid_type'],
    [{ model: 'small', input: [{}] }, 400, 'invalid_type'],
    [{ model: 'small', input: ['a', 1] }, 400, 'invalid_value'],
    [{ model: 'gone', input: 'x' }, 404, 'model_not_found'],
  ])('%j gets %d', async (body, status, code) => {
    const { gateway } = await serve(json(200, VECTORS), twoVendors);
    const response = await gateway.fetch(post('/v1/embeddings', body));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  test.each([[[1, 2]], [[[1, 2], [3]]], [['a', 'b']]])('of %j are asked for', async (input) => {
    const { gateway } = await serve(json(200, VECTORS), twoVendors);
    expect((await gateway.fetch(post('/v1/embeddings', { model: 'small', input }))).status).toBe(200);
  });

  test('that a backend refuses, or answers with something else, are errors', async () => {
    const refused = await serve(json(400, { error: { message: 'too long', type: 'x' } }), twoVendors);
    const error = await refused.gateway.fetch(post('/v1/embeddings', { model: 'small', input: 'x' }));
    expect(error.status).toBe(400);
    expect(await error.json()).toEqual({ error: { message: 'too long', type: 'x' } });
    const odd = await serve(json(200, { choices: [] }), twoVendors);
    const answer = await odd.gateway.fetch(post('/v1/embeddings', { model: 'small', input: 'x' }));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: 'backend_invalid_answer' } });
  });
});

describe('a count of tokens', () => {
  const COUNT = '/v1/messages/count_tokens';
  const asked = { messages: [{ role: 'user', content: 'one two three' }], system: 'be brief' };

  test.each(['MoM', 'small', 'law'])('is estimated for %s, and the answer says so', async (model) => {
    const { gateway, backend } = await serve(json(500, {}), twoVendors);
    const response = await gateway.fetch(post(COUNT, { ...asked, model }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ input_tokens: 4 + 3 + (4 + 2) });
    expect(response.headers.get('x-vsr-response-path')).toBe('estimate');
    expect(backend.received).toEqual([]);
    const record = await manage(gateway, 'GET', `/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
    expect(record.json).toMatchObject({ response_path: 'estimate', lifecycle_state: 'completed' });
  });

  test('has pictures, tools and calls in it', async () => {
    const { gateway } = await serve(json(500, {}), twoVendors);
    const picture = { type: 'image', source: { type: 'url', url: 'https://a/b.png' } };
    const call = { type: 'tool_use', id: 't', name: 'f', input: { a: 'b' } };
    const more = {
      model: 'MoM',
      messages: [
        { role: 'user', content: [picture, { type: 'text', text: 'one two' }] },
        { role: 'assistant', content: [call] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'three' }] },
      ],
      tools: [{ name: 'f', input_schema: { type: 'object' } }],
    };
    const { input_tokens: tokens } = (await (await gateway.fetch(post(COUNT, more))).json()) as Record<string, number>;
    expect(tokens).toBe(3 * 4 + 1_600 + 2 + 1 + 1 + 1);
  });

  test('is the backend’s own where it counts, without thinking of another vendor’s', async () => {
    const { gateway, backend } = await serve(json(200, { input_tokens: 42 }), twoVendors);
    const foreign = { type: 'thinking', thinking: 'hm', signature: 'signalbox.1.cXdlbg' };
    const messages = [
      ...asked.messages,
      { role: 'assistant', content: [foreign, { type: 'text', text: 'so' }] },
      { role: 'user', content: 'go on' },
    ];
    const response = await gateway.fetch(
      post(COUNT, { ...asked, messages, model: 'large' }, { 'anthropic-beta': 'a' }),
    );
    expect(await response.json()).toEqual({ input_tokens: 42 });
    expect(response.headers.get('x-vsr-response-path')).toBe('upstream');
    const [{ url, headers, body }] = backend.received as [(typeof backend.received)[0]];
    expect(url).toBe('/v1/messages/count_tokens');
    expect(headers).toMatchObject({ 'anthropic-beta': 'a', 'anthropic-version': '2023-06-01' });
    expect(JSON.parse(body)).toMatchObject({ model: 'claude', messages: [{}, { content: [{ text: 'so' }] }, {}] });
    expect(body).not.toContain('hm');
  });

  test('is that of vLLM’s tokenizer for a model that it serves, adapters by their own name', async () => {
    const { gateway, backend } = await serve(json(200, { count: 17, max_model_len: 4_096, tokens: [] }), (url) => ({
      config: aConfig({
        models: [
          aModel('served', {
            upstreamName: 'org/served',
            loras: ['law'],
            backends: [aBackend(url, { provider: 'vllm' })],
          }),
        ],
      }),
    }));
    const tools = [{ name: 'f', input_schema: { type: 'object' } }];
    const response = await gateway.fetch(post(COUNT, { ...asked, tools, model: 'law' }));
    expect(await response.json()).toEqual({ input_tokens: 17 });
    expect(response.headers.get('x-vsr-response-path')).toBe('upstream');
    const [{ url, body }] = backend.received as [(typeof backend.received)[0]];
    expect(url).toBe('/tokenize');
    expect(JSON.parse(body)).toEqual({
      model: 'law',
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'one two three' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
    });
  });

  test('of vLLM that is none is the backend’s failure', async () => {
    const { gateway } = await serve(json(200, { tokens: [] }), (url) => ({
      config: aConfig({ models: [aModel('served', { backends: [aBackend(url, { provider: 'vllm' })] })] }),
    }));
    expect((await gateway.fetch(post(COUNT, { ...asked, model: 'served' }))).status).toBe(502);
  });

  test('gets errors in Anthropic’s shape', async () => {
    const { gateway } = await serve(json(200, { odd: 1 }), twoVendors);
    const wrong = await gateway.fetch(post(COUNT, { model: 'MoM' }));
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
    expect((await gateway.fetch(post(COUNT, { ...asked, model: 'gone' }))).status).toBe(404);
    expect((await gateway.fetch(post(COUNT, { ...asked, model: 'large' }))).status).toBe(502);
    const { ports: _ports, ...counterless } = twoVendors('http://127.0.0.1:1/v1');
    const without = await serve(json(500, {}), counterless);
    const refused = await without.gateway.fetch(post(COUNT, { ...asked, model: 'MoM' }));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } });
  });
});

describe('the models, for Anthropic’s clients,', () => {
  const get = (path: string, method = 'GET') =>
    new Request(`http://signalbox.test${path}`, { method, headers: { 'anthropic-version': '2023-06-01' } });

  test('are listed page by page', async () => {
    const { gateway } = await serve(json(500, {}), twoVendors);
    const list = async (query: string) => (await gateway.fetch(get(`/v1/models${query}`))).json();
    const ids = (page: unknown) => (page as { data: { id: string }[] }).data.map(({ id }) => id);
    const all = await list('');
    expect(ids(all)).toEqual(['MoM', 'auto', 'small', 'law', 'large', 'nowhere']);
    expect(all).toMatchObject({ has_more: false, first_id: 'MoM', last_id: 'nowhere' });
    expect(await list('?limit=2')).toMatchObject({ has_more: true, first_id: 'MoM', last_id: 'auto' });
    expect(ids(await list('?limit=2&after_id=auto'))).toEqual(['small', 'law']);
    const before = await list('?limit=2&before_id=law');
    expect(ids(before)).toEqual(['auto', 'small']);
    expect(before).toMatchObject({ has_more: true });
    expect(ids(await list('?limit=-1&after_id=none'))).toHaveLength(6);
  });

  test('are told one by one, and what does not exist in Anthropic’s words', async () => {
    const { gateway } = await serve(json(500, {}), twoVendors);
    expect(await (await gateway.fetch(get('/v1/models/small'))).json()).toMatchObject({
      type: 'model',
      id: 'small',
      display_name: 'small',
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect((await gateway.fetch(get('/v1/models/small', 'HEAD'))).status).toBe(200);
    const gone = await gateway.fetch(get('/v1/models/gone'));
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ type: 'error', error: { type: 'not_found_error' } });
  });
});
