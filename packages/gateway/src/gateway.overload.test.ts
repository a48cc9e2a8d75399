import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import { Cancellation } from './http/cancellation.ts';
import { providers } from './providers/index.ts';
import type { Provider } from './providers/provider.ts';
import { contentOf, gatewayOver as createOver, type Part, triesOf, until } from './testing/candidates-fixture.ts';
import { completion, event } from './testing/fake-backend.ts';
import { anEngine, aResult, ask, chat, manage } from './testing/gateway-fixture.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { serving } from './testing/serve-fixture.ts';

const { backend: aFakeBackend, closeLater } = serving();

function gatewayOver(parts: Readonly<Record<string, Part>>, options: Partial<GatewayOptions> = {}) {
  const gateway = createOver(parts, options);
  closeLater({ close: () => gateway.close(0) });
  return gateway;
}

describe('a backend with as many requests as it may have', () => {
  const concurrency = { limit: 1, waiting: 1, waitMs: 1_000 };

  test('makes the next one wait its turn', async () => {
    const clock = new ManualClock();
    const waiting: (() => void)[] = [];
    const slow = await aFakeBackend((response, request) => {
      waiting.push(() => void completion('done')(response, request));
    });
    const gateway = gatewayOver({ a: { urls: [slow.baseUrl], reliability: { concurrency } } }, { timers: clock });
    const first = gateway.fetch(chat(ask('x')));
    await slow.next();
    const second = gateway.fetch(chat(ask('x')));
    await until(() => clock.pending === 1);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('signalbox_backend_waiting{model="a",backend="a-1"} 1');
    expect(text).toContain('llm_model_queue_depth_estimated{model="a"} 2');
    const arrived = slow.next();
    waiting.shift()!();
    await arrived;
    waiting.shift()!();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect((await manage(gateway, 'GET', '/metrics')).text).toContain('llm_model_queue_depth_estimated{model="a"} 0');
  });

  test('sheds what does not fit in the queue: 503 with Retry-After; or another model answers', async () => {
    const slow = await aFakeBackend(() => {});
    const other = await aFakeBackend(completion('b'));
    const alone = gatewayOver({
      a: { urls: [slow.baseUrl], reliability: { concurrency: { ...concurrency, waiting: 0 } } },
    });
    void alone.fetch(chat(ask('x')));
    await slow.next();
    const shed = await alone.fetch(chat(ask('x')));
    expect([shed.status, shed.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await shed.json()).toMatchObject({ error: { code: 'overloaded' } });
    expect((await manage(alone, 'GET', '/metrics')).text).toContain('signalbox_requests_shed_total{where="backend"} 1');

    const helped = gatewayOver({
      a: { urls: [slow.baseUrl], reliability: { concurrency: { ...concurrency, waiting: 0 } } },
      b: { urls: [other.baseUrl] },
    });
    void helped.fetch(chat(ask('x')));
    await slow.next();
    expect(await contentOf(await helped.fetch(chat(ask('x'))))).toBe('b');
    expect(await triesOf(helped, 'id-2')).toEqual(['a a-1 overloaded']);
  });
});

test('a backend is told how long the client will wait, which is no longer than the listener allows', async () => {
  const clock = new ManualClock();
  const backend = await aFakeBackend(completion('hi'));
  const gateway = gatewayOver({ a: { urls: [backend.baseUrl] } }, { clock });
  await gateway.fetch(chat(ask('x')));
  expect(backend.received[0]!.headers['x-envoy-expected-rq-timeout-ms']).toBe('10000');
  await gateway.fetch(chat(ask('x'), { 'x-envoy-expected-rq-timeout-ms': '1500' }));
  expect(backend.received[1]!.headers['x-envoy-expected-rq-timeout-ms']).toBe('1500');
  await gateway.fetch(chat(ask('x'), { 'x-envoy-expected-rq-timeout-ms': '99999999' }));
  expect(backend.received[2]!.headers['x-envoy-expected-rq-timeout-ms']).toBe('10000');
});

describe('hedging', () => {
  test('asks a second backend when the first is slow, takes its answer and breaks the first off', async () => {
    const clock = new ManualClock();
    const slow = await aFakeBackend(() => {});
    const quick = await aFakeBackend(completion('quick'));
    const gateway = gatewayOver(
      { a: { urls: [slow.baseUrl, quick.baseUrl], reliability: { hedgeAfterMs: 200 } } },
      { clock, timers: clock },
    );
    const answer = gateway.fetch(chat(ask('x')));
    const first = await slow.next();
    clock.advance(199);
    expect(quick.received).toEqual([]);
    clock.advance(1);
    expect(await contentOf(await answer)).toBe('quick');
    expect(await first.ended).toBe('closed early');
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('signalbox_hedged_requests_total{model="a",winner="second"} 1');
    expect(text).toContain('signalbox_backend_in_flight{model="a",backend="a-1"} 0');
    expect(text).toContain('signalbox_backend_breaker_state{model="a",backend="a-1",state="closed"} 1');
  });

  test('asks nobody when the first is quick', async () => {
    const clock = new ManualClock();
    const quick = await aFakeBackend(completion('quick'));
    const other = await aFakeBackend(completion('other'));
    const gateway = gatewayOver(
      { a: { urls: [quick.baseUrl, other.baseUrl], reliability: { hedgeAfterMs: 200 } } },
      { clock, timers: clock },
    );
    expect(await contentOf(await gateway.fetch(chat(ask('x'))))).toBe('quick');
    expect([other.received, clock.pending]).toEqual([[], 0]);
  });
});

describe('a process with as many requests as it may have', () => {
  async function aBusyGateway(waiting: number) {
    const clock = new ManualClock();
    const answers: (() => void)[] = [];
    const slow = await aFakeBackend((response, request) => {
      answers.push(() => void completion('done')(response, request));
    });
    const gateway = gatewayOver({ a: { urls: [slow.baseUrl] } }, { timers: clock });
    const concurrency = { limit: 1, waiting, waitMs: 1_000 };
    gateway.swap({ config: { ...gateway.config, concurrency }, engine: anEngine(() => direct()) });
    const first = gateway.fetch(chat(ask('x')));
    await slow.next();
    return { clock, answers, slow, gateway, first };
  }
  const reference = { model: 'a', reasoning: 'off' } as const;
  const direct = () => aResult({ model: reference, candidates: [reference] });

  test('sheds the next at once where nobody may wait', async () => {
    const { gateway, answers, first } = await aBusyGateway(0);
    const shed = await gateway.fetch(chat(ask('x')));
    expect([shed.status, shed.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await shed.json()).toMatchObject({ error: { code: 'overloaded', type: 'server_error' } });
    answers[0]!();
    expect((await first).status).toBe(200);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('signalbox_requests_shed_total{where="process"} 1');
    expect(text).toContain('signalbox_requests_in_flight 0');
  });

  test('lets the next in when one ends, and does not let it wait for ever', async () => {
    const { gateway, answers, slow, first, clock } = await aBusyGateway(2);
    const second = gateway.fetch(chat(ask('x')));
    await until(() => clock.pending === 1);
    const arrived = slow.next();
    answers[0]!();
    await arrived;
    const third = gateway.fetch(chat(ask('x')));
    await until(() => clock.pending === 1);
    clock.advance(1_000);
    expect((await third).status).toBe(503);
    answers[1]!();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
  });
});

test('a codec that throws holds neither place nor probe', async () => {
  const backend = await aFakeBackend(completion('hi'));
  let isBroken = true;
  const [provider] = providers;
  const broken: Provider = {
    ...provider!,
    compile(config, model) {
      const codec = provider!.compile(config, model);
      const encode: typeof codec.encode = (call) => {
        if (isBroken) throw new Error('codec');
        return codec.encode(call);
      };
      return { ...codec, encode };
    },
  };
  const concurrency = { limit: 1, waiting: 0, waitMs: 1 };
  const gateway = gatewayOver(
    { a: { urls: [backend.baseUrl], reliability: { concurrency } } },
    { providers: [broken, ...providers.slice(1)] },
  );
  expect((await gateway.fetch(chat(ask('x')))).status).toBe(500);
  isBroken = false;
  expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
});

test.each([false, true])('a client that leaves frees its place at the backend (streamed: %s)', async (stream) => {
  const slow = await aFakeBackend((response) => {
    if (stream) response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event({ content: 'a' }));
  });
  const gateway = gatewayOver({ a: { urls: [slow.baseUrl] } });
  const cancellation = new Cancellation();
  const answer = gateway.handle({
    method: 'POST',
    path: '/v1/chat/completions',
    query: '',
    headers: {},
    body: Buffer.from(JSON.stringify(ask('x', { stream }))),
    cancellation,
  });
  await slow.next();
  if (stream) await answer;
  expect((await manage(gateway, 'GET', '/metrics')).text).toContain(
    'signalbox_backend_in_flight{model="a",backend="a-1"} 1',
  );
  cancellation.cancel('client_left');
  await answer;
  const { text } = await manage(gateway, 'GET', '/metrics');
  expect(text).toContain('signalbox_backend_in_flight{model="a",backend="a-1"} 0');
  expect(text).toContain('signalbox_requests_in_flight 0');
});
