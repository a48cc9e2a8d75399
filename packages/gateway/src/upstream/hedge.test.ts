import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import type { AnsweringBackend, FailedAttempt } from './attempt.ts';
import { hedge } from './hedge.ts';

type Outcome = AnsweringBackend | FailedAttempt;

const answering = (name: string) => ({ kind: 'answering', backend: { name } }) as AnsweringBackend;
const failed = (reason: string) => ({ kind: 'failed_attempt', reason }) as FailedAttempt;

/** A call that ends when the test says so. */
function aCall() {
  let end: (outcome: Outcome) => void = () => {};
  const outcome = new Promise<Outcome>((resolve) => {
    end = resolve;
  });
  const call = {
    outcome,
    isCancelled: false,
    cancel() {
      call.isCancelled = true;
    },
  };
  return { call, end };
}

function hedging(hasSecond = true) {
  const clock = new ManualClock();
  const first = aCall();
  const second = aCall();
  const winners: string[] = [];
  const outcome = hedge(first.call, {
    afterMs: 100,
    timers: clock,
    startSecond: () => (hasSecond ? second.call : undefined),
    onEnd: (winner) => winners.push(winner),
  });
  return { clock, first, second, winners, outcome };
}

test('the first answer wins, and the other call is broken off', async () => {
  const { clock, first, second, winners, outcome } = hedging();
  clock.advance(100);
  second.end(answering('second'));
  expect(await outcome).toEqual(answering('second'));
  expect([first.call.isCancelled, second.call.isCancelled, winners]).toEqual([true, false, ['second']]);
  first.end(failed('cancelled'));
  await Promise.resolve();
  expect(winners).toEqual(['second']);
});

test('a second that fails leaves the first its chance', async () => {
  const { clock, first, second, winners, outcome } = hedging();
  clock.advance(100);
  second.end(failed('status_500'));
  await Promise.resolve();
  first.end(answering('first'));
  expect(await outcome).toEqual(answering('first'));
  expect(winners).toEqual(['first']);
});

test('a first that fails early is not waited for, and nobody else is asked', async () => {
  const { clock, first, winners, outcome } = hedging();
  first.end(failed('status_500'));
  expect(await outcome).toEqual(failed('status_500'));
  expect([clock.pending, winners]).toEqual([0, []]);
});

test('when both fail, the later failure is told', async () => {
  const { clock, first, second, winners, outcome } = hedging();
  clock.advance(100);
  first.end(failed('one'));
  await Promise.resolve();
  second.end(failed('two'));
  expect(await outcome).toEqual(failed('two'));
  expect(winners).toEqual(['none']);
});

test('where nobody else can be asked, the first is waited for', async () => {
  const { clock, first, winners, outcome } = hedging(false);
  clock.advance(100);
  first.end(answering('first'));
  expect(await outcome).toEqual(answering('first'));
  expect(winners).toEqual([]);
});

test('a call that is broken by a mistake of ours breaks the request, not the process', async () => {
  const clock = new ManualClock();
  const outcome = Promise.reject(new Error('codec'));
  const first = { outcome, cancel: () => {} };
  const options = { afterMs: 100, timers: clock, startSecond: () => undefined, onEnd: () => {} };
  await expect(hedge(first, options)).rejects.toThrow('codec');
});
