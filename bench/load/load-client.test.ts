import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { runLoad } from './load-client.mjs';
import { createRequestSet } from './request-set.mjs';

let server: Server | undefined;

/** A loopback server that answers with `answer` once the body has come. */
async function serve(answer: (body: string, response: ServerResponse, request: IncomingMessage) => void) {
  const opened = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => {
      body += bytes;
    });
    request.on('end', () => answer(body, response, request));
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return (opened.address() as AddressInfo).port;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const prompts = Array.from({ length: 50 }, (_, i) => `Prompt number ${i}, with an umlaut: ü`);

test('sends every request with a body of its own and counts the answers', async () => {
  const bodies = new Set<string>();
  const port = await serve((body, response) => {
    bodies.add(body);
    response.end('{}');
  });
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: false, port, headers: { 'x-more': 'yes' } });
  const result = await runLoad({ port, connections: 4, requests, streamed: false, maxRequests: 120 });
  expect(result.errors).toEqual({});
  expect(result.requests).toBe(120);
  expect(result.latenciesMs).toHaveLength(120);
  expect(bodies.size).toBe(120);
  expect(JSON.parse([...bodies][0] ?? '')).toMatchObject({ model: 'MoM', messages: [{ role: 'user' }] });
});

test('ends when the time is over', async () => {
  const port = await serve((_, response) => response.end('{}'));
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: false, port });
  const result = await runLoad({ port, connections: 2, requests, streamed: false, durationMs: 60 });
  expect(result.requests).toBeGreaterThan(0);
  expect(result.seconds).toBeGreaterThanOrEqual(0.06);
});

test('counts an answer that is not 200 as an error, not as an answer', async () => {
  let count = 0;
  const port = await serve((_, response) => {
    response.statusCode = ++count % 10 === 0 ? 502 : 200;
    response.end('{}');
  });
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: false, port });
  const result = await runLoad({ port, connections: 1, requests, streamed: false, maxRequests: 30 });
  expect(result.errors).toEqual({ 'status 502': 3 });
  expect(result.requests).toBe(27);
});

test('counts a stream without its end mark as an error', async () => {
  const port = await serve((body, response) => {
    expect(JSON.parse(body).stream).toBe(true);
    response.write('data: {}\n\n');
    response.end(body.includes('number 3,') ? '' : 'data: [DONE]\n\n');
  });
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: true, port });
  const result = await runLoad({ port, connections: 1, requests, streamed: true, maxRequests: 10 });
  expect(result.errors).toEqual({ 'stream without its end mark': 1 });
});

test('counts a connection that was cut and goes on with another', async () => {
  let count = 0;
  const port = await serve((_, response) => {
    if (++count === 5) response.destroy();
    else response.end('{}');
  });
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: false, port });
  const result = await runLoad({ port, connections: 1, requests, streamed: false, maxRequests: 20 });
  expect(Object.values(result.errors).reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(result.requests).toBe(19);
});

test('gives up on an answer that does not come', async () => {
  const port = await serve(() => {});
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: false, port });
  const result = await runLoad({
    port,
    connections: 1,
    requests,
    streamed: false,
    maxRequests: 1,
    answerTimeoutMs: 40,
  });
  expect(result.errors).toEqual({ 'no answer within 40 ms': 1 });
});

test('refuses a load without an end and a set that would be overwritten while it is sent', () => {
  const requests = createRequestSet({ prompts, model: 'MoM', streamed: false, port: 1 });
  expect(() => runLoad({ port: 1, connections: 1, requests, streamed: false })).toThrow(/needs an end/);
  expect(() => runLoad({ port: 1, connections: 50, requests, streamed: false, maxRequests: 1 })).toThrow(/too small/);
});
