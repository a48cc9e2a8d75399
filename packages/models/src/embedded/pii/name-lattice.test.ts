import { expect, test } from 'vitest';
import { beginTag, insideTag, mayFollow, NameLattice, TAGS } from './name-lattice.ts';

const COUNT = 4;

/** A lattice of `COUNT` tokens with repeatable scores, and every sequence of tags with its weight, one by one. */
function anExample(seed: number) {
  let state = seed;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 4294967296) * 4 - 2;
  };
  const follow = Array.from({ length: TAGS * TAGS }, draw);
  const lattice = new NameLattice(follow);
  const scores = Array.from({ length: COUNT * TAGS }, draw);
  lattice.scores.set(scores);
  const sequences: { tags: number[]; score: number }[] = [];
  const extend = (tags: number[], score: number) => {
    if (tags.length === COUNT) {
      sequences.push({ tags, score });
      return;
    }
    const before = tags.at(-1) ?? 0;
    for (let tag = 0; tag < TAGS; tag++) {
      if (!mayFollow(before, tag)) continue;
      extend([...tags, tag], score + follow[before * TAGS + tag]! + scores[tags.length * TAGS + tag]!);
    }
  };
  extend([], 0);
  const total = sequences.reduce((sum, { score }) => sum + Math.exp(score), 0);
  const shareWhere = (keep: (tags: readonly number[]) => boolean) =>
    sequences.filter(({ tags }) => keep(tags)).reduce((sum, { score }) => sum + Math.exp(score), 0) / total;
  return { lattice, sequences, total, shareWhere };
}

test.each([1, 2, 3, 4, 5])('finds the best sequence among all, example %d', (seed) => {
  const { lattice, sequences } = anExample(seed);
  lattice.findBest(COUNT);
  const best = sequences.reduce((top, each) => (each.score > top.score ? each : top));
  expect([...lattice.best.slice(0, COUNT)]).toEqual(best.tags);
});

test.each([1, 2, 3])('adds up what one by one gives, example %d', (seed) => {
  const { lattice, total, shareWhere } = anExample(seed);
  expect(lattice.addUp(COUNT)).toBeCloseTo(Math.log(total), 8);
  for (let type = 0; type < 4; type++) {
    const [begin, inside] = [beginTag(type), insideTag(type)];
    expect(lattice.share(2, begin)).toBeCloseTo(
      shareWhere((tags) => tags[2] === begin),
      8,
    );
    expect(lattice.shareOfPair(2, begin, inside)).toBeCloseTo(
      shareWhere((tags) => tags[1] === begin && tags[2] === inside),
      8,
    );
    expect(lattice.shareOfName(1, 2, type, COUNT)).toBeCloseTo(
      shareWhere((tags) => tags[1] === begin && tags[2] === inside && tags[3] !== inside),
      8,
    );
    expect(lattice.shareOfName(2, 3, type, COUNT)).toBeCloseTo(
      shareWhere((tags) => tags[2] === begin && tags[3] === inside),
      8,
    );
  }
});

test('a token that may have only one tag has it, and the weight is that of such sequences', () => {
  const { lattice, total, shareWhere } = anExample(7);
  const allowed = [1 << beginTag(0), 1 << insideTag(0), 1, 0b11];
  const weight = lattice.addUp(COUNT, allowed);
  expect(lattice.share(0, beginTag(0))).toBeCloseTo(1, 8);
  const share = shareWhere(([a, b, c, d]) => a === beginTag(0) && b === insideTag(0) && c === 0 && d! < 2);
  expect(Math.exp(weight) / total).toBeCloseTo(share, 8);
});
