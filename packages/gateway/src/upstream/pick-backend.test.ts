import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aGuard } from '../testing/upstream-fixture.ts';
import { type Choosable, pickBackend } from './pick-backend.ts';

interface Named extends Choosable {
  readonly name: string;
}

function backends(weights: readonly number[], limit = 1_000): readonly Named[] {
  const concurrency = { limit, waiting: 1, waitMs: 100 };
  return weights.map((weight, at) => ({ name: `b${at}`, weight, guard: aGuard({ concurrency }) }));
}

function load(backend: Named | undefined, requests: number): void {
  for (let i = 0; i < requests; i++) backend!.guard.places.tryEnter();
}

/** Numbers from a list, again and again. */
function dice(...numbers: readonly number[]): () => number {
  let at = 0;
  return () => numbers[at++ % numbers.length]!;
}

/** Evenly spread numbers, which make shares exact; the second of each pair strides differently. */
function spread(): () => number {
  let at = 0;
  return () => ((at++ * 0.618_033_988_75) % 1) as number;
}

function shares(
  given: readonly Named[],
  policy: 'least_request' | 'round_robin',
  times: number,
): Record<string, number> {
  const random = spread();
  const counts: Record<string, number> = {};
  for (let i = 0; i < times; i++) {
    const { name } = pickBackend(given, [], 'free', policy, random)!;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('pickBackend', () => {
  test('between idle backends goes by weight', () => {
    const counts = shares(backends([1, 3]), 'least_request', 4_000);
    expect(counts.b0).toBeGreaterThan(900);
    expect(counts.b0).toBeLessThan(1_100);
  });

  test('takes the less busy of two, by its weight', () => {
    const given = backends([1, 1]);
    load(given[0], 3);
    expect(pickBackend(given, [], 'free', 'least_request', dice(0, 0))!.name).toBe('b1');
    load(given[1], 4);
    expect(pickBackend(given, [], 'free', 'least_request', dice(0.9, 0))!.name).toBe('b0');
    const weighted = backends([1, 4]);
    load(weighted[0], 2);
    load(weighted[1], 4);
    expect(pickBackend(weighted, [], 'free', 'least_request', dice(0, 0))!.name).toBe('b1');
  });

  test('keeps loads near the weights when requests stay', () => {
    const given = backends([1, 2, 5]);
    const random = spread();
    for (let i = 0; i < 800; i++) pickBackend(given, [], 'free', 'least_request', random)!.guard.places.tryEnter();
    const loads = given.map(({ guard }) => guard.load);
    for (const [at, expected] of [100, 200, 500].entries()) {
      expect(Math.abs(loads[at]! - expected)).toBeLessThan(expected * 0.1);
    }
  });

  test('in turn: as often as the weights say, and never the same in a row where it can be helped', () => {
    const given = backends([1, 1, 2]);
    const names = Array.from({ length: 8 }, () => pickBackend(given, [], 'free', 'round_robin', () => 0)!.name);
    expect(names).toEqual(['b2', 'b0', 'b1', 'b2', 'b2', 'b0', 'b1', 'b2']);
  });

  test('never takes who was tried, is open, unwell, resting or full', () => {
    const given = backends([1, 1, 1, 1, 1], 1);
    for (let i = 0; i < 5; i++) given[0]!.guard.breaker.failed(given[0]!.guard.breaker.enter());
    given[1]!.guard.isHealthy = false;
    given[2]!.guard.rest(100);
    load(given[3], 1);
    expect(given.map(({ guard }) => guard.obstacle)).toEqual([
      'circuit_open',
      'unhealthy',
      'resting',
      undefined,
      undefined,
    ]);
    expect(pickBackend(given, [], 'free', 'least_request', dice(0, 0))!.name).toBe('b4');
    expect(pickBackend(given, [given[4]!], 'free', 'least_request', dice(0, 0))).toBeUndefined();
    expect(pickBackend(given, [given[4]!], 'waiting', 'least_request', dice(0, 0))!.name).toBe('b3');
    expect(pickBackend(given, [given[4]!], 'unwell', 'least_request', dice(0, 0))!.name).toBe('b1');
    expect(pickBackend(given, given.slice(1), 'despite', 'least_request', dice(0, 0))!.name).toBe('b0');
  });

  test('always finds one of those that may be called, whatever weights, loads and dice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ weight: fc.double({ min: 0.001, max: 1e3, noNaN: true }), load: fc.nat(5) }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 2, maxLength: 2 }),
        fc.constantFrom('least_request' as const, 'round_robin' as const),
        (parts, numbers, policy) => {
          const given = backends(
            parts.map(({ weight }) => weight),
            5,
          );
          for (const [at, part] of parts.entries()) load(given[at], part.load);
          const free = given.filter(({ guard }) => guard.places.hasPlace);
          const picked = pickBackend(given, [], 'free', policy, dice(...numbers));
          expect(picked === undefined ? free.length === 0 : free.includes(picked)).toBe(true);
        },
      ),
    );
  });
});
