import { expect, test } from 'vitest';
import { json } from '../testing/fake-backend.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { serving } from '../testing/serve-fixture.ts';
import { PoolSet } from '../transport/pool-set.ts';
import { askHealth, startHealthCheck } from './health-check.ts';

const { backend, closeLater } = serving();

function checking(answers: readonly boolean[]) {
  const clock = new ManualClock();
  const changes: boolean[] = [];
  let asked = 0;
  const stop = startHealthCheck({
    intervalMs: 100,
    check: async () => answers[asked++]!,
    onChange: (isHealthy) => changes.push(isHealthy),
    timers: clock,
    random: () => 0,
  });
  const tick = async () => {
    clock.advance(100);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { clock, changes, stop, tick, asked: () => asked };
}

test('two failures in a row make a backend unwell, one success makes it well', async () => {
  const { changes, tick } = checking([true, false, true, false, false, false, true]);
  for (let i = 0; i < 4; i++) await tick();
  expect(changes).toEqual([]);
  await tick();
  expect(changes).toEqual([false]);
  await tick();
  await tick();
  expect(changes).toEqual([false, true]);
});

test('one question at a time, and none after the end', async () => {
  const { clock, stop, tick, asked } = checking([true, true, true]);
  clock.advance(250);
  expect(asked()).toBe(1);
  await tick();
  stop();
  expect(clock.pending).toBe(0);
  const before = asked();
  clock.advance(1_000);
  expect(asked()).toBe(before);
});

test.each([
  [200, true],
  [204, true],
  [301, false],
  [503, false],
])('an answer of %i counts as well: %s', async (status, expected) => {
  const { baseUrl, received } = await backend(json(status, {}));
  const pools = new PoolSet(1);
  closeLater({ close: () => pools.destroy() });
  const pool = pools.acquire({ origin: new URL(baseUrl).origin, connectTimeoutMs: 1_000 });
  expect(await askHealth(pool, '/health', 1_000)).toBe(expected);
  expect(received[0]!.url).toBe('/health');
});

test('silence and a closed port count as unwell', async () => {
  const { baseUrl, close } = await backend(() => {});
  const pools = new PoolSet(1);
  closeLater({ close: () => pools.destroy() });
  const pool = pools.acquire({ origin: new URL(baseUrl).origin, connectTimeoutMs: 1_000 });
  expect(await askHealth(pool, '/health', 20)).toBe(false);
  await close();
  expect(await askHealth(pool, '/health', 1_000)).toBe(false);
});
