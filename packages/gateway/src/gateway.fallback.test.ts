import type { ModelRef } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import {
  contentOf,
  gatewayOver as createOver,
  deadAddress,
  type Part,
  recordOf,
  triesOf,
  until,
} from './testing/candidates-fixture.ts';
import { completion, event, json, type Responder, stream } from './testing/fake-backend.ts';
import { aBackend, aModel, anEngine, aResult, ask, chat, manage } from './testing/gateway-fixture.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { serving } from './testing/serve-fixture.ts';
import { aReliability } from './testing/upstream-fixture.ts';

const { backend: aFakeBackend, closeLater } = serving();

function gatewayOver(parts: Readonly<Record<string, Part>>, options: Partial<GatewayOptions> = {}) {
  const gateway = createOver(parts, options);
  closeLater({ close: () => gateway.close(0) });
  return gateway;
}

const boom: Responder = json(500, { error: { message: 'boom' } });

describe('when the chosen model fails before the first byte', () => {
  test.each<[string, Responder]>([
    ['500', boom],
    ['429', json(429, { error: { message: 'slow down' } })],
    ['503 that is not JSON', (response) => void response.writeHead(503).end('<html>')],
    ['an answer that is not JSON', (response) => void response.writeHead(200).end('<html>')],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{', () => response.destroy());
      },
    ],
  ])('the next candidate answers: %s', async (_name, responder) => {
    const failing = await aFakeBackend(responder);
    const good = await aFakeBackend(completion('from b'));
    const gateway = gatewayOver({ a: { urls: [failing.baseUrl] }, b: { urls: [good.baseUrl] } });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-vsr-selected-model')).toBe('b');
    expect(response.headers.get('x-vsr-fallback-from')).toBe('a');
    const reason = response.headers.get('x-vsr-fallback-reason');
    expect(await contentOf(response)).toBe('from b');
    expect(await triesOf(gateway)).toEqual([`a a-1 ${reason}`]);
    expect(await recordOf(gateway)).toMatchObject({ selected_model: 'b', backend: 'b-1' });
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain(`signalbox_fallbacks_total{model="a",answered_by="b",reason="${reason}"} 1`);
    expect(text).toContain('llm_model_requests_total{model="b"} 1');
  });

  test('it is asked under its own name, with its own thinking', async () => {
    const good = await aFakeBackend(completion('hi'));
    const family = { name: 'f', type: 'top_level_reasoning_effort', parameter: 'reasoning_effort' } as const;
    const candidates: ModelRef[] = [
      { model: 'a', reasoning: 'off' },
      { model: 'b', lora: 'b-law', reasoning: 'on', effort: 'high' },
    ];
    const gateway = gatewayOver(
      {
        a: { urls: [await deadAddress()] },
        b: { urls: [good.baseUrl], model: { reasoningFamily: family, loras: ['b-law'] } },
      },
      { engine: anEngine(() => aResult({ model: candidates[0]!, candidates })) },
    );
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
    expect(JSON.parse(good.received[0]!.body)).toMatchObject({ model: 'b-law', reasoning_effort: 'high' });
  });

  test('a backend that does not begin in three quarters of the time is given up for another', async () => {
    const clock = new ManualClock();
    const silent = await aFakeBackend(() => {});
    const trickling = await aFakeBackend((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': still here');
    });
    const good = await aFakeBackend(stream(['x']));
    const gateway = gatewayOver(
      { a: { urls: [silent.baseUrl] }, b: { urls: [trickling.baseUrl] }, c: { urls: [good.baseUrl] } },
      { clock, timers: clock },
    );
    const answer = gateway.fetch(chat(ask('x', { stream: true })));
    const first = await silent.next();
    const arrived = trickling.next();
    clock.advance(7_500);
    const second = await arrived;
    clock.advance(1_875);
    expect(await (await answer).text()).toContain('[DONE]');
    expect([await first.ended, await second.ended]).toEqual(['closed early', 'closed early']);
    expect(await triesOf(gateway)).toEqual(['a a-1 backend_timeout', 'b b-1 backend_timeout']);
    expect(clock.pending).toBe(0);
  });

  test('a key of the router’s own that does not work is not the client’s fault; the client’s own is', async () => {
    const refusing = await aFakeBackend(json(401, { error: { message: 'no such key' } }));
    const good = await aFakeBackend(completion('b'));
    const [ours, theirs] = [true, false].map((hasCredentials) =>
      gatewayOver({
        a: { urls: [], model: { backends: [aBackend(refusing.baseUrl, { hasCredentials })] } },
        b: { urls: [good.baseUrl] },
      }),
    );
    expect(await contentOf(await ours!.fetch(chat(ask('x'))))).toBe('b');
    expect((await theirs!.fetch(chat(ask('x')))).status).toBe(401);
  });

  test('all candidates in order, then the default model', async () => {
    const failing = await aFakeBackend(boom);
    const good = await aFakeBackend(completion('rest'));
    const gateway = gatewayOver({
      a: { urls: [await deadAddress()] },
      b: { urls: [failing.baseUrl] },
      rest: { urls: [good.baseUrl] },
    });
    expect(await contentOf(await gateway.fetch(chat(ask('x'))))).toBe('rest');
    expect(await triesOf(gateway)).toEqual(['a a-1 backend_unreachable', 'b b-1 status_500']);
  });

  test('the default model does not answer where it lacks what the decision requires', async () => {
    const failing = await aFakeBackend(boom);
    const rest = await aFakeBackend(completion('rest'));
    const reference = { model: 'a', reasoning: 'off' } as const;
    const gateway = gatewayOver(
      { a: { urls: [failing.baseUrl] }, rest: { urls: [rest.baseUrl] } },
      { engine: anEngine(() => aResult({ decision: 'guarded', model: reference, candidates: [reference] })) },
    );
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(500);
    expect(rest.received).toEqual([]);
  });

  test('the default model does not answer where all candidates are better guarded', async () => {
    const failing = await aFakeBackend(boom);
    const rest = await aFakeBackend(completion('rest'));
    const guarded = { card: { ...aModel('a').card, safetyTier: 2, contextWindow: 100 } };
    const gateway = gatewayOver({ a: { urls: [failing.baseUrl], model: guarded }, rest: { urls: [rest.baseUrl] } });
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(500);
    expect((await gateway.fetch(chat(ask('word '.repeat(1_000))))).status).toBe(400);
    expect(rest.received).toEqual([]);
  });

  test('a request that named its model gets that model or its error', async () => {
    const failing = await aFakeBackend(boom);
    const other = await aFakeBackend(completion('hi'));
    const gateway = gatewayOver({ a: { urls: [failing.baseUrl] }, rest: { urls: [other.baseUrl] } });
    const response = await gateway.fetch(chat(ask('x', { model: 'a' })));
    expect(response.status).toBe(500);
    expect(other.received).toEqual([]);
  });

  test('what the client did wrong is told at once', async () => {
    const refusing = await aFakeBackend(json(400, { error: { message: 'bad parameter' } }));
    const other = await aFakeBackend(completion('hi'));
    const gateway = gatewayOver({ a: { urls: [refusing.baseUrl] }, b: { urls: [other.baseUrl] } });
    expect((await gateway.fetch(chat(ask('x')))).status).toBe(400);
    expect(other.received).toEqual([]);
  });

  test('the last real error is the answer when everybody fails', async () => {
    const first = await aFakeBackend(boom);
    const second = await aFakeBackend(json(503, { error: { message: 'second is loading' } }));
    const retries = { ...aReliability().retries, count: 0 };
    const gateway = gatewayOver({
      a: { urls: [first.baseUrl], reliability: { retries } },
      b: { urls: [second.baseUrl] },
    });
    const response = await gateway.fetch(chat(ask('x')));
    expect([response.status, await response.json()]).toEqual([503, { error: { message: 'second is loading' } }]);
  });
});

