import { expect, test } from 'vitest';
import { silentLogger } from '../../telemetry/logger.ts';
import { anAnswer } from '../../testing/describe-response-store.ts';
import { aResponsesConfig } from '../../testing/gateway-fixture.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { createInProcessResponses } from '../drivers/in-process/in-process-responses.ts';
import { guardedResponses } from './guarded-responses.ts';

function guarded(config: Parameters<typeof aResponsesConfig>[0], store = createInProcessResponses()) {
  const clock = new ManualClock();
  const { time } = clock;
  const options = {
    config: () => aResponsesConfig(config),
    timers: clock,
    housekeeping: clock,
    time,
    logger: silentLogger,
  };
  return { clock, store: guardedResponses(store, options) };
}

test('what is too old goes by itself, whether or not anything is added', async () => {
  const { clock, store } = guarded({ maxAgeMs: 1_000_000 });
  await store.keep([anAnswer('a')], null, clock.time());
  clock.advance(999_999);
  expect(await store.get('a', 'ada')).toBeDefined();
  clock.advance(600_000);
  await expect.poll(() => store.get('a', 'ada')).toBeUndefined();
});

test('bounds hold while things are added', async () => {
  const { clock, store } = guarded({ maxDocuments: 32 });
  for (let at = 0; at < 100; at++) await store.keep([anAnswer(`r${at}`)], null, clock.time() + at);
  await expect.poll(async () => (await store.statistics()).documents).toBeLessThanOrEqual(34);
  expect(await store.get('r99', 'ada')).toBeDefined();
});

test('nobody waits for a store that does not answer, and closing waits for what was asked', async () => {
  const slow = createInProcessResponses();
  let answer = () => {};
  slow.get = () => new Promise((resolve) => (answer = () => resolve(undefined)));
  const { clock, store } = guarded({ timeoutMs: 50 }, slow);
  const hung = store.get('a', 'ada');
  clock.advance(50);
  await expect(hung).rejects.toThrow('no answer within 50 ms');
  const asked = store.get('a', 'ada');
  const order: string[] = [];
  const closed = store.close().then(() => order.push('closed'));
  void asked.then(() => order.push('answered'));
  answer();
  await closed;
  expect(order).toEqual(['answered', 'closed']);
});
