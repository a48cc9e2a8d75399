import { PortFailure } from '@signalbox/engine/ports';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Call, createGuardedCall, type GuardOptions } from './guarded-call.ts';

interface Answer {
  readonly to: string;
}
const OPTIONS: GuardOptions = {
  timeoutMs: 300,
  concurrency: 2,
  waiting: 1,
  breaker: { failures: 3, pauseMs: 5_000 },
  cache: { entries: 3, ttlMs: 60_000 },
  batchSize: 2,
};
const echo: Call<Answer> = async (texts) => texts.map((to) => ({ to }));
const guard = (call: Call<Answer>, options: Partial<GuardOptions> = {}) =>
  createGuardedCall(call, { ...OPTIONS, ...options });
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (cause: unknown) => (cause instanceof PortFailure ? cause.code : cause),
  );
const refuse = (code: string) => () => Promise.reject(new PortFailure(code, 'as told'));
/** A server whose answers come when the test says so. */
function held() {
  const open: { texts: readonly string[]; signal: AbortSignal; answer: () => void }[] = [];
  const call: Call<Answer> = (texts, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      open.push({ texts, signal, answer: () => resolve(texts.map((to) => ({ to }))) });
    });
  return { open, call };
}

beforeEach(() => {
  vi.useFakeTimers();
  // The cache's library takes a time of 0 for none.
  vi.advanceTimersByTime(1);
});
afterEach(() => void vi.useRealTimers());

describe('cache', () => {
  test('a text is asked once while its answer is kept; the oldest goes first', async () => {
    const asked: string[] = [];
    const calls = guard((texts, signal) => {
      asked.push(...texts);
      return echo(texts, signal);
    });
    await calls.ask(['a']);
    expect(await calls.ask(['b', 'a', 'c'])).toEqual([{ to: 'b' }, { to: 'a' }, { to: 'c' }]);
    expect(asked).toEqual(['a', 'b', 'c']);
    await calls.ask(['d']);
    await calls.ask(['b']);
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    await calls.ask(['a']);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'a']);
    expect(calls.statistics()).toMatchObject({ asked: 7, cacheHits: 2 });
  });

  test('an answer grows old, and a failure is not kept', async () => {
    let count = 0;
    const calls = guard(async (texts) => {
      count++;
      if (count === 1) throw new PortFailure('adapter.refused', 'no');
      return texts.map((to) => ({ to }));
    });
    expect(await codeOf(calls.ask(['a']))).toBe('adapter.refused');
    await calls.ask(['a']);
    await calls.ask(['a']);
    expect(count).toBe(2);
    vi.advanceTimersByTime(60_001);
    await calls.ask(['a']);
    expect(count).toBe(3);
  });

  test('many texts go out in batches, few at once, and answers keep their order', async () => {
    const batches: (readonly string[])[] = [];
    let atOnce = 0;
    let most = 0;
    const calls = guard(async (texts) => {
      batches.push(texts);
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce--;
      return texts.map((to) => ({ to }));
    });
    const texts = Array.from({ length: 9 }, (_, index) => `text ${index}`);
    expect((await calls.ask(texts)).map(({ to }) => to)).toEqual(texts);
    expect(batches.map((batch) => batch.length)).toEqual([2, 2, 2, 2, 1]);
    expect(most).toBe(2);
  });
});

describe('time and turns', () => {
  test('a call that takes too long is broken off', async () => {
    const { open, call } = held();
    const calls = guard(call);
    const asked = codeOf(calls.ask(['a']));
    await vi.advanceTimersByTimeAsync(301);
    expect(await asked).toBe('adapter.timed_out');
    expect(open[0]!.signal.aborted).toBe(true);
    expect(calls.statistics().failures).toEqual(new Map([['adapter.timed_out', 1]]));
  });

  test('beyond the calls at once some wait, and the rest is refused at once', async () => {
    const { open, call } = held();
    const calls = guard(call);
    const asked = ['a', 'b', 'c', 'd'].map((text) => codeOf(calls.ask([text])));
    expect(await asked[3]).toBe('adapter.busy');
    expect(open.map(({ texts }) => texts[0])).toEqual(['a', 'b']);
    open[0]!.answer();
    await asked[0];
    await vi.advanceTimersByTimeAsync(0);
    expect(open.map(({ texts }) => texts[0])).toEqual(['a', 'b', 'c']);
    for (const each of open) each.answer();
    expect(await Promise.all(asked)).toEqual(['answered', 'answered', 'answered', 'adapter.busy']);
  });

  test('who waits too long is busy, which says nothing against the server', async () => {
    const { call } = held();
    const calls = guard(call, { concurrency: 1, breaker: { failures: 2, pauseMs: 5_000 } });
    const first = codeOf(calls.ask(['a']));
    const second = codeOf(calls.ask(['b']));
    await vi.advanceTimersByTimeAsync(301);
    expect([await first, await second]).toEqual(['adapter.timed_out', 'adapter.busy']);
    expect(calls.statistics().breaker).toBe('closed');
  });

  test('a caller who leaves breaks his call off and frees the place', async () => {
    const { open, call } = held();
    const calls = guard(call, { concurrency: 1, waiting: 0, breaker: { failures: 1, pauseMs: 5_000 } });
    const caller = new AbortController();
    const asked = codeOf(calls.ask(['a'], caller.signal));
    await vi.advanceTimersByTimeAsync(0);
    caller.abort();
    expect(await asked).toBe('adapter.cancelled');
    expect(calls.statistics().breaker).toBe('closed');
    const next = codeOf(calls.ask(['b']));
    await vi.advanceTimersByTimeAsync(0);
    open[1]!.answer();
    expect(await next).toBe('answered');
  });
});

