import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import { dataOfEvents } from './sse/event-boundary.ts';
import { completion, json, type Responder, stream } from './testing/fake-backend.ts';
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
} from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content: [{ type: 'text', text: 'Hi' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 2 },
};

const messageStream: Responder = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const events = [
    { type: 'message_start', message: { ...MESSAGE, content: [] } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ];
  response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
};

/** A backend that speaks Messages. */
function anthropicAt(baseUrl: string): Partial<GatewayOptions> {
  const backends = [aBackend(baseUrl, { provider: 'anthropic' })];
  return { config: aConfig({ models: [aModel('small', { backends }), aModel('large', { backends })] }) };
}

function messages(more: object = {}, headers: Readonly<Record<string, string>> = {}): Request {
  const body = { model: 'MoM', max_tokens: 50, messages: [{ role: 'user', content: 'x' }], ...more };
  return new Request('http://signalbox.test/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

describe('a Messages client of a chat backend', () => {
  test('gets a message, and is told what was translated', async () => {
    const { gateway, backend } = await serve(completion('Hello'));
    const response = await gateway.fetch(messages({ mcp_servers: [{}] }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ type: 'message', content: [{ type: 'text', text: 'Hello' }] });
    expect(response.headers.get('x-vsr-client-protocol')).toBe('anthropic-messages');
    expect(response.headers.get('x-vsr-upstream-protocol')).toBe('openai-chat');
    expect(response.headers.get('x-vsr-protocol-warnings')).toBe('warning;not_translated;mcp_servers');
    expect(response.headers.get('x-vsr-selected-decision')).toBe('hard');
    expect(JSON.parse(backend.received[0]!.body)).toMatchObject({
      model: 'large',
      messages: [{ role: 'user', content: 'x' }],
    });
  });

  test('gets a stream of events', async () => {
    const { gateway } = await serve(stream(['a', 'b']));
    const text = await (await gateway.fetch(messages({ stream: true }))).text();
    const events = dataOfEvents(text).map((data) => JSON.parse(data));
    expect(events.at(0).type).toBe('message_start');
    expect(events.at(-1).type).toBe('message_stop');
    expect(events.flatMap(({ delta }) => delta?.text ?? []).join('')).toBe('ab');
    expect(events.at(-2).usage).toMatchObject({ input_tokens: 5, output_tokens: 2 });
  });

  test('hears that a stream was cut, and sees no end', async () => {
    const { gateway } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n');
    });
    const text = await (await gateway.fetch(messages({ stream: true }))).text();
    const events = dataOfEvents(text).map((data) => JSON.parse(data));
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { code: 'backend_stream_cut' } });
    expect(events.some(({ type }) => type === 'message_stop')).toBe(false);
  });

  test('hears of an error in the middle of a stream, and sees no end', async () => {
    const { gateway } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"choices":[{"index":0,"delta":{"content":"an \\"error\\""}}]}\n\n');
      response.end('data: {"error":{"message":"out of memory","code":500}}\n\ndata: [DONE]\n\n');
    });
    const text = await (await gateway.fetch(messages({ stream: true }))).text();
    const events = dataOfEvents(text).map((data) => JSON.parse(data));
    expect(events.some(({ delta }) => delta?.text === 'an "error"')).toBe(true);
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      error: { message: expect.stringContaining('out of memory') },
    });
    expect(events.some(({ type }) => type === 'message_stop')).toBe(false);
  });

  test('gets errors in its own shape, the backend’s and the router’s', async () => {
    const { gateway } = await serve(json(400, { error: { message: 'too long', type: 'invalid_request_error' } }));
    const refused = await gateway.fetch(messages());
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
    const wrong = await gateway.fetch(messages({ max_tokens: 'x' }));
    expect(await wrong.json()).toMatchObject({
      type: 'error',
      error: { message: expect.stringContaining('max_tokens') },
    });
    const get = await gateway.fetch(new Request('http://signalbox.test/v1/messages'));
    expect(get.status).toBe(405);
    expect(await get.json()).toMatchObject({ type: 'error' });
  });

  test('gets the router’s own answers, plain and streamed', async () => {
    const plugins = [{ type: 'fast_response', configuration: { message: 'No.' } }];
    const { gateway } = await serve(completion('never'), {
      config: aConfig({ recipes: [aRecipe([aDecision('hard', { plugins })])] }),
      engine: anEngine(() => aResult({ plugins })),
    });
    const plain = await gateway.fetch(messages());
    expect(plain.headers.get('x-vsr-response-path')).toBe('fast_response');
    expect(await plain.json()).toMatchObject({ type: 'message', content: [{ text: 'No.' }] });
    const events = dataOfEvents(await (await gateway.fetch(messages({ stream: true }))).text());
    expect(JSON.parse(events.at(-1)!)).toEqual({ type: 'message_stop' });
  });
});

describe('a chat client of a Messages backend', () => {
  test('gets a chat completion', async () => {
    const { gateway, backend } = await serve(json(200, MESSAGE), anthropicAt);
    const response = await gateway.fetch(chat(ask('x', { seed: 5 })));
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2 },
    });
    expect(response.headers.get('x-vsr-protocol-warnings')).toBe('warning;not_translated;seed');
    expect(backend.received[0]!.url).toBe('/v1/messages');
    expect(backend.received[0]!.headers['anthropic-version']).toBe('2023-06-01');
  });

  test('gets a stream of chunks', async () => {
    const { gateway } = await serve(messageStream, anthropicAt);
    const text = await (await gateway.fetch(chat(ask('x', { stream: true })))).text();
    const events = dataOfEvents(text);
    expect(events.at(-1)).toBe('[DONE]');
    expect(text).not.toContain('"usage"');
  });

  test('gets its errors as chat errors', async () => {
    const { gateway } = await serve(
      json(400, { type: 'error', error: { type: 'x', message: 'bad field' } }),
      anthropicAt,
    );
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'backend_error', message: expect.stringContaining('bad field') },
    });
  });
});

test('a Messages client of a Messages backend gets the backend’s bytes, and usage is still recorded', async () => {
  const { gateway, backend } = await serve(messageStream, anthropicAt);
  const response = await gateway.fetch(messages({ stream: true, unknown_field: [1.0] }, { 'anthropic-beta': 'a' }));
  expect(response.headers.has('x-vsr-client-protocol')).toBe(false);
  const text = await response.text();
  expect(text.endsWith('event: message_stop\ndata: {"type":"message_stop"}\n\n')).toBe(true);
  expect(JSON.parse(backend.received[0]!.body)).toMatchObject({ model: 'large', unknown_field: [1] });
  expect(backend.received[0]!.headers['anthropic-beta']).toBe('a');
});
