import { s } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { withEdit } from '../json/edit-object.ts';
import type { Plugin, PluginKind } from '../plugins/plugin.ts';
import { completion, stream } from '../testing/fake-backend.ts';
import { aDecision, anEngine, aRecipe, ask, chat, manage } from '../testing/gateway-fixture.ts';
import { serving } from '../testing/serve-fixture.ts';

const { serve } = serving();

function kindOf(type: string, plugin: Plugin, guards = false): PluginKind {
  return { type, summary: type, schema: s.strictObject({}), guards, examples: [{}], compile: () => plugin };
}

async function serveWith(kinds: readonly PluginKind[], responder = completion('hi')) {
  const { backend, gateway } = await serve(responder, { pluginKinds: kinds });
  const plugins = kinds.map(({ type }) => ({ type, configuration: {} }));
  const config = { ...gateway.config, recipes: [aRecipe([aDecision('hard', { plugins })])] };
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
