import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type LogBounds,
  type LogDefinition,
  type LogDriver,
  type LogGroupFilter,
  ROLL_UP_MS,
} from '../stores/log-driver.ts';

/** What the suite keeps in logs: a parcel of some weight, somewhere, with stickers on it. */
export interface Parcel {
  readonly id: string;
  readonly at: number;
  readonly place: string | null;
  readonly state: string;
  readonly owner: string | null;
  readonly weight: number;
  readonly stickers: readonly string[];
}

export const parcelLog: LogDefinition<Parcel> = {
  name: 'parcels',
  id: ({ id }) => id,
  time: ({ at }) => at,
  bytes: () => 100,
  facets: { place: ({ place }) => place, state: ({ state }) => state },
  keys: { owner: ({ owner }) => owner },
  measures: { weight: ({ weight }) => weight },
  tags: ({ stickers }) => stickers,
  revive: (json) => json as Parcel,
};

/** A parcel of one gram, in Oslo, on its way. */
export function aParcel(id: string, overrides: Partial<Parcel> = {}): Parcel {
  return { id, at: 1_000, place: 'Oslo', state: 'sent', owner: null, weight: 1, stickers: [], ...overrides };
}

const DAY_MS = 24 * ROLL_UP_MS;

export const WIDE: LogBounds = { maxEntries: 1_000, maxBytes: 10_000_000 };

/** What a driver's test gives: a fresh log with these bounds, at the time that `now` says. */
export type OpenLog = (bounds: LogBounds, now: () => number) => Promise<LogDriver<Parcel>>;

