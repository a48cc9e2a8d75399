import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInProcessLog } from './in-process-log.ts';

describe('the in-process log', () => {
  test('gives the newest first, up to the limit', async () => {
    const log = createInProcessLog<string>({ maxEntries: 10, maxBytes: 1_000 });
    for (const id of ['a', 'b', 'c']) log.put(id, id.toUpperCase(), 1);
    expect(await log.recent(2)).toEqual(['C', 'B']);
    expect(await log.recent(50)).toEqual(['C', 'B', 'A']);
    expect(await log.get('a')).toBe('A');
    expect(await log.get('z')).toBe(undefined);
  });

  test('drops the oldest beyond the number of entries, and counts what it dropped', async () => {
    const log = createInProcessLog<string>({ maxEntries: 2, maxBytes: 1_000 });
    for (const id of ['a', 'b', 'c']) log.put(id, id, 10);
    expect(await log.recent(9)).toEqual(['c', 'b']);
    expect(await log.get('a')).toBe(undefined);
    expect(log.statistics()).toEqual({ entries: 2, bytes: 20, dropped: 1 });
  });

  test('drops the oldest beyond the number of bytes, but keeps a single large entry', async () => {
    const log = createInProcessLog<string>({ maxEntries: 9, maxBytes: 100 });
    log.put('a', 'a', 60);
    log.put('b', 'b', 60);
    expect(await log.recent(9)).toEqual(['b']);
    log.put('c', 'c', 500);
    expect(await log.recent(9)).toEqual(['c']);
    expect(log.statistics()).toEqual({ entries: 1, bytes: 500, dropped: 2 });
  });

  test('replaces an entry of the same id where it stands', async () => {
    const log = createInProcessLog<string>({ maxEntries: 9, maxBytes: 100 });
    log.put('a', 'begun', 10);
    log.put('b', 'b', 10);
    log.put('a', 'ended', 30);
    expect(await log.recent(9)).toEqual(['b', 'ended']);
    expect(log.statistics()).toEqual({ entries: 2, bytes: 40, dropped: 0 });
  });

  test('is empty once closed', async () => {
    const log = createInProcessLog<string>({ maxEntries: 9, maxBytes: 100 });
    log.put('a', 'a', 10);
    await log.close();
    expect(await log.recent(9)).toEqual([]);
  });

  test('holds what a plain list with the same bounds would hold', async () => {
    const puts = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 40 })));
    await fc.assert(
      fc.asyncProperty(puts, fc.integer({ min: 1, max: 5 }), async (entries, maxEntries) => {
        const log = createInProcessLog<number>({ maxEntries, maxBytes: 100 });
        let model: { id: string; value: number; bytes: number }[] = [];
        for (const [value, [key, bytes]] of entries.entries()) {
          const id = String(key);
          log.put(id, value, bytes);
          const known = model.find((entry) => entry.id === id);
          if (known === undefined) model.push({ id, value, bytes });
          else Object.assign(known, { value, bytes });
          model = model.slice(-maxEntries);
          while (model.length > 1 && model.reduce((sum, entry) => sum + entry.bytes, 0) > 100) model.shift();
        }
        expect(await log.recent(99)).toEqual(model.map(({ value }) => value).reverse());
        expect(log.statistics().bytes).toBe(model.reduce((sum, entry) => sum + entry.bytes, 0));
      }),
    );
  });
});
