import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { Bag } from './bag.ts';
import { FeatureKernel } from './feature-kernel.ts';
import type { HeadFile } from './head-file.ts';

/** A head that adds up one row of scores per feature: probabilities by a softmax at the calibrated temperature. */
export function createLinearClassifier(file: HeadFile, kernel = new FeatureKernel()): TextClassifier {
  const { labels, settings } = file.header;
  const bias = file.float32s('bias', labels.length * 4).slice();
  const bag = new Bag(kernel, file, labels.length);
  const temperature = settings.temperature ?? 1;
  return {
    id: `embedded/${file.header.head}`,
    hash: file.hash,
    cost: 'local',
    labels,
    classify(text: TextView): Float32Array {
      const sum = bag.sum(kernel.featuresOf(text));
      const scores = new Float32Array(sum.length);
      for (let k = 0; k < scores.length; k++) scores[k] = (sum[k]! + bias[k]!) / temperature;
      return softmax(scores);
    },
  };
}

/** Turns scores into probabilities that sum to 1, in place. */
export function softmax(scores: Float32Array): Float32Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) if (scores[k]! > highest) highest = scores[k]!;
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    const share = scores[k] === Number.NEGATIVE_INFINITY ? 0 : Math.exp(scores[k]! - highest);
    scores[k] = share;
    total += share;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = scores[k]! / total;
  return scores;
}
