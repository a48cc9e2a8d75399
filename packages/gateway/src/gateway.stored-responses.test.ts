import { currentTurn, type RouterConfig, s } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { definePluginKind } from './plugins/plugin.ts';
import { dataOfEvents } from './sse/event-boundary.ts';
import { createInProcessResponses } from './stores/drivers/in-process/in-process-responses.ts';
import type { ResponseStore } from './stores/roles/stored-responses.ts';
import { completion, type FakeBackend, json, type Responder, stream } from './testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aDecision,
  aModel,
  anAuthz,
  anEngine,
  aRecipe,
  aResponsesConfig,
  aResult,
  manage,
} from './testing/gateway-fixture.ts';
import { problemsBy } from './testing/published/published-schema.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

type Json = Record<string, unknown> & { readonly id: string };

async function ask(gateway: Gateway, more: object = {}, headers: Record<string, string> = {}): Promise<Response> {
  return gateway.fetch(
    new Request('http://signalbox.test/v1/responses', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'MoM', input: 'x', ...more }),
    }),
  );
}

async function answerTo(gateway: Gateway, more: object = {}, headers: Record<string, string> = {}): Promise<Json> {
  const response = await ask(gateway, more, headers);
  const body = (await response.json()) as Json;
  expect([response.status, body]).toEqual([200, body]);
  expect(problemsBy('openai-responses', 'response', body)).toEqual([]);
  return body;
}

async function call(
  gateway: Gateway,
  method: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly body: Json }> {
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await gateway.fetch(new Request(`http://signalbox.test${path}`, init));
  return { status: response.status, body: (await response.json()) as Json };
}

async function eventsOf(response: Response): Promise<readonly Record<string, unknown>[]> {
  const events = dataOfEvents(await response.text()).map((data) => JSON.parse(data));
  for (const event of events) expect(problemsBy('openai-responses', 'event', event)).toEqual([]);
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_event, index) => index));
  return events;
}

const messagesOf = (backend: FakeBackend, at: number) => JSON.parse(backend.received[at]!.body).messages;
const withConfig =
  (responses: RouterConfig['responses'], more: Partial<RouterConfig> = {}) =>
  (baseUrl: string) => {
    const backends = [aBackend(baseUrl)];
    const models = [aModel('small', { backends }), aModel('large', { backends })];
    return { config: aConfig({ models, responses, ...more }) };
  };

/** Answers plain or streamed, as it is asked. */
const either =
  (content: string): Responder =>
  (response, request) =>
    (JSON.parse(request.body).stream === true ? stream([...content]) : completion(content))(response, request);

