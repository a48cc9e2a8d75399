import { expect, test } from 'vitest';
import { GatewayError } from '../errors/gateway-error.ts';
import { createCacheFamilies } from '../telemetry/cache-families.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { anEntry } from '../testing/describe-cache-store.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { CacheEntry } from './cache-entry.ts';
import type { CACHE_START, CacheBounds, CacheChanges, CacheStore } from './cache-store.ts';
import { ResponseCache } from './response-cache.ts';

const time = () => 10_000;
const WIDE: CacheBounds = { maxEntries: 100, maxBytes: 1_000_000 };

/** A store that two caches share, and that fails when told. */
class SharedStore implements CacheStore {
  readonly entries: CacheEntry[] = [];
  readonly invalidated: { readonly tag: string | null; readonly before: number }[] = [];
  isDown = false;

  async put(entries: readonly CacheEntry[]): Promise<void> {
    this.#check();
    this.entries.push(...entries);
  }

  async changes(since: typeof CACHE_START): Promise<CacheChanges> {
    this.#check();
    const position = { entries: this.entries.length, invalidations: this.invalidated.length };
    return {
      position,
      hasMore: false,
      entries: this.entries.slice(since.entries),
      invalidated: this.invalidated.slice(since.invalidations),
    };
  }

  async invalidate({ tag }: { readonly tag?: string | undefined }, now: number): Promise<number> {
    this.#check();
    this.invalidated.push({ tag: tag ?? null, before: now });
    return 0;
  }

  prune = async () => 0;
  list = async () => ({ entries: [], total: 0, bytes: 0 });
  close = async () => {};

  #check(): void {
    if (this.isDown) throw new Error('no connection');
  }
}

test('the least recently used answer makes room, by number and by size', () => {
  const cache = new ResponseCache({ bounds: { maxEntries: 2, maxBytes: 1_000_000 }, time });
  for (const id of ['a', 'b']) cache.keep(anEntry(id));
  cache.get('a');
  cache.keep(anEntry('c'));
  expect(['a', 'b', 'c'].map((id) => cache.get(id)?.id)).toEqual(['a', undefined, 'c']);
  expect(cache.statistics()).toMatchObject({ entries: 2, evicted: 1 });
  const large = { completion: { choices: [{ message: { content: 'x'.repeat(5_000) } }] } };
  const small = new ResponseCache({ bounds: { maxEntries: 10, maxBytes: 11_500 }, time });
  small.keep(anEntry('a'));
  small.keep(anEntry('large', large));
  expect(small.get('a')).toBeUndefined();
  small.keep(anEntry('huge', { completion: { text: 'x'.repeat(9_000) } }));
  expect(small.get('huge')).toBeUndefined();
  expect(small.get('large')).toBeDefined();
});

test('an answer is found by its vector within its group, and no more once it is gone', () => {
  const cache = new ResponseCache({ bounds: WIDE, time });
  const vector = new Int8Array(64).fill(15);
  const meaning = { question: 'q', encoder: 'e', vector: Buffer.from(vector.buffer).toString('base64') };
  cache.keep(anEntry('a', { meaning }));
  cache.keep(anEntry('b', { meaning, group: 'other' }));
  const found = () => cache.nearest('group', 'e', vector, 4).map(({ entry }) => entry.id);
  expect(found()).toEqual(['a']);
  expect(cache.nearest('group', 'another encoder', vector, 4)).toEqual([]);
  cache.keep(anEntry('a', { meaning: null }));
  expect(found()).toEqual([]);
});

test('what one cache keeps another one finds, and lets go of what the first invalidates', async () => {
  const store = new SharedStore();
  const clocks = [new ManualClock(), new ManualClock()];
  const [own, other] = clocks.map(
    (timers) => new ResponseCache({ bounds: WIDE, openStore: async () => store, time, timers, now: timers.now }),
  );
  own!.open();
  other!.open();
  own!.keep(anEntry('a', { tags: ['red'] }));
  await own!.flush();
  await other!.refresh();
  expect(other!.get('a')?.id).toBe('a');
  await own!.invalidate({ tag: 'red' });
  expect(own!.get('a')).toBeUndefined();
  await other!.refresh();
  expect(other!.get('a')).toBeUndefined();
  // It comes back to look without being told.
  expect(clocks[1]!.pending).toBe(1);
  await Promise.all([own!.close(), other!.close()]);
  expect(clocks[1]!.pending).toBe(0);
});

test('a store that is gone costs what it cannot take, and nothing else', async () => {
  const store = new SharedStore();
  const cache = new ResponseCache({ bounds: WIDE, openStore: async () => store, time });
  cache.open();
  await cache.refresh();
  store.isDown = true;
  cache.keep(anEntry('a'));
  await cache.flush();
  await cache.refresh();
  expect(cache.get('a')?.id).toBe('a');
  expect(cache.statistics()).toMatchObject({ lost: 1 });
  store.isDown = false;
  cache.keep(anEntry('b'));
  await cache.flush();
  expect(store.entries.map(({ id }) => id)).toEqual(['b']);
  await cache.close();
});

