import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CacheStore,
  createRedisCache,
  openEmbeddedDatabase,
  openPostgresCache,
  openPostgresDatabase,
  openRedis,
  openSqlCache,
} from '@signalbox/gateway';
import { startPostgresServer, startRedisServer, whyNoPostgres, whyNoRedis } from '@signalbox/gateway/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../run.ts';
import { type TestIo, testIo } from '../../testing/test-io.ts';

async function cache(argv: readonly string[], io: TestIo) {
  const [outBefore, errBefore] = [io.out().length, io.err().length];
  const code = await run(['cache', ...argv], io);
  return { code, out: io.out().slice(outBefore), err: io.err().slice(errBefore) };
}

/** A folder of which the commands keep their answers in a file. */
async function inFile() {
  const io = testIo({ environment: { SIGNALBOX_DATA_DIR: '.' } });
  const database = await openEmbeddedDatabase({ path: join(io.workingDirectory, 'signalbox.db') });
  return { io, answers: await openSqlCache(database, { ownsDatabase: true }) };
}

/** Where three answers are kept, and the commands over it. */
async function keeping(place: () => Promise<{ readonly io: TestIo; readonly answers: CacheStore }> = inFile) {
  const { io, answers } = await place();
  const entry = (id: string, decision: string, tag: string) => ({
    id,
    group: 'g',
    recipe: 'default',
    decision,
    model: 'large',
    tags: [tag, `decision:${decision}`],
    storedAt: Date.now() - 1_000,
    expiresAt: Date.now() + 60_000,
    completion: { choices: [{ message: { content: 'the answer' } }] },
    completionTokens: 7,
    streamMs: 0,
    meaning: { question: 'the question', encoder: 'e', vector: 'AA==' },
  });
  await answers.put([
    entry('aa11', 'support', 'handbook'),
    entry('bb22', 'support', 'news'),
    entry('cc33', 'code', 'news'),
  ]);
  await answers.close();
  return io;
}

const reason = whyNoPostgres() ?? whyNoRedis();

describe.skipIf(reason !== undefined)('signalbox cache over servers', async () => {
  if (reason !== undefined) return;
  const [redis, postgres] = await Promise.all([startRedisServer(), startPostgresServer({ fsync: 'off' })]);
  afterAll(() => Promise.all([redis.close(), postgres.close()]));
  const configured = (kind: string) => {
    const io = testIo({ environment: { SIGNALBOX_DATA_DIR: '.' } });
    const stores = `redis: { url: "${redis.url}" }, postgres: { url: "${postgres.url}" }`;
    const services = `response_cache: { store_backend: ${kind} }`;
    io.write('config.yaml', `${CONFIG}global: { stores: { ${stores} }, services: { ${services} } }\n`);
    return io;
  };
  const inRedis = async () => {
    const connection = openRedis({ url: redis.url, timeoutMs: 5_000, onError: () => {} });
    return {
      io: configured('redis'),
      answers: createRedisCache(connection, { keyPrefix: 'signalbox', ownsConnection: true }),
    };
  };
  const inPostgres = async () => {
    const where = { url: postgres.url, schema: 'signalbox' };
    const database = await openPostgresDatabase({ ...where, timeoutMs: 5_000, connections: 2 });
    return { io: configured('postgres'), answers: await openPostgresCache(database, { ...where, ownsDatabase: true }) };
  };

  test.each([
    ['Redis', inRedis],
    ['PostgreSQL', inPostgres],
  ])('counts, lists and lets go of what the config keeps in %s', async (_where, place) => {
    const io = await keeping(place);
    expect((await cache(['stats'], io)).out).toMatch(/^3 answers, /);
    const listed = JSON.parse((await cache(['list', '--tag', 'news', '--json'], io)).out);
    expect(listed).toMatchObject({ total: 2, entries: [{ id: 'cc33' }, { id: 'bb22' }] });
    expect((await cache(['invalidate', '--tag', 'decision:support'], io)).out).toBe('2 answers let go\n');
    expect(JSON.parse((await cache(['invalidate', '--all', '--json'], io)).out)).toEqual({ tag: null, removed: 1 });
    expect((await cache(['stats'], io)).out).toMatch(/^0 answers, /);
  });

  test('says that a server is not there, or that answers are nowhere but in the router', async () => {
    const io = testIo();
    const gone =
      'stores: { redis: { url: "redis://127.0.0.1:1" } }, services: { response_cache: { store_backend: redis } }';
    io.write('gone.yaml', `${CONFIG}global: { ${gone} }\n`);
    io.write('memory.yaml', `${CONFIG}global: { services: { response_cache: { store_backend: memory } } }\n`);
    expect(await cache(['stats', '--config', 'gone.yaml'], io)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no connection to Redis at 127\.0\.0\.1:1: .*ECONNREFUSED/),
    });
    expect(await cache(['stats', '--config', 'memory.yaml'], io)).toMatchObject({
      code: 2,
      err: expect.stringContaining('in the memory of the router alone'),
    });
  });
});

