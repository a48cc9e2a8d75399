import { whyNoPostgres, whyNoRedis } from '@signalbox/gateway/testing';
import { describe, expect, test } from 'vitest';
import { outageSoak } from './outage-soak.mjs';

const reason = whyNoPostgres() ?? whyNoRedis();

describe.skipIf(reason !== undefined)('PostgreSQL and Redis', () => {
  test.each(['gone', 'hanging'] as const)(
    '%s for a while under load: every request is answered, every record is kept',
    async (outage) => {
      const { requests, during, refused, kept, lost, problems } = await outageSoak({ outage, seconds: 3 });
      expect(refused).toEqual([]);
      expect(problems).toEqual([]);
      expect(during).toBeGreaterThan(10);
      expect(lost).toBe(0);
      expect(kept).toBe(requests);
    },
    60_000,
  );

  test('gone for longer than records can wait: every loss is counted', async () => {
    const { requests, refused, kept, lost } = await outageSoak({ outage: 'gone', seconds: 3, maxWaiting: 20 });
    expect(refused).toEqual([]);
    expect(lost).toBeGreaterThan(0);
    expect(kept + lost).toBe(requests);
  }, 60_000);
});
