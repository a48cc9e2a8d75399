import { type RouterConfig, s } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { Reroute } from '../exchange/exchange-view.ts';
import { withEdit } from '../json/edit-object.ts';
import type { Plugin, PluginKind } from '../plugins/plugin.ts';
import { completion, stream } from '../testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aDecision,
  aModel,
  anEngine,
  aRecipe,
  aResult,
  ask,
  chat,
  manage,
} from '../testing/gateway-fixture.ts';
import { serving } from '../testing/serve-fixture.ts';

const { serve } = serving();

function kindOf(type: string, plugin: Plugin, guards = false): PluginKind {
  return { type, summary: type, schema: s.strictObject({}), guards, examples: [{}], compile: () => plugin };
}

async function serveWith(
  kinds: readonly PluginKind[],
  responder = completion('hi'),
  onError?: 'open' | 'closed',
  more: Partial<RouterConfig> = {},
) {
  const { backend, gateway } = await serve(responder, { pluginKinds: kinds });
  const plugins = kinds.map(({ type }) => ({ type, configuration: {}, onError }));
  const config = { ...gateway.config, recipes: [aRecipe([aDecision('hard', { plugins })])], ...more };
  gateway.swap({ config, engine: anEngine() });
  return { backend, gateway };
}

describe('plugins of a decision', () => {
  test('change the call, each what the one before made of it', async () => {
    const addTo = (name: string) =>
      kindOf(name, {
        request: async (call) => ({
          ...call,
          edits: withEdit(call.edits, ['seen', name], String(call.edits.size)),
          headers: [...call.headers, `x-${name}`, 'yes'],
        }),
      });
    const { backend, gateway } = await serveWith([addTo('a'), addTo('b')]);
    await gateway.fetch(chat(ask('x')));
    expect(JSON.parse(backend.received[0]!.body)).toMatchObject({ model: 'large', seen: { a: 0, b: 1 } });
    expect(backend.received[0]!.headers).toMatchObject({ 'x-a': 'yes', 'x-b': 'yes' });
  });

  test('see the exchange: facts, routing, ids and headers', async () => {
    const seen: unknown[] = [];
    const spy = kindOf('spy', {
      request(call, { facts, route, id, requestHeaders, isStreaming, signal }) {
        seen.push(facts.messages[0]!.text, route.decision, id, requestHeaders['x-test'], isStreaming, signal.aborted);
        return call;
      },
    });
    const { gateway } = await serveWith([spy]);
    await gateway.fetch(chat(ask('hello'), { 'x-test': '1' }));
    expect(seen).toEqual(['hello', 'hard', 'id-1', '1', false, false]);
  });

  test('change a whole reply and add headers to it', async () => {
    const stamp = kindOf('stamp', {
      response: (reply) => ({
        ...reply,
        body: Buffer.from(Buffer.from(reply.body).toString().replace('hi', 'checked')),
        headers: ['x-vsr-response-warnings', 'unverified_factual'],
      }),
    });
    const { gateway } = await serveWith([stamp]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.headers.get('x-vsr-response-warnings')).toBe('unverified_factual');
    expect(await response.text()).toContain('checked');
  });

  test('answer in place of a reply', async () => {
    const block = kindOf('block', {
      response: () => ({ kind: 'answer', content: 'withheld', path: 'blocked', headers: [] }),
    });
    const { gateway } = await serveWith([block]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.headers.get('x-vsr-response-path')).toBe('blocked');
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'withheld' } }] });
  });

  test('change the events of a stream', async () => {
    const shout = kindOf('shout', {
      stream: () => ({ onEvent: (data) => [data.replace('"content":"a"', '"content":"A"')], onEnd: () => [] }),
    });
    const { gateway } = await serveWith([shout], stream(['a', 'b']));
    const text = await (await gateway.fetch(chat(ask('x', { stream: true })))).text();
    expect(text).toContain('"content":"A"');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('get the record when all is over, and may fail at that', async () => {
    const recorded: string[] = [];
    const keep = kindOf('keep', {
      async record({ id, lifecycle }) {
        recorded.push(`${id} ${lifecycle}`);
        throw new Error('too late to matter');
      },
    });
    const { gateway } = await serveWith([keep]);
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
    expect(recorded).toEqual(['id-1 completed']);
  });
});

