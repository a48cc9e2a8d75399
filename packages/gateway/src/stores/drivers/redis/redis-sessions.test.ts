import { afterAll, describe, expect, test } from 'vitest';
import { aSession, describeSessionStore } from '../../../testing/describe-session-store.ts';
import { startRedisServer, whyNoRedis } from '../../../testing/redis-server.ts';
import { openRedis } from './redis-connection.ts';
import { createRedisSessions } from './redis-sessions.ts';

const reason = whyNoRedis();

describe.skipIf(reason !== undefined)('with a Redis', async () => {
  if (reason !== undefined) return;
  const server = await startRedisServer();
  const redis = openRedis({ url: server.url, timeoutMs: 5_000, onError: () => {} });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });
  const open = async (keyPrefix: string) => createRedisSessions(redis, { keyPrefix });

  describeSessionStore('sessions in Redis', open, { sharesBetween: true });

  test('a session is kept for a day after its last turn, and one that is over is not written', async () => {
    const sessions = await open('day');
    sessions.put(aSession({ key: 'new' }));
    sessions.put(aSession({ key: 'old', at: Date.now() - 86_400_001 }));
    await sessions.flush();
    const leftMs = Number(await redis.send('PTTL', 'day:session:new'));
    expect(leftMs).toBeGreaterThan(86_300_000);
    expect(leftMs).toBeLessThanOrEqual(86_400_000);
    expect(await sessions.get('old')).toBeUndefined();
  });

  test('while the server is gone what is put is lost and counted, and asking rejects; then all is as before', async () => {
    const sessions = await open('outage');
    await server.kill();
    sessions.put(aSession());
    await sessions.flush();
    expect(sessions.lost()).toBe(1);
    await expect(sessions.get('user:ada s-1')).rejects.toMatchObject({ code: 'gateway.store_failed' });
    await server.restart();
    await expect.poll(() => sessions.get('user:ada s-1').catch(() => 'away'), { timeout: 10_000 }).toBeUndefined();
    sessions.put(aSession());
    expect(await sessions.get('user:ada s-1')).toMatchObject({ lastModel: 'small' });
  });
});
