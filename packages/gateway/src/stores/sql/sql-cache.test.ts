import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { describeCacheStore } from '../../testing/describe-cache-store.ts';
import { startPostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { openEmbeddedDatabase } from '../drivers/embedded/embedded-database.ts';
import { openPostgresDatabase } from '../drivers/postgres/postgres-database.ts';
import { openSqlCache } from './sql-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeCacheStore('the cache in a file', async (name) =>
  openSqlCache(await openEmbeddedDatabase({ path: join(folder, `${name}.db`) }), true),
);

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer({ fsync: 'off' });
  afterAll(() => server.close());
  describeCacheStore('the cache in PostgreSQL', async (schema) =>
    openSqlCache(await openPostgresDatabase({ url: server.url, schema, timeoutMs: 10_000, connections: 2 }), true),
  );
});
