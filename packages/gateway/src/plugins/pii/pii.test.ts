import type { ServerResponse } from 'node:http';
import type { SpanTagger } from '@signalbox/engine';
import { literalTagger } from '@signalbox/engine/testing';
import { describe, expect, test } from 'vitest';
import { CHAT } from '../../exchange/operation.ts';
import { protocols as allProtocols } from '../../protocols/index.ts';
import { dataOfEvents } from '../../sse/event-boundary.ts';
import { completion, event, type ReceivedRequest } from '../../testing/fake-backend.ts';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';
import { pii } from './pii.ts';

const protocols = allProtocols.filter(({ operation }) => operation === CHAT);

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'pii', configuration }];

const EMAIL = 'ada@example.org';
const email = { label: 'EMAIL_ADDRESS', confidence: 0.99 };
const tagger = literalTagger(['EMAIL_ADDRESS', 'PERSON', 'PHONE_NUMBER', 'STREET_ADDRESS', 'GPE'], {
  [EMAIL]: email,
  'bob@example.org': email,
  'Dear Ada': { label: 'PERSON', confidence: 0.9 },
  '5550123': { label: 'PHONE_NUMBER', confidence: 0.9 },
  'Lane "7"': { label: 'STREET_ADDRESS', confidence: 0.9 },
  France: { label: 'GPE', confidence: 0.9 },
});
const ports = { classifiers: {}, taggers: { pii: { ...tagger, incidental: ['GPE'] } } };
const run = (configuration: object, body: object | string, options: object = {}) =>
  send(use(configuration), body, { ports, ...options });

