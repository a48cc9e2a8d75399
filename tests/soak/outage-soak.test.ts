import { whyNoPostgres, whyNoRedis } from '@signalbox/gateway/testing';
import { describe, expect, test } from 'vitest';
import { outageSoak } from './outage-soak.mjs';

const reason = whyNoPostgres() ?? whyNoRedis();

describe.skipIf(reason !== undefined)('PostgreSQL and Redis', () => {
  test.each([
    ['gone', 'redis'],
    ['hanging', 'redis'],
    ['gone', 'postgres'],
  ] as const)(
    '%s for a while under load, answers and sessions in %s: requests are answered, records kept, failures counted',
    async (outage, passing) => {
      const result = await outageSoak({ outage, seconds: 3, passing });
      expect(result.refused).toEqual([]);
      expect(result.problems).toEqual([]);
      expect(result.during).toBeGreaterThan(10);
      expect(result.lost).toBe(0);
      expect(result.kept).toBe(result.requests);
      // What is in memory answers on, what is behind it fails and is counted, and comes back by itself.
      expect(result.hitsDuring).toBeGreaterThan(0);
      expect(result.failures).toBeGreaterThan(0);
      expect(result.isShared).toBe(true);
    },
    90_000,
  );

  test('gone for longer than records can wait: every loss is counted', async () => {
    const { requests, refused, kept, lost } = await outageSoak({ outage: 'gone', seconds: 3, maxWaiting: 20 });
    expect(refused).toEqual([]);
    expect(lost).toBeGreaterThan(0);
    expect(kept + lost).toBe(requests);
  }, 60_000);
});
