import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../simulator/vendors/bedrock/render-converse.ts';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { bedrock } from './bedrock.ts';
import { EventStreamReader } from './event-stream.ts';
import { regionOf, signatureFor } from './signature.ts';

const CLAUDE = 'eu.anthropic.claude-opus-4-5-v1:0';
const NOVA = 'amazon.nova-pro-v1:0';
const WISH = { includeUsage: true, createdSeconds: 7 };
const BASE = 'https://bedrock-runtime.eu-west-1.amazonaws.com';

const codecFor = (upstreamName: string, model: Parameters<typeof aModel>[1] = {}) =>
  bedrock.compile(aBackend(BASE), aModel('m', { upstreamName, ...model }));
const sent = (upstreamName: string, body: object, more: object = {}, model: Parameters<typeof aModel>[1] = {}) =>
  encoded(codecFor(upstreamName, model), aCall(body, more));

describe('a request', () => {
  const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
  const thinking = [{ type: 'thinking', thinking: 'hm', signature: 'EqQB' }];
  const history = [
    { role: 'system', content: 'brief' },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/jpg;base64,AAAA' } }] },
    { role: 'assistant', content: 'I look', tool_calls: [call], thinking_blocks: thinking },
    { role: 'tool', tool_call_id: 'c1', content: 'no', is_error: true },
  ];

  test('says in the words of Converse what Messages say, and declares the tools that the history has', () => {
    const { path, json } = sent(CLAUDE, { model: 'M', max_tokens: 9, top_k: 3, stop: ['x'], messages: history });
    expect(path).toBe(`/model/${encodeURIComponent(CLAUDE)}/converse`);
    expect(json).toEqual({
      system: [{ text: 'brief' }],
      messages: [
        { role: 'user', content: [{ image: { format: 'jpeg', source: { bytes: 'AAAA' } } }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'hm', signature: 'EqQB' } } },
            { text: 'I look' },
            { toolUse: { toolUseId: 'c1', name: 'f', input: { a: 1 } } },
          ],
        },
        { role: 'user', content: [{ toolResult: { toolUseId: 'c1', content: [{ text: 'no' }], status: 'error' } }] },
      ],
      inferenceConfig: { maxTokens: 9, stopSequences: ['x'] },
      toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: { type: 'object' } } } }] },
      additionalModelRequestFields: { top_k: 3 },
    });
  });

  test('to another’s model leaves out what only Anthropic’s take', () => {
    const { json, leftOut } = sent(NOVA, { model: 'M', top_k: 3, messages: history });
    expect(json).not.toHaveProperty('additionalModelRequestFields');
    expect(JSON.stringify(json)).not.toContain('reasoningContent');
    expect(leftOut).toEqual(['messages[].thinking', 'top_k']);
  });

  test('carries schemas as text, and thinking beside the rest', () => {
    const schema = { type: 'object', properties: { a: { type: 'number' } } };
    const family = { name: 'c', type: 'chat_template_kwargs', parameter: 'x' } as const;
    const { json } = sent(
      CLAUDE,
      {
        model: 'M',
        max_tokens: 10,
        messages: [{ role: 'user', content: 'x' }],
        response_format: { type: 'json_schema', json_schema: { schema } },
      },
      { reasoning: { mode: 'on', effort: 'low' } },
      { reasoningFamily: family },
    );
    expect(json).toMatchObject({
      inferenceConfig: { maxTokens: 2_058 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2_048 } },
      outputConfig: {
        textFormat: {
          type: 'json_schema',
          structure: { jsonSchema: { schema: JSON.stringify({ ...schema, additionalProperties: false }) } },
        },
      },
    });
  });
});

test('an answer becomes a chat completion', () => {
  const reply = {
    output: {
      message: {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { text: 'hm' } } },
          { text: 'Hi' },
          { toolUse: { toolUseId: 't1', name: 'f', input: { a: 1 } } },
        ],
      },
    },
    stopReason: 'tool_use',
    usage: { inputTokens: 5, outputTokens: 3, totalTokens: 8, cacheReadInputTokens: 2 },
  };
  const codec = codecFor(NOVA);
  expect(codec.readReply(Buffer.from(JSON.stringify(reply)))).toMatchObject({
    model: NOVA,
    finishReason: 'tool_calls',
    usage: { promptTokens: 7, cachedPromptTokens: 2, completionTokens: 3 },
  });
  const completion = codec.translation!.reply(reply, WISH);
  expect(completion).toMatchObject({
    model: NOVA,
    choices: [{ message: { content: 'Hi', reasoning_content: 'hm', tool_calls: [{ id: 't1' }] } }],
  });
  expect(JSON.stringify(completion)).not.toContain('thinking_blocks');
  expect(codec.readReply(Buffer.from('{"message":"no"}'))).toBeUndefined();
});