describe('mask', () => {
  test('names stand for the data in every message, the same for the same', async () => {
    const messages = [
      { role: 'system', content: `Reply to ${EMAIL}` },
      { role: 'user', content: [{ type: 'text', text: `From bob@example.org to ${EMAIL}` }] },
      { role: 'assistant', content: 'Sent.' },
      { role: 'user', content: `Again to ${EMAIL}` },
    ];
    const { bodies, response, ran } = await run({}, { model: 'MoM', messages });
    expect(bodies[0]!.messages).toEqual([
      { role: 'system', content: 'Reply to [EMAIL_ADDRESS_1]' },
      { role: 'user', content: [{ type: 'text', text: 'From [EMAIL_ADDRESS_2] to [EMAIL_ADDRESS_1]' }] },
      { role: 'assistant', content: 'Sent.' },
      { role: 'user', content: 'Again to [EMAIL_ADDRESS_1]' },
    ]);
    expect(response.headers.get('x-vsr-guard-findings')).toBe(
      'pii;EMAIL_ADDRESS;system message 1;1, pii;EMAIL_ADDRESS;user turn 1;2, pii;EMAIL_ADDRESS;current turn;1',
    );
    expect(ran[0]).toMatchObject({ plugin: 'pii', outcome: 'changed', findings: [{ type: 'EMAIL_ADDRESS' }, {}, {}] });
  });

  test('a longer conversation keeps the names of a shorter one', async () => {
    const first = { role: 'user', content: `I am ${EMAIL}` };
    const rest = [
      { role: 'assistant', content: `Hello ${EMAIL}` },
      { role: 'user', content: 'Write to bob@example.org' },
    ];
    const { bodies } = await run({}, { model: 'MoM', messages: [first, ...rest] });
    expect(JSON.stringify(bodies[0]!.messages)).toBe(
      JSON.stringify([
        { role: 'user', content: 'I am [EMAIL_ADDRESS_1]' },
        { role: 'assistant', content: 'Hello [EMAIL_ADDRESS_1]' },
        { role: 'user', content: 'Write to [EMAIL_ADDRESS_2]' },
      ]),
    );
  });

  test('a value that was found once is hidden wherever it stands whole', async () => {
    const context: SpanTagger = {
      ...tagger,
      tag: ({ raw }) =>
        raw.startsWith('I am ') ? [{ start: 5, end: raw.length, label: 'PERSON', confidence: 0.9 }] : [],
    };
    const messages = [
      { role: 'user', content: 'Call Ada, not Adam.' },
      { role: 'user', content: 'I am Ada' },
    ];
    const own = { ports: { classifiers: {}, taggers: { pii: context } } };
    const { bodies } = await run({}, { model: 'MoM', messages }, own);
    expect(bodies[0]!.messages).toMatchObject([
      { content: 'Call [PERSON_1], not Adam.' },
      { content: 'I am [PERSON_1]' },
    ]);
  });

  test('a name that the client wrote itself is not taken for one of ours', async () => {
    const { bodies, text } = await run({}, ask(`What is [EMAIL_ADDRESS_1]? Mine is ${EMAIL}`), {
      respond: completion('[EMAIL_ADDRESS_1] and [EMAIL_ADDRESS_2]'),
    });
    expect(bodies[0]!.messages[0].content).toBe('What is [EMAIL_ADDRESS_1]? Mine is [EMAIL_ADDRESS_2]');
    expect(text).toContain(`[EMAIL_ADDRESS_1] and ${EMAIL}`);
  });

  test('arguments of earlier calls stay JSON, and text files are read', async () => {
    const call = (text: string) => ({ id: '1', type: 'function', function: { name: 'mail', arguments: text } });
    const file = (text: string) => ({
      type: 'file',
      file: { file_data: `data:text/plain;base64,${Buffer.from(text).toString('base64')}` },
    });
    const { bodies } = await run(
      {},
      {
        model: 'MoM',
        messages: [
          { role: 'user', content: [file(`list: ${EMAIL}`)] },
          {
            role: 'assistant',
            content: null,
            tool_calls: [call(`{"to":["${EMAIL}"],"phone": 5550123,"at":"Lane \\"7\\""}`)],
          },
          { role: 'tool', tool_call_id: '1', content: `sent to ${EMAIL}` },
        ],
      },
    );
    const [asked, called, answered] = bodies[0]!.messages;
    expect(asked.content[0]).toEqual(file('list: [EMAIL_ADDRESS_1]'));
    expect(JSON.parse(called.tool_calls[0].function.arguments)).toMatchObject({
      to: ['[EMAIL_ADDRESS_1]'],
      phone: '[PHONE_NUMBER_1]',
    });
    expect(answered.content).toBe('sent to [EMAIL_ADDRESS_1]');
  });

  test('fields beside the messages are masked too', async () => {
    const more = { user: EMAIL, metadata: { owner: `of ${EMAIL}`, team: 'a' }, prediction: { content: EMAIL } };
    const { bodies, response } = await run({}, ask('x', more));
    expect(bodies[0]).toMatchObject({
      user: '[EMAIL_ADDRESS_1]',
      metadata: { owner: 'of [EMAIL_ADDRESS_1]', team: 'a' },
      prediction: { content: '[EMAIL_ADDRESS_1]' },
    });
    expect(response.headers.get('x-vsr-guard-findings')).toBe('pii;EMAIL_ADDRESS;other field;3');
  });

  test('signed thinking that holds data is taken out, other thinking stays', async () => {
    const block = (thinking: string) => ({ type: 'thinking', thinking, signature: 's' });
    const body = {
      model: 'MoM',
      max_tokens: 9,
      messages: [
        { role: 'user', content: `I am ${EMAIL}` },
        { role: 'assistant', content: [block(`It is ${EMAIL}`), block('Be kind'), { type: 'text', text: 'Hi' }] },
        { role: 'user', content: 'x' },
      ],
    };
    const { texts } = await run({}, body, { path: '/v1/messages', provider: 'anthropic' });
    expect(texts[0]).toContain('Be kind');
    expect(texts[0]).not.toContain(EMAIL);
    expect(texts[0]).not.toContain('It is');
  });

  test('without any data, bytes pass as they are', async () => {
    const { texts, text } = await run(
      {},
      '{"model":"MoM", "seed":1.0,"messages":[{"role":"user","content":"In France"}]}',
      { respond: (response: ServerResponse) => void response.end('{ "choices":[ ], "own": 1.0 }') },
    );
    expect(texts[0]).toBe('{"model":"large", "seed":1.0,"messages":[{"role":"user","content":"In France"}]}');
    expect(text).toBe('{ "choices":[ ], "own": 1.0 }');
  });

  test('types that may occur pass; those that say little alone count when they are named', async () => {
    const content = async (configuration: object) =>
      (await run(configuration, ask(`${EMAIL} in France`))).bodies[0]!.messages[0].content;
    expect(await content({ pii_types_allowed: ['EMAIL_ADDRESS'] })).toBe(`${EMAIL} in France`);
    expect(await content({ pii_types_counted: ['GPE'] })).toBe('[EMAIL_ADDRESS_1] in [GPE_1]');
  });

  test('the data is in no record, header or log, and comes back only where the config says so', async () => {
    const { record, response, text } = await run({ restore: false }, ask(`I am ${EMAIL}`), {
      respond: completion('Hello [EMAIL_ADDRESS_1]'),
    });
    expect(JSON.stringify(record)).not.toContain('ada@');
    expect(JSON.stringify([...response.headers])).not.toContain('ada@');
    expect(text).toContain('[EMAIL_ADDRESS_1]');
  });
});

