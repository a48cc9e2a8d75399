import { createTextView, type TextClassifier } from '@signalbox/engine/ports';
import { correlation, ranksOf } from '../evaluation/rank-statistics.ts';
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
