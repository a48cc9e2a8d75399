import type { MaybePromise, TextClassifier } from '../ports/index.ts';
import type { Reading } from './reading.ts';
import type { Evaluator } from './signal-kind.ts';

/** Evaluator of a kind whose rules read one distribution over labels of the current turn. */
export function classifyCurrentTurn(
  classifier: TextClassifier,
  read: (probabilities: Float32Array) => readonly Reading[],
): Evaluator {
  return (_facts, run) => {
    const result: MaybePromise<Float32Array> = classifier.classify(run.text('current_turn'), { signal: run.signal });
    return result instanceof Promise ? result.then(read) : read(result);
  };
}
