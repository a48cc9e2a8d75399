import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CacheStore } from '../../../cache/cache-store.ts';
import { anEntry } from '../../../testing/describe-cache-store.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../testing/embedded-postgres.ts';
import { startPostgresServer, whyNoPostgres } from '../../../testing/postgres-server.ts';
import { openPostgresCache } from './postgres-cache.ts';
import { openPostgresDatabase, type PostgresDatabase } from './postgres-database.ts';

const DIMENSIONS = 16;
const NOW = 3_000;

/** A unit vector that turns from the first axis to the second. */
function turned(degrees: number): Int8Array {
  const vector = new Int8Array(DIMENSIONS);
  vector[0] = Math.round(127 * Math.cos((degrees / 180) * Math.PI));
  vector[1] = Math.round(127 * Math.sin((degrees / 180) * Math.PI));
  return vector;
}

function meaningOf(degrees: number, encoder = 'e') {
  return { question: `of ${degrees}`, encoder, vector: Buffer.from(turned(degrees).buffer).toString('base64') };
}

describe('with pgvector', () => {
  let server: EmbeddedPostgres;
  let database: PostgresDatabase;
  let store: CacheStore;
  beforeAll(async () => {
    server = await startEmbeddedPostgres();
    // What the embedded one is told of schemas it does not keep to.
    database = await openPostgresDatabase({ url: server.url, schema: 'public', timeoutMs: 30_000, connections: 1 });
    store = await openPostgresCache(database, { schema: 'public', ownsDatabase: false });
    await store.put([
      anEntry('at-0', { meaning: meaningOf(0) }),
      anEntry('at-20', { meaning: meaningOf(20) }),
      anEntry('at-90', { meaning: meaningOf(90) }),
      anEntry('other-group', { meaning: meaningOf(1), group: 'another' }),
      anEntry('other-encoder', { meaning: meaningOf(1, 'f') }),
      anEntry('ended', { meaning: meaningOf(1), expiresAt: NOW }),
      anEntry('exact', { meaning: null }),
    ]);
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await database.close();
    await server.close();
  });
  const search = (id: string, degrees?: number, most = 2) => {
    const meaning = degrees === undefined ? undefined : { encoder: 'e', vector: turned(degrees) };
    return store.search!({ id, group: 'group', meaning, most }, NOW);
  };

  test('the nearest questions of a group and an encoder are found, the nearest first, and not what has ended', async () => {
    const { exact, similar } = await search('none', 15, 9);
    expect(exact).toBeUndefined();
    expect(similar.map(({ entry }) => entry.id)).toEqual(['at-20', 'at-0', 'at-90']);
    expect(similar[0]!.similarity).toBeCloseTo(Math.cos((5 / 180) * Math.PI), 2);
    expect(similar[0]!.entry).toEqual(anEntry('at-20', { meaning: meaningOf(20) }));
    // What has ended is among the nearest, and left out of them.
    expect((await search('none', 1)).similar.map(({ entry }) => entry.id)).toEqual(['at-0']);
  }, 60_000);

  test('the very request is found beside them, or alone', async () => {
    expect((await search('exact')).exact?.id).toBe('exact');
    const { exact, similar } = await search('at-90', 90, 1);
    expect([exact?.id, similar[0]?.entry.id]).toEqual(['at-90', 'at-90']);
    expect((await search('ended')).exact).toBeUndefined();
  }, 60_000);

  test('among many the server goes by its graph, and finds the same', async () => {
    const index = async () =>
      (await database.run("SELECT indexdef FROM pg_indexes WHERE indexname = 'cache_vectors_near_16'")).length;
    await expect.poll(index, { timeout: 30_000 }).toBe(1);
    const plan = await database.transact(async (run) => {
      // So few rows are quicker read one by one.
      await run('SET LOCAL enable_seqscan = off');
      await run('SET LOCAL enable_sort = off');
      const sought = `[${Array.from(turned(15), (value) => value / 127).join(',')}]`;
      return run(
        `EXPLAIN SELECT entry FROM cache_vectors WHERE vector_dims(vector) = 16
         ORDER BY vector::vector(16) <#> ?::text::vector(16) LIMIT 1`,
        sought,
      );
    });
    expect(plan.map((row) => Object.values(row)[0]).join(' ')).toContain('cache_vectors_near_16');
  }, 60_000);

  test('an entry takes its vector along when it goes, and brings a new one when it comes again', async () => {
    const count = async () =>
      Number((await database.run("SELECT COUNT(*) AS rows FROM cache_vectors WHERE entry = 'moved'"))[0]!.rows);
    await store.put([anEntry('moved', { meaning: meaningOf(60), tags: ['moving'] })]);
    await store.put([anEntry('moved', { meaning: meaningOf(120), tags: ['moving'] })]);
    expect(await count()).toBe(1);
    expect((await search('none', 120, 1)).similar[0]?.entry.id).toBe('moved');
    expect(await store.invalidate({ tag: 'moving' }, 5_000)).toBe(1);
    expect(await count()).toBe(0);
  }, 60_000);

  test('where the server can compare no more, answers are kept all the same, and compared again once it can', async () => {
    await database.run('DROP EXTENSION vector CASCADE');
    await store.put([anEntry('while-gone', { meaning: meaningOf(70) })]);
    const { entries } = await store.list({}, { limit: 1, offset: 0 });
    expect(entries[0]?.id).toBe('while-gone');
    // It is there to be made: whoever finds it gone makes it again.
    expect((await search('none', 70, 1)).similar.map(({ entry }) => entry.id)).toEqual(['while-gone']);
    await database.run('DROP EXTENSION vector CASCADE');
    expect((await search('at-20', 20)).exact?.id).toBe('at-20');
    await store.put([anEntry('at-20', { meaning: meaningOf(20) })]);
    expect((await search('none', 20, 1)).similar[0]?.entry.id).toBe('at-20');
  }, 60_000);
});

describe.skipIf(whyNoPostgres() !== undefined)('without pgvector', () => {
  test('answers are kept all the same, and nothing is searched at the server', async () => {
    const server = await startPostgresServer({ fsync: 'off' });
    const database = await openPostgresDatabase({
      url: server.url,
      schema: 'plain',
      timeoutMs: 10_000,
      connections: 2,
    });
    const [row] = await database.run("SELECT COUNT(*) AS found FROM pg_available_extensions WHERE name = 'vector'");
    const store = await openPostgresCache(database, { schema: 'plain', ownsDatabase: true });
    await store.put([anEntry('a', { meaning: meaningOf(0) })]);
    expect((await store.list({}, { limit: 9, offset: 0 })).total).toBe(1);
    expect(store.search === undefined).toBe(Number(row!.found) === 0);
    await store.close();
    await server.close();
  });
});
