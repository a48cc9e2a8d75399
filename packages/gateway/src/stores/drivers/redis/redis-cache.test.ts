import { afterAll, describe, expect, test } from 'vitest';
import { CACHE_START } from '../../../cache/cache-store.ts';
import { anEntry, describeCacheStore } from '../../../testing/describe-cache-store.ts';
import { startRedisServer, whyNoRedis } from '../../../testing/redis-server.ts';
import { createRedisCache } from './redis-cache.ts';
import { openRedis } from './redis-connection.ts';

const reason = whyNoRedis();

describe.skipIf(reason !== undefined)('with a Redis', async () => {
  if (reason !== undefined) return;
  const server = await startRedisServer();
  afterAll(() => server.close());
  const connect = (timeoutMs = 5_000) => openRedis({ url: server.url, timeoutMs, onError: () => {} });
  const open = async (keyPrefix: string, timeoutMs?: number) =>
    createRedisCache(connect(timeoutMs), { keyPrefix, ownsConnection: true });

  describeCacheStore('the cache in Redis', open, { isWatched: true });

  test('Redis itself lets go of an entry when its time is over, and of what is known of it once somebody looks', async () => {
    const redis = connect();
    const store = createRedisCache(redis, { keyPrefix: 'ends', ownsConnection: true });
    await store.put([anEntry('short', { storedAt: 1_000, expiresAt: 61_000 }), anEntry('long')]);
    expect(Number(await redis.send('PTTL', '{ends:cache}:entry:short'))).toBeGreaterThan(50_000);
    expect(Number(await redis.send('PTTL', '{ends:cache}:entry:short'))).toBeLessThanOrEqual(60_000);
    for (const key of (await redis.send('KEYS', '{ends:cache}:*')) as string[]) {
      expect([key, Number(await redis.send('PTTL', key)) > 0]).toEqual([key, true]);
    }
    await redis.send('PEXPIRE', '{ends:cache}:entry:short', '0');
    const page = await store.list({}, { limit: 9, offset: 0 });
    expect([page.entries.map(({ id }) => id), page.total]).toEqual([['long'], 1]);
    expect((await store.list({ tag: 'decision:hard' }, { limit: 9, offset: 0 })).bytes).toBe(page.bytes);
    await store.close();
  });

  test('an entry that has ended when it comes is not kept', async () => {
    const store = await open('late');
    await store.put([anEntry('late', { storedAt: 2_000, expiresAt: 2_000 })]);
    expect((await store.list({}, { limit: 9, offset: 0 })).total).toBe(0);
    await store.close();
  });

  test('who reads on after the server lost everything finds what comes after that', async () => {
    const [one, other] = [await open('lost'), await open('lost')];
    await one.put([anEntry('a'), anEntry('b')]);
    const { position } = await other.changes(CACHE_START, 10);
    await server.restart();
    const put = () =>
      one.put([anEntry('c')]).then(
        () => true,
        () => false,
      );
    await expect.poll(put, { timeout: 10_000 }).toBe(true);
    const read = () =>
      other.changes(position, 10).then(
        ({ entries }) => entries.map(({ id }) => id),
        () => [],
      );
    await expect.poll(read, { timeout: 10_000 }).toEqual(['c']);
    await one.close();
    await other.close();
  });

  test('large entries are read a few at a time', async () => {
    const [one, other] = [await open('large'), await open('large')];
    const completion = { text: 'x'.repeat(300_000) };
    await one.put(Array.from({ length: 9 }, (_, at) => anEntry(`e${at}`, { completion })));
    const first = await other.changes(CACHE_START, 100);
    expect([first.entries.length, first.hasMore]).toEqual([4, true]);
    const second = await other.changes(first.position, 100);
    const third = await other.changes(second.position, 100);
    expect([second.entries.length, third.entries.length, third.hasMore]).toEqual([4, 1, false]);
    await one.close();
    await other.close();
  });

  test('rejects while the server is gone and while it hangs', async () => {
    const store = await open('outage', 300);
    await store.put([anEntry('a')]);
    await server.kill();
    await expect(store.put([anEntry('b')])).rejects.toMatchObject({ code: 'gateway.store_failed' });
    await server.restart();
    const changes = () => store.changes(CACHE_START, 10).catch(() => undefined);
    await expect.poll(changes, { timeout: 10_000 }).toBeDefined();
    server.pause();
    await expect(store.changes(CACHE_START, 10)).rejects.toThrow(
      /no answer from Redis at 127\.0\.0\.1:\d+ within 300 ms/,
    );
    server.resume();
    await expect.poll(changes, { timeout: 10_000 }).toBeDefined();
    await store.close();
  });
});
