import { expect, test } from 'vitest';
import { RecentRegions } from './recent-regions.ts';

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

test('remembers eight regions at least, and no more than sixteen', () => {
  for (let count = 0; count <= 50; count++) {
    const regions = new RecentRegions();
    const all = Array.from({ length: count }, (_, at) => `<${at}>`);
    for (const region of all) regions.add(Buffer.from(region));
    const taken = textOf(regions.take());
    const known = taken.split('>').length - 1;
    expect(known).toBeGreaterThanOrEqual(Math.min(8, count));
    expect(known).toBeLessThanOrEqual(16);
    expect(taken).toBe(all.slice(count - known).join(''));
    expect(textOf(regions.take())).toBe('');
  }
});

test('takes regions of any length, and keeps none of the bytes that it was given', () => {
  const regions = new RecentRegions();
  const long = Buffer.alloc(70_000, 'a');
  regions.add(Buffer.from('first'));
  regions.add(long);
  long.fill('b');
  regions.add(Buffer.from('last'));
  expect(textOf(regions.take())).toBe(`first${'a'.repeat(70_000)}last`);
});
