import { type BagOptions, writeHeadFile } from '../embedded/head-file.ts';
import { lexicalPattern } from '../embedded/sentence-encoder.ts';
import { ExampleSet } from './example-set.ts';
import { bestFeatures, packRows } from './pack-rows.ts';
import { Random } from './random.ts';
import { nodeSha256 } from './train-linear-head.ts';

/** Pairs of texts that belong together. */
export interface PairSource {
  readonly name: string;
  /** Share of the steps that draw from this source. */
  readonly share: number;
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** Pairs of one group are no counterexamples of each other; absent: every pair is its own. */
  readonly groups?: readonly number[];
  /** Graded sources: the similarity that each pair should get, 0..1, in place of the contrast with other pairs. */
  readonly targets?: readonly number[];
}

/** All that makes the encoder. */
export interface EncoderPlan {
  readonly bag: BagOptions;
  readonly rows: number;
  readonly dense: number;
  readonly lexical: number;
  readonly denseShare: number;
  readonly rarityPower: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly temperature: number;
  readonly dropout: number;
  readonly sources: readonly PairSource[];
}

/** Vectors of one batch: sums, their lengths, and the slope of the loss by the unit vectors. */
interface Side {
  readonly examples: Int32Array;
  readonly unit: Float32Array;
  readonly lengths: Float32Array;
  readonly slope: Float32Array;
  readonly kept: Uint8Array[];
}

class EncoderTrainer {
  readonly plan: EncoderPlan;
  readonly set: ExampleSet;
  readonly rows: Float32Array;
  readonly #squares: Float32Array;
  readonly #lexical: Float32Array;
  readonly #random: Random;

  constructor(plan: EncoderPlan, set: ExampleSet, random: Random) {
    this.plan = plan;
    this.set = set;
    this.#random = random;
    this.rows = new Float32Array(set.vocabulary.size * plan.dense);
    const size = 1 / Math.sqrt(plan.dense);
    for (let i = 0; i < this.rows.length; i++) this.rows[i] = random.normal() * size;
    this.#squares = new Float32Array(set.vocabulary.size).fill(1e-6);
    this.#lexical = lexicalVectors(set, plan.lexical);
  }

