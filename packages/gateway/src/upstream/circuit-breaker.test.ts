import { DEFAULT_RELIABILITY } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

function aBreaker(options: Partial<typeof DEFAULT_RELIABILITY.breaker> = {}, more: { mayOpen?: () => boolean } = {}) {
  const clock = new ManualClock();
  const pauses: number[] = [];
  const breaker = new CircuitBreaker(
    { ...DEFAULT_RELIABILITY.breaker, ...options },
    {
      now: clock.now,
      random: () => 0,
      mayOpen: more.mayOpen ?? (() => true),
      onOpen: (pauseMs) => pauses.push(pauseMs),
    },
  );
  const fail = (times: number) => {
    for (let i = 0; i < times; i++) breaker.failed(breaker.enter());
  };
  const succeed = (times: number) => {
    for (let i = 0; i < times; i++) breaker.succeeded(breaker.enter());
  };
  return { breaker, clock, pauses, fail, succeed };
}

describe('CircuitBreaker', () => {
  test('opens after so many failures in a row, and not before', () => {
    const { breaker, fail, succeed } = aBreaker({ consecutiveFailures: 3 });
    fail(2);
    succeed(1);
    fail(2);
    expect([breaker.state, breaker.isPassable]).toEqual(['closed', true]);
    fail(1);
    expect([breaker.state, breaker.isPassable, breaker.enter()]).toEqual(['open', false, 0]);
  });

  test('opens at a share of failures in the window, once there are enough calls', () => {
    const { breaker, fail, succeed } = aBreaker({ consecutiveFailures: 100, errorRate: 0.5, minRequests: 10 });
    succeed(4);
    fail(5);
    expect(breaker.state).toBe('closed');
    fail(1);
    expect(breaker.state).toBe('open');
  });

  test('failures that left the window count no more', () => {
    const { breaker, clock, fail, succeed } = aBreaker({ consecutiveFailures: 100, minRequests: 10, windowMs: 1_000 });
    succeed(4);
    fail(5);
    clock.advance(1_100);
    succeed(6);
    fail(5);
    expect(breaker.state).toBe('closed');
    clock.advance(500);
    fail(1);
    expect(breaker.state).toBe('open');
  });

  test('lets its probes through after the pause, and closes when all of them succeed', () => {
    const { breaker, clock, fail } = aBreaker({ consecutiveFailures: 1, pauseMs: 100, probes: 2 });
    fail(1);
    clock.advance(99);
    expect([breaker.enter(), breaker.remainingMs]).toEqual([0, 1]);
    clock.advance(1);
    expect(breaker.state).toBe('half_open');
    const probes = [breaker.enter(), breaker.enter()];
    expect(breaker.enter()).toBe(0);
    breaker.succeeded(probes[0]!);
    expect(breaker.state).toBe('half_open');
    breaker.succeeded(probes[1]!);
    expect(breaker.state).toBe('closed');
  });

  test('a probe that fails opens it again, each time for twice as long, up to sixteen times', () => {
    const { clock, pauses, fail } = aBreaker({ consecutiveFailures: 1, pauseMs: 100 });
    for (let times = 0; times < 7; times++) {
      fail(1);
      clock.advance(10_000);
    }
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 1_600, 1_600]);
  });

  test('a recovery makes the next pause short again', () => {
    const { clock, pauses, fail, succeed } = aBreaker({ consecutiveFailures: 1, pauseMs: 100 });
    for (let times = 0; times < 2; times++) {
      fail(1);
      clock.advance(1_000);
    }
    succeed(1);
    fail(1);
    expect(pauses).toEqual([100, 200, 100]);
  });

  test('a probe that is abandoned makes room for the next', () => {
    const { breaker, clock, fail } = aBreaker({ consecutiveFailures: 1, pauseMs: 100 });
    fail(1);
    clock.advance(100);
    breaker.abandoned(breaker.enter());
    expect(breaker.enter()).toBeGreaterThan(0);
  });

  test('what calls from before it opened come to changes nothing', () => {
    const { breaker, clock, fail } = aBreaker({ consecutiveFailures: 1, pauseMs: 100 });
    const early = [breaker.enter(), breaker.enter(), breaker.enter()];
    fail(1);
    breaker.succeeded(early[0]!);
    expect(breaker.state).toBe('open');
    clock.advance(100);
    breaker.failed(early[1]!);
    breaker.abandoned(early[2]!);
    expect(breaker.state).toBe('half_open');
    expect(breaker.enter()).toBeGreaterThan(0);
    expect(breaker.enter()).toBe(0);
  });

  test('a call that is forced through closes it when it succeeds, and does not prolong the pause when it fails', () => {
    const { breaker, clock, pauses, fail } = aBreaker({ consecutiveFailures: 1, pauseMs: 100 });
    fail(1);
    for (let times = 0; times < 5; times++) breaker.failed(breaker.force());
    expect([breaker.state, breaker.remainingMs, pauses]).toEqual(['open', 100, [100]]);
    breaker.succeeded(breaker.force());
    expect(breaker.state).toBe('closed');
    fail(1);
    clock.advance(100);
    expect(breaker.enter()).toBeGreaterThan(0);
  });

  test('stays closed where no further backend may be left out', () => {
    const { breaker, pauses, fail } = aBreaker({ consecutiveFailures: 1 }, { mayOpen: () => false });
    fail(10);
    expect([breaker.state, pauses]).toEqual(['closed', []]);
  });
});
