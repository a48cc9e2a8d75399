import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepeatJudge, RouterConfig, SentenceEncoder, SpanTagger } from '@signalbox/engine';
import { afterAll, describe, expect, test } from 'vitest';
import type { CacheEntry } from '../../cache/cache-entry.ts';
import type { CacheStore } from '../../cache/cache-store.ts';
import { CHAT } from '../../exchange/operation.ts';
import type { Gateway, GatewayOptions } from '../../gateway.ts';
import { protocols as allProtocols } from '../../protocols/index.ts';
import { openEmbeddedDatabase } from '../../stores/drivers/embedded/embedded-database.ts';
import { openSqlCache } from '../../stores/sql/sql-cache.ts';
import { anApiKey } from '../../testing/access-fixture.ts';
import { completion, event, json, type Responder, stream } from '../../testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aDecision,
  aModel,
  anAuthz,
  anEngine,
  aRecipe,
  ask,
  chat,
  manage,
} from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { pluginKinds } from '../index.ts';
import { responseCache } from './response-cache.ts';

const { serve } = serving();

/** Finds the word "secret" and nothing else. */
const tagger: SpanTagger = {
  id: 'fake/pii',
  hash: 'x',
  cost: 'local',
  labels: ['API_KEY', 'PERSON'],
  tag: ({ raw }) => {
    const start = raw.indexOf('secret');
    return start < 0 ? [] : [{ start, end: start + 6, label: 'API_KEY', confidence: 0.9 }];
  },
};

/** Texts by the letters that they have. */
const encoder: SentenceEncoder = {
  id: 'fake/encoder',
  hash: 'e',
  cost: 'local',
  dimensions: 32,
  encode: (texts) =>
    texts.map(({ folded }) => {
      const counts = new Float32Array(32);
      for (const letter of folded.replace(/[^a-z]/g, '')) counts[letter.charCodeAt(0) - 97]!++;
      const length = Math.hypot(...counts) || 1;
      return counts.map((count) => count / length);
    }),
};

/** Equal words, whatever their order, are a repeat, but for numbers. */
const repeats: RepeatJudge = {
  id: 'fake/repeats',
  hash: 'r',
  cost: 'local',
  threshold: 0.5,
  judge(asked, known) {
    const words = (text: string) =>
      text
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.sort()
        .join(' ');
    const isSame = words(asked.raw) === words(known.raw);
    return { score: isSame ? 0.9 : 0.1, differs: isSame ? null : 'words' };
  },
};

const ports = { classifiers: {}, taggers: { pii: tagger }, encoder, repeats };

async function caching(
  configuration: object,
  responder: Responder = numbered(),
  more: {
    readonly plugins?: readonly { type: string; configuration: object }[];
    readonly options?: Partial<GatewayOptions>;
    readonly keys?: RouterConfig['authz']['keys'];
  } = {},
) {
  const own = [...(more.plugins ?? []), { type: 'response_cache', configuration }];
  const plugins = own.map((use) => {
    const kind = pluginKinds.find(({ type }) => type === use.type)!;
    return { ...use, configuration: kind.schema.parse(use.configuration) };
  });
  return serve(responder, (baseUrl) => {
    const backends = [aBackend(baseUrl)];
    return {
      config: aConfig({
        authz: anAuthz({ trustedSources: ['127.0.0.1'], keys: more.keys ?? [] }),
        models: [aModel('small', { backends }), aModel('large', { backends })],
        recipes: [aRecipe([aDecision('hard', { plugins })])],
      }),
      engine: anEngine(),
      ports,
      ...more.options,
    };
  });
}

/** Answers 1, 2, 3, …, streamed or not. */
function numbered(): Responder {
  let last = 0;
  return (response, request) => {
    const text = `answer ${++last}`;
    const isStreaming = (JSON.parse(request.body) as { stream?: boolean }).stream === true;
    return (isStreaming ? stream(text.split(/(?= )/)) : completion(text))(response, request);
  };
}

const GLOBAL = { scope: 'global' };
const stored = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));

