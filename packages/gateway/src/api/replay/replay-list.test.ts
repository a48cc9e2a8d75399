import { describe, expect, test } from 'vitest';
import type { ReplayAggregate, ReplayList } from '../../contract/index.ts';
import { completion } from '../../testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aModel,
  anEngine,
  aResult,
  ask,
  aTrace,
  chat,
  manage,
} from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const kinds = [{ kind: 'keyword', configKey: 'keywords' }];
const pricing = (prompt: number, completion: number) => ({
  currency: 'USD',
  prompt,
  completion,
  cachedInput: undefined,
  cacheWrite: undefined,
});

/** Three requests: two routed to `large`, one of them in a session, and one that asked for `small`; 5 and 3 tokens each. */
async function served() {
  const { gateway } = await serve(completion('hi'), (baseUrl) => {
    const backends = [aBackend(baseUrl)];
    const small = aModel('small', { backends, pricing: pricing(1, 2) });
    const large = aModel('large', { backends, pricing: pricing(10, 20) });
    const engine = anEngine(() => aResult({ trace: aTrace({ recipe: 'default' }) }));
    return { config: aConfig({ models: [small, large] }), engine, kinds };
  });
  await gateway.fetch(chat(ask('one')));
  await gateway.fetch(chat(ask('two'), { 'x-session-id': 'session-1' }));
  await gateway.fetch(chat(ask('three', { model: 'small' }), { 'x-request-id': 'mine' }));
  const list = async (query: string) => (await manage(gateway, 'GET', `/v1/router_replay${query}`)).json as ReplayList;
  const idsOf = async (query: string) => (await list(query)).data.map(({ id }) => id);
  const sums = async (query = '') =>
    (await manage(gateway, 'GET', `/v1/router_replay/aggregate${query}`)).json as ReplayAggregate;
  return { gateway, list, idsOf, sums };
}

