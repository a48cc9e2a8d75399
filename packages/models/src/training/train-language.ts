import { createTextView } from '@signalbox/engine/ports';
import { type BagOptions, readHeadFile, writeHeadFile } from '../embedded/head-file.ts';
import { createLanguageClassifier } from '../embedded/language-classifier.ts';
import { countScripts, mainScript, SCRIPT_GROUPS } from '../embedded/language-scripts.ts';
import { fitTemperature } from './calibrate.ts';
import { ExampleSet } from './example-set.ts';
import { bestFeatures, bytesOf, packRows } from './pack-rows.ts';
import { Random } from './random.ts';
import { type LabelledText, nodeSha256 } from './train-linear-head.ts';

/** All that makes the language head. */
export interface LanguagePlan {
  readonly labels: readonly string[];
  readonly bag: BagOptions;
  readonly rows: number;
  readonly width: number;
  readonly epochs: number;
  readonly rate: number;
  readonly dropout: number;
  readonly priorWeight: number;
  /** Log prior by label, for short texts. */
  readonly prior: Float32Array;
  readonly train: readonly LabelledText[];
  readonly calibration: readonly LabelledText[];
}

/** Features into `width` hidden numbers (a plain sum), these into one score per language. */
class TwoLayers {
  readonly width: number;
  readonly classes: number;
  readonly input: Float32Array;
  readonly output: Float32Array;
  readonly bias: Float32Array;
  readonly #inputSquares: Float32Array;
  readonly #outputSquares: Float32Array;

  constructor(features: number, width: number, classes: number, random: Random) {
    this.width = width;
    this.classes = classes;
    this.input = new Float32Array(features * width);
    for (let i = 0; i < this.input.length; i++) this.input[i] = (random.next() - 0.5) * 0.2;
    this.output = new Float32Array(classes * width);
    for (let i = 0; i < this.output.length; i++) this.output[i] = (random.next() - 0.5) * 0.5;
    this.bias = new Float32Array(classes);
    this.#inputSquares = new Float32Array(this.input.length).fill(1e-3);
    this.#outputSquares = new Float32Array(this.output.length).fill(1e-2);
  }

  /** One step on features `ids[from..to)` where `kept`; the loss. */
  step(ids: Int32Array, values: Float32Array, rows: readonly number[], label: number, rate: number): number {
    const { width, classes } = this;
    const hidden = new Float64Array(width);
    for (const i of rows) {
      const at = ids[i]! * width;
      const value = values[i]!;
      for (let j = 0; j < width; j++) hidden[j] = hidden[j]! + value * this.input[at + j]!;
    }
    const slopes = new Float64Array(classes);
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) {
      let score = this.bias[k]!;
      for (let j = 0; j < width; j++) score += this.output[k * width + j]! * hidden[j]!;
      slopes[k] = score;
      highest = Math.max(highest, score);
    }
    let total = 0;
    for (let k = 0; k < classes; k++) {
      slopes[k] = Math.exp(slopes[k]! - highest);
      total += slopes[k]!;
    }
    const loss = -Math.log(Math.max(1e-9, slopes[label]! / total));
    const back = new Float64Array(width);
    for (let k = 0; k < classes; k++) {
      const slope = slopes[k]! / total - (k === label ? 1 : 0);
      if (Math.abs(slope) < 1e-5) continue;
      this.bias[k] = this.bias[k]! - 0.01 * rate * slope;
      for (let j = 0; j < width; j++) {
        const at = k * width + j;
        back[j] = back[j]! + slope * this.output[at]!;
        const gradient = slope * hidden[j]!;
        this.#outputSquares[at] = this.#outputSquares[at]! + gradient * gradient;
        this.output[at] = this.output[at]! - (rate * gradient) / Math.sqrt(this.#outputSquares[at]!);
      }
    }
    for (const i of rows) {
      const from = ids[i]! * width;
      const value = values[i]!;
      for (let j = 0; j < width; j++) {
        const gradient = value * back[j]!;
        const square = this.#inputSquares[from + j]! + gradient * gradient;
        this.#inputSquares[from + j] = square;
        this.input[from + j] = this.input[from + j]! - (rate * gradient) / Math.sqrt(square);
      }
    }
    return loss;
  }
}

