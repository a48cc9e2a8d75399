import type { Engine } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { RecentDecisions, RouteCatalogue } from '../contract/index.ts';
import { Cancellation } from '../http/cancellation.ts';
import { completion, stream } from '../testing/fake-backend.ts';
import { anEngine, aResult, ask, aTrace, chat, manage } from '../testing/gateway-fixture.ts';
import { serving } from '../testing/serve-fixture.ts';

const { serve } = serving();
const kinds = [
  { kind: 'keyword', configKey: 'keywords' },
  { kind: 'domain', configKey: 'domains' },
];

describe('POST /api/v1/eval', () => {
  async function evaluate(body: object | string, result = aResult()) {
    const engine = anEngine(() => result);
    const { backend, gateway } = await serve(completion('hi'), { engine, kinds });
    const answer = await manage(gateway, 'POST', '/api/v1/eval', body);
    expect(backend.received).toEqual([]);
    return { ...answer, asked: engine.asked };
  }

  test('says what a text would be routed to and why, and calls no model', async () => {
    const { status, json, asked } = await evaluate({ text: 'hello' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      original_text: 'hello',
      requested_model: 'MoM',
      recipe: 'default',
      decision_result: { name: 'hard', confidence: 0.87654, matched_rules: ['keyword:urgent'] },
      routing_decision: 'hard',
      selected_model: 'large',
      recommended_models: ['large'],
      reasoning: { mode: 'on', effort: 'high' },
      selection_status: 'selected',
      selection_method: 'static',
      matched_signals: { keywords: ['urgent'] },
      signal_confidences: { 'keyword:urgent': 1 },
      signal_values: { 'domain:math': 0.2 },
      signal_errors: { 'domain:law': 'port.down: gone' },
      metrics: {
        keywords: { execution_time_ms: 0.012, confidence: 1 },
        domains: { execution_time_ms: 0.03, confidence: 0 },
      },
      eval_trace: [{ name: 'hard', outcome: 'match' }],
      trace: { version: 1 },
    });
    expect(asked[0]!.messages).toMatchObject([{ role: 'user', text: 'hello' }]);
  });

  test('adds what would have led elsewhere when asked', async () => {
    const flip = {
      decision: 'soft',
      changes: [
        {
          signal: 'keyword:urgent',
          from: { matched: true, confidence: 1 },
          to: { matched: false, confidence: 0 },
        },
      ],
    };
    const engine: Engine = {
      ...anEngine(),
      receipt: (_trace, options) => ({ target: options?.target, flip, ruledOut: 0 }),
    };
    const { gateway } = await serve(completion('hi'), { engine, kinds });
    const ask = async (query: string) => (await manage(gateway, 'POST', `/api/v1/eval${query}`, { text: 'x' })).json;
    expect(await ask('')).not.toHaveProperty('receipt');
    const sentence = 'It would have gone to soft had keyword:urgent not matched.';
    expect(await ask('?receipt=true')).toMatchObject({ receipt: { flip, sentence } });
    expect(await ask('?why_not=hard')).toMatchObject({ receipt: { target: 'hard' } });
    expect(await ask('?why_not=had')).toMatchObject({
      error: { param: 'why_not', message: expect.stringContaining('did you mean "hard"?') },
    });
  });

  test('takes a conversation with tools', async () => {
    const { json, asked } = await evaluate({
      messages: [
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'ok' },
        { role: 'user', content: 'second' },
      ],
      tools: [{ type: 'function', function: { name: 'look' } }],
      model: 'auto',
    });
    expect(json).toMatchObject({ original_text: 'second', requested_model: 'auto' });
    expect(asked[0]!.tools).toEqual([{ name: 'look', description: '' }]);
  });

  test('says that the default answers when no decision matched', async () => {
    const model = { model: 'small', reasoning: 'off' } as const;
    const result = aResult({
      decision: null,
      model,
      candidates: [model],
      confidence: 0,
      trace: aTrace({ decision: null }),
    });
    const { json } = await evaluate({ text: 'x' }, result);
    expect(json).toMatchObject({
      decision_result: { name: null, confidence: 0, matched_rules: [] },
      selected_model: 'small',
      selection_status: 'fallback',
      reasoning: { mode: 'off', effort: null },
    });
  });

  test('says that a request would be refused, or that no model is there', async () => {
    const refused = await evaluate({ text: 'x' }, aResult({ refusal: { decision: 'hard', reason: 'r' } }));
    expect(refused.json).toMatchObject({ selection_status: 'refused' });
    const none = await evaluate({ text: 'x' }, aResult({ decision: null, model: null }));
    expect(none.json).toMatchObject({ selection_status: 'unavailable', selected_model: null, reasoning: null });
  });

  test.each([
    ['{', 'invalid_json'],
    ['[]', 'invalid_type'],
    [{}, 'missing_required_parameter'],
    [{ text: 3 }, 'invalid_type'],
    [{ messages: [] }, 'invalid_value'],
    [{ messages: [{ role: 'bot' }] }, 'invalid_value'],
  ])('refuses %j with %s', async (body, code) => {
    const { status, json } = await evaluate(body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code } });
  });
});

