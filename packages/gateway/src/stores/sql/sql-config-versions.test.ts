import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describeConfigVersions } from '../../testing/describe-config-versions.ts';
import { startPostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { openEmbeddedDatabase } from '../drivers/embedded/embedded-database.ts';
import { createFolderConfigVersions } from '../drivers/folder/folder-config-versions.ts';
import { createPostgresConfigVersions } from '../drivers/postgres/postgres-config-versions.ts';
import { openPostgresDatabase } from '../drivers/postgres/postgres-database.ts';
import { createSqlConfigVersions } from './sql-config-versions.ts';
import type { SqlDatabase } from './sql-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-versions-'));
const opened: SqlDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.close();
  rmSync(folder, { recursive: true, force: true });
});
let last = 0;

async function opening<Database extends SqlDatabase>(database: Promise<Database>): Promise<Database> {
  opened.push(await database);
  return database;
}

describeConfigVersions('in a folder', async () => createFolderConfigVersions(join(folder, String(++last)), 3));

describeConfigVersions('in a file', async () =>
  createSqlConfigVersions(await opening(openEmbeddedDatabase({ path: join(folder, `${++last}.db`) })), 3),
);

const reason = whyNoPostgres();

describe.skipIf(reason !== undefined)('with a PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer({ fsync: 'off' });
  afterAll(async () => {
    for (const database of opened.splice(0)) await database.close();
    await server.close();
  });
  const open = (schema: string) =>
    opening(openPostgresDatabase({ url: server.url, schema, timeoutMs: 10_000, connections: 2 }));

  describeConfigVersions('in PostgreSQL', async () => createSqlConfigVersions(await open(`space_${++last}`), 3));

  test('what routers put in force at the same moment is kept once each, one after the other', async () => {
    const routers = await Promise.all(
      Array.from({ length: 6 }, async () => createSqlConfigVersions(await open('at_once'))),
    );
    const version = (etag: string, at: number) => ({ etag, at, author: 'a', reason: 'start' as const, file: 'f' });
    const started = await Promise.all(routers.map((router, at) => router.add(version('same', 1_000 + at), 'same')));
    expect(await routers[0]!.list()).toEqual([started[0]]);
    expect(new Set(started.map(({ id }) => id)).size).toBe(1);
    await Promise.all(routers.map((router, at) => router.add(version(`own${at}`, 2_000), `own${at}`)));
    const ids = (await routers[0]!.list()).map(({ id }) => id);
    expect(ids).toHaveLength(7);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  test('whoever watches hears of a version at once, and of none of another schema', async () => {
    const [one, other, apart] = await Promise.all(
      ['same', 'same', 'apart'].map(async (schema) => createPostgresConfigVersions(await open(schema), schema)),
    );
    let [heard, heardApart] = [0, 0];
    await other!.watch(() => heard++);
    await apart!.watch(() => heardApart++);
    expect([heard, heardApart]).toEqual([1, 1]);
    const added = await one!.add({ etag: 'e'.repeat(16), at: 1, author: 'a', reason: 'api', file: 'f' }, 'text');
    await expect.poll(() => heard).toBe(2);
    expect(heardApart).toBe(1);
    expect((await other!.list())[0]).toEqual(added);
  });
});
