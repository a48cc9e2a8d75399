import { createTextView } from '@signalbox/engine/ports';
import { expect, test } from 'vitest';
import { alignSentences } from './claim-sentences.ts';
import { Commonness } from './commonness.ts';
import { compareTexts } from './comparison.ts';

const everythingIsRare = new Commonness(new Uint32Array(0), new Uint8Array(0));

/** Occurrences looked at to align an answer with a context. */
function steps(context: string, answer: string): number {
  const question = createTextView(answer.slice(0, 2000));
  const comparison = compareTexts(createTextView(context), question, createTextView(answer), everythingIsRare, 16_384);
  alignSentences(comparison);
  return comparison.index.steps;
}

const FLOODS = ['a ', 'word ', 'A b. ', '1 ', '1,', '学', 'ab学 ', '. ', 'not ', "x'", 'ก', 'e\u0301 ', '😀 '];

test.each(FLOODS)('aligns floods of %j in linear work', (unit) => {
  const flood = (units: number) => unit.repeat(Math.ceil(units / unit.length));
  const [half, whole] = [steps(flood(50_000), flood(10_000)), steps(flood(100_000), flood(20_000))];
  expect(whole).toBeLessThan(half * 2.2 + 10_000);
  expect(whole).toBeLessThan(20_000 * 400);
});

test('a larger context costs no more than its share of occurrences', () => {
  const answer = 'The tower was built in 1889 by a company of engineers.';
  const context = 'The tower stands in Paris. It was built by engineers of a company in 1889. ';
  expect(steps(context.repeat(4000), answer)).toBeLessThan(20_000);
});
