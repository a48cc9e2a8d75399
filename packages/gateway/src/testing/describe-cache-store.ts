import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CacheEntry } from '../cache/cache-entry.ts';
import { CACHE_START, type CacheStore } from '../cache/cache-store.ts';

/** Opens the store of a name: twice the same name is the same store, as two routers have it. */
export type OpenCacheStore = (name: string) => Promise<CacheStore>;

/** An entry that is good until 1,000,000 ms. */
export function anEntry(id: string, overrides: Partial<CacheEntry> = {}): CacheEntry {
  return {
    id,
    group: 'group',
    recipe: 'default',
    decision: 'hard',
    model: 'large',
    tags: ['decision:hard'],
    storedAt: 1_000,
    expiresAt: 1_000_000,
    completion: { object: 'chat.completion', model: 'm', choices: [{ index: 0, message: { content: `of ${id} 易` } }] },
    completionTokens: 3,
    streamMs: 0,
    meaning: { question: 'Which cat\0?', encoder: 'e', vector: 'AAEC' },
    ...overrides,
  };
}

const WIDE = { maxEntries: 1_000, maxBytes: 1_000_000 };

/** What every store of kept answers has to do; `isWatched` says whether it tells others of changes by itself. */
export function describeCacheStore(name: string, open: OpenCacheStore, { isWatched = false } = {}): void {
  describe(`${name}, as every store of kept answers`, () => {
    let own: CacheStore;
    let other: CacheStore;
    beforeAll(async () => {
      own = await open('answers');
      other = await open('answers');
    });
    afterAll(async () => {
      await own.close();
      await other.close();
    });
    const idsOf = (entries: readonly CacheEntry[]) => entries.map(({ id }) => id);

    test('gives others what is new, once and as it was put', async () => {
      const before = await other.changes(CACHE_START, 100);
      await own.put([anEntry('a'), anEntry('b', { meaning: null, completionTokens: null })]);
      const { entries, position, hasMore } = await other.changes(before.position, 100);
      expect(idsOf(entries)).toEqual(['a', 'b']);
      expect(hasMore).toBe(false);
      expect(entries[1]).toEqual(anEntry('b', { meaning: null, completionTokens: null }));
      expect((await other.changes(position, 100)).entries).toEqual([]);
      await own.put([anEntry('a', { storedAt: 2_000 })]);
      expect((await other.changes(position, 100)).entries).toMatchObject([{ id: 'a', storedAt: 2_000 }]);
    });

    test('does not give a process its own back, but gives all to a new one', async () => {
      await own.put([anEntry('mine')]);
      expect(idsOf((await own.changes(CACHE_START, 100)).entries)).not.toContain('mine');
      const third = await open('answers');
      expect(idsOf((await third.changes(CACHE_START, 100)).entries)).toContain('mine');
      await third.close();
    });

    test('gives many in pages', async () => {
      const writer = await open('pages');
      const reader = await open('pages');
      await writer.put(Array.from({ length: 700 }, (_, i) => anEntry(`e${i}`)));
      const found: string[] = [];
      let changes = await reader.changes(CACHE_START, 100);
      for (;;) {
        found.push(...idsOf(changes.entries));
        if (!changes.hasMore) break;
        changes = await reader.changes(changes.position, 100);
      }
      expect(found).toHaveLength(700);
      expect(new Set(found).size).toBe(700);
      await writer.close();
      await reader.close();
    });

    test.runIf(isWatched)('calls whoever begins to watch, and when others add or let go of something', async () => {
      const [writer, reader] = [await open('watched'), await open('watched')];
      let own = 0;
      let heard = 0;
      writer.watch!(() => own++);
      reader.watch!(() => heard++);
      await expect.poll(() => [own, heard], { timeout: 10_000 }).toEqual([1, 1]);
      await writer.put([anEntry('a')]);
      await expect.poll(() => heard, { timeout: 10_000 }).toBe(2);
      await writer.invalidate({}, 5_000);
      await expect.poll(() => heard, { timeout: 10_000 }).toBe(3);
      expect(own).toBe(1);
      await writer.close();
      await reader.close();
    });

    test.runIf(isWatched)('a request is under way at one at a time, for as long as it says', async () => {
      const [one, two] = [own.flights!, other.flights!];
      expect(await one.take('f', 60_000)).toBe(true);
      expect(await two.take('f', 60_000)).toBe(false);
      expect(await one.take('f', 60_000)).toBe(true);
      expect(await two.take('g', 60_000)).toBe(true);
      // Only its own.
      await two.end('f', 0);
      expect(await two.take('f', 60_000)).toBe(false);
      await one.end('f', 60_000);
      expect(await two.take('f', 60_000)).toBe(false);
      await one.end('f', 0);
      expect(await two.take('f', 1)).toBe(true);
      // Whoever had it died.
      await expect.poll(() => one.take('f', 60_000)).toBe(true);
    });

    test('invalidates by tag, and tells the others', async () => {
      const { position } = await other.changes(CACHE_START, 1_000);
      await own.put([
        anEntry('x', { tags: ['red'] }),
        anEntry('y', { tags: ['red', 'blue'] }),
        anEntry('z', { tags: ['blue'] }),
      ]);
      expect(await own.invalidate({ tag: 'red' }, 5_000)).toBe(2);
      expect(await own.invalidate({ tag: 'red' }, 5_000)).toBe(0);
      const changes = await other.changes(position, 1_000);
      expect(idsOf(changes.entries)).toContain('z');
      expect(idsOf(changes.entries)).not.toContain('x');
      expect(changes.invalidated).toContainEqual({ tag: 'red', before: 5_000 });
    });

    test('lists the newest first, by tag, with the size of all', async () => {
      const store = await open('listed');
      await store.put(['a', 'b', 'c'].map((id) => anEntry(id, { tags: id === 'b' ? ['red'] : ['blue'] })));
      const page = await store.list({}, { limit: 2, offset: 0 });
      expect([idsOf(page.entries), page.total]).toEqual([['c', 'b'], 3]);
      expect(page.bytes).toBeGreaterThan(300);
      expect(idsOf((await store.list({ tag: 'red' }, { limit: 9, offset: 0 })).entries)).toEqual(['b']);
      expect(await store.list({ tag: 'none' }, { limit: 9, offset: 0 })).toEqual({ entries: [], total: 0, bytes: 0 });
      await store.close();
    });

    test('what comes after an invalidation stays', async () => {
      await own.put([anEntry('later', { tags: ['green'], storedAt: 9_000 })]);
      expect(await own.invalidate({ tag: 'green' }, 8_000)).toBe(0);
    });

    test('lets go of what has expired, and of the oldest beyond the bounds', async () => {
      const store = await open('bounds');
      await store.put(
        ['a', 'b', 'c', 'd', 'e'].map((id) => anEntry(id, { expiresAt: id === 'd' ? 2_000 : 1_000_000 })),
      );
      expect(await store.prune(WIDE, 3_000)).toBe(1);
      expect(await store.prune({ ...WIDE, maxEntries: 3 }, 3_000)).toBe(1);
      const left = async () => {
        const reader = await open('bounds');
        const { entries } = await reader.changes(CACHE_START, 100);
        await reader.close();
        return idsOf(entries);
      };
      expect(await left()).toEqual(['b', 'c', 'e']);
      expect(await store.prune({ ...WIDE, maxBytes: 900 }, 3_000)).toBeGreaterThan(0);
      expect((await left()).at(-1)).toBe('e');
      expect(await store.invalidate({}, 5_000)).toBeGreaterThan(0);
      expect(await left()).toEqual([]);
      await store.close();
    });
  });
}