/** Trains, quantises and calibrates the language head; the file's bytes. */
export function trainLanguageHead(plan: LanguagePlan, made: string, log: (line: string) => void): Uint8Array {
  const set = new ExampleSet(plan.bag);
  for (const { text } of plan.train) set.add(text);
  const labels = plan.train.map(({ label }) => plan.labels.indexOf(label));
  const kept = bestFeatures(set, plan.rows, 3, featureGain(set, labels, plan.labels.length));
  const isKept = new Uint8Array(set.vocabulary.size);
  for (const id of kept) isKept[id] = 1;
  log(`language: ${plan.train.length} texts, ${set.vocabulary.size} features, ${kept.length} kept`);
  set.weigh((id) => isKept[id] === 1, 0.5);
  const random = new Random(3);
  const layers = new TwoLayers(set.vocabulary.size, plan.width, plan.labels.length, random);
  const order = Int32Array.from(labels.keys());
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    random.shuffle(order);
    const rate = plan.rate * (1.02 - epoch / plan.epochs);
    let loss = 0;
    for (const example of order) {
      const rows: number[] = [];
      for (let i = set.starts[example]!; i < set.starts[example + 1]!; i++) {
        if (set.ids[i]! >= 0 && random.next() >= plan.dropout) rows.push(i);
      }
      loss += layers.step(set.ids, set.weights, rows, labels[example]!, rate * plan.train[example]!.weight);
    }
    log(`language: epoch ${epoch + 1}, loss ${(loss / order.length).toFixed(4)}`);
  }
  const sections = {
    ...packRows(set, kept, plan.width, (id, j) => layers.input[id * plan.width + j]!),
    output: bytesOf(layers.output),
    bias: bytesOf(layers.bias),
    prior: bytesOf(plan.prior),
    scripts: bytesOf(scriptsByLabel(plan)),
  };
  const fileAt = (temperature: number, priorWeight: number) =>
    writeHeadFile(
      {
        head: 'language',
        made,
        labels: plan.labels,
        bag: plan.bag,
        settings: { unknownRarity: set.unknownRarity, width: plan.width, temperature, priorWeight },
      },
      sections,
      nodeSha256,
    );
  const raw = createLanguageClassifier(readHeadFile('language', fileAt(1, 0), nodeSha256));
  const scored = plan.calibration.map(({ text, label }) => ({
    logs: (raw.classify(createTextView(text)) as Float32Array).map((share) => Math.log(Math.max(1e-9, share))),
    label: plan.labels.indexOf(label),
  }));
  const temperature = fitTemperature(scored);
  log(`language: temperature ${temperature.toFixed(3)}`);
  return fileAt(temperature, plan.priorWeight);
}

/** How much a feature tells about the language: examples of its commonest language beyond an even spread. */
function featureGain(set: ExampleSet, labels: readonly number[], classes: number): (id: number) => number {
  const peaks = new Map<number, Map<number, number>>();
  for (let example = 0; example < set.length; example++) {
    for (let i = set.starts[example]!; i < set.starts[example + 1]!; i++) {
      const id = set.ids[i]!;
      if (set.vocabulary.counts[id]! < 3) continue;
      const byLabel = peaks.get(id) ?? new Map<number, number>();
      peaks.set(id, byLabel);
      byLabel.set(labels[example]!, (byLabel.get(labels[example]!) ?? 0) + 1);
    }
  }
  const gains = new Float64Array(set.vocabulary.size);
  for (const [id, byLabel] of peaks) {
    let count = 0;
    let information = 0;
    for (const times of byLabel.values()) count += times;
    for (const times of byLabel.values()) information += times * Math.log((times / count) * classes);
    gains[id] = information;
  }
  return (id) => gains[id]!;
}

/** For each language the scripts that carry at least one in fifty of its training texts, as bits. */
function scriptsByLabel(plan: LanguagePlan): Uint32Array {
  const counts = plan.labels.map(() => new Float64Array(SCRIPT_GROUPS));
  const totals = new Float64Array(plan.labels.length);
  for (const { text, label } of plan.train) {
    const script = mainScript(countScripts(text.normalize('NFKC')));
    const k = plan.labels.indexOf(label);
    totals[k] = totals[k]! + 1;
    if (script >= 0) counts[k]![script] = counts[k]![script]! + 1;
  }
  return Uint32Array.from(counts, (row, k) => {
    let bits = 0;
    for (let script = 0; script < SCRIPT_GROUPS; script++) if (row[script]! >= totals[k]! / 50) bits |= 1 << script;
    return bits >>> 0;
  });
}