/** What the backend saw of the user's text. */
function seen({ body }: ReceivedRequest): string {
  return JSON.parse(body).messages[0].content;
}

/** Answers with what it was asked, once as text and once as an argument. */
function echo(response: ServerResponse, request: ReceivedRequest): void {
  const content = seen(request);
  const call = { id: 'c1', type: 'function', function: { name: 'mail', arguments: JSON.stringify({ note: content }) } };
  const message = { role: 'assistant', content, tool_calls: [call] };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ model: 'm', choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }));
}

/** The same in pieces of a size. */
function echoInPieces(size: number) {
  return (response: ServerResponse, request: ReceivedRequest) => {
    const content = seen(request);
    const pieces = (text: string) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ role: 'assistant', content: '' }));
    for (const piece of pieces(content)) response.write(event({ content: piece }));
    const first = { index: 0, id: 'c1', type: 'function', function: { name: 'mail', arguments: '' } };
    response.write(event({ tool_calls: [first] }));
    for (const piece of pieces(JSON.stringify({ note: content }))) {
      response.write(event({ tool_calls: [{ index: 0, function: { arguments: piece } }] }));
    }
    response.write(event({}, 'tool_calls'));
    response.end('data: [DONE]\n\n');
  };
}

/** All text in a stream of any protocol, in order: what its events say under the words that protocols use. */
function saidIn(stream: string): string {
  const said: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const isText = ['content', 'text', 'partial_json', 'arguments', 'delta'].includes(key);
      if (typeof inner === 'string' && isText) said.push(inner);
      else walk(inner);
    }
  };
  for (const data of dataOfEvents(stream)) if (data !== '[DONE]') walk(JSON.parse(data));
  return said.join('');
}

describe.each(protocols.map((protocol) => [protocol.name, protocol.path] as const))('a client of %s', (_name, path) => {
  const question = `I am ${EMAIL}, at Lane "7".`;
  const body = (stream: boolean) => ({ ...ask(question, { stream }), max_tokens: 9, input: question });
  const asArgument = JSON.stringify({ note: question });

  test('gets its data back in text and in the arguments of calls', async () => {
    const { text, texts } = await run({}, body(false), { path, respond: echo });
    expect(JSON.stringify(JSON.parse(texts[0]!).messages)).not.toContain('ada@');
    expect(text).not.toContain('EMAIL_ADDRESS');
    expect(text).toContain(JSON.stringify(question).slice(1, -1));
    const isNested = text.includes(JSON.stringify(asArgument).slice(1, -1));
    expect(isNested || text.includes(`"input":${asArgument}`)).toBe(true);
  });

  test.each([1, 2, 3, 5, 8, 1000])('gets it back in a stream of pieces of %d', async (size) => {
    const { text } = await run({}, body(true), { path, respond: echoInPieces(size) });
    expect(text).not.toContain('EMAIL');
    const said = saidIn(text);
    expect(said).toContain(question);
    expect(said).toContain(asArgument);
  });
});

