import { once } from 'node:events';
import { type ClientRequest, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../start-simulator.ts';
import { type StreamEvent, sendEvents } from './answers.ts';
import { ClientLeft } from './pacing.ts';

let simulator: Simulator;
const server = createServer();

beforeAll(async () => {
  simulator = await startSimulator({ models: ['m', 'other'] });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.close();
  await simulator.close();
});

interface Chunk {
  readonly choices: readonly {
    readonly index: number;
    readonly delta: {
      readonly role?: string;
      readonly content?: string;
      readonly reasoning_content?: string;
      readonly tool_calls?: readonly {
        readonly index: number;
        readonly id?: string;
        readonly function: { readonly name?: string; readonly arguments: string };
      }[];
    };
    readonly logprobs: { readonly content: readonly { readonly token: string }[] } | null;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: { readonly completion_tokens: number; readonly total_tokens: number };
  readonly error?: { readonly message: string };
}

function send(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${simulator.url}/v1/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      model: 'm',
      messages: [{ role: 'user', content: 'How is the weather in Lisbon?' }],
      ...body,
    }),
  });
}

async function stream(
  body: object,
  headers: Record<string, string> = {},
): Promise<{ chunks: Chunk[]; isDone: boolean }> {
  const response = await send({ stream: true, ...body }, headers);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return parse(await response.text());
}

function parse(text: string): { chunks: Chunk[]; isDone: boolean } {
  const events = text.split('\n\n').filter((event) => event !== '');
  const isDone = events.at(-1) === 'data: [DONE]';
  const chunks = events
    .slice(0, isDone ? -1 : undefined)
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as Chunk);
  return { chunks, isDone };
}

const textOf = (chunks: readonly Chunk[], index = 0): string =>
  chunks
    .flatMap((chunk) => chunk.choices.filter((choice) => choice.index === index))
    .map((choice) => choice.delta.content ?? '')
    .join('');

describe('a streamed answer', () => {
  test('holds the same text, finish and usage as the plain one', async () => {
    const plain = (await (await send({})).json()) as {
      choices: { message: { content: string }; finish_reason: string }[];
      usage: object;
    };
    const { chunks, isDone } = await stream({ stream_options: { include_usage: true } });
    expect(isDone).toBe(true);
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '' });
    expect(textOf(chunks)).toBe(plain.choices[0]!.message.content);
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: plain.usage });
  });

  test('has no usage unless asked, and usage in every chunk when asked for continuously', async () => {
    expect((await stream({})).chunks.some((chunk) => chunk.usage !== undefined)).toBe(false);
    const { chunks } = await stream({ stream_options: { include_usage: true, continuous_usage_stats: true } });
    const counts = chunks.map((chunk) => chunk.usage!.completion_tokens);
    expect(counts[0]).toBe(0);
    expect(counts.at(-1)).toBeGreaterThan(20);
    expect([...counts].sort((left, right) => left - right)).toEqual(counts);
  });

  test('thinks before it speaks', async () => {
    const { chunks } = await stream({ reasoning_effort: 'medium' });
    const kinds = chunks.map((chunk) => (chunk.choices[0]?.delta.reasoning_content !== undefined ? 'think' : 'speak'));
    expect(kinds.lastIndexOf('think')).toBeGreaterThan(10);
    expect(kinds.slice(1, kinds.lastIndexOf('think') + 1)).not.toContain('speak');
  });

  test('hides its thinking when include_reasoning is false', async () => {
    const { chunks, isDone } = await stream({ reasoning_effort: 'medium', include_reasoning: false });
    expect(chunks.some((chunk) => chunk.choices[0]?.delta.reasoning_content !== undefined)).toBe(false);
    expect(isDone).toBe(true);
  });

  test('interleaves n choices and finishes each', async () => {
    const { chunks } = await stream({ n: 2, logprobs: true });
    for (const index of [0, 1]) {
      const own = chunks.filter((chunk) => chunk.choices[0]!.index === index);
      expect(own.at(-1)!.choices[0]!.finish_reason).toBe('stop');
      const tokens = own.flatMap((chunk) => chunk.choices[0]!.logprobs?.content ?? []).map((entry) => entry.token);
      expect(tokens.join('')).toBe(textOf(chunks, index));
    }
    expect(chunks.slice(2, 6).map((chunk) => chunk.choices[0]!.index)).toEqual([0, 1, 0, 1]);
  });

  test('opens each tool call with its name and streams its arguments', async () => {
    const tools = [
      {
        type: 'function',
        function: {
          name: 'get_weather',
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
      },
    ];
    const { chunks } = await stream({ tools });
    const calls = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(calls[0]).toMatchObject({
      index: 0,
      id: expect.stringMatching(/^chatcmpl-tool-/),
      function: { name: 'get_weather', arguments: '' },
    });
    expect(JSON.parse(calls.map((call) => call.function.arguments).join(''))).toEqual({ city: 'Lisbon' });
    expect(chunks.at(-1)!.choices[0]!.finish_reason).toBe('tool_calls');
  });
});

