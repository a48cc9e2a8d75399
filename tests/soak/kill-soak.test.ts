import { whyNoPostgres } from '@signalbox/gateway/testing';
import { expect, test } from 'vitest';
import { killSoak } from './kill-soak.mjs';

const drivers = ['embedded', ...(whyNoPostgres() === undefined ? (['postgres'] as const) : [])] as const;

test.each(drivers)(
  'killed three times under load over the %s store: what was acknowledged is there, none of it twice',
  async (driver) => {
    const { requests, records, outcomes, responses, kept, problems } = await killSoak({ driver, rounds: 3, seed: 7 });
    expect(problems).toEqual([]);
    expect(records).toBeGreaterThan(100);
    expect(outcomes).toBeGreaterThan(50);
    expect(responses).toBeGreaterThan(3);
    expect(kept).toBeGreaterThanOrEqual(records);
    expect(requests).toBeGreaterThan(300);
  },
  180_000,
);