async function send(gateway: Gateway, body: object, headers: Record<string, string> = {}) {
  const response = await gateway.fetch(chat(body, headers), { remoteAddress: '127.0.0.1' });
  const text = await response.text();
  await stored();
  return { response, text, isHit: response.headers.get('x-vsr-cache-hit') === 'true' };
}

const said = (text: string) =>
  (JSON.parse(text) as { choices: { message: { content: string } }[] }).choices[0]!.message.content;
const streamed = (text: string) =>
  [...text.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => JSON.parse(`"${part}"`)).join('');

describe('a repeated request', () => {
  test('gets the first answer, with an id of its own, and no model is called', async () => {
    const { backend, gateway } = await caching(GLOBAL);
    const first = await send(gateway, ask('What is a cache?'));
    const second = await send(gateway, ask('What is a cache?'));
    expect([first.isHit, second.isHit]).toEqual([false, true]);
    expect(said(second.text)).toBe('answer 1');
    expect(JSON.parse(second.text).id).toBe('chatcmpl-id-2');
    expect(Object.fromEntries(second.response.headers)).toMatchObject({
      'x-vsr-response-path': 'cache',
      'x-vsr-selected-decision': 'hard',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(backend.received).toHaveLength(1);
    expect((await manage(gateway, 'GET', '/v1/router_replay/id-2')).json).toMatchObject({
      response_path: 'cache',
      from_cache: true,
      cache_status: 'hit',
      cache_hit_kind: 'exact',
      cache_saved_tokens: 3,
      pricing: 'no_call',
      total_tokens: null,
    });
    expect((await manage(gateway, 'GET', '/v1/router_replay/id-1')).json).toMatchObject({ cache_status: 'miss' });
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('llm_cache_plugin_hits_total{decision_name="hard",kind="exact"} 1');
    expect(text).toContain('llm_cache_plugin_misses_total{decision_name="hard",reason="miss"} 1');
    expect(text).toContain('llm_cache_entries_total 1');
  });

  test.each([
    ['streamed first', true, false],
    ['streamed then', false, true],
    ['streamed both times', true, true],
  ])('is found whether it is streamed or not: %s', async (_how, first, second) => {
    const { backend, gateway } = await caching(GLOBAL);
    const given = await send(gateway, ask('Tell me', { stream: first }));
    const repeated = await send(gateway, ask('Tell me', { stream: second }));
    expect(repeated.isHit).toBe(true);
    expect(second ? streamed(repeated.text) : said(repeated.text)).toBe('answer 1');
    expect(first ? streamed(given.text) : said(given.text)).toBe('answer 1');
    if (second) expect(repeated.text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(backend.received).toHaveLength(1);
  });

  test('is found across protocols, where it says the same', async () => {
    const { backend, gateway } = await caching(GLOBAL);
    await send(gateway, ask('Tell me', { max_tokens: 50 }));
    for (const { path } of allProtocols.filter(({ operation }) => operation === CHAT)) {
      for (const isStreaming of [false, true]) {
        const own = path.endsWith('responses')
          ? { model: 'MoM', input: 'Tell me' }
          : ask('Tell me', { max_tokens: 99 });
        const body = { ...own, stream: isStreaming };
        const request = new Request(`http://signalbox.test${path}`, { method: 'POST', body: JSON.stringify(body) });
        const response = await gateway.fetch(request);
        const text = await response.text();
        expect([path, response.headers.get('x-vsr-cache-hit'), response.status]).toEqual([path, 'true', 200]);
        expect(text).toContain('answer');
      }
    }
    expect(backend.received).toHaveLength(1);
  });

  test('is the same with keys in another order, a text in parts, and fields that change no answer', async () => {
    const { gateway } = await caching(GLOBAL);
    await send(gateway, { model: 'MoM', messages: [{ role: 'user', content: 'Tell me' }], temperature: 0, top_p: 1 });
    const parts = [{ text: 'Tell me', type: 'text' }];
    const body = {
      top_p: 1,
      user: 'ada',
      metadata: { a: 'b' },
      temperature: 0,
      messages: [{ content: parts, role: 'user' }],
      model: 'auto',
    };
    expect((await send(gateway, body)).isHit).toBe(true);
  });

  test.each([
    ['text', { messages: [{ role: 'user', content: 'Tell them' }] }],
    [
      'system prompt',
      {
        messages: [
          { role: 'system', content: 'Be short.' },
          { role: 'user', content: 'Tell me' },
        ],
      },
    ],
    [
      'history',
      {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Yo' },
          { role: 'user', content: 'Tell me' },
        ],
      },
    ],
    ['temperature', { temperature: 0.3 }],
    ['tools', { tools: [{ type: 'function', function: { name: 'look', parameters: {} } }] }],
    ['format', { response_format: { type: 'json_object' } }],
    ['seed', { seed: 4 }],
    ['room for the answer', { max_tokens: 2 }],
    ['unknown field', { something_new: 1 }],
  ])('with another %s is another request', async (_what, more) => {
    const { gateway } = await caching({ ...GLOBAL, mode: 'exact' });
    await send(gateway, ask('Tell me'));
    expect((await send(gateway, ask('Tell me', more))).isHit).toBe(false);
  });

  test('is asked again when its time is over', async () => {
    let time = 1_000;
    const clock = { now: () => time, time: () => time };
    const { gateway } = await caching({ ...GLOBAL, ttl_seconds: 60 }, numbered(), { options: { clock } });
    await send(gateway, ask('Tell me'));
    time += 59_999;
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(true);
    time += 1;
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(false);
  });

  test('survives a change of the config, but for a new epoch', async () => {
    const { gateway } = await caching(GLOBAL);
    await send(gateway, ask('Tell me'));
    const decision = gateway.config.recipes[0]!.decisions[0]!;
    const swapTo = (configuration: object) =>
      gateway.swap({
        config: {
          ...gateway.config,
          recipes: [
            aRecipe([
              {
                ...decision,
                plugins: [{ type: 'response_cache', configuration: responseCache.schema.parse(configuration) }],
              },
            ]),
          ],
        },
        engine: anEngine(),
        ports,
      });
    swapTo({ ...GLOBAL, ttl_seconds: 9 });
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(true);
    swapTo({ ...GLOBAL, revision: { cache_epoch: '2' } });
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(false);
  });
});

describe('who shares an answer', () => {
  const as = (user: string, more = {}) => ({ 'x-authz-user-id': user, ...more });

  test('by default a user with nobody else', async () => {
    const { gateway } = await caching({});
    await send(gateway, ask('Tell me'), as('ada'));
    expect((await send(gateway, ask('Tell me'), as('bob'))).isHit).toBe(false);
    expect((await send(gateway, ask('Tell me'), as('ada'))).isHit).toBe(true);
  });

  test('nobody of whom nothing is known, and the record says so', async () => {
    const { gateway } = await caching({});
    await send(gateway, ask('Tell me'));
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(false);
    expect((await manage(gateway, 'GET', '/v1/router_replay/id-2')).json).toMatchObject({
      cache_status: 'bypass',
      cache_reason: 'no_user',
    });
  });

  test('a user whose name a source says that is not trusted is nobody', async () => {
    const { gateway } = await caching({});
    for (const isHit of [false, false]) {
      const response = await gateway.fetch(chat(ask('Tell me'), as('ada')), { remoteAddress: '10.1.2.3' });
      await response.text();
      await stored();
      expect(response.headers.has('x-vsr-cache-hit')).toBe(isHit);
    }
  });

  test.each(['team', 'tenant'])('all of a %s, where the config says so', async (scope) => {
    const { gateway } = await caching({ scope });
    const header = `x-authz-${scope}-id`;
    await send(gateway, ask('Tell me'), as('ada', { [header]: 'one' }));
    expect((await send(gateway, ask('Tell me'), as('bob', { [header]: 'two' }))).isHit).toBe(false);
    expect((await send(gateway, ask('Tell me'), as('bob'))).isHit).toBe(false);
    expect((await send(gateway, ask('Tell me'), as('bob', { [header]: 'one' }))).isHit).toBe(true);
  });

  test.each(['team', 'tenant'])(
    'all whose API keys are of one %s, whatever a trusted source says of it',
    async (scope) => {
      const keys = ['ada', 'bob', 'eve'].map((name) => anApiKey(name, { [scope]: name === 'eve' ? 'two' : 'one' }));
      const { gateway } = await caching({ scope }, numbered(), { keys: [...keys, anApiKey('new')] });
      const hits = async (key: string, more = {}) =>
        (await send(gateway, ask('Tell me'), { 'x-api-key': key, ...more })).isHit;
      const header = `x-authz-${scope}-id`;
      expect(await hits('ada')).toBe(false);
      expect(await hits('eve', { [header]: 'one' })).toBe(false);
      expect(await hits('new')).toBe(false);
      expect(await hits('bob', { [header]: 'two' })).toBe(true);
      expect(await hits('new', { [header]: 'one' })).toBe(true);
    },
  );

  test('a name that looks like another scope is not taken for it', async () => {
    const { gateway } = await caching({});
    await send(gateway, ask('Tell me'), as('a b'));
    expect((await send(gateway, ask('Tell me'), as('a'))).isHit).toBe(false);
  });
});

describe('what is not kept', () => {
  const answering = (message: object, more: object = {}, finish = 'stop') =>
    completion('', {
      choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
      ...more,
    });
  const call = { id: 'a', type: 'function', function: { name: 'look', arguments: '{}' } };

  test.each<[string, Responder, string]>([
    ['an error', json(400, { error: { message: 'no' } }), 'not_completed'],
    ['an answer that was cut', answering({ content: 'so' }, {}, 'length'), 'not_finished'],
    ['a call of a tool', answering({ content: null, tool_calls: [call] }, {}, 'tool_calls'), 'tool_calls'],
    ['a refusal', answering({ content: null, refusal: 'I cannot.' }), 'refused'],
    ['an empty answer', answering({ content: ' ' }), 'empty'],
    ['a large answer', answering({ content: 'x'.repeat(300_000) }), 'too_large'],
    ['an answer with a key in it', answering({ content: 'the secret' }), 'personal_data'],
  ])('%s', async (_what, responder, reason) => {
    const { backend, gateway } = await caching(GLOBAL, responder);
    await send(gateway, ask('Tell me'));
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(false);
    expect(backend.received).toHaveLength(2);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain(`llm_cache_write_skipped_total{decision_name="hard",reason="${reason}"} 2`);
  });

  test('calls of tools are kept where the config says so', async () => {
    const responder = answering({ content: null, tool_calls: [call] }, {}, 'tool_calls');
    const { gateway } = await caching({ ...GLOBAL, store_tool_calls: true }, responder);
    await send(gateway, ask('Tell me'));
    const repeated = await send(gateway, ask('Tell me', { stream: true }));
    expect(repeated.isHit).toBe(true);
    expect(repeated.text).toContain('"name":"look"');
  });

  test('a question with a key in it', async () => {
    const { gateway } = await caching(GLOBAL);
    await send(gateway, ask('My secret is x'));
    expect((await send(gateway, ask('My secret is x'))).isHit).toBe(false);
  });

  test('a stream that broke off', async () => {
    const { gateway } = await caching(GLOBAL, (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ content: 'so' }), () => response.destroy());
    });
    await send(gateway, ask('Tell me', { stream: true }));
    expect((await send(gateway, ask('Tell me', { stream: true }))).isHit).toBe(false);
  });

  test.each([
    ['temperature', { temperature: 1.5 }],
    ['several_answers', { n: 2 }],
    ['logprobs', { logprobs: true }],
    ['audio', { modalities: ['text', 'audio'] }],
  ])('requests that a kept answer could not serve: %s', async (reason, more) => {
    const { gateway } = await caching(GLOBAL);
    await send(gateway, ask('Tell me', more));
    expect((await send(gateway, ask('Tell me', more))).isHit).toBe(false);
    expect((await manage(gateway, 'GET', '/v1/router_replay/id-2')).json).toMatchObject({ cache_reason: reason });
  });
});