describe('GET /v1/router_replay', () => {
  test('lists records by what they have in common, in pages', async () => {
    const { list, idsOf } = await served();
    expect(await list('?limit=2')).toMatchObject({
      object: 'router_replay.list',
      data: [{ id: 'id-3' }, { id: 'id-2' }],
      total: 3,
      limit: 2,
      offset: 0,
      has_more: true,
    });
    expect(await list('?limit=2&offset=2')).toMatchObject({ data: [{ id: 'id-1' }], has_more: false });
    expect(await idsOf('?model=large')).toEqual(['id-2', 'id-1']);
    expect(await idsOf('?decision=')).toEqual(['id-3']);
    expect(await idsOf('?decision=hard&session_id=session-1')).toEqual(['id-2']);
    expect(await idsOf('?request_id=mine')).toEqual(['id-3']);
    expect(await idsOf('?search=HAR')).toEqual(['id-2', 'id-1']);
    expect(await idsOf('?search=id-1')).toEqual(['id-1']);
    expect(await idsOf('?recipe=other')).toEqual([]);
  });

  test('goes on after a record, however many came since', async () => {
    const { gateway, list } = await served();
    const first = await list('?limit=1&model=large');
    expect(first).toMatchObject({ first_id: 'id-2', last_id: 'id-2', has_more: true });
    await gateway.fetch(chat(ask('four')));
    const next = await list(`?limit=1&model=large&after=${first.last_id}`);
    expect(next).toMatchObject({ data: [{ id: 'id-1' }], total: 3, offset: 0, has_more: false });
    expect(await list('?after=id-1')).toMatchObject({ data: [], total: 4, first_id: null, last_id: null });
    const error = (query: string) => manage(gateway, 'GET', `/v1/router_replay${query}`);
    expect(await error('?after=gone')).toMatchObject({ status: 400, json: { error: { param: 'after' } } });
    expect(await error('?after=id-1&offset=1')).toMatchObject({ status: 400 });
  });

  test('shows a session turn by turn', async () => {
    const { gateway } = await served();
    const ofSession = (query: string) => manage(gateway, 'GET', `/v1/router_replay/trajectory${query}`);
    await gateway.fetch(chat(ask('again'), { 'x-session-id': 'session-1' }));
    expect(await ofSession('?session_id=session-1')).toMatchObject({
      json: { session_id: 'session-1', data: [{ id: 'id-2', turn_index: 1 }, { id: 'id-4' }], has_more: false },
    });
    expect(await ofSession('?session_id=none')).toMatchObject({ status: 200, json: { data: [] } });
    expect(await ofSession('')).toMatchObject({ status: 400 });
  });

  test('lists and counts records of a time', async () => {
    const { idsOf, sums } = await served();
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    expect(await idsOf(`?since=2026-01-01&until=${inAnHour}`)).toEqual(['id-3', 'id-2', 'id-1']);
    expect(await idsOf(`?since=${Date.now() + 60_000}`)).toEqual([]);
    expect(await idsOf('?until=2026-01-01T00:00:00Z&model=large')).toEqual([]);
    expect(await sums(`?since=${Date.now() - 1_000}&model=large`)).toMatchObject({ record_count: 2 });
    expect(await sums('?until=2026-01-01')).toMatchObject({ record_count: 0 });
  });

  test('shows traces where they are asked for', async () => {
    const { list } = await served();
    expect((await list('?limit=1&model=large')).data[0]).not.toHaveProperty('trace');
    expect((await list('?limit=1&model=large&showDetails=true')).data[0]).toMatchObject({ trace: { version: 1 } });
  });

  test('tells what a request cost', async () => {
    const { list } = await served();
    const [small, large] = (await list('')).data;
    expect(small).toMatchObject({
      pricing: 'known',
      currency: 'USD',
      actual_cost: 11e-6,
      baseline_model: 'large',
      baseline_cost: 110e-6,
      cost_savings: expect.closeTo(99e-6, 12),
      default_cost: 11e-6,
    });
    expect(large).toMatchObject({ actual_cost: 110e-6, cost_savings: 0, session_id: 'session-1' });
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=101', 'limit'],
    ['?offset=-1', 'offset'],
    ['?modle=large', 'modle'],
    ['?since=yesterday', 'since'],
    ['?until=2026-01-31T12:00', 'until'],
    ['?guard_status=hit', 'guard_status'],
  ])('refuses %s', async (query, param) => {
    const { gateway } = await serve(completion('hi'));
    const { status, json } = await manage(gateway, 'GET', `/v1/router_replay${query}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 'invalid_value', param } });
  });
});

describe('GET /v1/router_replay/aggregate', () => {
  test('says what all records come to', async () => {
    const { sums } = await served();
    expect(await sums()).toMatchObject({
      record_count: 3,
      lifecycle: { completed: 3 },
      model_selection: { large: 2, small: 1 },
      decision_distribution: { hard: 2, none: 1 },
      signal_distribution: { keywords: { urgent: 2 } },
      token_volume: { large: { total_tokens: 16 }, small: { total_tokens: 8 } },
      token_breakdown: { prompt_tokens: 15, completion_tokens: 9, total_tokens: 24 },
      available_recipes: ['default'],
      available_decisions: ['hard'],
      available_models: ['large', 'small'],
    });
    expect(await sums('?model=small')).toMatchObject({ record_count: 1, available_models: ['large', 'small'] });
    expect(await sums('?model=none')).toMatchObject({ record_count: 0, summary: { actual_spend: null } });
  });

  test('says what guards found, and where the decision stands', async () => {
    const finding = { type: 'EMAIL_ADDRESS', place: 'current turn', count: 2 };
    const guard = {
      plugin: 'pii',
      phase: 'request',
      outcome: 'changed',
      notes: [],
      findings: [finding],
      micros: 1,
    } as const;
    const engine = anEngine(() =>
      aResult({ recipe: 'default', trace: aTrace({ recipe: 'default', plugins: [guard] }) }),
    );
    const { gateway } = await serve(completion('hi'), { engine, kinds });
    await gateway.fetch(chat(ask('one')));
    await gateway.fetch(chat(ask('two', { model: 'small' })));
    const { json } = await manage(gateway, 'GET', '/v1/router_replay');
    expect((json as ReplayList).data).toMatchObject([
      { decision: null, decision_tier: null, decision_priority: null, findings: [] },
      {
        decision: 'hard',
        decision_tier: expect.any(Number),
        decision_priority: expect.any(Number),
        findings: [{ plugin: 'pii', ...finding }],
      },
    ]);
    const { json: sums } = await manage(gateway, 'GET', '/v1/router_replay/aggregate');
    expect(sums).toMatchObject({
      guard_findings: { EMAIL_ADDRESS: 1 },
      signal_distribution: { keywords: { urgent: 1 } },
    });
    expect((sums as ReplayAggregate).signal_distribution).not.toHaveProperty('finding');
  });

  test('says how models do and whether signals read as before', async () => {
    const managementToken = { name: 'test', value: 'a-token-of-the-test' };
    const { gateway } = await serve(completion('hi'), { managementToken, kinds });
    await gateway.fetch(chat(ask('one')));
    await gateway.fetch(chat('not json'));
    const headers = { authorization: `Bearer ${managementToken.value}` };
    for (const [verdict, score] of [
      ['good_fit', 1],
      ['underpowered', 0.5],
    ]) {
      await manage(gateway, 'POST', '/v1/router/outcomes', { replay_id: 'id-1', verdict, score }, headers);
    }
    const { json } = await manage(gateway, 'GET', '/v1/router_replay/aggregate');
    const { model_health: health, signal_drift: drift } = json as ReplayAggregate;
    expect(health.large).toMatchObject({
      requests: 1,
      error_rate: 0,
      mean_duration_ms: expect.any(Number),
      outcomes: { good_fit: 1, underpowered: 1 },
      mean_score: 0.75,
    });
    expect(health.none).toMatchObject({
      requests: 1,
      error_rate: 1,
      mean_duration_ms: null,
      outcomes: {},
      mean_score: null,
    });
    expect(drift).toContainEqual(
      expect.objectContaining({
        signal: 'keyword:urgent',
        state: 'too_few',
        current: expect.objectContaining({ readings: 1, firing_rate: 1 }),
      }),
    );
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toMatch(/signalbox_signal_firing_rate\{recipe="[^"]*",signal="keyword:urgent",window="current"\} 1/);
    const { json: none } = await manage(gateway, 'GET', '/v1/router_replay/aggregate?until=2026-01-01');
    expect((none as ReplayAggregate).model_health).toEqual({});
  });

  test('compares the spend with four others', async () => {
    const { sums } = await served();
    const { summary, costs } = await sums('?baseline=small');
    expect(costs.excluded).toEqual({ no_usage: 0, no_price: 0 });
    const [usd] = costs.currencies;
    expect(usd).toMatchObject({ currency: 'USD', requests: 3 });
    expect(usd!.actual_spend).toBeCloseTo(231e-6, 12);
    const spends = Object.fromEntries(usd!.baselines.map(({ name, spend }) => [name, spend]));
    expect(spends.dearest).toBeCloseTo(330e-6, 12);
    expect(spends.default).toBeCloseTo(33e-6, 12);
    expect(spends.always).toBeCloseTo(33e-6, 12);
    // Two thirds of the tokens at the large model, one third at the small one.
    expect(spends.random).toBeCloseTo((2 / 3) * 330e-6 + (1 / 3) * 33e-6, 12);
    expect(summary.total_saved).toBeCloseTo(99e-6, 12);
  });

  test('leaves out what is not known, and counts it', async () => {
    const responder = completion('hi', { usage: undefined });
    const { gateway } = await serve(responder, (baseUrl) => {
      const backends = [aBackend(baseUrl)];
      return {
        config: aConfig({
          models: [aModel('small', { backends }), aModel('large', { backends, pricing: pricing(1, 1) })],
        }),
      };
    });
    await gateway.fetch(chat(ask('x')));
    await gateway.fetch(chat('not json'));
    const { json } = await manage(gateway, 'GET', '/v1/router_replay/aggregate');
    expect(json).toMatchObject({
      record_count: 2,
      costs: { currencies: [], excluded: { no_usage: 1, no_price: 0 } },
      summary: { actual_spend: null },
    });
  });

  test('says so when a model has no price', async () => {
    const { gateway } = await served();
    const { status, json } = await manage(gateway, 'GET', '/v1/router_replay/aggregate?baseline=smal');
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: { param: 'baseline', message: expect.stringContaining('did you mean "small"?') },
    });
  });
});
