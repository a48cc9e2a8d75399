import { afterAll, describe, expect, test } from 'vitest';
import { startRedisServer, whyNoRedis } from '../../../testing/redis-server.ts';
import { openRedis } from './redis-connection.ts';

const reason = whyNoRedis();

describe.skipIf(reason !== undefined)('with a Redis', async () => {
  if (reason !== undefined) return;
  const server = await startRedisServer();
  afterAll(() => server.close());
  const open = (timeoutMs = 5_000) => openRedis({ url: server.url, timeoutMs, onError: () => {} });

  test('one that is closed while it connects leaves no connection behind', async () => {
    const watching = open();
    const clients = async () => ((await watching.send('CLIENT', 'LIST')) as string).trim().split('\n').length;
    expect(await clients()).toBe(1);
    for (let i = 0; i < 5; i++) {
      const hasty = open(1);
      hasty.listen('news', () => {});
      // Too hasty for a connection to be there, or just so.
      await hasty.send('PING').catch(() => {});
      await hasty.close();
    }
    await expect.poll(clients, { timeout: 10_000 }).toBe(1);
    await watching.close();
  });

  test('whoever listens hears what is sent, and that something may have been missed', async () => {
    const [one, other] = [open(), open()];
    const heard: (string | undefined)[] = [];
    other.listen('news', (message) => heard.push(message));
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual([undefined]);
    await one.send('PUBLISH', 'news', 'first');
    await expect.poll(() => heard).toEqual([undefined, 'first']);
    await server.restart();
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual([undefined, 'first', undefined]);
    const publish = () => one.send('PUBLISH', 'news', 'second').catch(() => undefined);
    await expect.poll(publish, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => heard.at(-1)).toBe('second');
    await Promise.all([one.close(), other.close()]);
  });
});