  side(examples: Int32Array): Side {
    const { dense } = this.plan;
    const unit = new Float32Array(examples.length * dense);
    const lengths = new Float32Array(examples.length);
    const kept: Uint8Array[] = [];
    for (let n = 0; n < examples.length; n++) {
      const start = this.set.starts[examples[n]!]!;
      const end = this.set.starts[examples[n]! + 1]!;
      const mask = new Uint8Array(end - start);
      const at = n * dense;
      for (let i = start; i < end; i++) {
        const id = this.set.ids[i]!;
        if (id < 0 || this.#random.next() < this.plan.dropout) continue;
        mask[i - start] = 1;
        const value = this.set.weights[i]!;
        let from = id * dense;
        for (let k = at; k < at + dense; k++) unit[k] = unit[k]! + value * this.rows[from++]!;
      }
      let squares = 1e-8;
      for (let k = at; k < at + dense; k++) squares += unit[k]! ** 2;
      lengths[n] = Math.sqrt(squares);
      for (let k = at; k < at + dense; k++) unit[k] = unit[k]! / lengths[n]!;
      kept.push(mask);
    }
    return { examples, unit, lengths, slope: new Float32Array(unit.length), kept };
  }

  /** Similarity of two texts: the blocks' cosines, weighted. */
  similarity(left: Side, i: number, right: Side, j: number): number {
    const { dense, lexical, denseShare } = this.plan;
    let near = 0;
    for (let k = 0; k < dense; k++) near += left.unit[i * dense + k]! * right.unit[j * dense + k]!;
    let same = 0;
    const from = left.examples[i]! * lexical;
    const to = right.examples[j]! * lexical;
    for (let k = 0; k < lexical; k++) same += this.#lexical[from + k]! * this.#lexical[to + k]!;
    return denseShare * near + (1 - denseShare) * same;
  }

  pull(left: Side, i: number, right: Side, j: number, slope: number): void {
    const { dense } = this.plan;
    for (let k = 0; k < dense; k++) {
      left.slope[i * dense + k] = left.slope[i * dense + k]! + slope * right.unit[j * dense + k]!;
      right.slope[j * dense + k] = right.slope[j * dense + k]! + slope * left.unit[i * dense + k]!;
    }
  }

  update(side: Side, rate: number): void {
    const { dense } = this.plan;
    const slope = new Float32Array(dense);
    for (let n = 0; n < side.examples.length; n++) {
      const at = n * dense;
      // Through the division by the length: only what is across the vector counts.
      let along = 0;
      for (let k = 0; k < dense; k++) along += side.slope[at + k]! * side.unit[at + k]!;
      let squares = 0;
      for (let k = 0; k < dense; k++) {
        slope[k] = (side.slope[at + k]! - along * side.unit[at + k]!) / side.lengths[n]!;
        squares += slope[k]! ** 2;
      }
      if (squares === 0) continue;
      squares /= dense;
      const start = this.set.starts[side.examples[n]!]!;
      const mask = side.kept[n]!;
      for (let m = 0; m < mask.length; m++) {
        if (mask[m] === 0) continue;
        const id = this.set.ids[start + m]!;
        const value = this.set.weights[start + m]!;
        this.#squares[id] = this.#squares[id]! + value * value * squares;
        const step = (rate * value) / Math.sqrt(this.#squares[id]!);
        let to = id * dense;
        for (let k = 0; k < dense; k++) {
          this.rows[to] = this.rows[to]! - step * slope[k]!;
          to++;
        }
      }
    }
  }

  /** One step of contrast: every left text must find its right one among those of the batch, and back. */
  contrast(left: Side, right: Side, groups: Int32Array, rate: number): number {
    const { denseShare, temperature } = this.plan;
    const size = groups.length;
    const scores = new Float32Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const isOpen = i === j || groups[i] !== groups[j];
        scores[i * size + j] = isOpen ? this.similarity(left, i, right, j) / temperature : Number.NEGATIVE_INFINITY;
      }
    }
    const slopes = new Float32Array(size * size);
    let loss = 0;
    for (let i = 0; i < size; i++) {
      let row = 0;
      let column = 0;
      for (let j = 0; j < size; j++) {
        row += Math.exp(scores[i * size + j]!);
        column += Math.exp(scores[j * size + i]!);
      }
      const right = Math.exp(scores[i * size + i]!);
      loss -= 0.5 * (Math.log(right / row) + Math.log(right / column));
      for (let j = 0; j < size; j++) {
        slopes[i * size + j] = slopes[i * size + j]! + Math.exp(scores[i * size + j]!) / row;
        slopes[j * size + i] = slopes[j * size + i]! + Math.exp(scores[j * size + i]!) / column;
      }
      slopes[i * size + i] = slopes[i * size + i]! - 2;
    }
    const factor = (0.5 * denseShare) / temperature;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const slope = slopes[i * size + j]! * factor;
        if (Math.abs(slope) > 1e-4) this.pull(left, i, right, j, slope);
      }
    }
    this.update(left, rate);
    this.update(right, rate);
    return loss / size;
  }

  /** One step towards stated similarities; the mean square gap. */
  grade(left: Side, right: Side, targets: Float32Array, rate: number): number {
    let loss = 0;
    for (let i = 0; i < targets.length; i++) {
      const gap = this.similarity(left, i, right, i) - targets[i]!;
      loss += gap * gap;
      this.pull(left, i, right, i, 20 * gap * this.plan.denseShare);
    }
    this.update(left, rate);
    this.update(right, rate);
    return loss / targets.length;
  }
}