describe('beside other plugins', () => {
  test('what a mask hid is kept hidden, and each caller gets back its own', async () => {
    const email: SpanTagger = {
      ...tagger,
      labels: ['EMAIL_ADDRESS'],
      tag: ({ raw }) =>
        [...raw.matchAll(/\w+@\w+\.com/g)].map(({ index, 0: { length } }) => ({
          start: index,
          end: index + length,
          label: 'EMAIL_ADDRESS',
          confidence: 0.99,
        })),
    };
    const echo: Responder = (response, request) => {
      const { messages, stream: isStreaming } = JSON.parse(request.body);
      const text = `I wrote to ${messages[0].content.split(' ').at(-1)}`;
      return (isStreaming ? stream([text]) : completion(text))(response, request);
    };
    const { backend, gateway } = await caching(GLOBAL, echo, {
      plugins: [{ type: 'pii', configuration: {} }],
      options: { ports: { ...ports, taggers: { pii: email } } },
    });
    expect(said((await send(gateway, ask('Write to ada@x.com'))).text)).toBe('I wrote to ada@x.com');
    const other = await send(gateway, ask('Write to bob@y.com'));
    expect([other.isHit, said(other.text)]).toEqual([true, 'I wrote to bob@y.com']);
    const again = await send(gateway, ask('Write to eve@z.com', { stream: true }));
    expect([again.isHit, streamed(again.text)]).toEqual([true, 'I wrote to eve@z.com']);
    expect(backend.received).toHaveLength(1);
    expect(JSON.stringify(backend.received[0])).not.toContain('ada@');
  });

  test('a system prompt that another plugin adds is part of the request', async () => {
    const { backend, gateway } = await caching(GLOBAL, numbered(), {
      plugins: [{ type: 'system_prompt', configuration: { system_prompt: 'Be kind.' } }],
    });
    await send(gateway, ask('Tell me'));
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(true);
    expect(backend.received[0]!.body).toContain('Be kind.');
  });
});