describe('a response that is stored', () => {
  test.each([false, true])('can be gone on from, without its instructions (streamed: %s)', async (isStreamed) => {
    const { gateway, backend } = await serve(either('Hello'));
    const first = await ask(gateway, { input: 'Hi', instructions: 'be brief', stream: isStreamed });
    const answer = isStreamed ? ((await eventsOf(first)).at(-1)!.response as Json) : ((await first.json()) as Json);
    expect(answer).toMatchObject({ status: 'completed', store: true, previous_response_id: null });
    const second = await answerTo(gateway, { input: 'And?', previous_response_id: answer.id });
    expect(second).toMatchObject({ previous_response_id: answer.id, instructions: null });
    await answerTo(gateway, { input: 'So?', previous_response_id: second.id, instructions: 'be kind' });
    const hello = { role: 'assistant', content: 'Hello' };
    expect(messagesOf(backend, 1)).toEqual([{ role: 'user', content: 'Hi' }, hello, { role: 'user', content: 'And?' }]);
    expect(messagesOf(backend, 2)).toEqual([
      { role: 'system', content: 'be kind' },
      { role: 'user', content: 'Hi' },
      hello,
      { role: 'user', content: 'And?' },
      hello,
      { role: 'user', content: 'So?' },
    ]);
  });

  test('is there again as it was told, whole and as events, until it is deleted', async () => {
    const { gateway } = await serve(completion('Hello'));
    const answer = await answerTo(gateway, { metadata: { team: 'a' } });
    const path = `/v1/responses/${answer.id}`;
    expect(await call(gateway, 'GET', path)).toEqual({ status: 200, body: answer });
    const told = await eventsOf(await gateway.fetch(new Request(`http://signalbox.test${path}?stream=true`)));
    expect(told[0]).toMatchObject({ type: 'response.created', response: { output: [], store: true } });
    expect(told.filter(({ type }) => type === 'response.output_text.delta')).toMatchObject([{ delta: 'Hello' }]);
    expect(told.at(-1)).toEqual({ type: 'response.completed', sequence_number: told.length - 1, response: answer });
    for (const after of [told.length - 3, 500]) {
      const rest = await gateway.fetch(new Request(`http://signalbox.test${path}?stream=true&starting_after=${after}`));
      const events = dataOfEvents(await rest.text()).map((data) => JSON.parse(data));
      expect(events[0].sequence_number).toBe(after + 1);
      expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { id: answer.id } });
    }
    expect(await call(gateway, 'DELETE', path)).toEqual({
      status: 200,
      body: { id: answer.id, object: 'response', deleted: true },
    });
    for (const method of ['GET', 'DELETE']) {
      expect(await call(gateway, method, path)).toMatchObject({
        status: 404,
        body: { error: { code: 'response_not_found', type: 'invalid_request_error' } },
      });
    }
  });

  test('tells calls and thinking as events again', async () => {
    const message = {
      role: 'assistant',
      content: null,
      reasoning_content: 'hm',
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
        { id: 'call_2', type: 'function', function: { name: 'patch', arguments: '{"input":"+1"}' } },
      ],
    };
    const choices = [{ index: 0, message, finish_reason: 'tool_calls' }];
    const { gateway } = await serve(json(200, { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices }));
    const tools = [
      { type: 'function', name: 'f', parameters: {} },
      { type: 'custom', name: 'patch' },
    ];
    const answer = await answerTo(gateway, { tools });
    const again = await gateway.fetch(new Request(`http://signalbox.test/v1/responses/${answer.id}?stream=true`));
    const events = await eventsOf(again);
    expect(events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item)).toEqual(
      answer.output,
    );
    const said = Object.fromEntries(events.map(({ type, delta }) => [type, delta]));
    expect(said).toMatchObject({
      'response.reasoning_text.delta': 'hm',
      'response.function_call_arguments.delta': '{"a":1}',
      'response.custom_tool_call_input.delta': '+1',
    });
  });

  test('lists what it answered, in pages, without what went before', async () => {
    const { gateway } = await serve(completion('Hello'));
    const first = await answerTo(gateway, { input: 'before' });
    const answer = await answerTo(gateway, {
      previous_response_id: first.id,
      input: [
        { role: 'user', content: 'a' },
        { type: 'message', id: 'msg_mine', role: 'user', content: [{ type: 'input_text', text: 'b' }] },
        { type: 'function_call_output', call_id: 'c1', output: 'c' },
      ],
    });
    const list = async (query: string) =>
      (await call(gateway, 'GET', `/v1/responses/${answer.id}/input_items${query}`)).body;
    const all = await list('?order=asc');
    expect(all).toMatchObject({
      object: 'list',
      has_more: false,
      data: [
        { type: 'message', role: 'user', status: 'completed', content: [{ type: 'input_text', text: 'a' }] },
        { type: 'message', id: 'msg_mine' },
        { type: 'function_call_output', call_id: 'c1', output: 'c' },
      ],
    });
    const ids = (all.data as readonly Json[]).map(({ id }) => id);
    expect(all).toMatchObject({ first_id: ids[0], last_id: ids[2] });
    expect(await list('?limit=2')).toMatchObject({ has_more: true, first_id: ids[2], last_id: 'msg_mine' });
    expect(await list(`?limit=2&after=msg_mine`)).toMatchObject({ has_more: false, data: [{ id: ids[0] }] });
    expect(await list('?after=gone')).toMatchObject({ error: { code: 'item_not_found', param: 'after' } });
    for (const wrong of ['limit=0', 'limit=101', 'limit=x', 'order=up']) {
      expect(await list(`?${wrong}`)).toMatchObject({ error: { code: 'invalid_value' } });
    }
  });

  test('cannot be cancelled: it is finished', async () => {
    const { gateway } = await serve(completion('Hello'));
    const { id } = await answerTo(gateway);
    const cancelled = await call(gateway, 'POST', `/v1/responses/${id}/cancel`);
    expect(cancelled).toMatchObject({ status: 400, body: { error: { code: 'unsupported_operation' } } });
    expect(await call(gateway, 'POST', '/v1/responses/resp_none/cancel')).toMatchObject({ status: 404 });
    expect(await call(gateway, 'PUT', `/v1/responses/${id}`)).toMatchObject({ status: 405 });
  });

  test('is not there where the client or the config wants none', async () => {
    const { gateway } = await serve(completion('Hello'), withConfig(aResponsesConfig({ storeByDefault: false })));
    const unsaid = await answerTo(gateway);
    const unwanted = await answerTo(gateway, { store: false });
    const wanted = await answerTo(gateway, { store: true });
    expect([unsaid, unwanted, wanted].map(({ store }) => store)).toEqual([false, false, true]);
    expect((await call(gateway, 'GET', `/v1/responses/${unsaid.id}`)).status).toBe(404);
    expect((await call(gateway, 'GET', `/v1/responses/${wanted.id}`)).status).toBe(200);
    const off = await serve(completion('Hello'), withConfig(undefined));
    expect(await answerTo(off.gateway, { store: true })).toMatchObject({ store: false });
    const refused = await ask(off.gateway, { previous_response_id: 'resp_1' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: 'unsupported_parameter', param: 'previous_response_id' },
    });
    expect(await call(off.gateway, 'GET', '/v1/responses/resp_1')).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('stores none') } },
    });
  });

  test('is not there when its backend failed or its stream was cut', async () => {
    const cut: Responder = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n');
    };
    const { gateway } = await serve(cut);
    const events = await eventsOf(await ask(gateway, { stream: true }));
    const { id, store } = events.at(-1)!.response as Json;
    expect([events.at(-1)!.type, store]).toEqual(['response.failed', false]);
    expect((await call(gateway, 'GET', `/v1/responses/${id}`)).status).toBe(404);
  });

  test('says which items it is made of: a client may name them in place of sending them', async () => {
    const { gateway, backend } = await serve(completion('Hello'));
    const first = await answerTo(gateway, { input: 'Hi' });
    const [said] = first.output as readonly Json[];
    const reference = { type: 'item_reference', id: said!.id };
    const user = { role: 'user', content: 'And?' };
    await answerTo(gateway, { input: [{ role: 'user', content: 'Hi' }, reference, user] });
    const hello = { role: 'assistant', content: 'Hello' };
    expect(messagesOf(backend, 1)).toEqual([{ role: 'user', content: 'Hi' }, hello, user]);
    await answerTo(gateway, { previous_response_id: first.id, input: [reference, user] });
    expect(messagesOf(backend, 2)).toEqual([{ role: 'user', content: 'Hi' }, hello, user]);
    const again = await ask(gateway, { previous_response_id: first.id, input: [{ ...said, content: 'other' }, user] });
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: { code: 'invalid_value', param: 'input[0].id' } });
    for (const id of ['msg_none_0', 'x']) {
      const missing = await ask(gateway, { input: [{ type: 'item_reference', id }, user] });
      expect(missing.status).toBe(404);
      expect(await missing.json()).toMatchObject({ error: { code: 'item_not_found', param: 'input[0].id' } });
    }
  });
});

