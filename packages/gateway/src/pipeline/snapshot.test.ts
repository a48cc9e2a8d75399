import { expect, test } from 'vitest';
import { LimitStoreSet } from '../access/limits/limit-store-set.ts';
import { ResponseCache } from '../cache/response-cache.ts';
import { providers } from '../providers/index.ts';
import { createInProcessLimits } from '../stores/drivers/in-process/in-process-limits.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { aBackend, aConfig, aModel, anEngine } from '../testing/gateway-fixture.ts';
import { modelGroups } from '../testing/upstream-fixture.ts';
import { PoolSet } from '../transport/pool-set.ts';
import { createSnapshot } from './snapshot.ts';

const limitStores = new LimitStoreSet(
  createInProcessLimits(() => 0),
  silentLogger,
);
const accessServices = {
  clock: { now: () => 0, time: () => 0 },
  logger: silentLogger,
  folder: '',
  metrics: { limited() {}, limitStoreFailed() {} },
};

function aSnapshot(pools: PoolSet, baseUrls: readonly string[]) {
  return createSnapshot({
    config: aConfig({ models: [aModel('m', { backends: baseUrls.map((url) => aBackend(url)) })] }),
    engine: anEngine(),
    document: undefined,
    createdSeconds: 0,
    providers,
    pluginKinds: [],
    services: {
      logger: silentLogger,
      ports: { classifiers: {}, taggers: {} },
      cache: new ResponseCache(),
      random: Math.random,
    },
    pools,
    groups: modelGroups(),
    limitStores,
    accessServices,
  });
}

test('a retired snapshot gives its pools back when its last request ends; what the next one uses stays', async () => {
  const pools = new PoolSet(1);
  const old = aSnapshot(pools, ['http://127.0.0.1:1/v1', 'http://127.0.0.1:2/v1']);
  aSnapshot(pools, ['http://127.0.0.1:2/v1']);
  expect(pools.size).toBe(2);
  old.hold();
  old.hold();
  let isFree = false;
  const freed = old.retire().then(() => {
    isFree = true;
  });
  old.letGo();
  await Promise.resolve();
  expect([pools.size, isFree]).toEqual([2, false]);
  old.letGo();
  await freed;
  expect(pools.size).toBe(1);
  await pools.destroy();
});

test('a snapshot that cannot be made holds nothing', () => {
  const pools = new PoolSet(1);
  const bad = aBackend('http://127.0.0.1:1/v1', { provider: 'nope' });
  const source = {
    config: aConfig({ models: [aModel('m', { backends: [aBackend('http://127.0.0.1:1/v1'), bad] })] }),
    engine: anEngine(),
    document: undefined,
    createdSeconds: 0,
    providers,
    pluginKinds: [],
    services: {
      logger: silentLogger,
      ports: { classifiers: {}, taggers: {} },
      cache: new ResponseCache(),
      random: Math.random,
    },
    pools,
    groups: modelGroups(),
    limitStores,
    accessServices,
  };
  expect(() => createSnapshot(source)).toThrow('unknown provider');
  expect(pools.size).toBe(0);
});
