import { afterAll, describe, expect, test } from 'vitest';
import { describeSqlDatabase } from '../../../testing/describe-sql-database.ts';
import { startPostgresServer, whyNoPostgres } from '../../../testing/postgres-server.ts';
import { openPostgresDatabase } from './postgres-database.ts';

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer();
  afterAll(() => server.close());
  const open = (schema: string, timeoutMs = 10_000) =>
    openPostgresDatabase({ url: server.url, schema, timeoutMs, connections: 4 });

  describeSqlDatabase('a database in PostgreSQL', open);

  test('what one sends, all who listen hear, also after the server was gone', async () => {
    const [one, other] = await Promise.all([open('hears'), open('hears')]);
    const heard: (string | undefined)[] = [];
    await other.listen('news', (payload) => heard.push(payload));
    expect(heard).toEqual([undefined]);
    await one.run("SELECT pg_notify('news', ?)", 'first');
    await expect.poll(() => heard).toEqual([undefined, 'first']);
    await server.restart();
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual([undefined, 'first', undefined]);
    await one.run("SELECT pg_notify('news', ?)", 'second');
    await expect.poll(() => heard.at(-1)).toBe('second');
    await Promise.all([one.close(), other.close()]);
  });

  test('rejects while the server is gone and while it hangs, and works again by itself', async () => {
    const database = await open('outage', 500);
    const ask = () => database.run('SELECT 1 AS one');
    await server.kill();
    await expect(ask()).rejects.toMatchObject({
      code: 'gateway.store_failed',
      message: expect.stringContaining('PostgreSQL at 127.0.0.1'),
    });
    await server.restart();
    await expect.poll(() => ask().catch(() => []), { timeout: 20_000 }).toEqual([{ one: 1 }]);
    server.pause();
    await expect(ask()).rejects.toMatchObject({ code: 'gateway.store_failed' });
    server.resume();
    await expect.poll(() => ask().catch(() => []), { timeout: 20_000 }).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('a connection that breaks within a transaction rejects it, and ends nothing else', async () => {
    const database = await open('broken');
    const broken = database.transact(async (run) => {
      await run('SELECT 1 AS one');
      await server.restart();
      await run('SELECT 1 AS one');
    });
    await expect(broken).rejects.toMatchObject({ code: 'gateway.store_failed' });
    await expect.poll(() => database.run('SELECT 1 AS one').catch(() => []), { timeout: 20_000 }).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('says who is missing where there is no server, and keeps its password to itself', async () => {
    const url = 'postgres://me:secret@127.0.0.1:1/db';
    const database = await openPostgresDatabase({ url, schema: 'x', timeoutMs: 2_000, connections: 1 });
    const asked = database.run('SELECT 1 AS one');
    await expect(asked).rejects.toMatchObject({ message: expect.stringMatching(/127\.0\.0\.1:1\/db: .*ECONNREFUSED/) });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    await database.close();
  });
});