describe('a chain', () => {
  test('that is not there, or not whole, is an error and never a shorter history', async () => {
    const { gateway, backend } = await serve(completion('Hello'));
    const first = await answerTo(gateway);
    const second = await answerTo(gateway, { previous_response_id: first.id });
    await call(gateway, 'DELETE', `/v1/responses/${first.id}`);
    for (const [id, says] of [
      [second.id, `goes on from ${first.id}`],
      ['resp_none', 'there is no response'],
    ]) {
      const refused = await ask(gateway, { previous_response_id: id });
      expect(refused.status).toBe(404);
      expect(await refused.json()).toMatchObject({
        error: {
          code: 'previous_response_not_found',
          param: 'previous_response_id',
          message: expect.stringContaining(says!),
        },
      });
    }
    expect(backend.received).toHaveLength(2);
  });

  test('gives a backend what the whole history would give, signed thinking and calls too', async () => {
    const message = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-x',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'sig' },
        { type: 'text', text: 'Let me look.' },
        { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 2 },
    };
    const { gateway, backend } = await serve(json(200, message), (baseUrl) => {
      const large = aModel('large', { backends: [aBackend(baseUrl, { provider: 'anthropic' })] });
      return { config: aConfig({ models: [aModel('small', { backends: [aBackend(baseUrl)] }), large] }) };
    });
    const input = [{ role: 'user', content: [{ type: 'input_text', text: 'x' }] }];
    const first = await answerTo(gateway, { input });
    const result = [{ type: 'function_call_output', call_id: 'toolu_1', output: 'ok' }];
    const output = first.output as readonly object[];
    await answerTo(gateway, { previous_response_id: first.id, input: result });
    await answerTo(gateway, { store: false, input: [...input, ...output, ...result] });
    expect(messagesOf(backend, 1)).toEqual(messagesOf(backend, 2));
    expect(messagesOf(backend, 1)[1].content).toEqual(message.content);
    // A model of another vendor never sees what was signed for this one.
    await ask(gateway, { model: 'small', previous_response_id: first.id, input: result });
    expect(backend.received[3]!.url).toBe('/v1/chat/completions');
    expect(backend.received[3]!.body).not.toContain('sig');
    expect(messagesOf(backend, 3)).toMatchObject([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'Let me look.', tool_calls: [{ id: 'toolu_1' }] },
      { role: 'tool', tool_call_id: 'toolu_1', content: 'ok' },
    ]);
  });

  test('branches: two go on from the same', async () => {
    const { gateway, backend } = await serve(completion('Hello'));
    const first = await answerTo(gateway, { input: 'root' });
    const one = await answerTo(gateway, { input: 'one', previous_response_id: first.id });
    await answerTo(gateway, { input: 'two', previous_response_id: first.id });
    await answerTo(gateway, { input: 'three', previous_response_id: one.id });
    const users = (at: number) =>
      messagesOf(backend, at)
        .filter(({ role }: { role: string }) => role === 'user')
        .map(({ content }: { content: string }) => content);
    expect([users(2), users(3)]).toEqual([
      ['root', 'two'],
      ['root', 'one', 'three'],
    ]);
  });

  test('tells the engine who said what, and which session it is', async () => {
    const stays = aDecision('hard', { retention: { keepCurrentModel: true } });
    const engine = anEngine();
    const { gateway } = await serve(completion('Hello'), (baseUrl) => ({
      ...withConfig(aResponsesConfig(), { recipes: [aRecipe([stays])] })(baseUrl),
      engine,
    }));
    const first = await answerTo(gateway, { model: 'small' });
    await answerTo(gateway, { previous_response_id: first.id });
    expect(engine.asked[0]!.messages.map(({ role, origin }) => [role, origin])).toEqual([
      ['user', undefined],
      ['assistant', 'small'],
      ['user', undefined],
    ]);
    expect(engine.asked[0]!.session).toEqual({ id: first.id, lastModel: 'small' });
    const { json } = await manage(gateway, 'GET', '/v1/router_replay');
    const sessions = (json as { data: readonly { session_id: string }[] }).data.map((record) => record.session_id);
    expect(sessions).toEqual([first.id, first.id]);
  });

  test('larger than a request may be is refused', async () => {
    const { gateway } = await serve(completion('Hello'), (baseUrl) => {
      const { config } = withConfig(aResponsesConfig())(baseUrl);
      return { config: { ...config, listener: { ...config.listener, maxBodyBytes: 2_000 } } };
    });
    const first = await answerTo(gateway, { input: 'x'.repeat(1_500) });
    const refused = await ask(gateway, { input: 'y'.repeat(1_500), previous_response_id: first.id });
    expect(refused.status).toBe(413);
  });
});

