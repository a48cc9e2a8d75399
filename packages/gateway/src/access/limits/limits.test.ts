import type { RateLimitRuleConfig, RouterConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from '../../gateway.ts';
import { anApiKey, aRateLimit, aRule, post } from '../../testing/access-fixture.ts';
import { completion, event, json, type Responder, stream } from '../../testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anAuthz, anEngine, aResult, ask, chat } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { backend: aFakeBackend, serve } = serving();

/** 20 s before the end of a minute. */
const START = Date.parse('2026-03-10T12:00:40Z');
/** The fake completion's usage: 5 prompt and 3 completion tokens. */
const USED = 8;
const PRICING = { currency: 'USD', prompt: 1_000, completion: 2_000, cachedInput: undefined };
/** 5 × 0.001 + 3 × 0.002 dollars. */
const COST = 0.011;

interface Setup {
  readonly authz?: Partial<RouterConfig['authz']>;
  readonly limits?: Partial<NonNullable<RouterConfig['rateLimit']>>;
  readonly respond?: Responder;
  readonly options?: Partial<GatewayOptions>;
}

async function start(rules: readonly RateLimitRuleConfig[], setup: Setup = {}) {
  const backend = await aFakeBackend(setup.respond ?? completion('hi'));
  const backends = [aBackend(backend.baseUrl)];
  const clock = { now: () => performance.now(), time: () => clock.at, at: START };
  const config = aConfig({
    models: [aModel('small', { backends }), aModel('large', { backends, pricing: PRICING })],
    authz: anAuthz(setup.authz),
    rateLimit: aRateLimit(rules, setup.limits),
  });
  const { gateway } = await serve(completion('unused'), { config, clock, ...setup.options });
  const statusOf = async (body: object = ask('x'), headers: Record<string, string> = {}) =>
    (await post(gateway, body, headers)).status;
  return { backend, gateway, clock, config, statusOf };
}

const keys = ['ada-1', 'ada-2', 'bob-1'].map((key) =>
  anApiKey(key, { user: key.split('-')[0], groups: [key.startsWith('ada') ? 'staff' : 'guests', 'all'] }),
);
const as = (key: string) => ({ 'x-api-key': key });

describe('a limit on requests', () => {
  test('answers 429 beyond it, with what the client needs to wait', async () => {
    const { gateway, backend } = await start([aRule({ name: 'few', requests: 2 })]);
    const first = await post(gateway, ask('x'));
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit-requests': '2',
      'x-ratelimit-remaining-requests': '1',
      'x-ratelimit-reset-requests': '20s',
    });
    await post(gateway, ask('x'));
    const { status, headers, json: body } = await post(gateway, ask('x'));
    expect(status).toBe(429);
    expect(headers).toMatchObject({
      'retry-after': '20',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '20',
      'x-ratelimit-limit-requests': '2',
      'x-ratelimit-remaining-requests': '0',
      'x-vsr-response-path': 'rate_limited',
    });
    expect(body).toEqual({
      error: {
        message: 'the limit "few" allows 2 requests in a minute, of which 0 are left (hint: try again in 20 s)',
        type: 'rate_limit_error',
        param: null,
        code: 'rate_limit_exceeded',
      },
    });
    expect(backend.received).toHaveLength(2);
  });

  test('answers a client of Anthropic’s API in that shape', async () => {
    const { gateway } = await start([aRule({ requests: 1 })]);
    const messages = async () => post(gateway, { ...ask('x'), max_tokens: 9 }, {}, '192.0.2.7', '/v1/messages');
    expect((await messages()).status).toBe(200);
    expect(await messages()).toMatchObject({
      status: 429,
      json: { type: 'error', error: { type: 'rate_limit_error' } },
      headers: { 'retry-after': '20', 'x-vsr-response-path': 'rate_limited' },
    });
  });

  test('starts again with the next window', async () => {
    const { clock, statusOf } = await start([aRule({ requests: 1 })]);
    expect([await statusOf(), await statusOf()]).toEqual([200, 429]);
    clock.at += 19_999;
    expect(await statusOf()).toBe(429);
    clock.at += 1;
    expect(await statusOf()).toBe(200);
  });

  test('holds exactly when many ask at once', async () => {
    const { statusOf, backend } = await start([aRule({ requests: 37 })]);
    const statuses = await Promise.all(Array.from({ length: 100 }, () => statusOf()));
    expect(statuses.filter((status) => status === 200)).toHaveLength(37);
    expect(backend.received).toHaveLength(37);
  });

  test('is not forgotten when the config changes', async () => {
    const { gateway, statusOf, config } = await start([aRule({ requests: 1 })]);
    expect(await statusOf()).toBe(200);
    gateway.swap({ config, engine: anEngine() });
    expect(await statusOf()).toBe(429);
  });

  test('is counted by rule and measure', async () => {
    const { gateway, statusOf } = await start([aRule({ name: 'few', requests: 1 })]);
    await Promise.all([statusOf(), statusOf()]);
    const answer = await gateway.manage({
      method: 'GET',
      path: '/metrics',
      query: '',
      headers: {},
      body: new Uint8Array(),
      cancellation: {} as never,
    });
    const text = Buffer.from(answer.body as Uint8Array).toString();
    expect(text).toContain('signalbox_rate_limited_total{rule="few",measure="requests"} 1\n');
    expect(text).toContain('llm_request_errors_total{model="none",reason="rate_limit_exceeded"} 1\n');
  });

  test('lets a backend’s own limits not pass for the caller’s', async () => {
    const respond = json(200, { choices: [] }, { 'x-ratelimit-remaining-requests': '4999', 'x-ratelimit-other': '1' });
    const { gateway } = await start([aRule({ requests: 2 })], { respond });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('1');
    expect(response.headers.get('x-ratelimit-other')).toBe('1');
  });
});

