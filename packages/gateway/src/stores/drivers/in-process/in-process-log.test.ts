import { expect, test } from 'vitest';
import { aParcel, describeLogDriver, parcelLog, WIDE } from '../../../testing/log-conformance.ts';
import { createInProcessLog } from './in-process-log.ts';

describeLogDriver('the in-process log', async (bounds, now) => createInProcessLog(parcelLog, bounds, now));

const sized = { ...parcelLog, bytes: ({ weight }: { readonly weight: number }) => weight };

test('keeps its bounds at every moment, but a single large entry', async () => {
  const log = createInProcessLog(sized, { ...WIDE, maxBytes: 100 });
  log.put(aParcel('a', { weight: 60 }));
  log.put(aParcel('b', { weight: 60 }));
  expect(await log.statistics()).toEqual({ entries: 1, bytes: 60, dropped: 1, lost: 0 });
  log.put(aParcel('c', { weight: 500 }));
  expect(await log.statistics()).toEqual({ entries: 1, bytes: 500, dropped: 2, lost: 0 });
});

test('an entry that grows makes room for itself', async () => {
  const log = createInProcessLog(sized, { ...WIDE, maxBytes: 100 });
  for (const id of ['a', 'b']) log.put(aParcel(id, { weight: 40 }));
  log.put(aParcel('b', { weight: 80 }));
  expect(await log.statistics()).toEqual({ entries: 1, bytes: 80, dropped: 1, lost: 0 });
});

test('lets go of what is too old when something comes', async () => {
  let now = 1_000;
  const log = createInProcessLog(parcelLog, { ...WIDE, maxAgeMs: 500 }, () => now);
  log.put(aParcel('a'));
  now = 2_000;
  log.put(aParcel('b', { at: 2_000 }));
  expect(await log.get('a')).toBeUndefined();
});

test('is empty once closed', async () => {
  const log = createInProcessLog(parcelLog, WIDE);
  log.put(aParcel('a'));
  await log.close();
  expect((await log.list({}, { limit: 9, offset: 0 })).total).toBe(0);
});