describe('a conversation', () => {
  test('keeps what is said in it, and is gone on from', async () => {
    const { gateway, backend } = await serve(either('Hello'));
    const made = await call(gateway, 'POST', '/v1/conversations', {
      body: { metadata: { topic: 'demo' }, items: [{ role: 'user', content: 'My name is Ada.' }] },
    });
    expect(made).toMatchObject({ status: 200, body: { object: 'conversation', metadata: { topic: 'demo' } } });
    const { id } = made.body;
    const first = await answerTo(gateway, { conversation: id, input: 'Hi' });
    expect(first).toMatchObject({ conversation: { id }, store: true });
    const events = await eventsOf(await ask(gateway, { conversation: { id }, input: 'And?', stream: true }));
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { conversation: { id } } });
    expect(messagesOf(backend, 1)).toEqual([
      { role: 'user', content: 'My name is Ada.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'And?' },
    ]);
    const list = await call(gateway, 'GET', `/v1/conversations/${id}/items?order=asc`);
    const items = list.body.data as readonly Json[];
    expect(items.map(({ role }) => role)).toEqual(['user', 'user', 'assistant', 'user', 'assistant']);
    const page = await call(gateway, 'GET', `/v1/conversations/${id}/items?limit=2&after=${items[3]!.id}`);
    expect(page.body).toMatchObject({ has_more: true, first_id: items[2]!.id, last_id: items[1]!.id });
    const refused = await ask(gateway, { previous_response_id: first.id });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining(id) } });
  });

  test('and its items can be changed and deleted', async () => {
    const { gateway, backend } = await serve(completion('Hello'));
    const { id } = (await call(gateway, 'POST', '/v1/conversations')).body;
    const path = `/v1/conversations/${id}`;
    const added = await call(gateway, 'POST', `${path}/items`, {
      body: {
        items: [
          { role: 'user', content: 'one' },
          { role: 'user', content: 'two' },
        ],
      },
    });
    const [one, two] = added.body.data as readonly Json[];
    expect(await call(gateway, 'GET', `${path}/items/${one!.id}`)).toEqual({ status: 200, body: one });
    expect(await call(gateway, 'DELETE', `${path}/items/${one!.id}`)).toMatchObject({ status: 200, body: { id } });
    expect(await call(gateway, 'GET', `${path}/items/${one!.id}`)).toMatchObject({ status: 404 });
    expect(await call(gateway, 'POST', path, { body: { metadata: { a: 'b' } } })).toMatchObject({
      body: { id, metadata: { a: 'b' } },
    });
    expect(await call(gateway, 'GET', path)).toMatchObject({ body: { metadata: { a: 'b' } } });
    const answer = await answerTo(gateway, { conversation: id });
    expect(messagesOf(backend, 0)).toMatchObject([{ content: 'two' }, { content: 'x' }]);
    expect(await call(gateway, 'DELETE', path)).toEqual({
      status: 200,
      body: { id, object: 'conversation.deleted', deleted: true },
    });
    expect(await call(gateway, 'GET', `${path}/items/${two!.id}`)).toMatchObject({ status: 404 });
    const gone = await ask(gateway, { conversation: id });
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ error: { code: 'conversation_not_found', param: 'conversation' } });
    expect((await call(gateway, 'GET', `/v1/responses/${answer.id}`)).status).toBe(200);
  });

  test.each([
    ['/v1/conversations', { items: 5 }, 'items'],
    ['/v1/conversations', { items: Array.from({ length: 21 }, () => ({ role: 'user', content: 'x' })) }, 'items'],
    ['/v1/conversations', { items: [{ role: 'judge', content: 'x' }] }, 'items[0].role'],
    ['/v1/conversations', { items: [{ type: 'item_reference', id: 'msg_1' }] }, 'items[0]'],
    ['/v1/conversations', { metadata: { a: 1 } }, 'metadata.a'],
    ['/v1/conversations', { items: [1, 2].map(() => ({ id: 'a', role: 'user', content: 'x' })) }, 'items[1].id'],
    ['CONVERSATION/items', { items: [{ id: 'mine', role: 'user', content: 'y' }] }, 'items[0].id'],
    ['CONVERSATION', {}, 'metadata'],
    ['CONVERSATION/items', {}, 'items'],
  ])('%s refuses %j', async (where, body, parameter) => {
    const { gateway } = await serve(completion('Hello'));
    const items = [{ id: 'mine', role: 'user', content: 'x' }];
    const { id } = (await call(gateway, 'POST', '/v1/conversations', { body: { items } })).body;
    const path = where.replace('CONVERSATION', `/v1/conversations/${id}`);
    expect(await call(gateway, 'POST', path, { body })).toMatchObject({
      status: 400,
      body: { error: { param: parameter } },
    });
  });
});

