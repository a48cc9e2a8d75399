import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { describeCacheStore } from '../../testing/describe-cache-store.ts';
import { startPostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { openEmbeddedDatabase } from '../drivers/embedded/embedded-database.ts';
import { openPostgresCache } from '../drivers/postgres/postgres-cache.ts';
import { openPostgresDatabase } from '../drivers/postgres/postgres-database.ts';
import { openSqlCache } from './sql-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeCacheStore('the cache in a file', async (name) =>
  openSqlCache(await openEmbeddedDatabase({ path: join(folder, `${name}.db`) }), { ownsDatabase: true }),
);

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer({ fsync: 'off' });
  afterAll(() => server.close());
  const open = async (schema: string) =>
    openPostgresCache(await openPostgresDatabase({ url: server.url, schema, timeoutMs: 10_000, connections: 2 }), {
      schema,
      ownsDatabase: true,
    });
  describeCacheStore('the cache in PostgreSQL', open, { isWatched: true });
});
