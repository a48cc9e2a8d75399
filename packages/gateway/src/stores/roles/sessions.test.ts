import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { aSession, describeSessionStore } from '../../testing/describe-session-store.ts';
import { startPostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { openEmbeddedLog } from '../drivers/embedded/embedded-log.ts';
import { createInProcessLog } from '../drivers/in-process/in-process-log.ts';
import { openPostgresDatabase } from '../drivers/postgres/postgres-database.ts';
import { openPostgresLog } from '../drivers/postgres/postgres-log.ts';
import { SESSION_BOUNDS, sessionLog } from './sessions.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-sessions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inMemory = async () => createInProcessLog(sessionLog, SESSION_BOUNDS);
const inFile = (name: string) =>
  openEmbeddedLog(sessionLog, { path: join(folder, `${name}.db`), bounds: SESSION_BOUNDS });

describeSessionStore('sessions in memory', inMemory, { sharesBetween: false });
describeSessionStore('sessions in a file', inFile, { sharesBetween: true });

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer({ fsync: 'off' });
  afterAll(() => server.close());
  const open = async (schema: string) => {
    const database = await openPostgresDatabase({ url: server.url, schema, timeoutMs: 10_000, connections: 2 });
    const log = await openPostgresLog(sessionLog, database, { bounds: SESSION_BOUNDS });
    return {
      put: (entry: Parameters<typeof log.put>[0]) => log.put(entry),
      get: (key: string) => log.get(key),
      lost: () => log.lost(),
      flush: () => log.flush(),
      async close() {
        await log.close();
        await database.close();
      },
    };
  };
  describeSessionStore('sessions in PostgreSQL', open, { sharesBetween: true });
});

test.each([
  ['in memory', inMemory],
  ['in a file', () => inFile('aged')],
])('a session %s is forgotten once it is too old', async (_where, open) => {
  const sessions = await open();
  sessions.put(aSession());
  await sessions.flush();
  await sessions.prune({ maxAgeMs: -1 });
  expect(await sessions.get('user:ada s-1')).toBeUndefined();
  await sessions.close();
});
