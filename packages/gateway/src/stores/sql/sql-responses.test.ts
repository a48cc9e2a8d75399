import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { describeResponseStore } from '../../testing/describe-response-store.ts';
import { startPostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { openEmbeddedDatabase } from '../drivers/embedded/embedded-database.ts';
import { openPostgresDatabase } from '../drivers/postgres/postgres-database.ts';
import type { SqlDatabase } from './sql-database.ts';
import { openSqlResponses } from './sql-responses.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-responses-'));
const databases: SqlDatabase[] = [];
async function over(database: SqlDatabase) {
  databases.push(database);
  return openSqlResponses(database);
}
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  rmSync(folder, { recursive: true, force: true });
});

describeResponseStore('the store in a file', async () =>
  over(await openEmbeddedDatabase({ path: join(folder, `${databases.length}.db`) })),
);

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer();
  afterAll(async () => {
    await Promise.all(databases.splice(0).map((database) => database.close()));
    await server.close();
  });

  describeResponseStore('the store in PostgreSQL', async () =>
    over(
      await openPostgresDatabase({
        url: server.url,
        schema: `responses_${databases.length}`,
        timeoutMs: 10_000,
        connections: 2,
      }),
    ),
  );
});