describe('whose requests count together', () => {
  const authz = { keys };

  test('nobody’s in particular: everybody’s', async () => {
    const { statusOf } = await start([aRule({ requests: 1 })], { authz });
    expect([await statusOf(ask('x'), as('ada-1')), await statusOf(ask('x'), as('bob-1'))]).toEqual([200, 429]);
  });

  test.each([
    ['each key', { key: '*' }, [200, 200, 200, 429, 429, 429]],
    ['each user', { user: '*' }, [200, 429, 200, 429, 429, 429]],
    ['each group, of which one is full', { group: '*' }, [200, 429, 429, 429, 429, 429]],
    ['one key', { key: 'ada-2' }, [200, 200, 200, 200, 429, 200]],
    ['one user', { user: 'bob' }, [200, 200, 200, 200, 200, 429]],
    ['one group', { group: 'staff' }, [200, 429, 200, 429, 429, 200]],
    ['one user in one group', { user: 'ada', group: 'guests' }, [200, 200, 200, 200, 200, 200]],
    ['one key for one model', { key: 'ada-1', model: 'large' }, [200, 200, 200, 429, 200, 200]],
    ['a model that does not answer', { model: 'small' }, [200, 200, 200, 200, 200, 200]],
  ] as const)('%s', async (_whose, match, expected) => {
    const { statusOf } = await start([aRule({ match, requests: 1 })], { authz });
    const statuses: number[] = [];
    for (const key of ['ada-1', 'ada-2', 'bob-1', 'ada-1', 'ada-2', 'bob-1']) {
      statuses.push(await statusOf(ask('x'), as(key)));
    }
    expect(statuses).toEqual(expected);
  });

  test('callers of whom nothing is known count as one user', async () => {
    const { statusOf } = await start([aRule({ match: { user: '*' }, requests: 1 })]);
    expect([await statusOf(), await statusOf()]).toEqual([200, 429]);
  });

  test('each model, by the one that answers and not by the name asked for', async () => {
    const { statusOf } = await start([aRule({ match: { model: '*' }, requests: 1 })]);
    expect(await statusOf(ask('x'))).toBe(200);
    expect(await statusOf({ ...ask('x'), model: 'large' })).toBe(429);
    expect(await statusOf({ ...ask('x'), model: 'small' })).toBe(200);
  });

  test('a model’s limit that is full gives back what other limits had taken', async () => {
    const rules = [
      aRule({ name: 'all', requests: 2 }),
      aRule({ name: 'large', match: { model: 'large' }, requests: 1 }),
    ];
    const { gateway, statusOf } = await start(rules);
    expect(await statusOf()).toBe(200);
    expect(await post(gateway, ask('x'))).toMatchObject({
      status: 429,
      json: {
        error: {
          message: expect.stringContaining('the limit "large" allows 1 request in a minute for the model "large"'),
        },
      },
      headers: { 'x-vsr-selected-model': 'large', 'x-ratelimit-remaining-requests': '0' },
    });
    expect(await statusOf({ ...ask('x'), model: 'small' })).toBe(200);
    expect(await statusOf({ ...ask('x'), model: 'small' })).toBe(429);
  });

  describe('of a model that is asked when another fails', () => {
    const candidates = ['large', 'small'].map((model) => ({ model, reasoning: 'off' }) as const);
    const failing = async (rules: readonly RateLimitRuleConfig[]) => {
      const [down, up] = [await aFakeBackend(json(500, {})), await aFakeBackend(completion('hi'))];
      const models = [
        aModel('large', { backends: [aBackend(down.baseUrl)] }),
        aModel('small', { backends: [aBackend(up.baseUrl)] }),
      ];
      const engine = anEngine(() => aResult({ candidates, model: candidates[0]! }));
      const config = aConfig({ models, rateLimit: aRateLimit(rules) });
      const { gateway } = await serve(completion('unused'), { config, engine });
      return { gateway, up };
    };

    test('holds, and the model that failed has its room back', async () => {
      const { gateway, up } = await failing([aRule({ match: { model: '*' }, requests: 1 })]);
      const statuses = [await post(gateway, ask('x')), await post(gateway, ask('x'))].map(({ status }) => status);
      expect(statuses).toEqual([200, 500]);
      expect(up.received).toHaveLength(1);
      expect((await post(gateway, { ...ask('x'), model: 'small' })).status).toBe(429);
    });

    test('is told where nobody else could have answered', async () => {
      const backend = await aFakeBackend(completion('hi'));
      const engine = anEngine(() => aResult({ candidates, model: candidates[0]! }));
      const config = aConfig({
        models: [aModel('large', { backends: [] }), aModel('small', { backends: [aBackend(backend.baseUrl)] })],
        rateLimit: aRateLimit([aRule({ name: 'small', match: { model: 'small' }, requests: 1 })]),
      });
      const { gateway } = await serve(completion('unused'), { config, engine });
      expect((await post(gateway, ask('x'))).status).toBe(200);
      expect(await post(gateway, ask('x'))).toMatchObject({
        status: 429,
        json: { error: { message: expect.stringContaining('the limit "small" allows 1 request') } },
      });
    });
  });
});

