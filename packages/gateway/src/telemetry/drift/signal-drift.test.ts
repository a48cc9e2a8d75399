import type { Trace } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { createInProcessLog } from '../../stores/drivers/in-process/in-process-log.ts';
import { SIGNAL_COUNT_BOUNDS_IN_MEMORY, signalCountLog } from '../../stores/roles/signal-counts.ts';
import { aTrace } from '../../testing/gateway-fixture.ts';
import { SignalDrift } from './signal-drift.ts';

const HOUR = 3_600_000;

/** A drift at a time that the test says, over a store in memory. */
function aDrift(store = createInProcessLog(signalCountLog, SIGNAL_COUNT_BOUNDS_IN_MEMORY)) {
  let now = Date.UTC(2026, 5, 1, 12, 30);
  let last = 0;
  const drift = new SignalDrift({ store, time: () => now, createId: () => `c-${++last}` });
  return {
    drift,
    store,
    wait(hours: number) {
      drift.flush();
      now += hours * HOUR;
    },
  };
}

function read(confidence: number, more: Partial<Trace['signals'][number]> = {}): Trace {
  const signal = {
    kind: 'domain',
    name: 'math',
    state: 'read',
    matched: confidence >= 0.5,
    confidence,
    ...more,
  } as const;
  return aTrace({ recipe: 'default', signals: [signal] });
}

describe('signal drift', () => {
  test('a signal that reads as before is steady, and one that reads otherwise is not', async () => {
    const { drift, wait } = aDrift();
    for (let at = 0; at < 400; at++) drift.routed(read((at % 10) / 10));
    wait(30);
    for (let at = 0; at < 400; at++) drift.routed(read((at % 10) / 10));
    const [same] = await drift.report();
    expect(same).toMatchObject({
      recipe: 'default',
      signal: 'domain:math',
      state: 'steady',
      current: { readings: 400, failures: 0, firing_rate: 0.5, confidence: new Array(10).fill(40) },
      reference: { readings: 400, firing_rate: 0.5 },
    });
    expect(same!.stability_index).toBeCloseTo(0, 5);
    for (let at = 0; at < 1_000; at++) drift.routed(read(0.95));
    const [shifted] = await drift.report();
    expect(shifted).toMatchObject({ state: 'strong', current: { readings: 1_400 } });
    expect(drift.latest()).toEqual([shifted]);
  });

  test('says nothing of a few readings, nor without a reference, and counts failures apart', async () => {
    const { drift, wait } = aDrift();
    for (let at = 0; at < 50; at++) drift.routed(read(0.9));
    drift.routed(read(0, { state: 'failed' }));
    drift.routed(read(0, { state: 'skipped' }));
    expect(await drift.report()).toMatchObject([
      {
        state: 'too_few',
        stability_index: null,
        current: { readings: 50, failures: 1 },
        reference: { readings: 0, firing_rate: null },
      },
    ]);
    wait(9 * 24);
    expect(await drift.report()).toEqual([]);
  });

  test('sums what several processes count', async () => {
    const one = aDrift();
    const other = aDrift(one.store);
    for (let at = 0; at < 10; at++) one.drift.routed(read(0.9));
    for (let at = 0; at < 5; at++) other.drift.routed(read(0.1));
    other.drift.flush();
    // Ids are given by each process; those of this test would be the same.
    expect((await one.store.statistics()).entries).toBe(1);
    const named = new SignalDrift({ store: one.store, time: () => Date.UTC(2026, 5, 1, 12, 30), createId: () => 'x' });
    for (let at = 0; at < 10; at++) named.routed(read(0.9));
    expect(await named.report()).toMatchObject([{ current: { readings: 15, firing_rate: 10 / 15 } }]);
  });

  test('follows signals that stand elsewhere in the traces of another config', async () => {
    const { drift } = aDrift();
    const [math] = read(0.9).signals;
    const law = { ...math!, name: 'law', matched: false, confidence: 0 };
    drift.routed(aTrace({ recipe: 'default', signals: [math!, law] }));
    drift.routed(aTrace({ recipe: 'default', signals: [law, math!] }));
    drift.routed(aTrace({ recipe: 'other', signals: [law] }));
    const rates = (await drift.report()).map(({ recipe, signal, current }) => [
      recipe,
      signal,
      current.readings,
      current.firing_rate,
    ]);
    expect(rates.sort()).toEqual([
      ['default', 'domain:law', 2, 0],
      ['default', 'domain:math', 2, 1],
      ['other', 'domain:law', 1, 0],
    ]);
  });
});