describe('a stream', () => {
  test.each<[string, string, Responder]>([
    [
      'is cut before its first event',
      'backend_disconnected',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"cho', () => response.destroy());
      },
    ],
    [
      'ends in good order before its first event',
      'backend_stream_cut',
      (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': working\n\n'),
    ],
    [
      'begins with an error',
      'backend_error',
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end('data: {"error": {"message": "out of memory"}}\n\n'),
    ],
  ])('that %s falls back', async (_name, reason, responder) => {
    const failing = await aFakeBackend(responder);
    const good = await aFakeBackend(stream(['x', 'y']));
    const gateway = gatewayOver({ a: { urls: [failing.baseUrl] }, b: { urls: [good.baseUrl] } });
    const response = await gateway.fetch(chat(ask('x', { stream: true })));
    expect(response.headers.get('x-vsr-fallback-reason')).toBe(reason);
    const text = await response.text();
    expect(text.startsWith(event({ content: 'x' }))).toBe(true);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('that is cut after its first event ends with an error; nobody else is asked', async () => {
    const cutting = await aFakeBackend((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ content: 'x' }), () => setImmediate(() => response.destroy()));
    });
    const other = await aFakeBackend(stream(['y']));
    const gateway = gatewayOver({ a: { urls: [cutting.baseUrl] }, b: { urls: [other.baseUrl] } });
    const text = await (await gateway.fetch(chat(ask('x', { stream: true })))).text();
    expect(text).toContain('backend_stream_cut');
    expect(text).not.toContain('[DONE]');
    expect(other.received).toEqual([]);
  });

  test('waits for its first event, comments aside, and loses nothing of it', async () => {
    let go = () => {};
    const slow = await aFakeBackend((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': one moment\n\ndata: {"choi');
      go = () => response.end('ces": []}\n\ndata: [DONE]\n\n');
    });
    const gateway = gatewayOver({ a: { urls: [slow.baseUrl] } });
    const answer = gateway.fetch(chat(ask('x', { stream: true })));
    await slow.next();
    await new Promise((resolve) => setImmediate(resolve));
    go();
    expect(await (await answer).text()).toBe(': one moment\n\ndata: {"choices": []}\n\ndata: [DONE]\n\n');
  });
});