describe('a limit on tokens', () => {
  /** The prompt `x` is taken for 5 tokens. */
  const body = { ...ask('x'), max_tokens: 45 };
  const remaining = async (gateway: Parameters<typeof post>[0]) =>
    Number((await post(gateway, { ...body, max_tokens: 0 })).headers['x-ratelimit-remaining-tokens']);

  test('sets the estimate aside, and puts what was used in its place', async () => {
    const { gateway } = await start([aRule({ tokens: 100 })]);
    const { headers } = await post(gateway, body);
    expect(headers).toMatchObject({ 'x-ratelimit-limit-tokens': '100', 'x-ratelimit-remaining-tokens': '50' });
    expect(await remaining(gateway)).toBe(100 - USED - 5);
  });

  test('sets a share aside where the client names no maximum', async () => {
    const { gateway } = await start([aRule({ tokens: 1_000 })], { limits: { outputReserveTokens: 300 } });
    const { headers } = await post(gateway, ask('x'));
    expect(headers['x-ratelimit-remaining-tokens']).toBe('695');
  });

  test('holds while answers are under way', async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const respond: Responder = async (response, request) => {
      await waiting;
      return completion('late')(response, request);
    };
    const { gateway, backend } = await start([aRule({ tokens: 100 })], { respond });
    const arrived = backend.next();
    const first = post(gateway, { ...body, max_tokens: 80 });
    await arrived;
    expect(await post(gateway, body)).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    release();
    expect((await first).status).toBe(200);
    expect((await post(gateway, body)).status).toBe(200);
  });

  test('is settled by what a stream says at its end', async () => {
    const { gateway } = await start([aRule({ tokens: 100 })], { respond: stream(['a', 'b']) });
    const answer = await gateway.fetch(chat({ ...body, stream: true }));
    expect(answer.headers.get('x-ratelimit-remaining-tokens')).toBe('50');
    await answer.text();
    const next = await gateway.fetch(chat({ ...body, stream: true, max_tokens: 0 }));
    expect(next.headers.get('x-ratelimit-remaining-tokens')).toBe(String(100 - 7 - 5));
    await next.text();
  });

  test('asks a stream for its usage, and keeps it from a client that did not ask', async () => {
    const { gateway, backend } = await start([aRule({ tokens: 100 })], { respond: stream(['a', 'b']) });
    const ask1 = async (more: object) => {
      const answer = await gateway.fetch(chat({ ...body, stream: true, ...more }));
      return (await answer.text()).includes('"usage"');
    };
    expect(await ask1({})).toBe(false);
    expect(await ask1({ stream_options: { include_usage: false, other: 1 } })).toBe(false);
    expect(await ask1({ stream_options: { include_usage: true } })).toBe(true);
    expect(backend.received.map(({ body: sent }) => JSON.parse(sent).stream_options)).toEqual([
      { include_usage: true },
      { include_usage: true, other: 1 },
      { include_usage: true },
    ]);
  });

  test('leaves streams as they are where only requests are counted', async () => {
    const { gateway, backend } = await start([aRule({ requests: 9 })], { respond: stream(['a', 'b']) });
    await (await gateway.fetch(chat({ ...body, stream: true }))).text();
    expect(JSON.parse(backend.received[0]!.body)).not.toHaveProperty('stream_options');
  });

  test('keeps the estimate of a client that leaves while the model is at work', async () => {
    const { gateway, backend } = await start([aRule({ tokens: 100 })], { respond: () => {} });
    const arrived = backend.next();
    const leaving = new AbortController();
    const answer = gateway.fetch(new Request(chat(body), { signal: leaving.signal }));
    await arrived;
    leaving.abort();
    expect((await answer).status).toBe(499);
    expect(
      (await post(gateway, { ...body, model: 'no-such-model', max_tokens: 0 })).headers['x-ratelimit-remaining-tokens'],
    ).toBe('45');
  });

  test('keeps the estimate of a client that leaves in the middle', async () => {
    const respond: Responder = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event({ content: 'a' }));
    };
    const { gateway, backend } = await start([aRule({ tokens: 100 })], { respond });
    const answer = await gateway.fetch(chat({ ...body, stream: true }));
    await answer.body!.cancel();
    expect(await backend.received[0]!.ended).toBe('closed early');
    expect((await post(gateway, { ...body, model: 'no-such-model' })).headers['x-ratelimit-remaining-tokens']).toBe(
      '0',
    );
  });

  test('keeps the estimate where nobody says what was used', async () => {
    const { gateway } = await start([aRule({ tokens: 100 })], { respond: completion('hi', { usage: undefined }) });
    await post(gateway, body);
    expect(await remaining(gateway)).toBe(45);
  });

  test.each([
    ['the model answers with an error', {}, json(500, { error: { message: 'no' } })],
    ['the model does not answer in HTTP', {}, ((response) => void response.socket?.end('nonsense')) as Responder],
    ['the name is unknown', { model: 'no-such-model' }, undefined],
  ])('takes nothing when %s', async (_what, more, respond) => {
    const { gateway } = await start([aRule({ tokens: 100 })], respond === undefined ? {} : { respond });
    expect((await post(gateway, { ...body, ...more })).status).toBeGreaterThan(400);
    expect(await remaining(gateway)).toBe(95);
  });

  test('tells a request that never fits that it never will', async () => {
    const { gateway } = await start([aRule({ name: 'small', tokens: 40 })]);
    const { status, headers, json: answer } = await post(gateway, body);
    expect(status).toBe(429);
    expect(headers).not.toHaveProperty('retry-after');
    expect(answer).toMatchObject({
      error: {
        message: expect.stringMatching(/allows 40 tokens in a minute; this request may need 50 tokens .*max_tokens/),
      },
    });
  });
});

