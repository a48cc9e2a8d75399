import { createTextView, type TextClassifier } from '@signalbox/engine/ports';
import { type DataRow, readDataSet } from './data-set.ts';
import { accuracyOf } from './label-accuracy.ts';
import { correlationOf, type Measurement, shareOf } from './measurement.ts';
import { DIFFICULTY, DIFFICULTY_SETS } from './plans-difficulty.ts';

const HEAD = 'difficulty';

/** Accuracy beside that of the commonest label, and the rank correlation of the expected difficulty, by data set. */
export function measureDifficulty(classifier: TextClassifier, data: string): Measurement[] {
  return DIFFICULTY_SETS.flatMap(([name]) => {
    const rows = readDataSet(data, name).filter(({ split }) => split === 'test');
    const commonest = Math.max(...DIFFICULTY.map((label) => rows.filter((row) => row.label === label).length));
    return [
      ...accuracyOf(classifier, HEAD, `${name} test`, rows),
      shareOf(HEAD, `${name} test: always the commonest label`, commonest, rows.length),
      correlationOf(
        HEAD,
        `${name} test: rank correlation of the expected difficulty`,
        rankCorrelation(classifier, rows),
        rows.length,
      ),
      easyAgainstHard(classifier, `${name} test: which of easy and hard, medium aside`, rows),
    ];
  });
}

function easyAgainstHard(classifier: TextClassifier, name: string, rows: readonly DataRow[]): Measurement {
  const clear = rows.filter(({ label }) => label !== 'medium');
  const right = clear.filter(({ text, label }) => {
    const shares = classifier.classify(createTextView(text)) as Float32Array;
    return (shares[2]! > shares[0]! ? 'hard' : 'easy') === label;
  });
  return shareOf(HEAD, name, right.length, clear.length);
}

function rankCorrelation(classifier: TextClassifier, rows: readonly DataRow[]): number {
  const expected = rows.map(({ text }) => {
    const shares = classifier.classify(createTextView(text)) as Float32Array;
    return shares[1]! + 2 * shares[2]!;
  });
  return correlation(ranksOf(expected), ranksOf(rows.map(({ label }) => DIFFICULTY.indexOf(label as 'easy'))));
}

/** Ranks from 0; equal values share their mean rank. */
function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((left, right) => values[left]! - values[right]!);
  const ranks = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && values[order[end]!] === values[order[i]!]) end++;
    for (let k = i; k < end; k++) ranks[order[k]!] = (i + end - 1) / 2;
    i = end;
  }
  return ranks;
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleLeft, middleRight] = [mean(left), mean(right)];
  let [both, squareLeft, squareRight] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i]! - middleLeft, right[i]! - middleRight];
    both += a * b;
    squareLeft += a * a;
    squareRight += b * b;
  }
  return both / Math.sqrt(squareLeft * squareRight);
}
