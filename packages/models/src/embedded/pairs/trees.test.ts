import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { growTrees } from '../../training/boosted-trees.ts';
import { NO_BAG } from '../../training/no-bag.ts';
import { packTrees } from '../../training/pairs/pack-trees.ts';
import { readHeadFile, writeHeadFile } from '../head-file.ts';
import { Trees } from './trees.ts';

const TRAINING = {
  classes: 1,
  rounds: 30,
  depth: 3,
  rate: 0.3,
  leastMass: 1,
  shrinkage: 1,
  rowShare: 1,
  columnShare: 1,
  seed: 1,
};

/** Points of a grid with a class each. */
function grid(classOf: (x: number, y: number) => number) {
  const values: number[] = [];
  const labels: number[] = [];
  for (let x = 0; x < 20; x++) {
    for (let y = 0; y < 20; y++) {
      values.push(x, y);
      labels.push(classOf(x, y));
    }
  }
  return {
    width: 2,
    values: Float32Array.from(values),
    labels: Uint8Array.from(labels),
    importance: new Float32Array(labels.length).fill(1),
  };
}

function scores(trees: Trees, classes: number, ...row: number[]): number[] {
  const sums = new Float64Array(classes);
  trees.addScores(Float32Array.from(row), 0, sums);
  return [...sums];
}

test('learn what no single column tells', () => {
  // Not quite in the middle: cut there, neither half would show a gain at first.
  const rows = grid((x, y) => (x < 9 === y < 12 ? 1 : 0));
  const trees = new Trees(growTrees(rows, TRAINING), 1);
  for (let i = 0; i < rows.labels.length; i++) {
    const [score] = scores(trees, 1, rows.values[2 * i]!, rows.values[2 * i + 1]!);
    expect(score! > 0 ? 1 : 0).toBe(rows.labels[i]);
  }
});

test('tell three classes apart', () => {
  const rows = grid((x, y) => (x < 7 ? 0 : y < 10 ? 1 : 2));
  const trees = new Trees(growTrees(rows, { ...TRAINING, classes: 3 }), 3);
  for (const [x, y, expected] of [
    [2, 15, 0],
    [15, 2, 1],
    [15, 15, 2],
  ] as const) {
    const sums = scores(trees, 3, x, y);
    expect(sums.indexOf(Math.max(...sums))).toBe(expected);
  }
});

test('grow the same from the same seed', () => {
  const rows = grid((x, y) => (x + y > 17 ? 1 : 0));
  const training = { ...TRAINING, rowShare: 0.5, columnShare: 0.5 };
  expect(growTrees(rows, training)).toEqual(growTrees(rows, training));
});

test('answer from a head file as they were grown, and refuse rows of another width', () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const nodes = growTrees(
    grid((x, y) => (x < 9 === y < 12 ? 1 : 0)),
    TRAINING,
  );
  const settings = { pointWidth: 2 };
  const header = { head: 'grid', made: 'today', labels: [], bag: NO_BAG, settings };
  const file = readHeadFile('grid', writeHeadFile(header, packTrees('point', nodes), sha256), sha256);
  const read = Trees.read(file, 'point', 2);
  expect(scores(read, 1, 3, 3)).toEqual(scores(new Trees(nodes, 1), 1, 3, 3));
  expect(() => Trees.read(file, 'point', 3)).toThrow('trees "point" read 2 features, this code has 3');
});