describe('equal requests at the same time', () => {
  /** Holds answers back until told. */
  function held() {
    const waiting: (() => void)[] = [];
    let last = 0;
    const responder: Responder = (response, request) => {
      const own = ++last;
      waiting.push(() => completion(`answer ${own}`)(response, request));
    };
    return { responder, waiting };
  }

  test('are asked once', async () => {
    const { responder, waiting } = held();
    const { backend, gateway } = await caching(GLOBAL, responder);
    const arrived = backend.next();
    const sent = [1, 2, 3].map(() => send(gateway, ask('Tell me')));
    await arrived;
    waiting[0]!();
    const answers = await Promise.all(sent);
    expect(answers.map(({ text }) => said(text))).toEqual(['answer 1', 'answer 1', 'answer 1']);
    expect(answers.filter(({ isHit }) => isHit)).toHaveLength(2);
    expect(backend.received).toHaveLength(1);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('llm_cache_plugin_hits_total{decision_name="hard",kind="shared"} 2');
  });

  test('go on by themselves when the first one fails', async () => {
    let calls = 0;
    const { gateway } = await caching(GLOBAL, (response, request) => {
      calls++;
      return calls === 1
        ? json(400, { error: { message: 'no' } })(response, request)
        : completion(`answer ${calls}`)(response, request);
    });
    const answers = await Promise.all([1, 2, 3].map(() => send(gateway, ask('Tell me'))));
    expect(answers.map(({ response }) => response.status).sort()).toEqual([200, 200, 400]);
  });

  test('one that leaves does not cut the first one, and the first one that leaves does not cut the others', async () => {
    const { responder, waiting } = held();
    const { backend, gateway } = await caching(GLOBAL, responder);
    const leaving = new AbortController();
    const firstArrived = backend.next();
    const first = gateway.fetch(new Request(chat(ask('Tell me')), { signal: leaving.signal }));
    await firstArrived;
    const followerLeaves = new AbortController();
    const gone = gateway.fetch(new Request(chat(ask('Tell me')), { signal: followerLeaves.signal }));
    const staying = send(gateway, ask('Tell me'));
    followerLeaves.abort();
    expect((await gone).status).toBe(499);
    const secondArrived = backend.next();
    leaving.abort();
    await secondArrived;
    waiting[1]!();
    expect(said((await staying).text)).toBe('answer 2');
    await first;
  });
});

