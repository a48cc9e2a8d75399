import type { ModelRef } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from './gateway.ts';
import { contentOf, gatewayOver as createOver, type Part, triesOf } from './testing/candidates-fixture.ts';
import { completion, json, type Responder } from './testing/fake-backend.ts';
import { anEngine, aResult, ask, chat, manage } from './testing/gateway-fixture.ts';
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

describe('a backend that keeps failing', () => {
  test('is left out, tried again after its pause, and taken back when it answers', async () => {
    const clock = new ManualClock();
    let isWell = false;
    const ill = await aFakeBackend((response, request) => (isWell ? completion('a') : boom)(response, request));
    const good = await aFakeBackend(completion('b'));
    const gateway = gatewayOver({ a: { urls: [ill.baseUrl] }, b: { urls: [good.baseUrl] } }, { clock });
    for (let i = 0; i < 8; i++) expect((await gateway.fetch(chat(ask('x')))).status).toBe(200);
    expect(ill.received).toHaveLength(5);
    expect(await triesOf(gateway, 'id-8')).toEqual(['a a-1 circuit_open']);
    const { text } = await manage(gateway, 'GET', '/metrics');
    expect(text).toContain('signalbox_backend_breaker_state{model="a",backend="a-1",state="open"} 1');
    expect(text).toContain('signalbox_backend_ejections_total{model="a",backend="a-1"} 1');
    clock.advance(10_000);
    isWell = true;
    expect(await contentOf(await gateway.fetch(chat(ask('x'))))).toBe('a');
    expect((await manage(gateway, 'GET', '/metrics')).text).toContain(
      'signalbox_backend_breaker_state{model="a",backend="a-1",state="closed"} 1',
    );
  });

  test('is asked all the same when nobody else answers: it may be well again', async () => {
    const clock = new ManualClock();
    let isWell = false;
    const ill = await aFakeBackend((response, request) => (isWell ? completion('a') : boom)(response, request));
    const other = await aFakeBackend((response, request) => (isWell ? boom : completion('b'))(response, request));
    const gateway = gatewayOver({ a: { urls: [ill.baseUrl] }, b: { urls: [other.baseUrl] } }, { clock });
    for (let i = 0; i < 5; i++) await gateway.fetch(chat(ask('x')));
    isWell = true;
    const response = await gateway.fetch(chat(ask('x')));
    expect(await contentOf(response)).toBe('a');
    expect(response.headers.get('x-vsr-fallback-from')).toBeNull();
    expect(await triesOf(gateway, 'id-6')).toEqual(['a a-1 circuit_open', 'b b-1 status_500']);
    expect((await manage(gateway, 'GET', '/metrics')).text).toContain(
      'signalbox_backend_breaker_state{model="a",backend="a-1",state="closed"} 1',
    );
  });

  test('and is the only one, where the config wants a quick answer: 503 with Retry-After, and no call', async () => {
    const clock = new ManualClock();
    const ill = await aFakeBackend(boom);
    const retries = { ...aReliability().retries, count: 0 };
    const breaker = { ...aReliability().breaker, failFast: true };
    const gateway = gatewayOver({ a: { urls: [ill.baseUrl], reliability: { retries, breaker } } }, { clock });
    for (let i = 0; i < 5; i++) expect((await gateway.fetch(chat(ask('x')))).status).toBe(500);
    clock.advance(4_000);
    const response = await gateway.fetch(chat(ask('x')));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '6']);
    expect(await response.json()).toMatchObject({ error: { code: 'backend_unavailable' } });
    expect(ill.received).toHaveLength(5);
  });

  test('what is known of it outlives a new config that leaves its model as it was', async () => {
    const ill = await aFakeBackend(boom);
    const good = await aFakeBackend(completion('b'));
    const gateway = gatewayOver({ a: { urls: [ill.baseUrl] }, b: { urls: [good.baseUrl] } });
    for (let i = 0; i < 5; i++) await gateway.fetch(chat(ask('x')));
    const { config } = gateway;
    const candidates: ModelRef[] = ['a', 'b'].map((model) => ({ model, reasoning: 'off' }));
    gateway.swap({ config, engine: anEngine(() => aResult({ model: candidates[0]!, candidates })) });
    await gateway.fetch(chat(ask('x')));
    expect(ill.received).toHaveLength(5);
  });
});