const frame = (type: string, payload: object) =>
  encodeFrame({ ':event-type': type, ':message-type': 'event' }, payload);

describe('a stream', () => {
  const bytes = Buffer.concat([
    frame('messageStart', { role: 'assistant' }),
    frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hé' } }),
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 't1', name: 'f' } } }),
    frame('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"a":1}' } } }),
    frame('contentBlockStop', { contentBlockIndex: 1 }),
    frame('messageStop', { stopReason: 'tool_use' }),
    frame('metadata', { usage: { inputTokens: 5, outputTokens: 3 } }),
  ]);
  const eventsIn = (text: string) =>
    text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => event.slice('data: '.length));

  test.each([1, 7, 100, 10_000])('in pieces of %i bytes becomes the same events', (size) => {
    const reader = new EventStreamReader();
    let text = '';
    for (let at = 0; at < bytes.length; at += size) text += reader.read(bytes.subarray(at, at + size));
    const events = eventsIn(text);
    expect(events.length).toBe(8);
    const codec = codecFor(NOVA);
    expect(codec.readStreamEnd(events)).toMatchObject({ finishReason: 'tool_calls', isDone: true, error: null });
    const decoder = codec.translation!.stream(WISH);
    const chunks = [...events.flatMap((event) => decoder.onEvent(event)), ...decoder.onEnd()];
    expect(chunks.at(-1)).toBe('[DONE]');
    const deltas = chunks.slice(0, -2).map((data) => JSON.parse(data).choices[0].delta);
    expect(deltas).toMatchObject([
      { role: 'assistant' },
      { content: 'Hé' },
      { tool_calls: [{ index: 0, id: 't1' }] },
      { tool_calls: [{ function: { arguments: '{"a":1}' } }] },
      {},
    ]);
    expect(JSON.parse(chunks.at(-2)!)).toMatchObject({ usage: { prompt_tokens: 5, completion_tokens: 3 } });
  });

  test('says its errors, and a damaged one is no stream', () => {
    const exception = { ':exception-type': 'throttlingException', ':message-type': 'exception' };
    const events = eventsIn(new EventStreamReader().read(encodeFrame(exception, { message: 'slow down' })));
    expect(codecFor(NOVA).readStreamEnd(events)).toMatchObject({ error: 'slow down', isDone: false });
    for (const at of [3, 40]) {
      const damaged = Buffer.from(frame('messageStart', { role: 'assistant' }));
      damaged[at] = damaged[at]! ^ 1;
      expect(() => new EventStreamReader().read(damaged)).toThrow('damaged');
    }
  });
});

describe('a signature', () => {
  const url = `${BASE}/model/${encodeURIComponent(CLAUDE)}/converse`;

  test('is what version 4 asks for', async () => {
    const body = Buffer.from('{"a":"é"}');
    const headers = await signatureFor('AKID:secret:session', BASE)({ method: 'POST', url, body });
    const named = Object.fromEntries(headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]!]] : [])));
    const date = named['x-amz-date']!;
    expect(named['x-amz-security-token']).toBe('session');
    const [, scope, signedHeaders, signature] = /Credential=AKID\/(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(
      named.authorization!,
    )!;
    expect(scope).toBe(`${date.slice(0, 8)}/eu-west-1/bedrock/aws4_request`);

    const known: Record<string, string> = { ...named, host: new URL(url).host };
    const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
    const path = new URL(url).pathname.split('/').map(encodeURIComponent).join('/');
    const canonical = [
      'POST',
      path,
      '',
      ...signedHeaders!.split(';').map((name) => `${name}:${known[name]}`),
      '',
      signedHeaders,
      hash(body),
    ].join('\n');
    const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const key = scope!.split('/').reduce<string | Buffer>((secret, part) => hmac(secret, part), 'AWS4secret');
    const toSign = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
    expect(signature).toBe(hmac(key, toSign).toString('hex'));
  });

  test('is a plain word for one of Bedrock’s own keys', async () => {
    const sign = signatureFor('bedrock-api-key', BASE);
    expect(await sign({ method: 'POST', url, body: Buffer.from('') })).toEqual([
      'authorization',
      'Bearer bedrock-api-key',
    ]);
  });

  test('names the region of the address', () => {
    expect(regionOf(BASE)).toBe('eu-west-1');
    expect(regionOf('http://127.0.0.1:1')).toBe('us-east-1');
  });
});
