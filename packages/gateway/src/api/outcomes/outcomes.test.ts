import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../errors/gateway-error.ts';
import { createInProcessLog } from '../../stores/drivers/in-process/in-process-log.ts';
import { OUTCOME_BOUNDS_IN_MEMORY, type OutcomeStore, outcomeLog } from '../../stores/roles/outcomes.ts';
import { completion } from '../../testing/fake-backend.ts';
import { ask, chat, manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const managementToken = { name: 'test', value: 'a-token-of-the-test' };
const authorization = `Bearer ${managementToken.value}`;

async function served(outcomes: OutcomeStore = createInProcessLog(outcomeLog, OUTCOME_BOUNDS_IN_MEMORY)) {
  const { gateway } = await serve(completion('hi'), { managementToken, outcomes });
  await gateway.fetch(chat(ask('one')));
  const say = (body: object, headers: Record<string, string> = {}) =>
    manage(gateway, 'POST', '/v1/router/outcomes', body, { authorization, ...headers });
  const replay = async () => (await manage(gateway, 'GET', '/v1/router_replay/id-1')).json;
  return { gateway, outcomes, say, replay };
}

describe('POST /v1/router/outcomes', () => {
  test('keeps what is said and shows it with the record, newest first', async () => {
    const { say, replay, outcomes } = await served();
    const first = await say({ replay_id: 'id-1', verdict: 'underpowered', score: 0.25, reason: 'too short' });
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({ replay_id: 'id-1', target: 'answer', verdict: 'underpowered', score: 0.25 });
    expect((await say({ replay_id: 'id-1', verdict: 'good_fit', target: 'model' })).status).toBe(201);
    expect(await replay()).toMatchObject({
      id: 'id-1',
      outcomes: [
        { verdict: 'good_fit', target: 'model', score: null, reason: null },
        { verdict: 'underpowered', reason: 'too short' },
      ],
    });
    expect(await outcomes.group({}, ['model'])).toEqual([
      { facets: { model: 'large' }, entries: 2, measures: { scored: 1, score: 0.25 } },
    ]);
  });

  test('a key that is sent again is kept once, and may not say something else', async () => {
    const { say, outcomes } = await served();
    const said = { replay_id: 'id-1', verdict: 'good_fit' };
    const first = await say(said, { 'idempotency-key': 'mine' });
    const second = await say({ ...said, id: 'ignored' }, { 'idempotency-key': 'mine' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json).toEqual(first.json);
    expect((await say({ ...said, verdict: 'bad_fit' }, { 'idempotency-key': 'mine' })).json).toMatchObject({
      error: { code: 'outcome_differs' },
    });
    expect((await say({ ...said, id: 'mine' })).status).toBe(200);
    expect((await outcomes.statistics()).entries).toBe(1);
  });

  test.each([
    [{ verdict: 'good_fit' }, 'replay_id', 400],
    [{ replay_id: 'id-1' }, 'verdict', 400],
    [{ replay_id: 'id-1', verdict: 'great' }, 'verdict', 400],
    [{ replay_id: 'id-1', verdict: 'good_fit', target: 'weather' }, 'target', 400],
    [{ replay_id: 'id-1', verdict: 'good_fit', score: 5 }, 'score', 400],
    [{ replay_id: 'id-1', verdict: 'good_fit', reason: 'x'.repeat(2_001) }, 'reason', 400],
    [{ replay_id: 'id-1', verdict: 'good_fit', id: 'with space' }, 'id', 400],
    [{ replay_id: 'id-1', verdict: 'good_fit', stars: 5 }, 'stars', 400],
    [{ replay_id: 'id-9', verdict: 'good_fit' }, 'replay_id', 404],
  ])('refuses %j', async (body, param, status) => {
    const { say } = await served();
    expect(await say(body)).toMatchObject({ status, json: { error: { param } } });
  });

  test('is for whoever has the token', async () => {
    const { gateway } = await served();
    const said = { replay_id: 'id-1', verdict: 'good_fit' };
    expect((await manage(gateway, 'POST', '/v1/router/outcomes', said)).status).toBe(401);
  });

  test('what cannot be written is not acknowledged', async () => {
    const memory = createInProcessLog(outcomeLog, OUTCOME_BOUNDS_IN_MEMORY);
    const broken = Object.assign(Object.create(memory) as OutcomeStore, {
      get: async () => undefined,
      keep: () => Promise.reject(new GatewayError('gateway.store_failed', 'the disk is full')),
      close: async () => {},
    });
    const { say } = await served(broken);
    expect(await say({ replay_id: 'id-1', verdict: 'good_fit' })).toMatchObject({
      status: 503,
      json: { error: { code: 'store_unavailable', message: expect.stringContaining('the disk is full') } },
    });
  });
});
