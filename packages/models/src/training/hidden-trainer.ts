import type { ExampleSet } from './example-set.ts';
import { Random } from './random.ts';

/** What a network with one hidden layer is trained with. */
export interface HiddenTraining {
  readonly classes: number;
  /** Finer classes beside the ones asked for, such as the subject of a question; what tells them apart helps the rest. */
  readonly sources: number;
  /** How much telling the sources apart counts beside the classes. */
  readonly sourceShare: number;
  /** Numbers in the hidden layer. */
  readonly width: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of features left out at random in each step. */
  readonly dropout: number;
  /** Share of hidden numbers left out at random in each step. */
  readonly hiddenDropout: number;
  readonly smoothing: number;
  readonly seed: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

/** What is told of the examples `0..labels.length` of a set; later ones are not trained on. */
export interface HiddenLabels {
  readonly labels: Int32Array;
  readonly sources: Int32Array;
  readonly importance: Float32Array;
}

/** Scores of one example by class; the array is reused by the next call. */
export type ExampleScorer = (example: number) => Float32Array;

/**
 * A row of numbers per feature, summed, cut off below zero, then linear to classes and sources: by AdaGrad, one
 * step size per row. Too wide for a head file; it teaches a linear head (see `teacherShares`).
 */
export function trainHidden(set: ExampleSet, told: HiddenLabels, options: HiddenTraining): ExampleScorer {
  return new HiddenNetwork(set, options).train(told);
}

const FIRST_SQUARE = 1e-3;
const ROW_START = 0.1;
const OUTPUT_START = 0.3;
/** Rates of the output weights and the hidden bias beside that of the rows. */
const OUTPUT_RATE = 0.3;
const BIAS_RATE = 0.1;

class HiddenNetwork {
  readonly #set: ExampleSet;
  readonly #options: HiddenTraining;
  readonly #random: Random;
  readonly #rows: Float32Array;
  readonly #rowSquares: Float32Array;
  readonly #hiddenBias: Float32Array;
  readonly #hiddenSquares: Float32Array;
  readonly #outputs: Float32Array;
  readonly #outputSquares: Float32Array;
  readonly #outputBias: Float32Array;
  readonly #biasSquares: Float32Array;
  readonly #hidden: Float32Array;
  readonly #isOpen: Uint8Array;
  readonly #hiddenSlope: Float32Array;
  readonly #scores: Float32Array;
  readonly #places: number[] = [];

  constructor(set: ExampleSet, options: HiddenTraining) {
    const { width, classes, sources, seed } = options;
    const { size } = set.vocabulary;
    const random = new Random(seed);
    this.#set = set;
    this.#options = options;
    this.#random = random;
    this.#rows = new Float32Array(size * width);
    for (let id = 0; id < size; id++) {
      if (set.rarities[id]! < 0) continue;
      const scale = ROW_START / Math.sqrt(set.rarities[id]!);
      for (let k = 0; k < width; k++) this.#rows[id * width + k] = scale * random.normal();
    }
    this.#rowSquares = new Float32Array(size).fill(FIRST_SQUARE);
    this.#hiddenBias = new Float32Array(width);
    this.#hiddenSquares = new Float32Array(width).fill(FIRST_SQUARE);
    const outputs = classes + sources;
    this.#outputs = Float32Array.from({ length: outputs * width }, () => OUTPUT_START * random.normal());
    this.#outputSquares = new Float32Array(outputs * width).fill(FIRST_SQUARE);
    this.#outputBias = new Float32Array(outputs);
    this.#biasSquares = new Float32Array(outputs).fill(FIRST_SQUARE);
    this.#hidden = new Float32Array(width);
    this.#isOpen = new Uint8Array(width);
    this.#hiddenSlope = new Float32Array(width);
    this.#scores = new Float32Array(outputs);
  }

  train({ labels, sources, importance }: HiddenLabels): ExampleScorer {
    const { classes, epochs, smoothing, sourceShare } = this.#options;
    const order = Int32Array.from(labels.keys());
    const scores = this.#scores;
    const floor = smoothing / classes;
    for (let epoch = 0; epoch < epochs; epoch++) {
      this.#random.shuffle(order);
      const rate = this.#options.rate * (1 - epoch / epochs + 0.02);
      let loss = 0;
      for (const example of order) {
        this.#readFeatures(example, this.#options.dropout);
        this.#closeHidden(this.#options.hiddenDropout);
        this.#score(scores.length);
        toShares(scores, 0, classes);
        toShares(scores, classes, scores.length);
        const label = labels[example]!;
        loss -= Math.log(Math.max(1e-9, scores[label]!)) * importance[example]!;
        for (let k = 0; k < classes; k++) scores[k] = scores[k]! - floor;
        scores[label] = scores[label]! - (1 - smoothing);
        const source = classes + sources[example]!;
        scores[source] = scores[source]! - 1;
        for (let k = 0; k < scores.length; k++) {
          scores[k] = scores[k]! * importance[example]! * (k < classes ? 1 : sourceShare);
        }
        this.#stepOutputs(rate);
        this.#stepRows(rate);
      }
      this.#options.onEpoch?.(epoch, loss / order.length);
    }
    return (example) => {
      this.#readFeatures(example, 0);
      this.#closeHidden(0);
      this.#score(classes);
      return scores.subarray(0, classes);
    };
  }

