import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { softmax } from '../../embedded/linear-classifier.ts';
import { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { countNgrams, type NgramVector, PLACES, raritiesOf, weighNgrams } from './ngram-features.ts';

const EPOCHS = 4;
const RATE = 0.5;

/** The rows of a head's plan that the baseline trains on. */
export interface BaselinePlan {
  readonly head: string;
  readonly labels: readonly string[];
  readonly train: readonly LabelledText[];
}

/**
 * The baseline beside a head: softmax regression by AdaGrad over hashed words and n-grams, trained on the rows that the
 * head was trained on. Full precision, nothing pruned, nothing tuned.
 */
export function trainNgramClassifier({ head, labels, train }: BaselinePlan): TextClassifier {
  const counted = train.map(({ text }) => countNgrams(text));
  const rarities = raritiesOf(counted);
  const vectors = counted.map((counts) => weighNgrams(counts, rarities));
  const classes = labels.length;
  const weights = new Float32Array(PLACES * classes);
  const squares = new Float32Array(PLACES * classes).fill(1e-4);
  const bias = new Float32Array(classes);
  const targets = train.map(({ label }) => labels.indexOf(label));
  const random = new Random(7);
  const order = [...train.keys()];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - epoch / EPOCHS);
    for (const row of random.shuffle(order)) {
      const { places, amounts } = vectors[row]!;
      const gradient = softmax(scoresOf(vectors[row]!, weights, bias));
      gradient[targets[row]!] = gradient[targets[row]!]! - 1;
      for (let k = 0; k < classes; k++) {
        const own = gradient[k]! * train[row]!.weight;
        bias[k] = bias[k]! - 0.01 * rate * own;
        for (let i = 0; i < places.length; i++) {
          const at = places[i]! * classes + k;
          const slope = own * amounts[i]!;
          squares[at] = squares[at]! + slope * slope;
          weights[at] = weights[at]! - (rate * slope) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  return {
    id: `baseline/${head}`,
    hash: 'n-grams',
    cost: 'local',
    labels,
    classify: ({ raw }: TextView) => softmax(scoresOf(weighNgrams(countNgrams(raw), rarities), weights, bias)),
  };
}

function scoresOf({ places, amounts }: NgramVector, weights: Float32Array, bias: Float32Array): Float32Array {
  const scores = Float32Array.from(bias);
  const classes = scores.length;
  for (let i = 0; i < places.length; i++) {
    const from = places[i]! * classes;
    for (let k = 0; k < classes; k++) scores[k] = scores[k]! + amounts[i]! * weights[from + k]!;
  }
  return scores;
}
