import { afterAll, describe, expect, test } from 'vitest';
import { describeLimitStore } from '../../../testing/describe-limit-store.ts';
import { startRedisServer, whyNoRedis } from '../../../testing/redis-server.ts';
import { createRedisLimits } from './redis-limits.ts';

const reason = whyNoRedis();

describe.skipIf(reason !== undefined)('with a Redis', async () => {
  if (reason !== undefined) return;
  const server = await startRedisServer();
  afterAll(() => server.close());
  const open = (keyPrefix: string, timeoutMs = 5_000) =>
    createRedisLimits({ url: server.url, keyPrefix, timeoutMs, onError: () => {} });

  describeLimitStore('in Redis', { open: (space) => open(space), sharesBetween: true });

  test('what was under way when the store is closed is still counted', async () => {
    const store = open('closing');
    const endsAt = Date.now() + 60_000;
    await store.take([{ counter: 'a', amount: 5, limit: 9, endsAt }]);
    const correcting = store.correct([{ counter: 'a', amount: -3 }]);
    await store.close();
    await correcting;
    const again = open('closing');
    expect(await again.take([{ counter: 'a', amount: 1, limit: 9, endsAt }])).toEqual({ isGranted: true, used: [3] });
    await again.close();
  });

  test('while the server is gone every call is refused; when it is back, counting goes on', async () => {
    const store = open('restarts');
    const endsAt = Date.now() + 60_000;
    const take = async () => store.take([{ counter: 'a', amount: 1, limit: 5, endsAt }]);
    expect(await take()).toEqual({ isGranted: true, used: [1] });
    await server.kill();
    await expect(take()).rejects.toThrow();
    await expect((async () => store.correct([{ counter: 'a', amount: 1 }]))()).rejects.toThrow();
    await server.restart();
    await expect.poll(() => take().catch(() => undefined), { timeout: 10_000 }).toMatchObject({ isGranted: true });
    await store.close();
  });
});

test('a server that is not there is told apart from one that is slow', async () => {
  const said: string[] = [];
  const store = createRedisLimits({
    url: 'redis://127.0.0.1:1',
    keyPrefix: 'x',
    timeoutMs: 5_000,
    onError: (message) => said.push(message),
  });
  const take = (async () => store.take([{ counter: 'a', amount: 1, limit: 1, endsAt: 1 }]))();
  await expect(take).rejects.toThrow(/no connection to Redis at 127\.0\.0\.1:1: .*ECONNREFUSED/);
  expect(said[0]).toContain('ECONNREFUSED');
  await store.close();
});
