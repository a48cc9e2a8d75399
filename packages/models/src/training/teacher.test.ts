import { expect, test } from 'vitest';
import { ExampleSet } from './example-set.ts';
import { NO_BAG } from './no-bag.ts';
import { teacherShares } from './teacher.ts';

const SAME = ['red car', 'blue boat'];
const OTHER = ['blue car', 'red boat'];
const PLAN = {
  networks: 2,
  width: 16,
  epochs: 400,
  rate: 0.3,
  dropout: 0,
  hiddenDropout: 0,
  smoothing: 0,
  sourceShare: 0.5,
  share: 1,
  texts: [],
  textWeight: 1,
};

/** What the teacher says of the labelled texts and of those added after them: the share of the first class. */
function taught(added: readonly string[]): number[] {
  const set = new ExampleSet({ ...NO_BAG, wordLimit: 64 });
  for (const text of [...SAME, ...OTHER, ...added]) set.add(text);
  set.weigh(() => true, 1);
  const labels = Int32Array.of(0, 0, 1, 1);
  const told = { labels, sources: Int32Array.of(0, 1, 2, 3), importance: new Float32Array(4).fill(1) };
  const shares = teacherShares(set, told, 2, PLAN, () => {});
  return Array.from({ length: set.length }, (_, example) => {
    expect(shares[2 * example]! + shares[2 * example + 1]!).toBeCloseTo(1, 5);
    return shares[2 * example]!;
  });
}

test('the teacher learns what no sum over words can tell: which words stand together', () => {
  const shares = taught([]);
  for (const share of shares.slice(0, 2)) expect(share).toBeGreaterThan(0.8);
  for (const share of shares.slice(2)) expect(share).toBeLessThan(0.2);
});

test('texts without a label are judged, not learned from; a second run says the same', () => {
  const shares = taught(['boat, blue']);
  expect(shares[4]).toBeGreaterThan(0.8);
  expect(taught(['boat, blue'])).toEqual(shares);
});