  /** Sums the rows of the example's features, some left out, into the hidden numbers. */
  #readFeatures(example: number, dropout: number): void {
    const { ids, weights, starts } = this.#set;
    const { width } = this.#options;
    const hidden = this.#hidden;
    const rows = this.#rows;
    const places = this.#places;
    const keep = 1 - dropout;
    hidden.set(this.#hiddenBias);
    places.length = 0;
    for (let place = starts[example]!; place < starts[example + 1]!; place++) {
      if (ids[place]! < 0 || (dropout > 0 && this.#random.next() >= keep)) continue;
      places.push(place);
      const weight = weights[place]! / keep;
      const row = ids[place]! * width;
      for (let k = 0; k < width; k++) hidden[k] = hidden[k]! + weight * rows[row + k]!;
    }
  }

  #closeHidden(dropout: number): void {
    const hidden = this.#hidden;
    const keep = 1 - dropout;
    for (let k = 0; k < hidden.length; k++) {
      const isOpen = hidden[k]! > 0 && (dropout === 0 || this.#random.next() < keep);
      this.#isOpen[k] = isOpen ? 1 : 0;
      hidden[k] = isOpen ? hidden[k]! / keep : 0;
    }
  }

  #score(outputs: number): void {
    const { width } = this.#options;
    for (let output = 0; output < outputs; output++) {
      let score = this.#outputBias[output]!;
      const row = output * width;
      for (let k = 0; k < width; k++) score += this.#outputs[row + k]! * this.#hidden[k]!;
      this.#scores[output] = score;
    }
  }

  /** Moves the output weights against the slopes in `#scores`, and gathers the slopes of the hidden numbers. */
  #stepOutputs(rate: number): void {
    const { width } = this.#options;
    const slopes = this.#scores;
    const weights = this.#outputs;
    const squares = this.#outputSquares;
    const below = this.#hiddenSlope.fill(0);
    for (let output = 0; output < slopes.length; output++) {
      const slope = slopes[output]!;
      if (Math.abs(slope) < 1e-6) continue;
      const square = this.#biasSquares[output]! + slope * slope;
      this.#biasSquares[output] = square;
      this.#outputBias[output] = this.#outputBias[output]! - (rate * slope) / Math.sqrt(square);
      const row = output * width;
      for (let k = 0; k < width; k++) {
        below[k] = below[k]! + slope * weights[row + k]!;
        const own = slope * this.#hidden[k]!;
        if (own === 0) continue;
        squares[row + k] = squares[row + k]! + own * own;
        weights[row + k] = weights[row + k]! - (rate * OUTPUT_RATE * own) / Math.sqrt(squares[row + k]!);
      }
    }
  }

  #stepRows(rate: number): void {
    const { width, dropout, hiddenDropout } = this.#options;
    const slope = this.#hiddenSlope;
    let square = 0;
    for (let k = 0; k < width; k++) {
      slope[k] = this.#isOpen[k] === 1 ? slope[k]! / (1 - hiddenDropout) : 0;
      square += slope[k]! ** 2 / width;
      this.#hiddenSquares[k] = this.#hiddenSquares[k]! + slope[k]! ** 2;
      const step = (rate * BIAS_RATE * slope[k]!) / Math.sqrt(this.#hiddenSquares[k]!);
      this.#hiddenBias[k] = this.#hiddenBias[k]! - step;
    }
    const { ids, weights } = this.#set;
    const rows = this.#rows;
    const keep = 1 - dropout;
    for (const place of this.#places) {
      const id = ids[place]!;
      const weight = weights[place]! / keep;
      const sum = this.#rowSquares[id]! + weight * weight * square;
      this.#rowSquares[id] = sum;
      const step = (rate * weight) / Math.sqrt(sum);
      const row = id * width;
      for (let k = 0; k < width; k++) rows[row + k] = rows[row + k]! - step * slope[k]!;
    }
  }
}

/** A softmax over the scores from `start` to `end`, in place. */
export function toShares(scores: Float32Array, start: number, end: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = start; k < end; k++) highest = Math.max(highest, scores[k]!);
  let total = 0;
  for (let k = start; k < end; k++) {
    scores[k] = Math.exp(scores[k]! - highest);
    total += scores[k]!;
  }
  for (let k = start; k < end; k++) scores[k] = scores[k]! / total;
}