describe('breaker', () => {
  test('opens after failures in a row, lets one call through after the pause, and closes when that is answered', async () => {
    let isUp = false;
    let sent = 0;
    const calls = guard(async (texts) => {
      sent++;
      if (!isUp) throw new PortFailure('adapter.unreachable', 'connection refused');
      return texts.map((to) => ({ to }));
    });
    const ask = (text: string) => codeOf(calls.ask([text]));
    for (const text of ['a', 'b', 'c']) expect(await ask(text)).toBe('adapter.unreachable');
    expect(calls.statistics().breaker).toBe('open');
    expect(await ask('d')).toBe('adapter.paused');
    expect(sent).toBe(3);

    vi.advanceTimersByTime(5_000);
    expect(calls.statistics().breaker).toBe('half_open');
    expect(await Promise.all([ask('e'), ask('f')])).toEqual(['adapter.unreachable', 'adapter.paused']);
    expect(calls.statistics().breaker).toBe('open');

    isUp = true;
    vi.advanceTimersByTime(5_000);
    expect(await ask('g')).toBe('answered');
    expect(calls.statistics()).toMatchObject({
      breaker: 'closed',
      failures: new Map([
        ['adapter.unreachable', 4],
        ['adapter.paused', 2],
      ]),
    });
  });

  test('a trial call that is cancelled leaves it to the next one', async () => {
    const { open, call } = held();
    let isDown = true;
    const calls = guard((texts, signal) => (isDown ? refuse('adapter.server_error')() : call(texts, signal)));
    for (const text of ['a', 'b', 'c']) await codeOf(calls.ask([text]));
    isDown = false;
    vi.advanceTimersByTime(5_000);
    const caller = new AbortController();
    const trial = codeOf(calls.ask(['d'], caller.signal));
    await vi.advanceTimersByTimeAsync(0);
    caller.abort();
    expect(await trial).toBe('adapter.cancelled');
    const next = codeOf(calls.ask(['e']));
    await vi.advanceTimersByTimeAsync(0);
    open[1]!.answer();
    expect(await next).toBe('answered');
    expect(calls.statistics().breaker).toBe('closed');
  });

  test('a success between failures starts the count anew', async () => {
    const outcomes = ['no', 'no', 'yes', 'no', 'no'];
    const calls = guard(async (texts) => {
      if (outcomes.shift() === 'no') throw new PortFailure('adapter.server_error', '500');
      return texts.map((to) => ({ to }));
    });
    for (const text of ['a', 'b', 'c', 'd', 'e']) await codeOf(calls.ask([text]));
    expect(calls.statistics().breaker).toBe('closed');
  });

  test.each(['adapter.refused', 'adapter.label_mismatch'])('%s is about the question, not the server', async (code) => {
    const calls = guard(refuse(code));
    for (const text of ['a', 'b', 'c', 'd']) expect(await codeOf(calls.ask([text]))).toBe(code);
    expect(calls.statistics().breaker).toBe('closed');
  });
});

test('too few answers are a wrong answer, and an error of ours is told as what it is', async () => {
  expect(await codeOf(guard(async () => []).ask(['a']))).toBe('adapter.wrong_answer');
  const broken = guard(() => Promise.reject(new TypeError('a mistake')));
  expect(await codeOf(broken.ask(['a']))).toBe('adapter.failed');
});
