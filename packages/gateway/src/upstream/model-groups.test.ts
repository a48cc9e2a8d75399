import { expect, test, vi } from 'vitest';
import { startFakeBackend } from '../testing/fake-backend.ts';
import { aBackend, aModel } from '../testing/gateway-fixture.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { aReliability, modelGroups } from '../testing/upstream-fixture.ts';
import { PoolSet } from '../transport/pool-set.ts';
import { pickBackend } from './pick-backend.ts';

const backends = [1, 2, 3].map((port) => aBackend(`http://127.0.0.1:${port}/v1`, { name: `b${port}` }));
const breaker = { ...aReliability().breaker, consecutiveFailures: 1 };

test('a model that stays as it was keeps its group; one that changes gets another', () => {
  const groups = modelGroups();
  const model = aModel('m', { backends });
  const group = groups.acquire(model, []);
  expect(groups.acquire(aModel('m', { backends, description: 'other words' }), [])).toBe(group);
  expect(groups.acquire(aModel('m', { backends: backends.slice(1) }), [])).not.toBe(group);
  expect(groups.acquire(aModel('m', { backends, reliability: aReliability({ hedgeAfterMs: 1 }) }), [])).not.toBe(group);
  groups.release(model);
  groups.release(model);
  expect(groups.statistics()).toHaveLength(2 + 3);
});

test('no more of the backends are left out at once than the config allows, but always one', () => {
  const clock = new ManualClock();
  const ejected: string[] = [];
  const groups = modelGroups({ onEjected: (_model, backend) => ejected.push(backend) }, clock);
  for (const [share, most] of [
    [0.7, 2],
    [0, 1],
    [1, 3],
  ] as const) {
    const reliability = aReliability({ breaker: { ...breaker, maxEjectedShare: share } });
    const { guards } = groups.acquire(aModel(`m${share}`, { backends, reliability }), []);
    for (const { breaker: each } of guards) each.failed(each.enter());
    expect(guards.filter(({ breaker: each }) => each.state === 'open')).toHaveLength(most);
  }
  expect(ejected).toEqual(['b1', 'b2', 'b1', 'b1', 'b2', 'b3']);
});

test('health checks run while somebody holds the group', async () => {
  const clock = new ManualClock();
  const groups = modelGroups({}, clock);
  const pools = new PoolSet(1);
  const model = aModel('m', {
    backends: backends.slice(0, 1),
    reliability: aReliability({ healthCheck: { path: '/health', intervalMs: 1_000, timeoutMs: 100 } }),
  });
  const origin = 'http://127.0.0.1:1';
  groups.acquire(model, [{ pool: pools.acquire({ origin, connectTimeoutMs: 100 }), origin, load: undefined }]);
  expect(clock.pending).toBe(1);
  groups.release(model);
  expect(clock.pending).toBe(0);
  await pools.destroy();
});

test('servers that tell their load are asked where there is a choice, and the busier one is asked less', async () => {
  const busy = await startFakeBackend((response) => void response.end('running 40\nwaiting 2\n'));
  const pools = new PoolSet(1);
  const { origin } = new URL(busy.baseUrl);
  const load = { path: '/metrics', running: 'running', waiting: 'waiting' };
  const pool = pools.acquire({ origin, connectTimeoutMs: 1_000 });
  const groups = modelGroups();
  const model = aModel('m', { backends: backends.slice(0, 2) });
  const { guards } = groups.acquire(model, [
    { pool, origin, load },
    { pool, origin, load: undefined },
  ]);
  await vi.waitFor(() => expect(guards[0]!.load).toBe(42));
  expect(guards[1]!.load).toBe(0);
  expect(
    pickBackend(
      guards.map((guard) => ({ guard, weight: 1 })),
      [],
      'free',
      'least_request',
      () => 0,
    )?.guard,
  ).toBe(guards[1]);
  groups.release(model);
  await pools.destroy();
  await busy.close();
});
