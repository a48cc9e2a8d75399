import { expect, test } from 'vitest';
import { cpuTicks, processUsage } from './process-usage.mjs';

test('reads user and system time although the name of the command holds spaces and brackets', () => {
  const stat = '4242 (node (bench) x) S 1 4242 4242 0 -1 4194304 9000 0 3 0 120 34 0 0 20 0 11 0 5000 1 2 3';
  expect(cpuTicks(stat)).toBe(154);
});

test.skipIf(process.platform !== 'linux')('tells this process’s memory and time', () => {
  const usage = processUsage(process.pid);
  const own = process.memoryUsage().rss / 1e6;
  expect(usage?.residentMb).toBeGreaterThan(own / 2);
  expect(usage?.residentMb).toBeLessThan(own * 2);
  expect(usage?.peakResidentMb).toBeGreaterThanOrEqual(usage?.residentMb ?? Number.NaN);
  expect(usage?.cpuSeconds).toBeGreaterThan(0);
});
