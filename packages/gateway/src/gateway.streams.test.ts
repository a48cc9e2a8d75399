import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { dataOfEvents } from './sse/event-boundary.ts';
import { completion, event, stream } from './testing/fake-backend.ts';
import { anEngine, ask, chat, manage } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();
const STREAMED = { stream: true };

function begin(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(event({ content: 'a' }));
}

/** Events of an answer, and the code of its error event if there is one. */
async function read(response: Response) {
  const events = dataOfEvents(await response.text());
  const last = events.at(-1) ?? '';
  const code = last.startsWith('{') ? (JSON.parse(last) as { error?: { code?: string } }).error?.code : undefined;
  return { events, code, isDone: last === '[DONE]' };
}

describe('a stream', () => {
  test('passes on byte for byte, with usage and [DONE], and is recorded with them', async () => {
    const { gateway } = await serve(stream(['a', 'b']));
    const response = await gateway.fetch(chat(ask('x', STREAMED)));
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-vsr-selected-model')).toBe('large');
    const text = await response.text();
    expect(text.startsWith(event({ content: 'a' }) + event({ content: 'b' }))).toBe(true);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({
      streaming: true,
      lifecycle_state: 'completed',
      terminal_reason: 'stop',
      completion_tokens: 2,
    });
  });

  test('is in progress in the records until it ends', async () => {
    let finish = () => {};
    const { gateway } = await serve((response) => {
      begin(response);
      finish = () => response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
    });
    const response = await gateway.fetch(chat(ask('x', STREAMED)));
    const before = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(before.json).toMatchObject({ lifecycle_state: 'in_progress', response_status: null });
    finish();
    await response.text();
    const after = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(after.json).toMatchObject({ lifecycle_state: 'completed', response_status: 200 });
  });

  test('reaches the client event by event, while the backend still writes', async () => {
    let finish = () => {};
    const { gateway } = await serve((response) => {
      begin(response);
      finish = () => response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
    });
    const response = await gateway.fetch(chat(ask('x', STREAMED)));
    const reader = response.body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value!).toString()).toBe(event({ content: 'a' }));
    finish();
    while (!(await reader.read()).done);
  });

  test('that the backend sends without being asked is passed on as one', async () => {
    const { gateway } = await serve(stream(['a']));
    const response = await gateway.fetch(chat(ask('x')));
    expect((await read(response)).isDone).toBe(true);
  });

  test('that is answered by a plain completion is passed on as that', async () => {
    const { gateway } = await serve(completion('plain'));
    const response = await gateway.fetch(chat(ask('x', STREAMED)));
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'plain' } }] });
  });
});

describe('a stream that does not end well ends with an error event and no [DONE]:', () => {
  test('the connection breaks, in mid-event', async () => {
    const { gateway } = await serve((response) => {
      begin(response);
      response.write('data: {"half', () => response.destroy());
    });
    const { events, code } = await read(await gateway.fetch(chat(ask('x', STREAMED))));
    expect(events).toHaveLength(2);
    expect(code).toBe('backend_stream_cut');
    const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
    expect(record.json).toMatchObject({ lifecycle_state: 'failed', failure: { code: 'backend_stream_cut' } });
  });

  test('the backend ends it in good order but without a finish', async () => {
    const { gateway } = await serve((response) => {
      begin(response);
      response.end();
    });
    expect((await read(await gateway.fetch(chat(ask('x', STREAMED))))).code).toBe('backend_stream_cut');
  });

  test('the connection breaks after the finish but before [DONE]', async () => {
    const { gateway } = await serve((response) => {
      begin(response);
      response.write(event({}, 'stop'), () => response.destroy());
    });
    expect((await read(await gateway.fetch(chat(ask('x', STREAMED))))).code).toBe('backend_stream_cut');
  });

  test('it turns to garbage', async () => {
    const { gateway } = await serve((response) => {
      begin(response);
      response.end('not an event');
    });
    expect((await read(await gateway.fetch(chat(ask('x', STREAMED))))).code).toBe('backend_stream_cut');
  });

  test('one event grows past the bound', async () => {
    const { gateway } = await serve(
      (response) => {
        begin(response);
        response.write(`data: ${'x'.repeat(5_000)}`);
      },
      { limits: { maxAnswerBytes: 1_000, maxEventBytes: 1_000 } },
    );
    expect((await read(await gateway.fetch(chat(ask('x', STREAMED))))).code).toBe('backend_invalid_answer');
  });

  test('it takes longer than the listener allows', async () => {
    const { backend, gateway } = await serve(begin);
    const { config } = gateway;
    gateway.swap({ config: { ...config, listener: { ...config.listener, timeoutMs: 60 } }, engine: anEngine() });
    const { code } = await read(await gateway.fetch(chat(ask('x', STREAMED))));
    expect(code).toBe('deadline_exceeded');
    expect(await backend.received[0]!.ended).toBe('closed early');
  });
});

describe('a stream that is complete is not spoilt by', () => {
  test('a backend that never sends [DONE]', async () => {
    const { gateway } = await serve((response) => {
      begin(response);
      response.end(event({}, 'stop'));
    });
    const { events, code } = await read(await gateway.fetch(chat(ask('x', STREAMED))));
    expect(code).toBe(undefined);
    expect(events).toHaveLength(2);
  });

  test('a connection that breaks after [DONE]', async () => {
    const { gateway } = await serve((response) => {
      begin(response);
      response.write('data: [DONE]\n\n', () => response.destroy());
    });
    expect((await read(await gateway.fetch(chat(ask('x', STREAMED))))).isDone).toBe(true);
  });
});

test('an error that the backend reports as an event is passed on once, and recorded as a failure', async () => {
  const { gateway } = await serve((response) => {
    begin(response);
    response.end('data: {"error":{"message":"out of memory","code":500}}\n\ndata: [DONE]\n\n');
  });
  const text = await (await gateway.fetch(chat(ask('x', STREAMED)))).text();
  expect(text.match(/"error"/g)).toHaveLength(1);
  const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
  expect(record.json).toMatchObject({ lifecycle_state: 'failed', failure: { code: 'backend_error' } });
});

test('a client that leaves a stream cancels the call, and the record says so', async () => {
  const { backend, gateway } = await serve(begin);
  const response = await gateway.fetch(chat(ask('x', STREAMED)));
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  expect(await backend.received[0]!.ended).toBe('closed early');
  const record = await manage(gateway, 'GET', '/v1/router_replay/id-1');
  expect(record.json).toMatchObject({ lifecycle_state: 'aborted', failure: { code: 'client_left' } });
});
