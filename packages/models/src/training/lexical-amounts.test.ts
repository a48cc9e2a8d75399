import { expect, test } from 'vitest';
import type { BagOptions } from '../embedded/head-file.ts';
import { ExampleSet } from './example-set.ts';
import { fitLexicalAmounts } from './lexical-amounts.ts';

const BAG: BagOptions = {
  shortestGram: 3,
  longestGram: 4,
  gramWeight: 0.5,
  wordPairWeight: 0.3,
  ideographWeight: 0.5,
  ideographPairWeight: 0.5,
  markWeight: 0.1,
  frameWeight: 0.3,
  wordLimit: 64,
  formLimit: 64,
};
const ANIMALS = ['zebra', 'otter', 'falcon', 'lizard', 'beetle', 'walrus'];

/** Pairs that share an animal are alike, pairs that share only the filler are not. */
function fitted() {
  const set = new ExampleSet(BAG);
  const pairs = { left: [] as number[], right: [] as number[], targets: [] as number[] };
  const add = (a: string, b: string, target: number) => {
    pairs.left.push(set.add(a));
    pairs.right.push(set.add(b));
    pairs.targets.push(target);
  };
  ANIMALS.forEach((animal, i) => {
    const other = ANIMALS[(i + 1) % ANIMALS.length]!;
    add(`${animal} whenever`, `${animal} 77`, 1);
    add(`${animal} whenever`, `${other} whenever`, 0);
  });
  set.weigh((id) => set.vocabulary.counts[id]! > 1, 1);
  const graded = { left: Int32Array.from(pairs.left), right: Int32Array.from(pairs.right), targets: pairs.targets };
  return { set, ...fitLexicalAmounts(set, [graded]) };
}

/** Mean amount of the kept n-grams of a text, over what weight and rarity alone would give. */
function factorOf({ set, amounts }: ReturnType<typeof fitted>, text: string): number {
  const example = set.add(text);
  let sum = 0;
  let count = 0;
  for (let place = set.starts[example]!; place < set.starts[example + 1]!; place++) {
    const id = set.ids[place]!;
    if (set.groupOf(place) !== 'gram' || !(set.rarities[id]! > 0)) continue;
    sum += amounts[id]! / (set.rawWeight(place) * set.rarities[id]!);
    count++;
  }
  return sum / count;
}

test('features that alike texts share gain, those that unlike texts share lose', () => {
  const result = fitted();
  expect(factorOf(result, 'falcon')).toBeGreaterThan(1.3 * factorOf(result, 'whenever'));
});

test('whole words and the form of a text take no part', () => {
  const { set, amounts } = fitted();
  const example = set.add('zebra whenever');
  for (let place = set.starts[example]!; place < set.starts[example + 1]!; place++) {
    const takesPart = set.groupOf(place) === 'gram';
    if (!takesPart) expect(amounts[set.ids[place]!] ?? 0).toBe(0);
  }
});