describe('pacing', () => {
  test('waits for the first token and then keeps the rate', async () => {
    const startedMs = performance.now();
    const { chunks } = await stream(
      { max_tokens: 20 },
      { 'x-sim-latency-ms': '120', 'x-sim-tokens-per-second': '200' },
    );
    const tookMs = performance.now() - startedMs;
    expect(chunks).toHaveLength(22);
    expect(tookMs).toBeGreaterThan(120 + 19 * 5 - 5);
    expect(tookMs).toBeLessThan(5000);
  });

  test('lets a plain answer take as long as its tokens would', async () => {
    const startedMs = performance.now();
    await (await send({ max_tokens: 20 }, { 'x-sim-latency-ms': '50', 'x-sim-tokens-per-second': '200' })).json();
    expect(performance.now() - startedMs).toBeGreaterThan(145);
  });

  test('sets the length of free text', async () => {
    const { chunks } = await stream({}, { 'x-sim-answer-tokens': '333' });
    expect(chunks.filter((chunk) => (chunk.choices[0]?.delta.content ?? '') !== '')).toHaveLength(333);
  });

  test.each([
    ['x-sim-latency-ms', 'soon'],
    ['x-sim-tokens-per-second', '-1'],
    ['x-sim-failure', 'sulk'],
    ['x-sim-failure', 'status-200'],
  ])('refuses %s: %s with a 400 that names the header', async (name, value) => {
    const response = await send({}, { [name]: value });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param: name, message: expect.stringContaining(`"${value}"`) },
    });
  });
});

