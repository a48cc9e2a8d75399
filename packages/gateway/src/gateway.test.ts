import { afterEach, describe, expect, test } from 'vitest';
import type { Gateway } from './gateway.ts';
import {
  completion,
  event,
  type FakeBackend,
  type Responder,
  startFakeBackend,
  stream,
} from './testing/fake-backend.ts';
import { aGateway, anEngine, aResult, ask, chat, manage } from './testing/gateway-fixture.ts';

const open: (FakeBackend | Gateway)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serve(responder: Responder, options: Parameters<typeof aGateway>[1] = {}) {
  const backend = await startFakeBackend(responder);
  const gateway = aGateway(backend.baseUrl, options);
  open.push(gateway, backend);
  return { backend, gateway };
}

describe('a plain request', () => {
  test('is routed, and the answer says how in headers', async () => {
    const { backend, gateway } = await serve(completion('hi'));
    const response = await gateway.fetch(chat(ask('hello')));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-vsr-schema-version': '2',
      'x-vsr-response-path': 'upstream',
      'x-vsr-selected-decision': 'hard',
      'x-vsr-selected-confidence': '0.8765',
      'x-vsr-selected-algorithm': 'static',
      'x-vsr-selected-model': 'large',
      'x-vsr-selected-recipe': 'default',
      'x-vsr-replay-id': 'id-1',
      'x-request-id': 'id-1',
    });
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'hi' } }] });
    expect(JSON.parse(backend.received[0]!.body)).toEqual({ ...ask('hello'), model: 'large' });
    expect(backend.received[0]!.url).toBe('/v1/chat/completions');
  });
});

test('models that share one backend each reach it under their own name', async () => {
  const { backend, gateway } = await serve(completion('hi'));
  for (const model of ['small', 'large']) await gateway.fetch(chat(ask('hello', { model })));
  expect(backend.received.map(({ body }) => JSON.parse(body).model)).toEqual(['small', 'large']);
});

describe('a streamed request', () => {
  test('passes the events on byte for byte and ends with [DONE]', async () => {
    const { gateway } = await serve(stream(['a', 'b']));
    const response = await gateway.fetch(chat(ask('hello', { stream: true })));
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text.startsWith(event({ content: 'a' }) + event({ content: 'b' }))).toBe(true);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

test('a record of the routed request can be read by its replay id', async () => {
  const { gateway } = await serve(completion('hi'), { engine: anEngine(() => aResult()) });
  const response = await gateway.fetch(chat(ask('hello')));
  const record = await manage(gateway, 'GET', `/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
  expect(record.json).toMatchObject({
    decision: 'hard',
    selected_model: 'large',
    lifecycle_state: 'completed',
    total_tokens: 8,
  });
});