describe('what is another’s', () => {
  test('is not there, in every way that it can be asked for', async () => {
    const { createHash } = await import('node:crypto');
    const key = (name: string) => ({
      name,
      hash: createHash('sha256').update(`key-of-${name}`).digest('hex'),
      user: name === 'shared' ? undefined : name,
      groups: [],
      grant: { endpoints: undefined, models: undefined },
      expiresAt: undefined,
    });
    const authz = anAuthz({ keys: [key('ada'), key('bo'), key('shared')] });
    const { gateway } = await serve(completion('Hello'), withConfig(aResponsesConfig(), { authz }));
    const as = (name: string) => ({ authorization: `Bearer key-of-${name}` });
    const answer = await answerTo(gateway, {}, as('ada'));
    const { id } = (await call(gateway, 'POST', '/v1/conversations', { headers: as('ada') })).body;
    const [item] = answer.output as readonly Json[];
    const path = `/v1/responses/${answer.id}`;
    for (const name of ['bo', 'shared']) {
      const headers = as(name);
      for (const [method, where] of [
        ['GET', path],
        ['DELETE', path],
        ['GET', `${path}/input_items`],
        ['POST', `${path}/cancel`],
        ['GET', `/v1/conversations/${id}`],
        ['DELETE', `/v1/conversations/${id}`],
        ['GET', `/v1/conversations/${id}/items`],
      ] as const) {
        expect([method, where, (await call(gateway, method, where, { headers })).status]).toEqual([method, where, 404]);
      }
      for (const more of [
        { previous_response_id: answer.id },
        { conversation: id },
        { input: [{ type: 'item_reference', id: item!.id }] },
      ]) {
        expect((await ask(gateway, more, headers)).status).toBe(404);
      }
    }
    expect((await call(gateway, 'GET', path)).status).toBe(401);
    expect((await call(gateway, 'GET', path, { headers: as('ada') })).status).toBe(200);
    await answerTo(gateway, { previous_response_id: answer.id, conversation: undefined }, as('ada'));
  });
});

