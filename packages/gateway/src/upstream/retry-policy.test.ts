import { describe, expect, test } from 'vitest';
import { compileRetryPolicy, delayBeforeRound, parseRetryAfter } from './retry-policy.ts';

describe('compileRetryPolicy', () => {
  test('by default retries what another backend may do better', () => {
    const policy = compileRetryPolicy({ on: undefined });
    expect([400, 404, 408, 429, 500, 503, 529].map((status) => policy.retriesStatus(status, status === 408))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(policy.retriesTransport('idle_timeout')).toBe(true);
    expect(policy.retriesTransport('cancelled')).toBe(false);
  });

  test('reads the words of the config', () => {
    const policy = compileRetryPolicy({ on: ['gateway-error', '429', 'connect-failure'] });
    expect([408, 429, 500, 502, 504, 505].map((status) => policy.retriesStatus(status, true))).toEqual([
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(policy.retriesTransport('unreachable')).toBe(true);
    expect(policy.retriesTransport('connect_timeout')).toBe(true);
    expect(policy.retriesTransport('disconnected')).toBe(false);
    expect(compileRetryPolicy({ on: ['5xx'] }).retriesStatus(500, false)).toBe(true);
  });
});

test.each([
  ['2', 2_000],
  ['0.5', 500],
  [' 10 ', 10_000],
  ['Tue, 14 Nov 2023 22:13:30 GMT', 10_000],
  ['Tue, 14 Nov 2000 22:13:20 GMT', 0],
  ['-1', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j asks for %s ms', (value, expected) => {
  expect(parseRetryAfter(value, 1_700_000_000_000)).toBe(expected);
});

describe('delayBeforeRound', () => {
  const wait = (round: number, retryAfterMs: number, random: number) =>
    delayBeforeRound(round, { retryAfterMs, mostMs: 500, random: () => random });

  test('is anything up to a bound that doubles, within the longest wait', () => {
    expect([1, 2, 3, 4].map((round) => wait(round, 0, 1))).toEqual([100, 200, 400, 500]);
    expect(wait(3, 0, 0)).toBe(0);
    expect(wait(2, 0, 0.5)).toBe(100);
  });

  test('is never less than the backend asked for, and none where that is too long', () => {
    expect(wait(1, 300, 0)).toBe(300);
    expect(wait(1, 300, 0.5)).toBe(350);
    expect(wait(1, 501, 0)).toBeUndefined();
  });
});
