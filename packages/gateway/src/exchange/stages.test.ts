import { expect, test } from 'vitest';
import { STAGES, StageClock } from './stages.ts';

test('stages add up to the whole time, and one that was not reached has none', () => {
  let now = 10;
  const clock = new StageClock(() => now, 10, 'parse');
  now = 12;
  clock.enter('queue');
  now = 15;
  clock.enter('parse');
  now = 16;
  clock.enter('connect');
  clock.enter('upstream', 20);
  now = 30;
  const times = clock.times(now);
  expect(times).toMatchObject({ parse: 3, queue: 3, connect: 4, upstream: 10, route: null, render: null });
  expect(STAGES.reduce((sum, stage) => sum + (times[stage] ?? 0), 0)).toBe(20);
});

test('a stage that began before the one that it ends takes nothing away', () => {
  const clock = new StageClock(() => 8, 0, 'connect');
  clock.enter('connect', 5);
  clock.enter('upstream', 3);
  expect(clock.times(8)).toMatchObject({ connect: 5, upstream: 3 });
});
