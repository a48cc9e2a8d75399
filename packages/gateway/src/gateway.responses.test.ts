import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import { dataOfEvents } from './sse/event-boundary.ts';
import { completion, json, type Responder, stream } from './testing/fake-backend.ts';
import { aBackend, aConfig, aDecision, aModel, anEngine, aRecipe, aResult, manage } from './testing/gateway-fixture.ts';
import { problemsBy } from './testing/published/published-schema.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

function responses(more: object = {}): Request {
  return new Request('http://signalbox.test/v1/responses', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'MoM', input: 'x', ...more }),
  });
}

async function eventsOf(response: Response): Promise<readonly { type: string; [field: string]: unknown }[]> {
  const events = dataOfEvents(await response.text()).map((data) => JSON.parse(data));
  for (const event of events) expect(problemsBy('openai-responses', 'event', event)).toEqual([]);
  return events;
}

describe('a Responses client of a chat backend', () => {
  test('gets a response, and is told what was translated', async () => {
    const { gateway, backend } = await serve(completion('Hello'));
    const response = await gateway.fetch(responses({ instructions: 'be brief', tools: [{ type: 'web_search' }] }));
    expect(response.status).toBe(200);
    const body = (await response.json()) as object;
    expect(problemsBy('openai-responses', 'response', body)).toEqual([]);
    expect(body).toMatchObject({ id: 'resp_id1', status: 'completed', output_text: 'Hello' });
    expect(response.headers.get('x-vsr-client-protocol')).toBe('openai-responses');
    expect(response.headers.get('x-vsr-protocol-warnings')).toBe('warning;not_translated;tools[web_search]');
    expect(response.headers.get('x-vsr-selected-decision')).toBe('hard');
    expect(backend.received[0]!.url).toBe('/v1/chat/completions');
    expect(JSON.parse(backend.received[0]!.body)).toEqual({
      model: 'large',
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'x' },
      ],
    });
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ protocol: 'openai-responses', total_tokens: 8, lifecycle_state: 'completed' });
  });

  test('is told of a few of the fields that have no place, however many there are', async () => {
    const { gateway } = await serve(completion('Hello'));
    const more = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`field-${index}-${'x'.repeat(500)}`, 1]));
    const response = await gateway.fetch(responses(more));
    expect(response.status).toBe(200);
    const told = decodeURIComponent(response.headers.get('x-vsr-protocol-warnings')!);
    expect(told).toMatch(/field-0-x+….*field-19-x+… and 5 more$/);
    expect(told.length).toBeLessThan(3_000);
  });

  test('gets a stream of events that ends with usage', async () => {
    const { gateway } = await serve(stream(['a', 'b']));
    const events = await eventsOf(await gateway.fetch(responses({ stream: true })));
    expect(events[0]!.type).toBe('response.created');
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { output_text: 'ab', usage: { input_tokens: 5, output_tokens: 2 } },
    });
  });

  test.each([
    ['was cut', '', 'backend_stream_cut'],
    ['broke', 'data: {"error":{"message":"out of memory"}}\n\ndata: [DONE]\n\n', 'backend_error'],
  ])('hears that a stream %s, and sees no end', async (_what, last, code) => {
    const { gateway } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n${last}`);
    });
    const events = await eventsOf(await gateway.fetch(responses({ stream: true })));
    expect(events.slice(-2)).toMatchObject([
      { type: 'error', code },
      { type: 'response.failed', response: { status: 'failed', output_text: 'a' } },
    ]);
    expect(events.some(({ type }) => type === 'response.completed')).toBe(false);
  });

  test('gets errors in OpenAI’s shape, the backend’s and the router’s', async () => {
    const { gateway } = await serve(json(429, { error: { message: 'slow down' } }, { 'retry-after': '7' }));
    const limited = await gateway.fetch(responses());
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('7');
    expect(await limited.json()).toMatchObject({ error: { message: expect.stringContaining('slow down') } });
  });

  test('gets the router’s own answers, plain and streamed', async () => {
    const plugins = [{ type: 'fast_response', configuration: { message: 'No.' } }];
    const { gateway } = await serve(completion('never'), {
      config: aConfig({ recipes: [aRecipe([aDecision('hard', { plugins })])] }),
      engine: anEngine(() => aResult({ plugins })),
    });
    const plain = await gateway.fetch(responses());
    expect(plain.headers.get('x-vsr-response-path')).toBe('fast_response');
    const body = (await plain.json()) as object;
    expect(problemsBy('openai-responses', 'response', body)).toEqual([]);
    expect(body).toMatchObject({ output_text: 'No.' });
    const events = await eventsOf(await gateway.fetch(responses({ stream: true })));
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { output_text: 'No.' } });
  });
});

const SIGNED = { type: 'thinking', thinking: 'hm', signature: 'sig' };
const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content: [SIGNED, { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } }],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 2 },
};

const messageStream: Responder = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const delta = (more: object) => ({ type: 'content_block_delta', index: 0, delta: more });
  const events = [
    { type: 'message_start', message: { ...MESSAGE, content: [] } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    delta({ type: 'thinking_delta', thinking: 'hm' }),
    delta({ type: 'signature_delta', signature: 'sig' }),
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { ...MESSAGE.content[1], input: {} } },
    { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"a":1}' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ];
  response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
};

/** A backend that speaks Messages, and one that speaks chat completions under the name `small`. */
function twoVendors(baseUrl: string): Partial<GatewayOptions> {
  const large = aModel('large', { backends: [aBackend(baseUrl, { provider: 'anthropic' })] });
  return { config: aConfig({ models: [aModel('small', { backends: [aBackend(baseUrl)] }), large] }) };
}

describe('a Responses client of a Messages backend', () => {
  test.each([
    [false, json(200, MESSAGE)],
    [true, messageStream],
  ])('sends signed thinking back as it was (streamed: %s), and never to another vendor', async (isStreamed, answer) => {
    const { gateway, backend } = await serve(answer, twoVendors);
    const first = await gateway.fetch(responses({ stream: isStreamed }));
    const response = isStreamed ? (await eventsOf(first)).at(-1)!.response : await first.json();
    const { output } = response as { output: readonly object[] };
    expect(output).toMatchObject([
      { type: 'reasoning', content: [{ text: 'hm' }] },
      { type: 'function_call', call_id: 'toolu_1', name: 'f', arguments: '{"a":1}' },
    ]);
    const history = [
      { role: 'user', content: 'x' },
      ...output,
      { type: 'function_call_output', call_id: 'toolu_1', output: 'ok' },
    ];
    await gateway.fetch(responses({ input: history }));
    expect(JSON.parse(backend.received[1]!.body).messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'x' }] },
      { role: 'assistant', content: MESSAGE.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'ok' }] },
    ]);
    await gateway.fetch(responses({ model: 'small', input: history }));
    expect(backend.received[2]!.url).toBe('/v1/chat/completions');
    expect(backend.received[2]!.body).not.toContain('sig');
  });
});
