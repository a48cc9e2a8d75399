import { once } from 'node:events';
import { startPostgresServer, startRedisServer, whyNoPostgres, whyNoRedis } from '@signalbox/gateway/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { type Router, starting } from './start-router.ts';

const start = starting();
const reason = whyNoPostgres() ?? whyNoRedis();

interface Differs {
  readonly decision?: string;
  /** Where answers for repeated requests are kept; without it none are. */
  readonly cache?: 'postgres' | 'redis';
  /** Where it is remembered which model a session is on; without it nothing asks. */
  readonly sessions?: 'postgres' | 'redis';
}

const REMEMBERING = `
      emits: [{ kind: retention, retention: { keep_current_model: true } }]`;
const KEEPING = `
      plugins: [{ type: response_cache, configuration: { scope: global, tags: [all], shadow: { share: 0 } } }]`;

const configOver = (
  postgres: string,
  redis: string,
  schema: string,
  { decision, cache, sessions }: Differs,
) => `version: v0.3
providers:
  models:
    - { name: only, backend_refs: [{ endpoint: "127.0.0.1:1" }] }
    - { name: other, backend_refs: [{ endpoint: "127.0.0.1:1" }] }
routing:
  decisions:
    - name: ${decision ?? 'first'}
      modelRefs: [{ model: only }, { model: other }]${sessions === undefined ? '' : REMEMBERING}${cache === undefined ? '' : KEEPING}
global:
  services:
    router_replay: { store_backend: postgres }
    config_versions: { store_backend: postgres }
    response_api: { store_backend: postgres }
    response_cache: { store_backend: ${cache ?? 'memory'} }
    sessions: { store_backend: ${sessions ?? 'memory'} }
    ratelimit:
      providers:
        - type: redis
          url: ${redis}
          key_prefix: ${schema}
          timeout: 5s
          rules: [{ name: all, requests_per_unit: 100, unit: day }]
  stores:
    postgres: { url: "${postgres}", schema: ${schema} }
    redis: { url: "${redis}", key_prefix: ${schema}, timeout: 5s }
`;

describe.skipIf(reason !== undefined)('two routers on one PostgreSQL and one Redis', async () => {
  if (reason !== undefined) return;
  const postgres = await startPostgresServer();
  const redis = await startRedisServer();
  afterAll(async () => {
    await postgres.close();
    await redis.close();
  });
  const config = (schema: string, differs: Differs = {}) => configOver(postgres.url, redis.url, schema, differs);
  const two = (schema: string, differs?: Differs) =>
    Promise.all([start(config(schema, differs)), start(config(schema, differs))]);
  let rollouts = 0;
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
    // A second try begins with tables of its own.
    const schema = `rollout_${++rollouts}`;
    const [one, other] = await two(schema);
    const etag = async (router: Router) =>
      ((await router.manage('/api/v1/config/versions')).json as { in_force: string }).in_force;
    expect(await etag(one)).toBe(await etag(other));
    const put = await one.manage('/api/v1/config', {
      method: 'PUT',
      headers: { 'content-type': 'application/yaml', 'if-match': '*' },
      body: config(schema, { decision: 'second' }),
    });
    expect(put.status).toBe(200);
    await expect.poll(other.file, { timeout: 20_000 }).toContain('name: second');
    await expect.poll(() => etag(other), { timeout: 20_000 }).toBe(await etag(one));
    const { record } = await other.ask();
    // Each waits for its own records only.
    await count(other);
    expect((await one.manage(`/v1/router_replay/${record}`)).json).toMatchObject({ decision: 'second' });

    const late = await start(config(schema));
    await expect.poll(late.file, { timeout: 20_000 }).toContain('name: second');
    const { json } = await late.manage('/api/v1/config/versions');
    expect((json as { versions: { reason: string }[] }).versions.map((version) => version.reason)).toEqual([
      'api',
      'start',
    ]);
  }, 120_000);

  test('a response that one stored is gone on from through the other', async () => {
    const [one, other] = await two('stored');
    const respond = async ({ dataPlane }: Router, body: object) => {
      const request = { method: 'POST', body: JSON.stringify({ model: 'auto', input: 'Hello', ...body }) };
      return (await (await fetch(`${dataPlane}/v1/responses`, request)).json()) as { id: string; store: boolean };
    };
    const first = await respond(one, {});
    const second = await respond(other, { previous_response_id: first.id });
    expect(second).toMatchObject({ store: true, previous_response_id: first.id });
    const items = await fetch(`${one.dataPlane}/v1/responses/${second.id}/input_items`);
    expect(items.status).toBe(200);
  }, 120_000);

  test.each(['postgres', 'redis'] as const)(
    'an answer that one kept in %s answers the other, also in other words, until either lets go of it',
    async (cache) => {
      const [one, other] = await two(`cached_${cache}`, { cache });
      const kept = async (router: Router) =>
        ((await router.manage('/api/v1/response-cache/stats')).json as { entries: number }).entries;
      expect((await one.ask('How do I reset my password?')).isHit).toBe(false);
      // It does not ask: an answer of its own would be a hit too.
      await expect.poll(() => kept(other), { timeout: 20_000 }).toBe(1);
      expect((await other.ask('How do I reset my password?')).isHit).toBe(true);
      expect((await other.ask('How can I reset my password?')).isHit).toBe(true);
      expect((await other.ask('How can I delete my password?')).isHit).toBe(false);
      await expect.poll(() => kept(one), { timeout: 20_000 }).toBe(2);
      const body = JSON.stringify({ tag: 'all', dry_run: false });
      const letGo = await other.manage('/api/v1/response-cache/invalidate', { method: 'POST', body });
      expect(letGo).toMatchObject({ status: 200, json: { entries: 2 } });
      await expect.poll(() => kept(one), { timeout: 20_000 }).toBe(0);
      expect((await one.ask('How do I reset my password?')).isHit).toBe(false);
      await expect.poll(() => kept(other), { timeout: 20_000 }).toBe(1);
      await one.kill();
      const late = await start(config(`cached_${cache}`, { cache }));
      // It reads what is kept once it has started.
      await expect.poll(() => kept(late), { timeout: 20_000 }).toBe(1);
      expect((await late.ask('How do I reset my password?')).isHit).toBe(true);
    },
    120_000,
  );

  test.each(['postgres', 'redis'] as const)(
    'a session in %s stays on its model through both',
    async (sessions) => {
      const [one, other] = await two(`sessions_${sessions}`, { sessions });
      const ask = async ({ dataPlane }: Router, model: string) => {
        const response = await fetch(`${dataPlane}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'x-session-id': 'mine' },
          body: JSON.stringify({ model, messages: [{ role: 'user', content: `What is new on ${model}?` }] }),
        });
        await response.text();
        return response.headers.get('x-vsr-selected-model');
      };
      await ask(one, 'other');
      // What it remembered may still be on its way to the store: one that ends waits for it.
      one.child.kill('SIGTERM');
      await once(one.child, 'exit');
      expect(await ask(other, 'auto')).toBe('other');
    },
    120_000,
  );

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
