import type { ExampleSet } from './example-set.ts';
import { Random } from './random.ts';

/** What a linear head is trained with. */
export interface LinearTraining {
  readonly classes: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of features left out at random in each step: the model must not lean on single words. */
  readonly dropout: number;
  readonly smoothing: number;
  /** What to say of each example, `[example * classes + k]`, in place of its smoothed label. */
  readonly targets?: Float32Array;
  /** Pull towards zero per step and feature touched. */
  readonly decay: number;
  readonly seed: number;
  readonly onEpoch?: (epoch: number, loss: number, model: LinearModel) => void;
}

/** Trained weights: `weights[id * classes + k]` and one bias per class. */
export interface LinearModel {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Softmax regression by AdaGrad over examples `0..importance.length`, each counting `importance` times. */
export function trainLinear(
  set: ExampleSet,
  labels: Int32Array,
  importance: Float32Array,
  options: LinearTraining,
): LinearModel {
  const { classes } = options;
  const weights = new Float32Array(set.vocabulary.size * classes);
  const squares = new Float32Array(weights.length).fill(1e-4);
  const bias = new Float32Array(classes);
  const model: LinearModel = { classes, weights, bias };
  const random = new Random(options.seed);
  const order = Int32Array.from(importance.keys());
  const gradient = new Float64Array(classes);
  const { ids, weights: values, starts } = set;
  const keep = 1 - options.dropout;
  const kept = new Uint8Array(1 << 20);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    random.shuffle(order);
    const rate = options.rate * (1 - epoch / options.epochs) + options.rate * 0.02;
    let loss = 0;
    for (const example of order) {
      const start = starts[example]!;
      const end = Math.min(starts[example + 1]!, start + kept.length);
      gradient.set(bias);
      for (let i = start; i < end; i++) {
        const isKept = ids[i]! >= 0 && (options.dropout === 0 || random.next() < keep);
        kept[i - start] = isKept ? 1 : 0;
        if (!isKept) continue;
        const value = values[i]! / keep;
        const row = ids[i]! * classes;
        for (let k = 0; k < classes; k++) gradient[k] = gradient[k]! + value * weights[row + k]!;
      }
      const missed = options.targets
        ? gradientTowards(gradient, options.targets, example * classes)
        : softmaxGradient(gradient, labels[example]!, options.smoothing);
      loss += missed * importance[example]!;
      const factor = importance[example]! * rate;
      for (let k = 0; k < classes; k++) bias[k] = bias[k]! - 0.01 * factor * gradient[k]!;
      for (let i = start; i < end; i++) {
        if (kept[i - start] === 0) continue;
        const value = values[i]! / keep;
        const row = ids[i]! * classes;
        for (let k = 0; k < classes; k++) {
          const slope = value * gradient[k]! + options.decay * weights[row + k]!;
          const square = squares[row + k]! + slope * slope;
          squares[row + k] = square;
          weights[row + k] = weights[row + k]! - (factor * slope) / Math.sqrt(square);
        }
      }
    }
    options.onEpoch?.(epoch, loss / order.length, model);
  }
  return model;
}

/** Turns scores into (probability - target) in place; the cross-entropy loss. */
function softmaxGradient(scores: Float64Array, label: number, smoothing: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k]! - highest);
    total += scores[k]!;
  }
  const loss = -Math.log(Math.max(1e-9, scores[label]! / total));
  const floor = smoothing / scores.length;
  for (let k = 0; k < scores.length; k++) scores[k] = scores[k]! / total - floor;
  scores[label] = scores[label]! - (1 - smoothing);
  return loss;
}

/** The same towards the probabilities that begin at `from`. */
function gradientTowards(scores: Float64Array, targets: Float32Array, from: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k]! - highest);
    total += scores[k]!;
  }
  let loss = 0;
  for (let k = 0; k < scores.length; k++) {
    const share = scores[k]! / total;
    const target = targets[from + k]!;
    loss -= target * Math.log(Math.max(1e-9, share));
    scores[k] = share - target;
  }
  return loss;
}

/** Scores of one example, bias included. */
export function scoreExample(set: ExampleSet, model: LinearModel, example: number): Float64Array {
  const { classes, weights } = model;
  const scores = Float64Array.from(model.bias);
  for (let i = set.starts[example]!; i < set.starts[example + 1]!; i++) {
    const id = set.ids[i]!;
    if (id < 0) continue;
    const value = set.weights[i]!;
    for (let k = 0; k < classes; k++) scores[k] = scores[k]! + value * weights[id * classes + k]!;
  }
  return scores;
}