describe('within one model', () => {
  test('another backend is asked first', async () => {
    const failing = await aFakeBackend(boom);
    const good = await aFakeBackend(completion('second'));
    const other = await aFakeBackend(completion('other model'));
    const gateway = gatewayOver({ a: { urls: [failing.baseUrl, good.baseUrl] }, b: { urls: [other.baseUrl] } });
    const response = await gateway.fetch(chat(ask('x')));
    expect(response.headers.get('x-vsr-fallback-from')).toBeNull();
    expect(await contentOf(response)).toBe('second');
    expect(other.received).toEqual([]);
  });

  test('retries stop when their budget is spent, and the next model is asked', async () => {
    const failing = await aFakeBackend(boom);
    const good = await aFakeBackend(completion('b'));
    const clock = new ManualClock();
    const retries = { ...aReliability().retries, budgetShare: 0.2, minPerSecond: 0 };
    const breaker = { ...aReliability().breaker, consecutiveFailures: 1_000, errorRate: 0 };
    const gateway = gatewayOver(
      {
        a: { urls: [failing.baseUrl, failing.baseUrl], reliability: { retries, breaker } },
        b: { urls: [good.baseUrl] },
      },
      { clock },
    );
    for (let i = 0; i < 10; i++) expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
    expect(failing.received).toHaveLength(10 + 2);
    expect(await triesOf(gateway)).toEqual(['a a-1 status_500', 'a - retry_budget']);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('signalbox_backend_retries_total{model="a"} 2');
    expect(text).toContain('signalbox_retry_budget_exhausted_total{model="a"} 8');
  });

  test('the only backend is asked again after as long as it wishes, if that is not too long', async () => {
    const clock = new ManualClock();
    let calls = 0;
    const busy = await aFakeBackend((response, request) =>
      (++calls === 1 ? json(429, { error: { message: 'busy' } }, { 'retry-after': '1' }) : completion('at last'))(
        response,
        request,
      ),
    );
    const gateway = gatewayOver({ a: { urls: [busy.baseUrl] } }, { clock, timers: clock });
    const answer = gateway.fetch(chat(ask('x')));
    await busy.next();
    await until(() => clock.pending > 0);
    clock.advance(999);
    expect(clock.pending).toBe(1);
    clock.advance(1);
    expect(await contentOf(await answer)).toBe('at last');
    expect(clock.pending).toBe(0);
  });

  test('a Retry-After beyond the longest wait goes to the client at once', async () => {
    const busy = await aFakeBackend(json(429, { error: { message: 'busy' } }, { 'retry-after': '3' }));
    const gateway = gatewayOver({ a: { urls: [busy.baseUrl] } });
    const response = await gateway.fetch(chat(ask('x')));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
    expect(busy.received).toHaveLength(1);
  });

  test('a backend that asked for its rest is left alone while others can answer', async () => {
    const clock = new ManualClock();
    const resting = await aFakeBackend(json(429, { error: { message: 'busy' } }, { 'retry-after': '30' }));
    const good = await aFakeBackend(completion('hi'));
    const gateway = gatewayOver({ a: { urls: [resting.baseUrl] }, b: { urls: [good.baseUrl] } }, { clock });
    await gateway.fetch(chat(ask('x')));
    await gateway.fetch(chat(ask('x')));
    expect(resting.received).toHaveLength(1);
    expect(await triesOf(gateway, 'id-2')).toEqual(['a a-1 resting']);
    clock.advance(30_000);
    await gateway.fetch(chat(ask('x')));
    expect(resting.received).toHaveLength(2);
  });
});
