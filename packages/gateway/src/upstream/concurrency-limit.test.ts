import { describe, expect, test } from 'vitest';
import { Cancellation } from '../http/cancellation.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';

function aLimit(limit: number, waiting: number) {
  const clock = new ManualClock();
  return { clock, places: new ConcurrencyLimit({ limit, waiting, waitMs: 100 }, clock) };
}

describe('ConcurrencyLimit', () => {
  test('lets so many in, and the next when one leaves', () => {
    const { places } = aLimit(2, 0);
    expect([places.tryEnter(), places.tryEnter(), places.tryEnter()]).toEqual([true, true, false]);
    places.leave();
    expect([places.tryEnter(), places.taken]).toEqual([true, 2]);
  });

  test('gives a place that is left to the one who has waited longest', async () => {
    const { places, clock } = aLimit(1, 2);
    places.tryEnter();
    const order: string[] = [];
    const first = places.wait(new Cancellation()).then((turn) => order.push(`first ${turn}`));
    const second = places.wait(new Cancellation()).then((turn) => order.push(`second ${turn}`));
    expect(places.waiting).toBe(2);
    places.leave();
    await first;
    places.leave();
    await second;
    expect(order).toEqual(['first entered', 'second entered']);
    expect([places.taken, places.waiting, clock.pending]).toEqual([1, 0, 0]);
    places.leave();
    expect(places.taken).toBe(0);
  });

  test('turns away at once when too many wait', async () => {
    const { places } = aLimit(1, 1);
    places.tryEnter();
    const waiting = places.wait(new Cancellation());
    expect(await places.wait(new Cancellation())).toBe('full');
    places.leave();
    expect(await waiting).toBe('entered');
  });

  test('nobody waits for ever', async () => {
    const { places, clock } = aLimit(1, 1);
    places.tryEnter();
    const waiting = places.wait(new Cancellation());
    clock.advance(100);
    expect(await waiting).toBe('timed_out');
    places.leave();
    expect([places.taken, places.waiting]).toEqual([0, 0]);
  });

  test('a request that ends while it waits leaves the queue', async () => {
    const { places, clock } = aLimit(1, 2);
    places.tryEnter();
    const cancellation = new Cancellation();
    const waiting = places.wait(cancellation);
    cancellation.cancel('client_left');
    expect(await waiting).toBe('cancelled');
    expect(await places.wait(cancellation)).toBe('cancelled');
    expect([places.waiting, clock.pending]).toEqual([0, 0]);
  });

  test('takes fewer from now on where the bound is lowered, and sends nobody away', async () => {
    const { places } = aLimit(2, 1);
    places.tryEnter();
    places.tryEnter();
    places.resize({ limit: 1, waiting: 1, waitMs: 100 });
    const waiting = places.wait(new Cancellation());
    places.leave();
    expect([places.taken, places.waiting]).toEqual([1, 1]);
    places.leave();
    expect([await waiting, places.taken]).toEqual(['entered', 1]);
  });
});
