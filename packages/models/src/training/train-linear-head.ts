import { createHash } from 'node:crypto';
import { createTextView } from '@signalbox/engine/ports';
import { type BagOptions, readHeadFile, writeHeadFile } from '../embedded/head-file.ts';
import { createLinearClassifier } from '../embedded/linear-classifier.ts';
import { fitTemperature } from './calibrate.ts';
import { ExampleSet } from './example-set.ts';
import { type LinearModel, trainLinear } from './linear-trainer.ts';
import { bestFeatures, bytesOf, packRows } from './pack-rows.ts';
import { type TeacherPlan, teacherShares } from './teacher.ts';

/** A text with its label; `weight` says how much it counts. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
  readonly weight: number;
  /** A finer class or the origin, which a teacher learns beside the label. */
  readonly source?: string;
}

/** All that makes a linear head. */
export interface LinearHeadPlan {
  readonly head: string;
  readonly labels: readonly string[];
  readonly bag: BagOptions;
  /** Features kept in the file. */
  readonly rows: number;
  readonly epochs: number;
  /** How many times the kept features are trained, each in another order; the mean of the weights is written. */
  readonly passes?: number;
  readonly rate: number;
  readonly dropout: number;
  readonly smoothing: number;
  readonly rarityPower: number;
  /** Absent: the head learns from the labels alone. */
  readonly teacher?: TeacherPlan;
  readonly train: readonly LabelledText[];
  /** Not trained on; the temperature is fitted here. */
  readonly calibration: readonly LabelledText[];
}

/** SHA-256 in lower-case hex, by Node. */
export function nodeSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Trains once to choose the features, then with those alone, calibrates, and gives the file's bytes. */
export function trainLinearHead(plan: LinearHeadPlan, made: string, log: (line: string) => void): Uint8Array {
  const set = new ExampleSet(plan.bag);
  for (const { text } of plan.train) set.add(text);
  const labels = Int32Array.from(plan.train, ({ label }) => plan.labels.indexOf(label));
  const classes = plan.labels.length;
  log(`${plan.head}: ${plan.train.length} texts, ${set.vocabulary.size} features`);
  // Texts without a label bring no features of their own: nothing would say what these stand for.
  const labelled = Int32Array.from(set.vocabulary.counts);
  for (const text of plan.teacher?.texts ?? []) set.add(text);
  const timesLabelled = (id: number) => labelled[id] ?? 0;
  set.weigh((id) => timesLabelled(id) >= 2, plan.rarityPower);
  const weights = Float32Array.from(plan.train, ({ weight }) => weight);
  const { importance, ...taught } = plan.teacher
    ? teach(plan, plan.teacher, set, labels, weights, log)
    : { importance: weights };
  const options = { ...plan, ...taught, classes, decay: 0, seed: 1, onEpoch: logEpoch(plan, log) };
  const first = trainLinear(set, labels, importance, { ...options, epochs: Math.max(2, Math.ceil(plan.epochs / 2)) });
  const worth = (id: number) => (timesLabelled(id) >= 2 ? spread(first, id) * Math.sqrt(timesLabelled(id)) : 0);
  const kept = bestFeatures(set, plan.rows, 2, worth);
  const isKept = new Uint8Array(set.vocabulary.size);
  for (const id of kept) isKept[id] = 1;
  set.weigh((id) => isKept[id] === 1, plan.rarityPower);
  const model = meanModel(plan.passes ?? 1, (seed) => trainLinear(set, labels, importance, { ...options, seed }));
  const sections = {
    ...packRows(set, kept, classes, (id, k) => model.weights[id * classes + k]!),
    bias: bytesOf(model.bias),
  };
  const fileAt = (temperature: number) =>
    writeHeadFile(
      {
        head: plan.head,
        made,
        labels: plan.labels,
        bag: plan.bag,
        settings: { unknownRarity: set.unknownRarity, temperature },
      },
      sections,
      nodeSha256,
    );
  const raw = createLinearClassifier(readHeadFile(plan.head, fileAt(1), nodeSha256));
  const scored = plan.calibration.map(({ text, label }) => ({
    logs: (raw.classify(createTextView(text)) as Float32Array).map((share) => Math.log(Math.max(1e-9, share))),
    label: plan.labels.indexOf(label),
  }));
  const temperature = fitTemperature(scored);
  log(`${plan.head}: ${kept.length} features kept, temperature ${temperature.toFixed(3)}`);
  return fileAt(temperature);
}

/** What the linear head is to say of each example, by teacher and label, and how much that counts. */
function teach(
  plan: LinearHeadPlan,
  teacher: TeacherPlan,
  set: ExampleSet,
  labels: Int32Array,
  weights: Float32Array,
  log: (line: string) => void,
): { readonly targets: Float32Array; readonly importance: Float32Array } {
  const classes = plan.labels.length;
  const names = [...new Set(plan.train.map(({ source }) => source))];
  const sources = Int32Array.from(plan.train, ({ source }) => names.indexOf(source));
  const targets = teacherShares(set, { labels, sources, importance: weights }, classes, teacher, log);
  labels.forEach((label, example) => {
    for (let k = 0; k < classes; k++) {
      const own = plan.smoothing / classes + (k === label ? 1 - plan.smoothing : 0);
      const at = example * classes + k;
      targets[at] = teacher.share * targets[at]! + (1 - teacher.share) * own;
    }
  });
  const importance = new Float32Array(set.length).fill(teacher.textWeight);
  importance.set(weights);
  return { targets, importance };
}

/** The mean of models trained with the seeds 1 to `passes`: a linear model's scores average exactly. */
function meanModel(passes: number, train: (seed: number) => LinearModel): LinearModel {
  const mean = train(1);
  for (let seed = 2; seed <= passes; seed++) {
    const next = train(seed);
    const share = 1 / seed;
    for (const part of ['weights', 'bias'] as const) {
      const into = mean[part];
      for (let i = 0; i < into.length; i++) into[i] = into[i]! + (next[part][i]! - into[i]!) * share;
    }
  }
  return mean;
}

function logEpoch(plan: LinearHeadPlan, log: (line: string) => void) {
  return (epoch: number, loss: number) => log(`${plan.head}: epoch ${epoch + 1}, loss ${loss.toFixed(4)}`);
}

/** How far the classes part on a feature. */
function spread(model: LinearModel, id: number): number {
  const { classes, weights } = model;
  let mean = 0;
  for (let k = 0; k < classes; k++) mean += weights[id * classes + k]! / classes;
  let squares = 0;
  for (let k = 0; k < classes; k++) squares += (weights[id * classes + k]! - mean) ** 2;
  return Math.sqrt(squares);
}