test('what waits while the store is gone is written once it is back, without another answer', async () => {
  const store = new SharedStore();
  const timers = new ManualClock();
  const cache = new ResponseCache({ bounds: { ...WIDE, maxEntries: 500 }, openStore: async () => store, time, timers });
  cache.open();
  await cache.refresh();
  store.isDown = true;
  for (let i = 0; i < 100; i++) cache.keep(anEntry(`e${i}`));
  await cache.flush();
  expect(cache.statistics().lost).toBe(64);
  store.isDown = false;
  await cache.refresh();
  timers.advance(100);
  await cache.flush();
  expect(store.entries).toHaveLength(36);
  await cache.close();
});

test('what is let go of is not written afterwards', async () => {
  const store = new SharedStore();
  const cache = new ResponseCache({ bounds: WIDE, openStore: async () => store, time });
  cache.open();
  cache.keep(anEntry('a', { tags: ['red'] }));
  cache.keep(anEntry('b', { tags: ['blue'] }));
  await cache.invalidate({ tag: 'red' });
  expect(store.entries.map(({ id }) => id)).toEqual(['b']);
  await cache.close();
});

test('a store that tells of changes is looked at when it does, once for many, and else only to catch up', async () => {
  let tell = () => {};
  let looks = 0;
  const store = new (class extends SharedStore {
    watch = (onChange: () => void) => {
      tell = onChange;
    };

    override changes(since: typeof CACHE_START) {
      looks++;
      return super.changes(since);
    }
  })();
  const timers = new ManualClock();
  const cache = new ResponseCache({ bounds: WIDE, openStore: async () => store, time, timers, now: timers.now });
  cache.open();
  await cache.refresh();
  const before = looks;
  store.entries.push(anEntry('a'));
  tell();
  tell();
  timers.advance(20);
  await expect.poll(() => cache.get('a')?.id).toBe('a');
  expect(looks).toBe(before + 1);
  timers.advance(1_000);
  expect(looks).toBe(before + 1);
  store.entries.push(anEntry('b'));
  timers.advance(1_000);
  await expect.poll(() => cache.get('b')?.id).toBe('b');
  await cache.close();
  tell();
  expect(timers.pending).toBe(0);
});

test('a server that is not there at the start is tried again, and each failure counted', async () => {
  const store = new SharedStore();
  const { metrics, families } = createCacheFamilies();
  let isThere = false;
  const openStore = async () => {
    if (!isThere) throw new GatewayError('gateway.store_failed', 'no connection');
    return store;
  };
  const cache = new ResponseCache({ bounds: WIDE, openStore, time, metrics });
  const failures = () =>
    families.map((family) => family.snapshot()).find(({ name }) => name === 'signalbox_cache_store_failures_total')!
      .members;
  cache.open();
  await cache.refresh();
  cache.keep(anEntry('a'));
  await cache.flush();
  expect(cache.get('a')?.id).toBe('a');
  expect(failures().find(({ labels }) => labels[0] === 'write')?.value).toBe(1);
  isThere = true;
  store.entries.push(anEntry('b'));
  await cache.refresh();
  expect(cache.get('b')?.id).toBe('b');
  await cache.close();
});

test('what the store finds beyond the memory is there once it is given; one that takes too long is not waited for', async () => {
  let isSlow = false;
  const store = new (class extends SharedStore {
    search = async ({ id }: { readonly id: string }) =>
      isSlow ? new Promise<never>(() => {}) : { exact: this.entries.find((entry) => entry.id === id), similar: [] };
  })();
  const timers = new ManualClock();
  const bounds = { maxEntries: 1, maxBytes: 1_000_000 };
  const cache = new ResponseCache({ bounds, openStore: async () => store, time, timers });
  cache.open();
  await cache.refresh();
  const sought = { id: 'a', group: 'group', meaning: undefined, most: 4 };
  cache.keep(anEntry('a'));
  expect(cache.isPartial).toBe(false);
  cache.keep(anEntry('b'));
  expect(cache.isPartial).toBe(true);
  await cache.flush();
  expect(cache.get('a')).toBeUndefined();
  const { exact } = await cache.search(sought);
  expect(exact?.id).toBe('a');
  expect(cache.get('a')).toBeUndefined();
  cache.given(exact!);
  expect(cache.get('a')?.id).toBe('a');
  isSlow = true;
  const searching = cache.search(sought);
  await expect.poll(() => timers.pending).toBe(2);
  timers.advance(100);
  expect((await searching).exact).toBeUndefined();
  store.isDown = true;
  await cache.refresh();
  expect(cache.isPartial).toBe(false);
  await cache.close();
});

test('expired answers of a store are not taken in', async () => {
  const store = new SharedStore();
  store.entries.push(anEntry('old', { expiresAt: 9_999 }), anEntry('new'));
  const cache = new ResponseCache({ bounds: WIDE, openStore: async () => store, time });
  cache.open();
  await cache.refresh();
  expect(cache.entries().map(({ id }) => id)).toEqual(['new']);
  await cache.close();
});

test('without its store answers stay in this process, and the log says why', async () => {
  const logged: unknown[] = [];
  const logger = { ...silentLogger, warn: (_about: object, text: string) => void logged.push(text) };
  const openStore = async () => Promise.reject(new Error('no such file'));
  const cache = new ResponseCache({ bounds: WIDE, openStore, time, logger });
  cache.open();
  cache.keep(anEntry('a'));
  await cache.flush();
  expect(cache.get('a')?.id).toBe('a');
  expect(logged).toEqual(['kept answers stay in memory and end with the router']);
  await cache.close();
});