/** A store that rejects or hangs when it is told to. */
function unwell(mode: { is: 'well' | 'rejects' | 'hangs' }): ResponseStore {
  const store = createInProcessResponses();
  return new Proxy(store, {
    get(target, name: keyof ResponseStore) {
      const method = target[name].bind(target) as (...given: unknown[]) => Promise<unknown>;
      return (...given: unknown[]) => {
        if (mode.is === 'well' || name === 'close') return method(...given);
        return mode.is === 'rejects' ? Promise.reject(new Error('disk full')) : new Promise(() => {});
      };
    },
  });
}

describe('a store that fails', () => {
  const cases = (['rejects', 'hangs'] as const).flatMap((how) => [
    { how, isStreamed: false },
    { how, isStreamed: true },
  ]);
  const serveUnwell = async (refusesUnkept: boolean, options: Partial<GatewayOptions> = {}) => {
    const mode = { is: 'well' as 'well' | 'rejects' | 'hangs' };
    const served = await serve(either('Hello'), (baseUrl) => ({
      ...withConfig(aResponsesConfig({ refusesUnkept, timeoutMs: 30 }))(baseUrl),
      responses: unwell(mode),
      ...options,
    }));
    return { ...served, mode };
  };

  test.each(cases)(
    'leaves the answer, which says that it is not stored ($how, streamed: $isStreamed)',
    async ({ how, isStreamed }) => {
      const { gateway, mode } = await serveUnwell(false);
      mode.is = how;
      const response = await ask(gateway, { stream: isStreamed });
      expect(response.status).toBe(200);
      if (isStreamed) {
        expect((await eventsOf(response)).at(-1)).toMatchObject({
          type: 'response.completed',
          response: { store: false, output_text: 'Hello' },
        });
      } else {
        expect(response.headers.get('x-vsr-store-warning')).toBe('warning;not_stored;unavailable');
        expect(await response.json()).toMatchObject({ store: false, output_text: 'Hello' });
      }
      mode.is = 'well';
      expect(await answerTo(gateway)).toMatchObject({ store: true });
    },
  );

  test.each(cases)(
    'refuses the answer where the config says so ($how, streamed: $isStreamed)',
    async ({ how, isStreamed }) => {
      const { gateway, mode } = await serveUnwell(true);
      mode.is = how;
      const response = await ask(gateway, { stream: isStreamed });
      if (isStreamed) {
        expect((await eventsOf(response)).slice(-2)).toMatchObject([
          { type: 'error', code: 'store_unavailable' },
          { type: 'response.failed', response: { status: 'failed' } },
        ]);
      } else {
        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('1');
        expect(response.headers.get('x-vsr-response-path')).toBe('error');
        expect(await response.json()).toMatchObject({ error: { code: 'store_unavailable' } });
      }
    },
  );

  test('is a 503 for whoever asks for what is in it, and calls no model', async () => {
    const { gateway, backend, mode } = await serveUnwell(false);
    const { id } = await answerTo(gateway);
    mode.is = 'rejects';
    for (const more of [{ previous_response_id: id }, { conversation: 'conv_1' }]) {
      const response = await ask(gateway, more);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ error: { code: 'store_unavailable', type: 'server_error' } });
    }
    expect(await call(gateway, 'GET', `/v1/responses/${id}`)).toMatchObject({ status: 503 });
    expect(await call(gateway, 'POST', '/v1/conversations')).toMatchObject({ status: 503 });
    expect(backend.received).toHaveLength(1);
  });

  test('does not concern whoever wants nothing stored', async () => {
    const { gateway, mode } = await serveUnwell(true);
    mode.is = 'hangs';
    expect(await answerTo(gateway, { store: false })).toMatchObject({ output_text: 'Hello' });
  });

  test('a turn that is too large is not stored, and says so', async () => {
    const { gateway } = await serve(completion('Hello'), withConfig(aResponsesConfig({ maxTurnBytes: 2_000 })));
    const response = await ask(gateway, { input: 'x'.repeat(2_000) });
    expect(response.headers.get('x-vsr-store-warning')).toBe('warning;not_stored;too_large');
    expect(await response.json()).toMatchObject({ store: false });
  });

  test('what goes on from something deleted meanwhile is not stored', async () => {
    let deletes = async () => {};
    const { gateway } = await serve(async (response, request) => {
      await deletes();
      return either('Hello')(response, request);
    });
    const { id } = await answerTo(gateway);
    const conversation = (await call(gateway, 'POST', '/v1/conversations')).body.id;
    for (const [more, path] of [
      [{ previous_response_id: id }, `/v1/responses/${id}`],
      [{ conversation }, `/v1/conversations/${conversation}`],
    ] as const) {
      deletes = async () => void (await call(gateway, 'DELETE', path));
      const response = await ask(gateway, more);
      expect(response.headers.get('x-vsr-store-warning')).toBe('warning;not_stored;deleted');
      const unstored = (await response.json()) as Json;
      expect((await call(gateway, 'GET', path)).status).toBe(404);
      expect((await call(gateway, 'GET', `/v1/responses/${unstored.id}`)).status).toBe(404);
    }
  });
});

