import { afterAll, describe, expect, test } from 'vitest';
import { anApiKey, aRateLimit, aRule, post } from '../../testing/access-fixture.ts';
import { completion } from '../../testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anAuthz, anEngine, ask } from '../../testing/gateway-fixture.ts';
import { startRedisServer, whyNoRedis } from '../../testing/redis-server.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { backend: aFakeBackend, serve } = serving();
const reason = whyNoRedis();
const NOON = Date.parse('2026-03-10T12:00:00Z');

describe.skipIf(reason !== undefined)('two gateways that share a Redis', async () => {
  if (reason !== undefined) return;
  const server = await startRedisServer();
  afterAll(() => server.close());
  let spaces = 0;

  async function startTwo(rules: Parameters<typeof aRateLimit>[0], { failOpen = false } = {}) {
    const backend = await aFakeBackend(completion('hi'));
    const backends = [aBackend(backend.baseUrl)];
    const pricing = { currency: 'USD', prompt: 1_000, completion: 2_000, cachedInput: undefined };
    const store = { kind: 'redis', url: server.url, keyPrefix: `test-${++spaces}`, timeoutMs: 5_000 } as const;
    const config = aConfig({
      models: [aModel('small', { backends }), aModel('large', { backends, pricing })],
      authz: anAuthz({ keys: ['ada', 'bob'].map((key) => anApiKey(key, { user: key })) }),
      rateLimit: aRateLimit(rules, { store, failOpen }),
    });
    const clock = { now: () => performance.now(), time: () => Math.max(NOON, Date.now()) };
    const one = async () => (await serve(completion('unused'), { config, clock, engine: anEngine() })).gateway;
    return { backend, gateways: [await one(), await one()] as const, config };
  }
  const as = (key: string) => ({ 'x-api-key': key });

  test('let exactly as many requests through as the limit says', async () => {
    const { gateways, backend } = await startTwo([aRule({ match: { user: '*' }, unit: 'month', requests: 61 })]);
    const asked = Array.from({ length: 200 }, (_, index) =>
      post(gateways[index % 2]!, ask('x'), as(index % 4 < 2 ? 'ada' : 'bob')),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(122);
    expect(statuses.filter((status) => status === 429)).toHaveLength(78);
    expect(backend.received).toHaveLength(122);
  });

  test('settle what one of them used for both', async () => {
    const { gateways } = await startTwo([aRule({ unit: 'month', tokens: 100 })]);
    const remaining = async (gateway: (typeof gateways)[0], max_tokens: number) =>
      (await post(gateway, { ...ask('x'), max_tokens }, as('ada'))).headers['x-ratelimit-remaining-tokens'];
    expect(await remaining(gateways[0], 45)).toBe('50');
    // On the same connection, so after the 8 that were used took the place of the 50 that were set aside.
    expect(await remaining(gateways[0], 0)).toBe('87');
    // The second answer's 8 may not be there yet, in place of its 5.
    expect(['37', '34']).toContain(await remaining(gateways[1], 45));
  });

  test('keep their counters across a change of the config', async () => {
    const { gateways, config } = await startTwo([aRule({ unit: 'month', requests: 1 })]);
    expect((await post(gateways[0], ask('x'), as('ada'))).status).toBe(200);
    gateways[0].swap({ config, engine: anEngine() });
    gateways[0].swap({ config: { ...config, rateLimit: undefined }, engine: anEngine() });
    expect((await post(gateways[0], ask('x'), as('ada'))).status).toBe(200);
    gateways[0].swap({ config, engine: anEngine() });
    expect((await post(gateways[0], ask('x'), as('ada'))).status).toBe(429);
  });

  test.each([
    [false, 503],
    [true, 200],
  ])(
    'when Redis dies under them, with fail_open %s answer %d, and 429 again once it is back',
    async (failOpen, down) => {
      const { gateways } = await startTwo([aRule({ unit: 'month', requests: 1 })], { failOpen });
      const status = async () => (await post(gateways[0], ask('x'), as('ada'))).status;
      expect([await status(), await status()]).toEqual([200, 429]);
      await server.kill();
      expect(await status()).toBe(down);
      await server.restart();
      // The Redis of this test keeps nothing, so counting starts at none.
      await expect.poll(status, { timeout: 10_000 }).toBe(429);
    },
  );
});