describe('a budget', () => {
  const body = { ...ask('x'), max_tokens: 10 };
  const budget = (cost: number) => aRule({ name: 'monthly', match: { user: '*' }, unit: 'month', cost });

  test('is spent by the prices of the model that answers, and then answers 429 until it starts again', async () => {
    // Two answers, and the estimate of a third: 5 × 0.001 + 10 × 0.002.
    const { gateway, clock, statusOf } = await start([budget(2 * COST + 0.025 - 0.001)]);
    expect([await statusOf(body), await statusOf(body)]).toEqual([200, 200]);
    const { status, headers, json: answer } = await post(gateway, body);
    expect(status).toBe(429);
    expect(answer).toMatchObject({
      error: {
        code: 'insufficient_quota',
        type: 'rate_limit_error',
        message: expect.stringContaining('the limit "monthly" allows 0.046 USD in a month'),
      },
    });
    expect(headers['x-vsr-response-path']).toBe('rate_limited');
    expect(Number(headers['retry-after'])).toBe((Date.parse('2026-04-01T00:00:00Z') - START) / 1e3);
    clock.at = Date.parse('2026-04-01T00:00:00Z');
    expect(await statusOf(body)).toBe(200);
  });

  test('is not touched by models without a price', async () => {
    const { statusOf } = await start([budget(0.001)]);
    expect(await statusOf({ ...body, model: 'small' })).toBe(200);
    expect(await statusOf({ ...body, model: 'large' })).toBe(429);
  });

  test('counts tokens read from a cache at their own price', async () => {
    const usage = {
      prompt_tokens: 1_000,
      completion_tokens: 0,
      total_tokens: 1_000,
      prompt_tokens_details: { cached_tokens: 900 },
    };
    const backend = await aFakeBackend(completion('hi', { usage }));
    const pricing = { ...PRICING, cachedInput: 100 };
    const models = [aModel('small'), aModel('large', { backends: [aBackend(backend.baseUrl)], pricing })];
    // 100 × 0.001 + 900 × 0.0001 = 0.19 a request; each sets 0.025 aside.
    const rateLimit = aRateLimit([budget(0.19 * 2 + 0.025)]);
    const { gateway } = await serve(completion('unused'), { config: aConfig({ models, rateLimit }) });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await post(gateway, body)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});

describe('with counters that cannot be reached', () => {
  const store = { kind: 'redis', url: 'redis://127.0.0.1:1', keyPrefix: 'x', timeoutMs: 2_000 } as const;
  const counted = async (gateway: Parameters<typeof post>[0]) => {
    const answer = await gateway.fetch(new Request('http://signalbox.test/health'));
    expect(answer.status).toBe(200);
    const metrics = await gateway.manage({
      method: 'GET',
      path: '/metrics',
      query: '',
      headers: {},
      body: new Uint8Array(),
      cancellation: {} as never,
    });
    return /signalbox_limit_store_failures_total (\d+)/.exec(Buffer.from(metrics.body as Uint8Array).toString())?.[1];
  };

  test('requests get 503 by default, and it is counted', async () => {
    const { gateway, backend } = await start([aRule({ requests: 5 })], { limits: { store } });
    expect(await post(gateway, ask('x'))).toMatchObject({
      status: 503,
      code: 'limits_unavailable',
      headers: { 'retry-after': '1' },
    });
    expect(backend.received).toEqual([]);
    expect(await counted(gateway)).toBe('1');
  });

  test('with fail_open they pass, and it is counted', async () => {
    const { gateway } = await start([aRule({ requests: 5 })], { limits: { store, failOpen: true } });
    expect((await post(gateway, ask('x'))).status).toBe(200);
    expect(await counted(gateway)).toBe('1');
  });
});

test('without limits an exchange counts nothing and tells nothing', async () => {
  const { gateway } = await serve(completion('hi'), { engine: anEngine(() => aResult()) });
  const { headers } = await post(gateway, ask('x'));
  expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
});