test('the router’s own answers are stored', async () => {
  const plugins = [{ type: 'fast_response', configuration: { message: 'No.' } }];
  const { gateway } = await serve(completion('never'), {
    config: aConfig({ recipes: [aRecipe([aDecision('hard', { plugins })])] }),
    engine: anEngine(() => aResult({ plugins })),
  });
  const own = await answerTo(gateway);
  expect((await call(gateway, 'GET', `/v1/responses/${own.id}`)).body).toEqual(own);
  const streamed = (await eventsOf(await ask(gateway, { stream: true }))).at(-1)!.response as Json;
  expect((await call(gateway, 'GET', `/v1/responses/${streamed.id}`)).body).toEqual(streamed);
});

test('of what a guard refused nothing is stored that was said, and the conversation can go on', async () => {
  const guard = definePluginKind({
    type: 'guard',
    summary: 'Refuses secrets.',
    schema: s.strictObject({}),
    examples: [{}],
    compile: () => ({
      request: (call, { facts }) =>
        currentTurn(facts).includes('secret')
          ? { kind: 'answer', content: 'Not here.', path: 'blocked', headers: [] }
          : call,
    }),
  });
  const plugins = [{ type: 'guard', configuration: {} }];
  const { gateway, backend } = await serve(completion('Hello'), (baseUrl) => ({
    ...withConfig(aResponsesConfig(), { recipes: [aRecipe([aDecision('hard', { plugins })])] })(baseUrl),
    pluginKinds: [guard],
    engine: anEngine(() => aResult({ plugins })),
  }));
  const refused = await answerTo(gateway, {
    input: [
      { role: 'user', content: [{ type: 'input_text', text: 'a secret' }] },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c1', output: 'a secret too' },
      { role: 'user', content: 'the secret is 42' },
    ],
  });
  expect(refused.output_text).toBe('Not here.');
  const { body } = await call(gateway, 'GET', `/v1/responses/${refused.id}/input_items`);
  expect(JSON.stringify(body)).not.toMatch(/secret|42/);
  expect(body.data).toHaveLength(3);
  await answerTo(gateway, { previous_response_id: refused.id, input: 'Hi' });
  expect(JSON.stringify(messagesOf(backend, 0))).not.toMatch(/secret|42/);
  expect(messagesOf(backend, 0).at(-2)).toEqual({ role: 'assistant', content: 'Not here.' });
});