describe('records', () => {
  test('are listed newest first, up to a limit', async () => {
    const { gateway } = await serve(completion('hi'), { kinds });
    for (let i = 0; i < 3; i++) await gateway.fetch(chat(ask('x')));
    const { json } = await manage(gateway, 'GET', '/api/v1/decisions/recent?limit=2');
    const recent = json as RecentDecisions;
    expect(recent.decisions.map(({ id }) => id)).toEqual(['id-3', 'id-2']);
    expect(recent).toMatchObject({ kept: 3, dropped: 0 });
    expect(recent.decisions[0]).toMatchObject({ decision: 'hard', signals: { keywords: ['urgent'] } });
    expect(recent.decisions[0]).not.toHaveProperty('trace');
    expect(new Date(recent.decisions[0]!.timestamp).getTime()).toBeGreaterThan(0);
  });

  test.each(['0', '-1', 'x', '1.5', '1001', ''])('refuse the limit %j', async (limit) => {
    const { gateway } = await serve(completion('hi'));
    const { status, json } = await manage(gateway, 'GET', `/api/v1/decisions/recent?limit=${limit}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 'invalid_value', param: 'limit' } });
  });

  test('tell what would have led elsewhere while their config is in force', async () => {
    const { gateway } = await serve(completion('hi'), { kinds });
    await gateway.fetch(chat(ask('hello')));
    const { status, json } = await manage(gateway, 'GET', '/v1/router_replay/id-1?receipt=true');
    expect(status).toBe(409);
    expect(json).toMatchObject({ error: { code: 'config_changed' } });
  });

  test('that do not exist give 404 and say how many are kept', async () => {
    const { gateway } = await serve(completion('hi'));
    const { status, json } = await manage(gateway, 'GET', '/v1/router_replay/none');
    expect(status).toBe(404);
    expect(json).toMatchObject({
      error: { code: 'not_found', message: expect.stringContaining('0 records are kept') },
    });
  });
});

test('GET /api/v1/config shows the document it was given', async () => {
  const configDocument = { version: 'v0.3', providers: { models: [{ api_key: '***' }] } };
  const { gateway } = await serve(completion('hi'), { configDocument });
  expect((await manage(gateway, 'GET', '/api/v1/config')).json).toEqual(configDocument);
});

test('GET /api/v1/config says so when there is no document', async () => {
  const { gateway } = await serve(completion('hi'));
  expect((await manage(gateway, 'GET', '/api/v1/config')).status).toBe(404);
});

describe('GET /metrics', () => {
  test('counts requests, decisions, signals, times and tokens', async () => {
    const { gateway } = await serve(stream(['a', 'b', 'c']));
    await (await gateway.fetch(chat(ask('x', { stream: true })))).text();
    await (await gateway.fetch(chat(ask('x', { model: 'small' })))).text();
    const { text } = await manage(gateway, 'GET', '/metrics');
    for (const line of [
      'llm_model_requests_total{model="large"} 1',
      'llm_model_requests_total{model="small"} 1',
      'llm_decision_match_total{decision_name="hard"} 1',
      'llm_signal_match_total{signal_type="keyword",signal_name="urgent"} 1',
      'signalbox_signal_failures_total{signal_type="domain",signal_name="law",code="port.down"} 1',
      'llm_model_routing_latency_seconds_count 1',
      'llm_signal_extraction_latency_seconds_count{signal_type="keyword"} 1',
      'llm_model_completion_latency_seconds_count{model="large"} 1',
      'llm_model_ttft_seconds_count{model="large"} 1',
      'llm_model_tpot_seconds_count{model="large"} 1',
      'llm_model_tokens_total{model="large"} 8',
      'llm_model_prompt_tokens_total{model="large"} 5',
      'llm_model_completion_tokens_total{model="large"} 3',
      'llm_model_routing_modifications_total{selected_model="large"} 1',
      'llm_reasoning_decisions_total{model="large",reasoning="on"} 1',
      'signalbox_requests_in_flight 0',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
  });

  test('makes no label of what a client sends', async () => {
    const { gateway } = await serve(completion('hi'));
    await gateway.fetch(chat(ask('x', { model: 'made-up' })));
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).not.toContain('made-up');
    expect(text).toContain('llm_request_errors_total{model="none",reason="model_not_found"} 1\n');
  });
});

describe('the management plane', () => {
  test('lists its endpoints', async () => {
    const { gateway } = await serve(completion('hi'));
    const { routes } = (await manage(gateway, 'GET', '/api/v1')).json as RouteCatalogue;
    const known = routes.map(({ method, path }) => `${method} ${path}`);
    expect(known).toEqual([
      'GET /api/v1',
      'GET /openapi.json',
      'POST /api/v1/eval',
      'POST /api/v1/classify/intent',
      'POST /api/v1/classify/pii',
      'POST /api/v1/classify/security',
      'POST /api/v1/classify/fact-check',
      'POST /api/v1/classify/user-feedback',
      'POST /api/v1/classify/combined',
      'POST /api/v1/classify/batch',
      'POST /api/v1/classify/heads',
      'GET /api/v1/config',
      'GET /api/v1/config/status',
      'PUT /api/v1/config',
      'POST /api/v1/config/validate',
      'POST /api/v1/config/import',
      'POST /api/v1/config/import-address',
      'GET /api/v1/config/versions',
      'GET /api/v1/config/versions/{id}',
      'POST /api/v1/config/versions/{id}/rollback',
      'GET /api/v1/setup',
      'POST /api/v1/setup/detect',
      'POST /api/v1/setup/models',
      'POST /api/v1/setup/test',
      'POST /api/v1/setup/draft',
      'POST /api/v1/setup/activate',
      'GET /api/v1/decisions/recent',
      'GET /v1/router_replay',
      'GET /v1/router_replay/export',
      'GET /v1/router_replay/aggregate',
      'GET /v1/router_replay/trajectory',
      'GET /v1/router_replay/{id}',
      'POST /v1/router/outcomes',
      'GET /api/v1/response-cache/stats',
      'GET /api/v1/response-cache/entries',
      'POST /api/v1/response-cache/invalidate',
      'GET /metrics',
      'GET /health',
      'GET /ready',
      'GET /api/v1/token',
      'GET /api/v1/access',
      'GET /api/v1/logs',
      'GET /api/v1/backends/{model}/{backend}/metrics',
      'GET /api/v1/vocabulary',
      'GET /api/v1/weights',
      'GET /api/v1/weights/{head}',
      'GET /api/v1/probes',
      'POST /api/v1/playground/chat/completions',
      'POST /api/v1/load-test',
    ]);
    expect(routes.every(({ summary }) => summary.length > 10)).toBe(true);
  });

  test('asks other machines for the token, and everybody for it where something is written', async () => {
    const { gateway } = await serve(completion('hi'), {
      managementToken: { name: 'test', value: 'a-token-of-some-length' },
    });
    const status = async (method: string, path: string, isExposed: boolean, token?: string) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const request = { method, path, query: '', headers, body: Buffer.from(''), cancellation: new Cancellation() };
      return (await gateway.manage(request, { isExposed })).status;
    };
    expect(await status('GET', '/metrics', false)).toBe(200);
    expect(await status('GET', '/metrics', true)).toBe(401);
    expect(await status('GET', '/metrics', true, 'another-token')).toBe(401);
    expect(await status('GET', '/metrics', true, 'a-token-of-some-length')).toBe(200);
    expect(await status('GET', '/health', true)).toBe(200);
    expect(await status('PUT', '/api/v1/config', false)).toBe(401);
    // Known, but this gateway has nobody to change its config.
    expect(await status('PUT', '/api/v1/config', false, 'a-token-of-some-length')).toBe(404);
    const { gateway: tokenless } = await serve(completion('hi'));
    expect((await manage(tokenless, 'PUT', '/api/v1/config')).status).toBe(403);
  });

  test('tells health and readiness', async () => {
    const { gateway } = await serve(completion('hi'));
    expect((await manage(gateway, 'GET', '/health')).status).toBe(200);
    expect((await manage(gateway, 'GET', '/ready')).status).toBe(200);
    await gateway.close();
    expect((await manage(gateway, 'GET', '/health')).status).toBe(200);
    expect((await manage(gateway, 'GET', '/ready')).status).toBe(503);
  });

  test('answers 404 and 405 with what there is', async () => {
    const { gateway } = await serve(completion('hi'));
    expect(await manage(gateway, 'GET', '/nope')).toMatchObject({ status: 404 });
    expect(await manage(gateway, 'GET', '/v1/router_replay/')).toMatchObject({ status: 404 });
    expect(await manage(gateway, 'GET', '/v1/router_replay/%zz')).toMatchObject({ status: 404 });
    const wrong = await manage(gateway, 'GET', '/api/v1/eval');
    expect(wrong).toMatchObject({ status: 405, json: { error: { message: expect.stringContaining('POST') } } });
  });

  test('answers 500 when an endpoint throws, and goes on', async () => {
    const engine = anEngine(() => {
      throw new Error('bug');
    });
    const { gateway } = await serve(completion('hi'), { engine });
    expect((await manage(gateway, 'POST', '/api/v1/eval', { text: 'x' })).status).toBe(500);
    expect((await manage(gateway, 'GET', '/health')).status).toBe(200);
  });

  test.each([
    ['127.0.0.1:8700', 200],
    ['localhost:8700', 200],
    ['LOCALHOST', 200],
    ['app.localhost:8700', 200],
    ['[::1]:8700', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example:8700', 403],
    [undefined, 403],
  ])('bound to loopback answers the host %s with %i', async (host, status) => {
    const { gateway } = await serve(completion('hi'));
    const request = { method: 'GET', path: '/health', query: '', body: new Uint8Array() };
    const headers = host === undefined ? {} : { host };
    const cancellation = new Cancellation();
    const response = await gateway.manage({ ...request, headers, cancellation }, { onlyLoopbackHosts: true });
    expect(response.status).toBe(status);
  });
});
