import { startPostgresServer, whyNoPostgres } from '@signalbox/gateway/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { type Router, starting } from '../stores/start-router.ts';

const start = starting();
const reason = whyNoPostgres();

const configOver = (url: string, schema: string) => `version: v0.3
providers:
  models:
    - { name: small, backend_refs: [{ endpoint: "127.0.0.1:1" }] }
    - { name: large, backend_refs: [{ endpoint: "127.0.0.1:1" }] }
routing:
  decisions:
    - name: chat
      modelRefs: [{ model: small }, { model: large }]
      emits: [{ kind: retention, retention: { keep_current_model: true } }]
global:
  services:
    router_replay: { store_backend: postgres }
    response_api: { store_backend: postgres, store_timeout: 1s }
  stores:
    postgres: { url: "${url}", schema: ${schema}, timeout: 1s }
`;

interface Answer {
  readonly status: number;
  readonly model: string | null;
  readonly json: { readonly id: string; readonly store: boolean; readonly error?: { readonly code: string } };
}

async function respond({ dataPlane }: Router, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${dataPlane}/v1/responses`, {
    method: 'POST',
    // A connection that was kept may just be closed by the other side.
    headers: { connection: 'close', ...headers },
    body: JSON.stringify({ model: 'auto', input: 'Hello', ...body }),
  });
  const json = (await response.json()) as Answer['json'];
  return { status: response.status, model: response.headers.get('x-vsr-selected-model'), json };
}

describe.skipIf(reason !== undefined)('two routers on one PostgreSQL', async () => {
  if (reason !== undefined) return;
  const postgres = await startPostgresServer();
  afterAll(() => postgres.close());
  const two = (schema: string) => {
    const config = configOver(postgres.url, schema);
    return Promise.all([start(config), start(config)]);
  };

  test('what is stored through one is gone on from through the other, on its model, also when the first is killed', async () => {
    const [one, other] = await two('shared');
    const made = await fetch(`${one.dataPlane}/v1/conversations`, { method: 'POST' });
    const { id: conversation } = (await made.json()) as { id: string };
    const first = await respond(one, { model: 'large' });
    const said = await respond(one, { conversation });
    const session = { 'x-session-id': 'mine' };
    await respond(one, { model: 'large', store: false }, session);
    await one.kill();
    const second = await respond(other, { previous_response_id: first.json.id });
    expect([second.status, second.model]).toEqual([200, 'large']);
    const items = await fetch(`${other.dataPlane}/v1/conversations/${conversation}/items`);
    expect(((await items.json()) as { data: unknown[] }).data).toHaveLength(2);
    expect((await respond(other, { conversation })).status).toBe(200);
    expect((await fetch(`${other.dataPlane}/v1/responses/${said.json.id}`)).status).toBe(200);
    await fetch(`${other.dataPlane}/v1/responses/${first.json.id}`, { method: 'DELETE' });
    expect(await respond(other, { previous_response_id: second.json.id })).toMatchObject({
      status: 404,
      json: { error: { code: 'previous_response_not_found' } },
    });
  }, 120_000);

  test('while the server is gone answers go on without being stored, and chains do not; then all is as before', async () => {
    const router = await start(configOver(postgres.url, 'outage'));
    const before = await respond(router, {});
    await postgres.kill();
    const meanwhile = await respond(router, {});
    expect(meanwhile).toMatchObject({ status: 200, json: { store: false } });
    expect(await respond(router, { previous_response_id: before.json.id })).toMatchObject({
      status: 503,
      json: { error: { code: 'store_unavailable' } },
    });
    await postgres.restart();
    const again = () => respond(router, { previous_response_id: before.json.id });
    await expect.poll(async () => (await again()).status, { timeout: 30_000 }).toBe(200);
    expect((await again()).json.store).toBe(true);
  }, 120_000);
});
