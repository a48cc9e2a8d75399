import { describe, expect, test } from 'vitest';
import { problemsOf } from './answers.mjs';
import { fuzz, fuzzEndpoints } from './fuzz.mjs';
import { readAnswers } from './ways.mjs';

test('10,000 changed requests to every endpoint: no crash, no hang, no answer that is none of its protocol', async () => {
  const { requests, overSockets, problems, endpoints } = await fuzz({ requests: 10_000, seed: 1 });
  expect(problems).toEqual([]);
  expect(requests).toBe(10_000);
  expect(overSockets).toBeGreaterThan(100);
  // An endpoint that only ever refuses, or takes anything, was not tried: it lacks a seed.
  expect([...endpoints.keys()].sort()).toEqual(
    fuzzEndpoints()
      .map(({ plane, method, path }) => `${method} ${path} (${plane})`)
      .sort(),
  );
  for (const [endpoint, { served, refused }] of endpoints) {
    // Nothing runs in the background that could be cancelled.
    if (!endpoint.includes('/cancel')) expect(served, endpoint).toBeGreaterThan(0);
    expect(refused, endpoint).toBeGreaterThan(0);
  }
}, 120_000);

describe('the judge of answers', () => {
  const chat = fuzzEndpoints().find(({ path }) => path === '/v1/chat/completions')!;
  const messages = fuzzEndpoints().find(({ path }) => path === '/v1/messages')!;
  const judge = (
    text: string,
    { status = 200, type = 'application/json', endpoint = chat, brokeOff = false } = {},
  ): string[] =>
    problemsOf(
      {
        endpoint,
        way: 'call',
        method: 'POST',
        path: endpoint.path,
        query: '',
        headers: [],
        body: new Uint8Array(),
        leaves: 'none',
        wire: [],
      },
      { status, headers: ['content-type', type], body: Buffer.from(text), brokeOff },
      { secrets: ['hush'] },
    );
  const chunk = 'data: {"object":"chat.completion.chunk","choices":[]}\n\n';
  const stream = 'text/event-stream';

  test.each([
    ['a good answer', '{"object":"chat.completion","choices":[]}', {}],
    ['a good stream', `${chunk}data: [DONE]\n\n`, { type: stream }],
    ['a good error', '{"error":{"message":"m","type":"t","param":null,"code":"c"}}', { status: 400 }],
    [
      'a stream that says it broke',
      `${chunk}data: {"error":{"message":"m","type":"t","param":null,"code":"c"}}\n\n`,
      { type: stream },
    ],
  ])('passes %s', (_what, text, more) => {
    expect(judge(text, more)).toEqual([]);
  });

  test.each([
    ['half a stream', chunk, { type: stream }],
    ['half an event', `${chunk}data: {"obj`, { type: stream }],
    [
      'an error and then an end as if all were well',
      `${chunk}data: {"error":{"message":"m","type":"t"}}\n\ndata: [DONE]\n\n`,
      { type: stream },
    ],
    [
      'an error of another protocol',
      '{"error":{"message":"m","type":"t","param":null,"code":"c"}}',
      { status: 400, endpoint: messages },
    ],
    ['an error without a message', '{"error":{"type":"t"}}', { status: 400 }],
    ['an answer of another protocol', '{"type":"message","content":[]}', {}],
    ['what is not JSON', '<html>', { status: 400 }],
    ['an error in another type', 'no', { status: 400, type: 'text/plain' }],
    [
      'an internal error',
      '{"error":{"message":"m","type":"server_error","param":null,"code":"internal_error"}}',
      { status: 500 },
    ],
    ['a secret', '{"object":"chat.completion","choices":["hush"]}', {}],
    ['a stack trace', '{"error":{"message":"m","type":"t"},"x":"\n   at f (file:///a.js:1:2)"}', { status: 400 }],
    ['a body that broke off', '{"object":"chat.completion","choices":[]}', { brokeOff: true }],
  ])('finds %s', (_what, text, more) => {
    expect(judge(text, more)).not.toEqual([]);
  });

  test('reads what a socket gave, answer by answer', () => {
    const two =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n' +
      'HTTP/1.1 400 Bad Request\r\ncontent-length: 3\r\n\r\nabc';
    expect(readAnswers(Buffer.from(two), 'POST').map(({ status, body }) => [status, String(body)])).toEqual([
      [200, 'ab'],
      [400, 'abc'],
    ]);
    expect(readAnswers(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'), 'POST')).toMatchObject([
      { brokeOff: true },
    ]);
    expect(() => readAnswers(Buffer.from('garbage'), 'POST')).toThrow('no HTTP');
  });
});
