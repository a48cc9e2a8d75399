import { expect, test } from 'vitest';
import { describeLimitStore } from '../../../testing/describe-limit-store.ts';
import { createInProcessLimits } from './in-process-limits.ts';

describeLimitStore('in this process', { open: () => createInProcessLimits(Date.now), sharesBetween: false });

test('counters go when their window has ended, and are not brought back by late corrections', async () => {
  let time = 0;
  const store = createInProcessLimits(() => time);
  const ask = (counter: string, endsAt: number) => store.take([{ counter, amount: 1, limit: 9, endsAt }]);
  ask('first', 60_000);
  time = 60_000;
  ask('second', 120_000);
  store.correct([{ counter: 'first', amount: 5 }]);
  expect(ask('first', 60_000)).toEqual({ isGranted: true, used: [1] });
});