describe('a plugin that throws', () => {
  const broken = (guards: boolean) =>
    kindOf(
      'broken',
      {
        request() {
          throw new Error('bug');
        },
      },
      guards,
    );

  test('is left out, counted and recorded when it is no guard', async () => {
    const { gateway } = await serveWith([broken(false)]);
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ plugin_failures: [{ plugin: 'broken', message: 'bug' }] });
    const metrics = await manage(gateway, 'GET', '/metrics');
    expect(metrics.text).toContain(
      'llm_plugin_execution_total{plugin_type="broken",decision_name="hard",status="error"} 1',
    );
  });

  test('stops the request when it is a guard', async () => {
    const { backend, gateway } = await serveWith([broken(true)]);
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'guard_failed' } });
    expect(backend.received).toEqual([]);
  });

  test('while it makes its step for a stream stops the stream when it is a guard', async () => {
    const guard = kindOf(
      'guard',
      {
        stream() {
          throw new Error('bug');
        },
      },
      true,
    );
    const { gateway } = await serveWith([guard], stream(['a']));
    expect((await gateway.fetch(chat(ask('x', { stream: true })))).status).toBe(503);
  });
});

describe('on_error', () => {
  const broken = (guards: boolean) =>
    kindOf(
      'broken',
      {
        request() {
          throw new Error('bug');
        },
      },
      guards,
    );

  test('open lets a request pass whose guard failed', async () => {
    const { gateway } = await serveWith([broken(true)], completion('hi'), 'open');
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
  });

  test('closed stops a request whose plugin failed', async () => {
    const { gateway } = await serveWith([broken(false)], completion('hi'), 'closed');
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(503);
  });

  const failsAt = (word: string, guards: boolean) =>
    kindOf(
      'watcher',
      {
        stream: () => ({
          onEvent(data) {
            if (data.includes(word)) throw new Error('bug');
            return [data.replace('"a"', '"A"')];
          },
          onEnd: () => [],
        }),
      },
      guards,
    );

  test.each(['"b"', 'finish_reason":"stop"'])('closed ends a stream with an error at %s', async (word) => {
    const { gateway } = await serveWith([failsAt(word, true)], stream(['a', 'b', 'c']));
    const text = await (await gateway.fetch(chat(ask('x', { stream: true })))).text();
    expect(text).toContain('guard_failed');
    expect(text).not.toContain('[DONE]');
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ lifecycle_state: 'failed', terminal_reason: 'guard_failed' });
  });

  test('open lets the rest of a stream pass', async () => {
    const { gateway } = await serveWith([failsAt('"b"', false)], stream(['a', 'b', 'c']));
    const text = await (await gateway.fetch(chat(ask('x', { stream: true })))).text();
    expect(text).toContain('"A"');
    expect(text).toContain('"c"');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

test('the record tells which plugins ran in which order, what each did and found, and how long it took', async () => {
  const guard = kindOf('guard', {
    request(call, exchange) {
      exchange.found([{ type: 'EMAIL_ADDRESS', place: 'current turn', count: 2 }]);
      return call;
    },
    wantsReply: () => false,
    response() {
      throw new Error('nobody asked');
    },
  });
  const editor = kindOf('editor', {
    request(call, exchange) {
      exchange.note('one field set');
      return { ...call, edits: withEdit(call.edits, ['seed'], '1') };
    },
    response: (reply) => reply,
  });
  const { gateway } = await serveWith([guard, editor]);
  const response = await gateway.fetch(chat(ask('x')));
  expect(response.headers.get('x-vsr-guard-findings')).toBe('guard;EMAIL_ADDRESS;current turn;2');
  const { json } = await manage(gateway, 'GET', '/v1/router_replay/id-1');
  expect((json as { trace: { plugins: unknown } }).trace.plugins).toEqual([
    {
      plugin: 'guard',
      phase: 'request',
      outcome: 'passed',
      notes: [],
      findings: [{ type: 'EMAIL_ADDRESS', place: 'current turn', count: 2 }],
      micros: expect.any(Number),
    },
    {
      plugin: 'editor',
      phase: 'request',
      outcome: 'changed',
      notes: ['one field set'],
      findings: [],
      micros: expect.any(Number),
    },
    { plugin: 'editor', phase: 'response', outcome: 'passed', notes: [], findings: [], micros: expect.any(Number) },
  ]);
});

describe('a reroute', () => {
  const sendTo = (to: Reroute['to']) => kindOf('guard', { request: () => ({ kind: 'reroute', to }) }, true);
  const stamp = kindOf('stamp', {
    request: (call) => ({ ...call, edits: withEdit(call.edits, ['stamped'], 'true') }),
    record: ({ decision }) => void recorded.push(String(decision)),
  });
  const recorded: string[] = [];

  /** `hard` goes to `large` and carries the guard; `safe` goes to `small`. */
  async function guarded(to: Reroute['to'], tiers: { small?: number; large?: number } = {}, back?: string) {
    const guard = sendTo(to);
    const { backend, gateway } = await serveWith([guard]);
    const use = (type: string) => ({ type, configuration: {} });
    const backends = [aBackend(backend.baseUrl)];
    const model = (name: 'small' | 'large') => {
      const plain = aModel(name, { backends });
      return { ...plain, card: { ...plain.card, safetyTier: tiers[name] } };
    };
    const decisions = [
      aDecision('hard', { plugins: [use('guard'), use('stamp')] }),
      aDecision('safe', {
        models: [{ model: 'small', reasoning: 'off' }],
        plugins: [use('stamp'), ...(back ? [use(back)] : [])],
      }),
    ];
    const { gateway: own } = await serve(completion('hi'), {
      pluginKinds: [guard, stamp],
      config: { ...gateway.config, models: [model('small'), model('large')], recipes: [aRecipe(decisions)] },
      engine: anEngine(),
    });
    return { backend, gateway: own };
  }

  test('to a decision goes to its model, through its plugins, and is recorded', async () => {
    recorded.length = 0;
    const { backend, gateway } = await guarded({ decision: 'safe' });
    const response = await gateway.fetch(chat(ask('x')));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-vsr-selected-decision': 'safe',
      'x-vsr-selected-model': 'small',
    });
    expect(JSON.parse(backend.received[0]!.body)).toMatchObject({ model: 'small', stamped: true });
    const { json } = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(json).toMatchObject({
      decision: 'safe',
      selected_model: 'small',
      trace: { decision: 'hard', plugins: [{ plugin: 'guard', outcome: 'rerouted' }, { plugin: 'stamp' }] },
    });
    expect(recorded).toEqual(['safe']);
  });

  test('to a tier takes the candidate that has it, else another model, and goes on with the same plugins', async () => {
    const { backend, gateway } = await guarded({ safetyTier: 2 }, { small: 3, large: 1 });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.headers.get('x-vsr-selected-model')).toBe('small');
    expect(response.headers.get('x-vsr-selected-decision')).toBe('hard');
    expect(JSON.parse(backend.received[0]!.body)).toMatchObject({ model: 'small', stamped: true });
    const kept = await guarded({ safetyTier: 2 }, { small: 3, large: 2 });
    expect((await kept.gateway.fetch(chat(ask('x')))).headers.get('x-vsr-selected-model')).toBe('large');
  });

  test('to a tier holds for whoever answers in place of a model that is down', async () => {
    const guard = sendTo({ safetyTier: 2 });
    const { backend, gateway } = await serve(completion('hi'), (baseUrl) => {
      const { card } = aModel('x');
      const models = [
        aModel('small', { backends: [], card: { ...card, safetyTier: 3 } }),
        aModel('large', { backends: [aBackend(baseUrl)], card: { ...card, safetyTier: 1 } }),
      ];
      const both = ['large', 'small'].map((model) => ({ model, reasoning: 'off' as const }));
      const decision = aDecision('hard', { models: both, plugins: [{ type: 'guard', configuration: {} }] });
      return {
        pluginKinds: [guard],
        config: aConfig({ models, recipes: [aRecipe([decision])], defaultModel: 'large' }),
        engine: anEngine(() => aResult({ candidates: both })),
      };
    });
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(503);
    expect(backend.received).toEqual([]);
  });

  test('to where nothing is safe enough, or in a circle, is refused', async () => {
    const nowhere = await guarded({ safetyTier: 5 }, { small: 3 });
    const refused = await nowhere.gateway.fetch(chat(ask('x')));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { code: 'guard_failed' } });
    const circle = await guarded({ decision: 'safe' }, {}, 'guard');
    expect((await circle.gateway.fetch(chat(ask('x')))).status).toBe(503);
    expect([...nowhere.backend.received, ...circle.backend.received]).toEqual([]);
  });
});
