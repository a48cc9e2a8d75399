import { startPostgresServer, startRedisServer, whyNoPostgres, whyNoRedis } from '@signalbox/gateway/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { type Router, starting } from './start-router.ts';

const start = starting();
const reason = whyNoPostgres() ?? whyNoRedis();

const configOver = (postgres: string, redis: string, schema: string, decision = 'first') => `version: v0.3
providers:
  models:
    - { name: only, backend_refs: [{ endpoint: "127.0.0.1:1" }] }
routing:
  decisions:
    - { name: ${decision}, modelRefs: [{ model: only }] }
global:
  services:
    router_replay: { store_backend: postgres }
    config_versions: { store_backend: postgres }
    ratelimit:
      providers:
        - type: redis
          url: ${redis}
          key_prefix: ${schema}
          timeout: 5s
          rules: [{ name: all, requests_per_unit: 100, unit: day }]
  stores:
    postgres: { url: "${postgres}", schema: ${schema} }
`;

describe.skipIf(reason !== undefined)('two routers on one PostgreSQL and one Redis', async () => {
  if (reason !== undefined) return;
  const postgres = await startPostgresServer();
  const redis = await startRedisServer();
  afterAll(async () => {
    await postgres.close();
    await redis.close();
  });
  const config = (schema: string, decision?: string) => configOver(postgres.url, redis.url, schema, decision);
  const two = (schema: string) => Promise.all([start(config(schema)), start(config(schema))]);
  const count = async (router: Router) =>
    ((await router.manage('/v1/router_replay/aggregate')).json as { record_count: number }).record_count;

  test('a limit of 100 admits exactly 100 over both, and each shows the records of both', async () => {
    const routers = await two('limited');
    const answers = await Promise.all(Array.from({ length: 130 }, (_, at) => routers[at % 2]!.ask()));
    const admitted = answers.filter(({ status }) => status === 200);
    expect(admitted).toHaveLength(100);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
    // Each waits for its own records only.
    for (const router of routers) await count(router);
    for (const router of routers) {
      expect(await count(router)).toBe(130);
      for (const { record } of admitted.slice(0, 4)) {
        expect((await router.manage(`/v1/router_replay/${record}`)).status).toBe(200);
      }
    }
  }, 120_000);

  test('a config that one puts in force comes into force in the other, and in one that starts later', async () => {
    const [one, other] = await two('rollout');
    const etag = async (router: Router) =>
      ((await router.manage('/api/v1/config/versions')).json as { in_force: string }).in_force;
    expect(await etag(one)).toBe(await etag(other));
    const put = await one.manage('/api/v1/config', {
      method: 'PUT',
      headers: { 'content-type': 'application/yaml', 'if-match': '*' },
      body: config('rollout', 'second'),
    });
    expect(put.status).toBe(200);
    await expect.poll(other.file, { timeout: 20_000 }).toContain('name: second');
    expect(await etag(other)).toBe(await etag(one));
    const { record } = await other.ask();
    // Each waits for its own records only.
    await count(other);
    expect((await one.manage(`/v1/router_replay/${record}`)).json).toMatchObject({ decision: 'second' });

    const late = await start(config('rollout'));
    await expect.poll(late.file, { timeout: 20_000 }).toContain('name: second');
    const { json } = await late.manage('/api/v1/config/versions');
    expect((json as { versions: { reason: string }[] }).versions.map((version) => version.reason)).toEqual([
      'api',
      'start',
    ]);
  }, 120_000);

  test('one that is killed under load loses nothing that it acknowledged', async () => {
    const [one, other] = await two('killed');
    const seen = new Set<string>();
    const said = new Map<string, string>();
    let asked = 0;
    const work = async () => {
      for (;;) {
        const number = ++asked;
        const { record } = await one.ask();
        const list = (await one.manage('/v1/router_replay?limit=100')).json as { data: { id: string }[] };
        for (const { id } of list.data) seen.add(id);
        const body = JSON.stringify({ replay_id: record, verdict: 'good_fit', id: `said-${number}` });
        const { status } = await one.manage('/v1/router/outcomes', { method: 'POST', body });
        if (status === 201) said.set(`said-${number}`, record!);
      }
    };
    // It ends by the kill.
    const working = Promise.allSettled(Array.from({ length: 4 }, work));
    await expect.poll(() => said.size, { timeout: 60_000 }).toBeGreaterThan(10);
    await one.kill();
    await working;
    expect(seen.size).toBeGreaterThan(10);
    for (const id of seen) expect((await other.manage(`/v1/router_replay/${id}`)).status).toBe(200);
    for (const [id, record] of said) {
      const { json } = await other.manage(`/v1/router_replay/${record}`);
      expect((json as { outcomes: { id: string }[] }).outcomes.map((outcome) => outcome.id)).toContain(id);
    }
    expect((await other.ask()).status).toBe(200);
  }, 120_000);
});