describe('equal requests at the same time at two routers', () => {
  /** A store that both have, as a server is; it tells of what is put. */
  function sharing() {
    const entries: CacheEntry[] = [];
    const watchers: (() => void)[] = [];
    const owners = new Map<string, object>();
    const state = { isGone: false };
    const open = async (): Promise<CacheStore> => {
      const self = {};
      return {
        async put(added) {
          entries.push(...added);
          for (const tell of watchers) tell();
        },
        changes: async (since) => ({
          position: { ...since, entries: entries.length },
          hasMore: false,
          entries: entries.slice(since.entries),
          invalidated: [],
        }),
        watch: (onChange) => watchers.push(onChange),
        flights: {
          async take(id) {
            if (state.isGone) throw new Error('no connection');
            if ((owners.get(id) ?? self) !== self) return false;
            owners.set(id, self);
            return true;
          },
          async end(id) {
            if (owners.get(id) === self) owners.delete(id);
          },
        },
        invalidate: async () => 0,
        prune: async () => 0,
        list: async () => ({ entries: [], total: 0, bytes: 0 }),
        close: async () => {},
      };
    };
    return { open, owners, state };
  }

  /** Two routers before one model that answers when told. */
  async function twoRouters() {
    const { open, owners, state } = sharing();
    const waiting: ((responder?: Responder) => void)[] = [];
    const responder: Responder = (response, request) => {
      const own = waiting.length + 1;
      waiting.push((answer = completion(`answer ${own}`)) => answer(response, request));
    };
    const options = { openCacheStore: open };
    const [one, two] = [await caching(GLOBAL, responder, { options }), await caching(GLOBAL, responder, { options })];
    // The store is opened in the background.
    await new Promise((resolve) => setImmediate(resolve));
    return { one: one.gateway, two: two.gateway, waiting, owners, state };
  }

  test('are asked once', async () => {
    const { one, two, waiting, owners } = await twoRouters();
    const first = send(one, ask('Tell me'));
    await expect.poll(() => waiting.length).toBe(1);
    const others = [send(two, ask('Tell me')), send(two, ask('Tell me'))];
    waiting[0]!();
    const answers = await Promise.all([first, ...others]);
    expect(answers.map(({ text, isHit }) => [said(text), isHit])).toEqual([
      ['answer 1', false],
      ['answer 1', true],
      ['answer 1', true],
    ]);
    expect(waiting).toHaveLength(1);
    expect((await manage(two, 'GET', '/v1/router_replay/id-1')).json).toMatchObject({ cache_hit_kind: 'shared' });
    await expect.poll(() => owners.size).toBe(0);
  });

  test('go on by themselves when the first one fails', async () => {
    const { one, two, waiting, owners } = await twoRouters();
    const first = send(one, ask('Tell me'));
    await expect.poll(() => waiting.length).toBe(1);
    const second = send(two, ask('Tell me'));
    waiting[0]!(json(400, { error: { message: 'no' } }));
    expect((await first).response.status).toBe(400);
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!();
    expect(said((await second).text)).toBe('answer 2');
    await expect.poll(() => owners.size).toBe(0);
  });

  test('wait for nobody where the store does not say', async () => {
    const { one, two, waiting, state } = await twoRouters();
    state.isGone = true;
    const both = [send(one, ask('Tell me')), send(two, ask('Tell me'))];
    await expect.poll(() => waiting.length).toBe(2);
    for (const answer of waiting) answer();
    expect((await Promise.all(both)).map(({ isHit }) => isHit)).toEqual([false, false]);
    const { text } = await manage(two, 'GET', '/metrics');
    expect(text).toMatch(/signalbox_cache_store_failures_total\{operation="read"\} [1-9]/);
  });

  test('one that leaves while it waits leaves the others waiting', async () => {
    const { one, two, waiting } = await twoRouters();
    const first = send(one, ask('Tell me'));
    await expect.poll(() => waiting.length).toBe(1);
    const leaving = new AbortController();
    const gone = two.fetch(new Request(chat(ask('Tell me')), { signal: leaving.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    expect((await gone).status).toBe(499);
    const staying = send(two, ask('Tell me'));
    waiting[0]!();
    expect(said((await staying).text)).toBe('answer 1');
    await first;
    expect(waiting).toHaveLength(1);
  });
});

describe('repeats in other words', () => {
  test('get the same answer', async () => {
    const { backend, gateway } = await caching({ ...GLOBAL, shadow: { share: 0 } });
    await send(gateway, ask('Which cat is it?'));
    const { isHit, response } = await send(gateway, ask('It is which cat?'), { 'x-vsr-debug': 'true' });
    expect(isHit).toBe(true);
    expect(response.headers.get('x-vsr-cache-similarity')).toBe('1.0000');
    expect(backend.received).toHaveLength(1);
    expect((await manage(gateway, 'GET', '/v1/router_replay/id-2')).json).toMatchObject({
      cache_hit_kind: 'semantic',
      cache_score: 0.9,
    });
    expect((await send(gateway, ask('It is which dog?'))).isHit).toBe(false);
  });

  test.each([
    ['mode exact', { ...GLOBAL, mode: 'exact' }, {}],
    ['a higher threshold', { ...GLOBAL, semantic: { threshold: 0.95 } }, {}],
    [
      'another history',
      GLOBAL,
      {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Yo' },
          { role: 'user', content: 'It is which cat?' },
        ],
      },
    ],
    ['other tools', GLOBAL, { tools: [{ type: 'function', function: { name: 'look', parameters: {} } }] }],
  ])('do not with %s', async (_what, configuration, more) => {
    const { gateway } = await caching({ ...configuration, shadow: { share: 0 } });
    await send(gateway, ask('Which cat is it?'));
    expect((await send(gateway, ask('It is which cat?', more))).isHit).toBe(false);
  });

  test('do not cross users', async () => {
    const { gateway } = await caching({ shadow: { share: 0 } });
    await send(gateway, ask('Which cat is it?'), { 'x-authz-user-id': 'ada' });
    expect((await send(gateway, ask('It is which cat?'), { 'x-authz-user-id': 'bob' })).isHit).toBe(false);
    expect((await send(gateway, ask('It is which cat?'), { 'x-authz-user-id': 'ada' })).isHit).toBe(true);
  });

  test.each([
    ['same', 'answer 1', 'answer 2', '0'],
    ['different', 'aaaa', 'zzzz', '1'],
  ])('are compared with what the model says, for a share of them: %s', async (verdict, one, two, rate) => {
    const texts = [one, two];
    const { backend, gateway } = await caching({ ...GLOBAL, shadow: { share: 1 } }, (response, request) =>
      completion(texts.shift()!)(response, request),
    );
    await send(gateway, ask('Which cat is it?'));
    const second = await send(gateway, ask('It is which cat?'));
    expect([second.isHit, said(second.text)]).toEqual([false, two]);
    expect(backend.received).toHaveLength(2);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain(`signalbox_cache_shadow_checks_total{decision_name="hard",verdict="${verdict}"} 1`);
    expect(text).toContain(`signalbox_cache_false_hit_rate ${rate}`);
  });
});

describe('answers in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-answers-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('outlive the router, and are found in other words too', async () => {
    const path = join(folder, 'signalbox.db');
    const openCacheStore = async () => openSqlCache(await openEmbeddedDatabase({ path }), { ownsDatabase: true });
    const configuration = { ...GLOBAL, shadow: { share: 0 } };
    const first = await caching(configuration, numbered(), { options: { openCacheStore } });
    await send(first.gateway, ask('Which cat is it?'));
    await first.gateway.close();
    const { gateway, backend } = await caching(configuration, numbered(), { options: { openCacheStore } });
    const kept = async () => (await manage(gateway, 'GET', '/api/v1/response-cache/stats')).json as { entries: number };
    await expect.poll(kept).toMatchObject({ entries: 1 });
    expect(said((await send(gateway, ask('It is which cat?'))).text)).toBe('answer 1');
    expect(backend.received).toHaveLength(0);
  });
});