/** Trains and quantises the sentence encoder; the file's bytes. */
export function trainEncoderHead(plan: EncoderPlan, made: string, log: (line: string) => void): Uint8Array {
  const set = new ExampleSet(plan.bag);
  const known = new Map<string, number>();
  const number = (text: string) => {
    const found = known.get(text) ?? set.add(text);
    known.set(text, found);
    return found;
  };
  const sources = plan.sources.map((source) => ({
    ...source,
    left: Int32Array.from(source.a, number),
    right: Int32Array.from(source.b, number),
  }));
  const kept = bestFeatures(set, plan.rows, 3, (id) => set.vocabulary.counts[id]!);
  const isKept = new Uint8Array(set.vocabulary.size);
  for (const id of kept) isKept[id] = 1;
  set.weigh((id) => isKept[id] === 1, plan.rarityPower);
  for (const { name, left, share } of sources) log(`encoder: ${name}, ${left.length} pairs, share ${share}`);
  log(`encoder: ${set.length} texts, ${set.vocabulary.size} features, ${kept.length} kept`);
  const random = new Random(5);
  const trainer = new EncoderTrainer(plan, set, random);
  const total = sources.reduce((sum, { share }) => sum + share, 0);
  const losses = new Map<string, { sum: number; steps: number }>();
  for (let step = 1; step <= plan.steps; step++) {
    const source = drawSource(sources, random.next() * total);
    const rate = plan.rate * (1.02 - step / plan.steps);
    const picks = Int32Array.from({ length: plan.batch }, () => random.below(source.left.length));
    const left = trainer.side(picks.map((pick) => source.left[pick]!));
    const right = trainer.side(picks.map((pick) => source.right[pick]!));
    const loss = source.targets
      ? trainer.grade(
          left,
          right,
          Float32Array.from(picks, (pick) => source.targets![pick]!),
          rate,
        )
      : trainer.contrast(
          left,
          right,
          picks.map((pick) => source.groups?.[pick] ?? pick),
          rate,
        );
    const entry = losses.get(source.name) ?? { sum: 0, steps: 0 };
    losses.set(source.name, { sum: entry.sum + loss, steps: entry.steps + 1 });
    if (step % 1000 === 0 || step === plan.steps) {
      const means = [...losses].map(([name, { sum, steps }]) => `${name} ${(sum / steps).toFixed(3)}`);
      log(`encoder: step ${step} of ${plan.steps}, mean losses: ${means.join(', ')}`);
      losses.clear();
    }
  }
  const { dense, lexical, denseShare } = plan;
  return writeHeadFile(
    {
      head: 'encoder',
      made,
      labels: [],
      bag: plan.bag,
      settings: { unknownRarity: set.unknownRarity, dense, lexical, denseShare },
    },
    packRows(set, kept, dense, (id, k) => trainer.rows[id * dense + k]!),
    nodeSha256,
  );
}

/** The source at a place on the line of all shares laid end to end. */
function drawSource<Source extends PairSource>(sources: readonly Source[], place: number): Source {
  let rest = place;
  for (const source of sources) {
    rest -= source.share;
    if (rest < 0) return source;
  }
  return sources.at(-1)!;
}

/** The fixed lexical block of every text, each of length 1. */
function lexicalVectors(set: ExampleSet, lexical: number): Float32Array {
  const vectors = new Float32Array(set.length * lexical);
  for (let example = 0; example < set.length; example++) {
    const at = example * lexical;
    for (let i = set.starts[example]!; i < set.starts[example + 1]!; i++) {
      lexicalPattern(set.hashOf(i), set.weights[i]!, lexical, vectors, at);
    }
    let squares = 1e-12;
    for (let k = at; k < at + lexical; k++) squares += vectors[k]! ** 2;
    for (let k = at; k < at + lexical; k++) vectors[k] = vectors[k]! / Math.sqrt(squares);
  }
  return vectors;
}