test('what looks like the beginning of a name and is none is not lost', async () => {
  const { text } = await run({}, ask(`${EMAIL}`, { stream: true }), {
    respond(response: ServerResponse) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of ['a [', 'EMAIL', '_ADD', ' b [EMAIL_ADDRESS_']) response.write(event({ content: piece }));
      response.write(event({}, 'stop'));
      response.end('data: [DONE]\n\n');
    },
  });
  expect(saidIn(text)).toBe('a [EMAIL_ADD b [EMAIL_ADDRESS_');
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
});

test('structured answers stay JSON', async () => {
  const { text } = await run({}, ask('Lane "7"', { response_format: { type: 'json_object' } }), {
    respond: completion('{"at":"[STREET_ADDRESS_1]"}'),
  });
  expect(JSON.parse(JSON.parse(text).choices[0].message.content)).toEqual({ at: 'Lane "7"' });
});

describe('other actions', () => {
  test('block answers and calls no model', async () => {
    const { text, bodies, response } = await run({ action: 'block', message: 'No data, please.' }, ask(EMAIL));
    expect(response.headers.get('x-vsr-response-path')).toBe('blocked');
    expect(text).toContain('No data, please.');
    expect(bodies).toEqual([]);
  });

  test('annotate only tells', async () => {
    const { texts, response } = await run({ action: 'annotate', reads: 'current_turn' }, ask(EMAIL));
    expect(texts[0]).toContain(EMAIL);
    expect(response.headers.get('x-vsr-guard-findings')).toBe('pii;EMAIL_ADDRESS;current turn;1');
  });

  test('what a narrower scope leaves out is not found', async () => {
    const messages = [
      { role: 'user', content: EMAIL },
      { role: 'assistant', content: 'Hm.' },
      { role: 'user', content: 'x' },
    ];
    const findings = async (reads: string) =>
      (await run({ action: 'annotate', reads }, { model: 'MoM', messages })).response.headers.get(
        'x-vsr-guard-findings',
      );
    expect(await findings('current_turn')).toBeNull();
    expect(await findings('user_turns')).toBe('pii;EMAIL_ADDRESS;user turn 1;1');
  });
});

test('a tagger that fails stops the request, unless the config lets it pass', async () => {
  const broken = {
    ...tagger,
    tag() {
      throw new Error('down');
    },
  };
  const options = { ports: { classifiers: {}, taggers: { pii: broken } } };
  expect((await send(use({}), ask(EMAIL), options)).response.status).toBe(503);
  const open = [{ type: 'pii', configuration: {}, onError: 'open' as const }];
  expect((await send(open, ask(EMAIL), options)).response.status).toBe(200);
});

test('what cannot work is refused at load', () => {
  const problems = (configuration: object) => {
    const found: string[] = [];
    const note = (code: string) => void found.push(code);
    const surroundings = { decision: 'd', decisions: ['d', 'safe'], safetyTiers: [2] };
    pii.check!(pii.schema.parse(configuration), surroundings, { error: note, warning: note });
    return found;
  };
  expect(problems({ action: 'route' })).toEqual(['pii.route']);
  expect(problems({ action: 'route', decision: 'safe', safety_tier: 1 })).toEqual(['pii.route']);
  expect(problems({ action: 'route', decision: 'saef' })).toEqual(['config.unknown_decision']);
  expect(problems({ action: 'route', decision: 'd' })).toEqual(['pii.route_to_itself']);
  expect(problems({ action: 'route', safety_tier: 3 })).toEqual(['pii.no_safe_model']);
  expect(problems({ action: 'route', safety_tier: 2 })).toEqual([]);
  expect(problems({ action: 'mask', safety_tier: 2 })).toEqual(['pii.unused_route']);
  expect(problems({ reads: 'current_turn' })).toEqual(['pii.unused_reads']);
  for (const example of pii.examples) expect(problems(example)).toEqual([]);
});