describe('answers that memory has no room for', () => {
  /** A store that compares all it has, as one with vectors does. */
  function searching() {
    const kept = new Map<string, CacheEntry>();
    let searches = 0;
    const store: CacheStore = {
      put: async (entries) => {
        for (const entry of entries) kept.set(entry.id, entry);
      },
      changes: async (position) => ({ position, hasMore: false, entries: [], invalidated: [] }),
      async search({ id, group, meaning, most }) {
        searches++;
        const near = [...kept.values()].filter((entry) => entry.group === group && entry.meaning !== null);
        const vectorOf = (entry: CacheEntry) => new Int8Array(Buffer.from(entry.meaning!.vector, 'base64'));
        const similarity = (entry: CacheEntry) =>
          vectorOf(entry).reduce((sum, value, i) => sum + value * meaning!.vector[i]!, 0) / 127 ** 2;
        const similar = near.map((entry) => ({ entry, similarity: similarity(entry) }));
        similar.sort((one, other) => other.similarity - one.similarity);
        return { exact: kept.get(id), similar: similar.slice(0, most) };
      },
      invalidate: async () => 0,
      prune: async () => 0,
      list: async () => ({ entries: [], total: 0, bytes: 0 }),
      close: async () => {},
    };
    return { store, kept, searches: () => searches };
  }

  async function keepingOne() {
    const { store, kept, searches } = searching();
    const options = { openCacheStore: async () => store, cacheBounds: { maxEntries: 1, maxBytes: 1_000_000 } };
    const configuration = { ...GLOBAL, shadow: { share: 0 } };
    return { kept, searches, ...(await caching(configuration, numbered(), { options })) };
  }

  test('are looked for at the store, the very request and other words, and only then', async () => {
    const { gateway, backend, kept, searches } = await keepingOne();
    await send(gateway, ask('Which cat is it?'));
    expect(searches()).toBe(0);
    await send(gateway, ask('Which dog is it?'));
    // What is kept is written a moment later.
    await expect.poll(() => kept.size).toBe(2);
    expect(said((await send(gateway, ask('Which cat is it?'))).text)).toBe('answer 1');
    await send(gateway, ask('Where is my hat?'));
    const { text, isHit } = await send(gateway, ask('It is which cat?'));
    expect([isHit, said(text)]).toEqual([true, 'answer 1']);
    expect(backend.received).toHaveLength(3);
    const before = searches();
    expect((await send(gateway, ask('It is which cat?'))).isHit).toBe(true);
    expect(searches()).toBe(before);
  });
});