describe('a demanded failure', () => {
  test.each([500, 429, 503, 404])('status-%i stands in place of the answer', async (status) => {
    const response = await send({}, { 'x-sim-failure': `status-${status}` });
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(status === 429 || status === 503 ? '1' : null);
    expect(await response.json()).toMatchObject({ error: { code: status } });
  });

  test('strikes only the model that x-sim-failure-model names', async () => {
    const headers = { 'x-sim-failure': 'status-500', 'x-sim-failure-model': 'other' };
    expect((await send({}, headers)).status).toBe(200);
    expect((await send({ model: 'other' }, headers)).status).toBe(500);
  });

  test('reset breaks the connection before any byte', async () => {
    await expect(send({}, { 'x-sim-failure': 'reset' })).rejects.toThrow();
  });

  test('hang never answers', async () => {
    const client = open({ 'x-sim-failure': 'hang' });
    let hasAnswer = false;
    client.once('response', () => {
      hasAnswer = true;
    });
    await untilMetric('vllm:num_requests_running{model_name="other"} 1');
    expect(hasAnswer).toBe(false);
    client.destroy();
    await untilMetric('vllm:num_requests_running{model_name="other"} 0');
  });

  test('cut-stream breaks a stream after half of its tokens, and a plain body', async () => {
    const response = await send({ stream: true }, { 'x-sim-failure': 'cut-stream' });
    const decoder = new TextDecoder();
    let text = '';
    const read = async (): Promise<void> => {
      for await (const bytes of response.body!) text += decoder.decode(bytes as Uint8Array, { stream: true });
    };
    await expect(read()).rejects.toThrow();
    expect(text).toContain('"content":"[');
    expect(text).not.toMatch(/DONE|"finish_reason":"/);
    const plain = await send({}, { 'x-sim-failure': 'cut-stream' });
    await expect(plain.text()).rejects.toThrow();
  });

  test('truncate ends half an answer as if it were whole', async () => {
    const { chunks, isDone } = await stream({}, { 'x-sim-failure': 'truncate' });
    expect(isDone).toBe(false);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.some((chunk) => chunk.choices[0]!.finish_reason !== null)).toBe(false);
    const plain = await send({}, { 'x-sim-failure': 'truncate' });
    expect(plain.status).toBe(200);
    await expect(plain.json()).rejects.toThrow();
  });

  test('error-event turns a stream into an error and then says [DONE]', async () => {
    const { chunks, isDone } = await stream({}, { 'x-sim-failure': 'error-event' });
    expect(isDone).toBe(true);
    expect(chunks.at(-1)!.error!.message).toContain('x-sim-failure');
  });

  test('garbage is no JSON', async () => {
    const plain = await send({}, { 'x-sim-failure': 'garbage' });
    expect(plain.status).toBe(200);
    await expect(plain.json()).rejects.toThrow();
    const text = await (await send({ stream: true }, { 'x-sim-failure': 'garbage' })).text();
    expect(() => parse(text)).toThrow();
  });

  test('slow-bytes sends the whole answer in drips', async () => {
    const whole = await (await send({ max_tokens: 3, stream: true })).text();
    const startedMs = performance.now();
    const response = await send({ max_tokens: 3, stream: true }, { 'x-sim-failure': 'slow-bytes' });
    const text = await response.text();
    expect(performance.now() - startedMs).toBeGreaterThan(whole.length / 7 / 2);
    expect(textOf(parse(text).chunks)).toBe(textOf(parse(whole).chunks));
  });
});

describe('a client that leaves or is slow', () => {
  test('stops the generation when it leaves', async () => {
    const client = open({ 'x-sim-tokens-per-second': '1', 'x-sim-answer-tokens': '1000' });
    const [response] = (await once(client, 'response')) as [IncomingMessage];
    await once(response, 'data');
    client.destroy();
    await untilMetric('vllm:num_requests_running{model_name="other"} 0');
    expect(await metrics()).toMatch(/vllm:request_aborted_total\{model_name="other"\} [1-9]/);
  });

  test('holds the generation back when it does not read', async () => {
    let made = 0;
    function* events(): Generator<StreamEvent> {
      for (; made < 10_000; made += 1) yield { text: `data: ${'x'.repeat(65_536)}\n\n`, isToken: true };
    }
    const demands = { latencyMs: 0, tokensPerSecond: 0, answerTokens: undefined, failure: undefined };
    const ended = new Promise<unknown>((resolve) => {
      server.once('request', (_, response) => sendEvents(response, events(), 10_000, demands).then(resolve, resolve));
    });
    const client = request({ port: (server.address() as AddressInfo).port, agent: false });
    client.on('error', () => {
      // The test breaks this request off.
    });
    client.end();
    const [response] = (await once(client, 'response')) as [IncomingMessage];
    response.pause();
    let last = -1;
    const hasStopped = (): boolean => {
      const isSame = made === last;
      last = made;
      return isSame;
    };
    await expect.poll(hasStopped, { timeout: 5000, interval: 100 }).toBe(true);
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(1000);
    client.destroy();
    expect(await ended).toBeInstanceOf(ClientLeft);
  });
});

function open(headers: Record<string, string>): ClientRequest {
  const body = { model: 'other', stream: true, messages: [{ role: 'user', content: 'Hello' }] };
  const client = request(`${simulator.url}/v1/chat/completions`, { method: 'POST', headers, agent: false });
  client.on('error', () => {
    // A request that the test breaks off ends with an error, which is the point.
  });
  client.end(JSON.stringify(body));
  return client;
}

async function metrics(): Promise<string> {
  return (await fetch(`${simulator.url}/metrics`)).text();
}

async function untilMetric(line: string): Promise<void> {
  await expect.poll(metrics, { timeout: 5000, interval: 5 }).toContain(line);
}
