import { expect, test } from 'vitest';
import { responseCache } from '../../plugins/response-cache/response-cache.ts';
import { completion } from '../../testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aDecision,
  aModel,
  anEngine,
  aRecipe,
  ask,
  chat,
  manage,
} from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const TOKEN = 'a-token-of-this-test';

async function keeping(...texts: readonly string[]) {
  const options = { mode: 'exact', scope: 'global', tags: ['handbook'], screening: { enabled: false } };
  const plugins = [{ type: 'response_cache', configuration: responseCache.schema.parse(options) }];
  const { gateway } = await serve(completion('hi'), (baseUrl) => {
    const backends = [aBackend(baseUrl)];
    return {
      config: aConfig({
        models: [aModel('small', { backends }), aModel('large', { backends })],
        recipes: [aRecipe([aDecision('hard', { plugins })])],
      }),
      engine: anEngine(),
      managementToken: { name: 'test', value: TOKEN },
    };
  });
  for (const text of texts) {
    await (await gateway.fetch(chat(ask(text)))).text();
    await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
  }
  const invalidate = async (body: object) => {
    const { Cancellation } = await import('../../http/cancellation.ts');
    const response = await gateway.manage({
      method: 'POST',
      path: '/api/v1/response-cache/invalidate',
      query: '',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body)),
      cancellation: new Cancellation(),
    });
    return { status: response.status, json: JSON.parse(Buffer.from(response.body as Uint8Array).toString()) };
  };
  return { gateway, invalidate };
}

test('tells what is kept, and no text of anybody', async () => {
  const { gateway } = await keeping('One?', 'Two?');
  const stats = await manage(gateway, 'GET', '/api/v1/response-cache/stats');
  expect(stats.json).toMatchObject({ entries: 2, evicted: 0, not_written: 0 });
  const list = await manage(gateway, 'GET', '/api/v1/response-cache/entries?limit=1');
  expect(list.json).toMatchObject({
    total: 2,
    entries: [
      { decision: 'hard', model: 'large', tags: ['handbook', 'decision:hard', 'model:large', 'recipe:default'] },
    ],
  });
  expect(list.text).not.toContain('Two?');
  expect((await manage(gateway, 'GET', '/api/v1/response-cache/entries?tag=none')).json).toMatchObject({ total: 0 });
  expect((await manage(gateway, 'GET', '/api/v1/response-cache/entries?limit=0')).status).toBe(400);
});

test('lets go by tag, once it is meant', async () => {
  const { gateway, invalidate } = await keeping('One?', 'Two?');
  expect((await invalidate({ tag: 'handbook' })).json).toEqual({ dry_run: true, entries: 2 });
  expect((await invalidate({ tag: 'other', dry_run: false })).json).toEqual({ dry_run: false, entries: 0 });
  expect((await invalidate({ tag: 'handbook', dry_run: false })).json).toEqual({ dry_run: false, entries: 2 });
  const response = await gateway.fetch(chat(ask('One?')));
  expect(response.headers.has('x-vsr-cache-hit')).toBe(false);
  await response.text();
});

test('says what is wrong with a request', async () => {
  const { invalidate } = await keeping();
  for (const body of [{}, { tag: 'x', all: true }, { tag: 4 }]) expect((await invalidate(body)).status).toBe(400);
});
