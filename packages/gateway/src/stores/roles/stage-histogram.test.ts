import { expect, test } from 'vitest';
import { StageClock } from '../../exchange/stages.ts';
import { addStageTags, percentileMs, STAGE_BOUNDS_MS, stageCounts } from './stage-histogram.ts';

test('a time is in the part whose bound it does not exceed', () => {
  const stages = { ...new StageClock(() => 0, 0, 'queue').times(0), queue: null, route: 0.5, upstream: 500_000 };
  const tags: string[] = [];
  addStageTags(tags, { stages, firstByteMs: null, totalMs: 0.01 });
  expect(tags).toEqual(['stage:route:3', `stage:upstream:${STAGE_BOUNDS_MS.length}`, 'stage:total:0']);
  const counts = stageCounts(Object.fromEntries(tags.map((tag) => [tag, 2])));
  expect([...counts.keys()]).toEqual(['route', 'upstream', 'total']);
  expect(counts.get('route')![3]).toBe(2);
});

test('percentiles lie evenly within a part', () => {
  const counts = new Array<number>(STAGE_BOUNDS_MS.length + 1).fill(0);
  expect(percentileMs(counts, 0.5)).toBeNull();
  counts[5] = 10; // above 1 ms, up to 2 ms
  expect(percentileMs(counts, 0.5)).toBeCloseTo(1.5);
  expect(percentileMs(counts, 1)).toBeCloseTo(2);
  counts[STAGE_BOUNDS_MS.length] = 90;
  expect(percentileMs(counts, 0.99)).toBe(100_000);
});