/** What every driver of logs has to do. */
export function describeLogDriver(name: string, open: OpenLog): void {
  describe(`${name}, as every log`, () => {
    const opened: LogDriver<Parcel>[] = [];
    afterEach(async () => {
      for (const log of opened.splice(0)) await log.close();
    });
    async function aLog(parcels: readonly Parcel[] = [], bounds = WIDE, now = () => 2_000): Promise<LogDriver<Parcel>> {
      const log = await open(bounds, now);
      opened.push(log);
      for (const parcel of parcels) log.put(parcel);
      return log;
    }
    const idsOf = async (log: LogDriver<Parcel>, filter = {}, page = { limit: 100, offset: 0 }) =>
      (await log.list(filter, page)).entries.map(({ id }) => id);
    const letters = (text: string, overrides: Partial<Parcel> = {}) => [...text].map((id) => aParcel(id, overrides));

    test('gives an entry back as it was put, at once and later', async () => {
      const parcel = aParcel('a', { place: null, owner: 'Åse', weight: 0.5, stickers: ['fragile', '易碎'] });
      const log = await aLog([parcel]);
      expect(await log.get('a')).toEqual(parcel);
      await log.flush();
      expect(await log.get('a')).toEqual(parcel);
      expect(await log.get('b')).toBeUndefined();
    });

    test('lists the newest first, in pages, with the total', async () => {
      const log = await aLog(letters('abcde'));
      expect(await idsOf(log)).toEqual(['e', 'd', 'c', 'b', 'a']);
      expect(await log.list({}, { limit: 2, offset: 1 })).toMatchObject({
        entries: [{ id: 'd' }, { id: 'c' }],
        total: 5,
      });
      expect(await log.list({}, { limit: 2, offset: 5 })).toEqual({ entries: [], total: 5, hasMore: false });
    });

    test('replaces an entry of the same id where it stands, and counts the new one only', async () => {
      const log = await aLog([aParcel('a', { weight: 5, stickers: ['old'] }), aParcel('b')]);
      await log.flush();
      log.put(aParcel('a', { state: 'arrived', owner: 'Ada', weight: 7, stickers: ['new'] }));
      expect(await idsOf(log)).toEqual(['b', 'a']);
      expect(await idsOf(log, { facets: { state: 'sent' } })).toEqual(['b']);
      expect(await idsOf(log, { keys: { owner: 'Ada' } })).toEqual(['a']);
      expect(await log.group({ facets: { state: 'arrived' } }, [])).toEqual([
        { facets: {}, entries: 1, measures: { weight: 7 } },
      ]);
      expect(await log.tags({})).toEqual({ new: 1 });
      expect(await log.statistics()).toMatchObject({ entries: 2, dropped: 0, lost: 0 });
    });

    test('filters by facets, by none, and by keys, all together', async () => {
      const log = await aLog([
        aParcel('a', { owner: 'Ada' }),
        aParcel('b', { place: null }),
        aParcel('c', { state: 'lost', owner: 'Ada' }),
        aParcel('d', { place: 'Rome', owner: 'Bo' }),
      ]);
      expect(await idsOf(log, { facets: { place: 'Oslo' } })).toEqual(['c', 'a']);
      expect(await idsOf(log, { facets: { place: null } })).toEqual(['b']);
      expect(await idsOf(log, { facets: { place: 'Oslo', state: 'lost' } })).toEqual(['c']);
      expect(await idsOf(log, { keys: { owner: 'Ada' } })).toEqual(['c', 'a']);
      expect(await log.list({ keys: { owner: 'Ada' } }, { limit: 1, offset: 1 })).toMatchObject({
        entries: [{ id: 'a' }],
        total: 2,
      });
      expect(await idsOf(log, { keys: { owner: 'Ada' }, facets: { state: 'lost' } })).toEqual(['c']);
      expect(await idsOf(log, { facets: { place: 'Paris' } })).toEqual([]);
    });

    test('searches beginnings of ids and keys, and where there are none, facets', async () => {
      const log = await aLog([
        aParcel('oslo-1'),
        aParcel('x-2', { place: 'Rome', owner: 'Ada' }),
        aParcel('x-3', { place: "O'Hare", state: 'lost' }),
      ]);
      expect(await idsOf(log, { search: 'x-' })).toEqual(['x-3', 'x-2']);
      expect(await idsOf(log, { search: 'Ad' })).toEqual(['x-2']);
      expect(await idsOf(log, { search: 'OSL' })).toEqual(['oslo-1']);
      expect(await idsOf(log, { search: "o'h" })).toEqual(['x-3']);
      expect(await idsOf(log, { search: 'os', facets: { place: 'Rome' } })).toEqual([]);
      expect(await idsOf(log, { search: 'lost', facets: { place: "O'Hare" } })).toEqual(['x-3']);
      expect(await idsOf(log, { search: '%' })).toEqual([]);
    });

    test('adds up by facets, and counts tags', async () => {
      const log = await aLog([
        aParcel('a', { weight: 2, stickers: ['fragile'] }),
        aParcel('b', { weight: 3, stickers: ['fragile', 'wet'] }),
        aParcel('c', { place: null, weight: 5 }),
      ]);
      const byPlace = [...(await log.group({}, ['place']))].sort((one, other) => other.entries - one.entries);
      expect(byPlace).toEqual([
        { facets: { place: 'Oslo' }, entries: 2, measures: { weight: 5 } },
        { facets: { place: null }, entries: 1, measures: { weight: 5 } },
      ]);
      expect(await log.group({ facets: { place: 'Paris' } }, [])).toEqual([]);
      expect(await log.tags({})).toEqual({ fragile: 2, wet: 1 });
      expect(await log.tags({ facets: { place: null } })).toEqual({});
    });

    test('filters by time: lists exactly, sums by whole hours', async () => {
      const at = (hours: number) => Math.round(hours * ROLL_UP_MS);
      const log = await aLog([
        aParcel('a', { at: at(0.5) }),
        aParcel('b', { at: at(1.2), weight: 2, stickers: ['wet'] }),
        aParcel('c', { at: at(1.8), weight: 3, owner: 'Ada', stickers: ['wet'] }),
        aParcel('d', { at: at(2), place: null, stickers: ['wet'] }),
        aParcel('e', { at: at(3.1), weight: 5, owner: 'Ada' }),
      ]);
      expect(await idsOf(log, { since: at(1.2), until: at(3.1) })).toEqual(['d', 'c', 'b']);
      expect(await idsOf(log, { since: at(1.3), until: at(1.9) })).toEqual(['c']);
      expect(await idsOf(log, { since: at(1) })).toEqual(['e', 'd', 'c', 'b']);
      expect(await idsOf(log, { until: at(2) })).toEqual(['c', 'b', 'a']);
      expect(await idsOf(log, { since: at(9) })).toEqual([]);
      expect(await idsOf(log, { since: at(1.3), facets: { place: 'Oslo' } })).toEqual(['e', 'c']);
      expect(await idsOf(log, { since: at(1.9), keys: { owner: 'Ada' } })).toEqual(['e']);
      expect(await log.list({ since: at(1.2), until: at(3.1) }, { limit: 1, offset: 1 })).toMatchObject({
        entries: [{ id: 'c' }],
        total: 3,
      });
      expect(await log.group({ since: at(1.5), until: at(1.6) }, [])).toEqual([
        { facets: {}, entries: 2, measures: { weight: 5 } },
      ]);
      expect(await log.group({ since: at(4) }, [])).toEqual([]);
      expect(await log.tags({ since: at(2), until: at(2.1) })).toEqual({ wet: 1 });
    });

    test('says when an entry is kept', async () => {
      const log = await aLog();
      await log.keep(aParcel('a'));
      await log.keep(aParcel('a', { weight: 3 }));
      expect(await log.group({}, [])).toEqual([{ facets: {}, entries: 1, measures: { weight: 3 } }]);
    });

    test('lets the oldest go beyond its number of entries, and counts them', async () => {
      const log = await aLog([], { ...WIDE, maxEntries: 8 });
      for (const id of 'abcdefghijklmnopqrstuvwxyz') {
        log.put(aParcel(id));
        await log.flush();
      }
      await log.prune({ maxEntries: 8 });
      const ids = await idsOf(log);
      expect(ids.length).toBeGreaterThan(4);
      expect(ids.length).toBeLessThanOrEqual(8);
      expect(ids).toEqual([...'zyxwvuts'].slice(0, ids.length));
      expect(await log.get('a')).toBeUndefined();
      expect(await log.statistics()).toMatchObject({ entries: ids.length, dropped: 26 - ids.length });
      expect(log.dropped()).toBe(26 - ids.length);
    });

    test('lets go of what is too old', async () => {
      const log = await aLog([...letters('abcd'), ...letters('efgh', { at: 1_900 })]);
      expect(await log.prune({ maxAgeMs: 500 })).toBe(4);
      expect(await idsOf(log)).toEqual(['h', 'g', 'f', 'e']);
      expect(await log.prune({ maxAgeMs: 500 })).toBe(0);
    });

    test('lets go of the oldest of some facets alone, and counts go with them', async () => {
      const at = (hour: number) => hour * ROLL_UP_MS;
      const lost = [1, 2, 3, 30].map((hour) =>
        aParcel(`lost${hour}`, { state: 'lost', at: at(hour), stickers: ['x'] }),
      );
      const log = await aLog([...letters('ab', { at: at(1) }), ...lost]);
      expect(await log.thin({ state: 'lost' }, 4)).toBe(0);
      expect(await log.thin({ state: 'lost' }, 2)).toBe(2);
      expect(await idsOf(log)).toEqual(['lost30', 'lost3', 'b', 'a']);
      expect(await log.get('lost1')).toBeUndefined();
      expect(await log.tags({})).toEqual({ x: 2 });
      expect((await log.group({}, [])).map(({ entries }) => entries)).toEqual([4]);
      log.put(aParcel('lost31', { state: 'lost', at: at(31) }));
      expect(await idsOf(log, { facets: { state: 'lost' } })).toEqual(['lost31', 'lost30', 'lost3']);
    });

    test('tells all entries, the oldest first', async () => {
      const log = await aLog(letters('abc'));
      const told: string[] = [];
      for await (const { id } of log.all()) told.push(id);
      expect(told).toEqual(['a', 'b', 'c']);
    });

    test('finds and counts what a plain list would', async () => {
      const parcels = fc.array(
        fc.record({
          id: fc.constantFrom(...'abcdefghij'),
          at: fc.constantFrom(1_000, ROLL_UP_MS / 2, ROLL_UP_MS + 1_000, DAY_MS + 1_000, 3 * DAY_MS + 2.5 * ROLL_UP_MS),
          place: fc.constantFrom('Oslo', 'Rome', null),
          state: fc.constantFrom('sent', 'lost'),
          owner: fc.constantFrom('Ada', null),
          weight: fc.integer({ min: 0, max: 9 }),
          stickers: fc.uniqueArray(fc.constantFrom('x', 'y')),
        }),
        { maxLength: 30 },
      );
      const page = fc.record({ limit: fc.integer({ min: 1, max: 5 }), offset: fc.integer({ min: 0, max: 6 }) });
      const place = fc.constantFrom('Oslo', 'Rome', null);
      await fc.assert(
        fc.asyncProperty(parcels, page, place, async (puts, { limit, offset }, wanted) => {
          const log = await open(WIDE, () => 2_000);
          const model = new Map<string, Parcel>();
          for (const [at, parcel] of puts.entries()) {
            log.put(parcel);
            model.set(parcel.id, parcel);
            if (at % 3 === 0) await log.flush();
          }
          const meant = [...model.values()].reverse().filter((parcel) => parcel.place === wanted);
          const filter = { facets: { place: wanted } };
          expect(await log.list(filter, { limit, offset })).toEqual({
            entries: meant.slice(offset, offset + limit),
            total: meant.length,
            hasMore: meant.length > offset + limit,
          });
          const from = meant[offset];
          if (from !== undefined) {
            expect(await log.list(filter, { limit, offset: 0, after: from.id })).toEqual({
              entries: meant.slice(offset + 1, offset + 1 + limit),
              total: meant.length,
              hasMore: meant.length > offset + 1 + limit,
            });
          }
          const weight = meant.reduce((sum, parcel) => sum + parcel.weight, 0);
          expect(await log.group(filter, [])).toEqual(
            meant.length === 0 ? [] : [{ facets: {}, entries: meant.length, measures: { weight } }],
          );
          const x = meant.filter(({ stickers }) => stickers.includes('x')).length;
          expect((await log.tags(filter)).x ?? 0).toBe(x);
          const late = meant.filter(({ at }) => at >= ROLL_UP_MS / 2);
          expect(await log.list({ ...filter, since: ROLL_UP_MS / 2 }, { limit, offset })).toEqual({
            entries: late.slice(offset, offset + limit),
            total: late.length,
            hasMore: late.length > offset + limit,
          });
          const [since, until] = [ROLL_UP_MS, DAY_MS + ROLL_UP_MS * (offset + 1)];
          const inSpan = meant.filter(({ at }) => at >= since && at < until);
          expect((await log.group({ ...filter, since, until }, []))[0]?.entries ?? 0).toBe(inSpan.length);
          expect((await log.tags({ ...filter, since, until })).x ?? 0).toBe(
            inSpan.filter(({ stickers }) => stickers.includes('x')).length,
          );
          // What is let go of, what comes late after that, and what is put again: sums are those of what is there.
          await log.prune({ maxEntries: limit });
          for (const parcel of puts.slice(0, 3)) log.put({ ...parcel, weight: parcel.weight + 1 });
          await log.thin({ place: wanted }, offset);
          await log.flush();
          const there: Parcel[] = [];
          for await (const parcel of log.all()) there.push(parcel);
          for (const span of [{}, { since }, { until: DAY_MS }]) {
            const { since: first = 0, until: end = Number.POSITIVE_INFINITY } = span as LogGroupFilter;
            const counted = there.filter(({ at }) => at >= first && at < end);
            const [sums] = await log.group(span, []);
            expect([sums?.entries ?? 0, sums?.measures.weight ?? 0]).toEqual([
              counted.length,
              counted.reduce((sum, each) => sum + each.weight, 0),
            ]);
            expect((await log.tags(span)).x ?? 0).toBe(counted.filter(({ stickers }) => stickers.includes('x')).length);
          }
          await log.close();
        }),
        { numRuns: 20 },
      );
    }, 60_000);
  });
}
