import { describe, expect, test } from 'vitest';
import { PoolSet } from './pool-set.ts';

const A = { origin: 'http://127.0.0.1:1', connectTimeoutMs: 100 };
const B = { origin: 'http://127.0.0.1:2', connectTimeoutMs: 100 };

describe('PoolSet', () => {
  test('shares a pool among all who hold it, and closes it with the last', async () => {
    const pools = new PoolSet(4);
    const first = pools.acquire(A);
    expect(pools.acquire(A)).toBe(first);
    expect(pools.acquire(B)).not.toBe(first);
    expect(pools.size).toBe(2);
    pools.release(A);
    expect(pools.size).toBe(2);
    pools.release(A);
    expect(pools.size).toBe(1);
    expect(first.closed).toBe(true);
    await pools.destroy();
  });

  test('keeps pools apart that wait differently for a connection', async () => {
    const pools = new PoolSet(4);
    expect(pools.acquire({ ...A, connectTimeoutMs: 5 })).not.toBe(pools.acquire(A));
    await pools.destroy();
  });

  test('ignores a release of what nobody holds', () => {
    const pools = new PoolSet(4);
    pools.release(A);
    expect(pools.size).toBe(0);
  });
});