describe('what clients may say', () => {
  const controls = { request_controls: { enabled: true } };
  const header = (value: string) => ({ 'x-vsr-cache-control': value });

  test('nothing, by default', async () => {
    const { gateway } = await caching(GLOBAL);
    await send(gateway, ask('Tell me'));
    expect((await send(gateway, ask('Tell me'), header('no-cache'))).isHit).toBe(true);
  });

  test.each([
    ['no-cache', 'answer 2', 'answer 2'],
    ['no-store', 'answer 1', 'answer 1'],
    ['bypass', 'answer 2', 'answer 1'],
  ])('%s', async (word, now, later) => {
    const { gateway } = await caching({ ...GLOBAL, ...controls });
    await send(gateway, ask('Tell me'));
    expect(said((await send(gateway, ask('Tell me'), header(word))).text)).toBe(now);
    expect(said((await send(gateway, ask('Tell me'))).text)).toBe(later);
  });

  test('no-store keeps nothing', async () => {
    const { gateway } = await caching({ ...GLOBAL, ...controls });
    await send(gateway, ask('Tell me'), header('no-store'));
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(false);
  });

  test('max-age and ttl, within what is allowed', async () => {
    let time = 1_000;
    const clock = { now: () => time, time: () => time };
    const { gateway } = await caching({ ...GLOBAL, ...controls, ttl_seconds: 100 }, numbered(), { options: { clock } });
    await send(gateway, ask('Tell me'), header('ttl=5000'));
    time += 20_000;
    expect((await send(gateway, ask('Tell me'), header('max-age=30'))).isHit).toBe(true);
    expect((await send(gateway, ask('Tell me'), header('max-age=10, no-store'))).isHit).toBe(false);
    time += 80_001;
    expect((await send(gateway, ask('Tell me'))).isHit).toBe(false);
  });
});

test('its examples are what its schema makes of them', () => {
  for (const example of responseCache.examples) expect(responseCache.schema.parse(example)).toEqual(example);
});
