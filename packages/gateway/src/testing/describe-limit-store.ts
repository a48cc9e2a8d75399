import { describe, expect, test } from 'vitest';
import type { LimitDemand, LimitStore } from '../stores/limit-store.ts';

/** Opens a store on counters of one name space: two stores of the same space share them where the driver shares at all. */
export type OpenLimitStore = (space: string) => LimitStore | Promise<LimitStore>;

let spaces = 0;

/** What every store of counters has to do; `sharesBetween` says whether two of them count together. */
export function describeLimitStore(
  name: string,
  { open, sharesBetween }: { readonly open: OpenLimitStore; readonly sharesBetween: boolean },
): void {
  const endsAt = Date.now() + 3_600_000;
  const demand = (counter: string, amount: number, limit: number): LimitDemand => ({ counter, amount, limit, endsAt });

  async function withStore(use: (store: LimitStore, space: string) => Promise<void>): Promise<void> {
    const space = `space-${process.pid}-${++spaces}`;
    const store = await open(space);
    try {
      await use(store, space);
    } finally {
      await store.close();
    }
  }

  describe(`the limit store ${name}`, () => {
    test('takes until a counter is full, to the last unit', () =>
      withStore(async (store) => {
        expect(await store.take([demand('a', 3, 5)])).toEqual({ isGranted: true, used: [3] });
        expect(await store.take([demand('a', 3, 5)])).toEqual({ isGranted: false, used: [3] });
        expect(await store.take([demand('a', 2, 5)])).toEqual({ isGranted: true, used: [5] });
        expect(await store.take([demand('a', 1, 5)])).toEqual({ isGranted: false, used: [5] });
        expect(await store.take([demand('b', 1, 5)])).toEqual({ isGranted: true, used: [1] });
      }));

    test('takes of all counters or of none', () =>
      withStore(async (store) => {
        await store.take([demand('full', 1, 1)]);
        expect(await store.take([demand('a', 1, 9), demand('full', 1, 1), demand('b', 1, 9)])).toEqual({
          isGranted: false,
          used: [0, 1, 0],
        });
        expect(await store.take([demand('a', 1, 9), demand('b', 2, 9)])).toEqual({ isGranted: true, used: [1, 2] });
      }));

    test('corrects up and down, past the limit, not below nothing, and only what is counted', () =>
      withStore(async (store) => {
        await store.take([demand('a', 4, 5), demand('b', 4, 5)]);
        await store.correct([
          { counter: 'a', amount: 3 },
          { counter: 'b', amount: -9 },
          { counter: 'c', amount: -1 },
        ]);
        expect(await store.take([demand('a', 1, 5), demand('b', 1, 5), demand('c', 1, 5)])).toEqual({
          isGranted: false,
          used: [7, 0, 0],
        });
        expect(await store.take([demand('b', 5, 5), demand('c', 5, 5)])).toEqual({ isGranted: true, used: [5, 5] });
      }));

    test('counts billions exactly', () =>
      withStore(async (store) => {
        const most = 900_000_000_000_000;
        expect(await store.take([demand('money', most - 1, most)])).toEqual({ isGranted: true, used: [most - 1] });
        expect((await store.take([demand('money', 2, most)])).isGranted).toBe(false);
        expect(await store.take([demand('money', 1, most)])).toEqual({ isGranted: true, used: [most] });
      }));

    test('grants exactly as many as there is room for when many ask at once', () =>
      withStore(async (store, space) => {
        const others = sharesBetween ? [await open(space)] : [];
        const stores = [store, ...others];
        const asked = Array.from({ length: 500 }, (_, index) =>
          Promise.resolve(stores[index % stores.length]!.take([demand('a', 1, 137), demand('b', 2, 10_000)])),
        );
        const granted = (await Promise.all(asked)).filter(({ isGranted }) => isGranted);
        expect(granted).toHaveLength(137);
        expect((await store.take([demand('b', 0, 10_000)])).used).toEqual([274]);
        await Promise.all(others.map((each) => each.close()));
      }));

    test.runIf(sharesBetween)('shares its counters with others of the same name space, and of no other', () =>
      withStore(async (store, space) => {
        await store.take([demand('a', 1, 5)]);
        const same = await open(space);
        expect((await same.take([demand('a', 1, 5)])).used).toEqual([2]);
        const other = await open(`${space}-other`);
        expect((await other.take([demand('a', 1, 5)])).used).toEqual([1]);
        await Promise.all([same.close(), other.close()]);
      }),
    );
  });
}