describe('signalbox cache', () => {
  test('counts what is kept', async () => {
    const io = await keeping();
    const { code, out } = await cache(['stats', '--json'], io);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      entries: 3,
      decisions: [
        { decision: 'code', model: 'large', entries: 1, completion_tokens: 7 },
        { decision: 'support', model: 'large', entries: 2, completion_tokens: 14 },
      ],
    });
    expect((await cache(['stats'], io)).out).toMatch(/^3 answers, .*\n\ndecision +model +answers +their tokens\n/);
  });

  test('lists without a text', async () => {
    const io = await keeping();
    const { out } = await cache(['list', '--tag', 'news'], io);
    expect(out).toContain('bb22');
    expect(out).toContain('2 of 2 answers');
    expect(out).not.toContain('aa11');
    const json = (await cache(['list', '--json'], io)).out;
    expect(JSON.parse(json)).toMatchObject({ total: 3, entries: [{ id: 'cc33' }, { id: 'bb22' }, { id: 'aa11' }] });
    expect(json).not.toContain('the answer');
    expect(json).not.toContain('the question');
  });

  test('lets go by tag', async () => {
    const io = await keeping();
    expect((await cache(['invalidate', '--tag', 'decision:support'], io)).out).toBe('2 answers let go\n');
    expect(JSON.parse((await cache(['stats', '--json'], io)).out)).toMatchObject({ entries: 1 });
    expect(JSON.parse((await cache(['invalidate', '--all', '--json'], io)).out)).toEqual({ tag: null, removed: 1 });
  });

  test('says what it needs', async () => {
    const io = await keeping();
    expect(await cache(['invalidate'], io)).toMatchObject({ code: 2, err: expect.stringContaining('--all') });
    expect(await cache(['stats'], testIo())).toMatchObject({
      code: 2,
      err: expect.stringContaining('no answers are kept'),
    });
  });
});

const CONFIG = `version: v0.3
providers:
  defaults: { default_model: small }
  models:
    - name: small
      backend_refs: [{ name: small, endpoint: 127.0.0.1:9 }]
routing:
  modelCards: [{ name: small }]
  decisions:
    - name: support # of customers
      modelRefs: [{ model: small }]
      plugins:
        - type: response_cache
          configuration:
            scope: global # everybody
`;

describe('signalbox cache calibrate', () => {
  const things = 'order invoice card account password profile ticket parcel report lease'.split(' ');
  const pairs = things.flatMap((thing, i) => [
    { a: `How do I cancel my ${thing}?`, b: `how can i cancel my ${thing} please`, label: 1 },
    ...things.flatMap((other, k) =>
      other === thing
        ? []
        : [
            { a: `How do I cancel my ${thing}?`, b: `How do I cancel my ${other}?`, label: 0 },
            { a: `Find ${thing} ${i}`, b: `Find ${other} ${k}`, label: 0 },
          ],
    ),
  ]);
  const rows = pairs.map((pair) => JSON.stringify(pair)).join('\n');

  test('fits the threshold of a decision to a budget, and writes it', async () => {
    const io = testIo();
    io.write('pairs.jsonl', rows);
    io.write('config.yaml', CONFIG);
    const words = ['calibrate', 'pairs.jsonl', '--budget', '.02', '--decision', 'support'];
    const shown = await cache(words, io);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('of 180');
    expect(shown.out).toContain('- type: "response_cache"');
    const { out } = await cache([...words, '--write', 'config.yaml', '--json'], io);
    const { threshold } = JSON.parse(out) as { threshold: number };
    const text = readFileSync(join(io.workingDirectory, 'config.yaml'), 'utf8');
    expect(text).toContain('support # of customers');
    expect(text).toMatch(new RegExp(`semantic:\\s+threshold: ${threshold}`));
  });

  test.each([
    [['pairs.jsonl', '--write', 'config.yaml'], 2, '--decision NAME'],
    [['pairs.jsonl', '--decision', 'other', '--budget', '.02', '--write', 'config.yaml'], 2, 'there is no "other"'],
    [['pairs.jsonl'], 1, '600 are needed'],
    [['bad.jsonl', '--budget', '.02'], 1, 'there is no field "b"'],
  ])('says what is wrong: %j', async (argv, code, message) => {
    const io = testIo();
    io.write('pairs.jsonl', rows);
    io.write('bad.jsonl', '{"a":"x","label":1}');
    io.write('config.yaml', CONFIG);
    const done = await cache(['calibrate', ...argv], io);
    expect([done.code, done.err]).toEqual([code, expect.stringContaining(message)]);
  });
});
