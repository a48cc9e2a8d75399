import { type BagOptions, writeHeadFile } from '../embedded/head-file.ts';
import { type BlockShares, lexicalPattern } from '../embedded/sentence-encoder.ts';
import { ExampleSet } from './example-set.ts';
import { bestFeatures, bytesOf, packRows } from './pack-rows.ts';
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
  /** The block that learns from this source; absent: the topic. */
  readonly block?: 'topic' | 'kind';
  /** Share of features left out at random, where it is not the plan's. */
  readonly dropout?: number;
  /** Graded sources: the similarity that each pair should get, 0..1, in place of the contrast with other pairs. */
  readonly targets?: readonly number[];
}

/** All that makes the encoder. */
export interface EncoderPlan {
  readonly bag: BagOptions;
  readonly rows: number;
  /** Dimensions of the three blocks. */
  readonly topic: number;
  readonly kind: number;
  readonly lexical: number;
  readonly shares: BlockShares;
  /** How sharply a kind vector is drawn to the families of requests. */
  readonly kindTemperature: number;
  readonly rarityPower: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly temperature: number;
  readonly dropout: number;
  readonly sources: readonly PairSource[];
}

/** Vectors of one batch in one block: sums made unit, their lengths, and the slope of the loss by the unit vectors. */
interface Side {
  readonly examples: Int32Array;
  readonly unit: Float32Array;
  readonly lengths: Float32Array;
  readonly slope: Float32Array;
  /** Places of the features that took part, example by example. */
  readonly places: number[][];
}

/** One trained block: `width` numbers per feature. */
class BlockTrainer {
  readonly width: number;
  readonly rows: Float32Array;
  readonly #set: ExampleSet;
  readonly #dropout: number;
  readonly #squares: Float32Array;
  readonly #random: Random;

  constructor(set: ExampleSet, width: number, dropout: number, random: Random) {
    this.width = width;
    this.#set = set;
    this.#dropout = dropout;
    this.#random = random;
    this.rows = new Float32Array(set.vocabulary.size * width);
    const size = 1 / Math.sqrt(width);
    for (let i = 0; i < this.rows.length; i++) this.rows[i] = random.normal() * size;
    this.#squares = new Float32Array(set.vocabulary.size).fill(1e-6);
  }

  side(examples: Int32Array, dropout = this.#dropout): Side {
    const { width, rows } = this;
    const { ids, weights, starts } = this.#set;
    const unit = new Float32Array(examples.length * width);
    const lengths = new Float32Array(examples.length);
    const places: number[][] = [];
    for (let n = 0; n < examples.length; n++) {
      const kept: number[] = [];
      const at = n * width;
      for (let i = starts[examples[n]!]!; i < starts[examples[n]! + 1]!; i++) {
        if (ids[i]! < 0 || this.#random.next() < dropout) continue;
        kept.push(i);
        const value = weights[i]!;
        let from = ids[i]! * width;
        for (let k = at; k < at + width; k++) unit[k] = unit[k]! + value * rows[from++]!;
      }
      let squares = 1e-8;
      for (let k = at; k < at + width; k++) squares += unit[k]! ** 2;
      lengths[n] = Math.sqrt(squares);
      for (let k = at; k < at + width; k++) unit[k] = unit[k]! / lengths[n]!;
      places.push(kept);
    }
    return { examples, unit, lengths, slope: new Float32Array(unit.length), places };
  }

  cosine(left: Side, i: number, right: Side, j: number): number {
    const { width } = this;
    let sum = 0;
    let to = j * width;
    for (let from = i * width; from < (i + 1) * width; from++) sum += left.unit[from]! * right.unit[to++]!;
    return sum;
  }

  /** Takes note that the loss rises by `slope` with the cosine of two vectors. */
  pull(left: Side, i: number, right: Side, j: number, slope: number): void {
    const { width } = this;
    let to = j * width;
    for (let from = i * width; from < (i + 1) * width; from++, to++) {
      left.slope[from] = left.slope[from]! + slope * right.unit[to]!;
      right.slope[to] = right.slope[to]! + slope * left.unit[from]!;
    }
  }

  update(side: Side, rate: number): void {
    const { width, rows } = this;
    const { ids, weights } = this.#set;
    const slope = new Float32Array(width);
    for (let n = 0; n < side.examples.length; n++) {
      const at = n * width;
      // Through the division by the length: only what is across the vector counts.
      let along = 0;
      for (let k = 0; k < width; k++) along += side.slope[at + k]! * side.unit[at + k]!;
      let squares = 0;
      for (let k = 0; k < width; k++) {
        slope[k] = (side.slope[at + k]! - along * side.unit[at + k]!) / side.lengths[n]!;
        squares += slope[k]! ** 2;
      }
      if (squares === 0) continue;
      squares /= width;
      for (const place of side.places[n]!) {
        const id = ids[place]!;
        const value = weights[place]!;
        this.#squares[id] = this.#squares[id]! + value * value * squares;
        const step = (rate * value) / Math.sqrt(this.#squares[id]!);
        let to = id * width;
        for (let k = 0; k < width; k++, to++) rows[to] = rows[to]! - step * slope[k]!;
      }
    }
  }
}

/** What a step of contrast needs besides the vectors. */
interface Contrast {
  readonly groups: Int32Array;
  /** Adds what other blocks say about two texts, in the same unit as `share` times the cosine. */
  readonly others: (i: number, j: number) => number;
  readonly share: number;
  readonly temperature: number;
  readonly rate: number;
}

/** Every left text must find its right one among those of the batch, and back; the mean loss. */
function contrast(block: BlockTrainer, left: Side, right: Side, options: Contrast): number {
  const { groups, share, temperature } = options;
  const size = groups.length;
  const shares = new Float32Array(size * size);
  const rowSums = new Float32Array(size);
  const columnSums = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i !== j && groups[i] === groups[j]) continue;
      const score = (share * block.cosine(left, i, right, j) + options.others(i, j)) / temperature;
      const weight = Math.exp(score);
      shares[i * size + j] = weight;
      rowSums[i] = rowSums[i]! + weight;
      columnSums[j] = columnSums[j]! + weight;
    }
  }
  let loss = 0;
  const factor = (0.5 * share) / temperature;
  for (let i = 0; i < size; i++) {
    const own = shares[i * size + i]!;
    loss -= 0.5 * (Math.log(own / rowSums[i]!) + Math.log(own / columnSums[i]!));
    for (let j = 0; j < size; j++) {
      const weight = shares[i * size + j]!;
      const slope = factor * (weight / rowSums[i]! + weight / columnSums[j]! - (i === j ? 2 : 0));
      if (Math.abs(slope) > 2e-3) block.pull(left, i, right, j, slope);
    }
  }
  block.update(left, options.rate);
  block.update(right, options.rate);
  return loss / size;
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
  const topic = new BlockTrainer(set, plan.topic, plan.dropout, random);
  const kind = new BlockTrainer(set, plan.kind, plan.dropout, random);
  const lexical = lexicalVectors(set, plan.lexical);
  const total = sources.reduce((sum, { share }) => sum + share, 0);
  const losses = new Map<string, { sum: number; steps: number }>();
  const topicShare = plan.shares.topic / (plan.shares.topic + plan.shares.lexical);
  for (let step = 1; step <= plan.steps; step++) {
    const source = drawSource(sources, random.next() * total);
    const rate = plan.rate * (1.02 - step / plan.steps);
    const picks = Int32Array.from({ length: plan.batch }, () => random.below(source.left.length));
    const block = source.block === 'kind' ? kind : topic;
    const left = block.side(
      picks.map((pick) => source.left[pick]!),
      source.dropout,
    );
    const right = block.side(
      picks.map((pick) => source.right[pick]!),
      source.dropout,
    );
    const lexicalShare = block === topic ? 1 - topicShare : 0;
    const others = (i: number, j: number) =>
      lexicalShare && lexicalShare * rowDot(lexical, left.examples[i]!, right.examples[j]!, plan.lexical);
    const share = block === topic ? topicShare : 1;
    let loss = 0;
    if (source.targets) {
      for (let i = 0; i < picks.length; i++) {
        const gap = share * block.cosine(left, i, right, i) + others(i, i) - source.targets[picks[i]!]!;
        loss += (gap * gap) / picks.length;
        block.pull(left, i, right, i, 20 * gap * share);
      }
      block.update(left, rate);
      block.update(right, rate);
    } else {
      const groups = picks.map((pick) => source.groups?.[pick] ?? pick);
      const temperature = block === kind ? 2 * plan.temperature : plan.temperature;
      loss = contrast(block, left, right, { groups, others, share, temperature, rate });
    }
    const entry = losses.get(source.name) ?? { sum: 0, steps: 0 };
    losses.set(source.name, { sum: entry.sum + loss, steps: entry.steps + 1 });
    if (step % 1000 === 0 || step === plan.steps) {
      const means = [...losses].map(([name, { sum, steps }]) => `${name} ${(sum / steps).toFixed(3)}`);
      log(`encoder: step ${step} of ${plan.steps}, mean losses: ${means.join(', ')}`);
      losses.clear();
    }
  }
  return writeHeadFile(
    {
      head: 'encoder',
      made,
      labels: [],
      bag: plan.bag,
      settings: {
        unknownRarity: set.unknownRarity,
        topic: plan.topic,
        kind: plan.kind,
        lexical: plan.lexical,
        topicShare: plan.shares.topic,
        kindShare: plan.shares.kind,
        kindTemperature: plan.kindTemperature,
        lexicalShare: plan.shares.lexical,
      },
    },
    // Each block is divided by the length of its sum, so that a scale of its own would be lost: rows share one.
    {
      ...packRows(set, kept, plan.topic + plan.kind, (id, k) =>
        k < plan.topic ? topic.rows[id * plan.topic + k]! : kind.rows[id * plan.kind + k - plan.topic]!,
      ),
      families: bytesOf(familyMeans(kind, sources.find(({ block }) => block === 'kind')!)),
    },
    nodeSha256,
  );
}

/** The mean direction of each family of requests in the kind block. */
function familyMeans(kind: BlockTrainer, source: PairSource & { readonly left: Int32Array }): Float32Array {
  const families = new Map<number, number[]>();
  source.left.forEach((example, i) => {
    const group = source.groups![i]!;
    const members = families.get(group) ?? [];
    if (members.length < 1000) members.push(example);
    families.set(group, members);
  });
  const means = new Float32Array(families.size * kind.width);
  [...families.values()].forEach((examples, family) => {
    const { unit } = kind.side(Int32Array.from(examples), 0);
    const mean = means.subarray(family * kind.width, (family + 1) * kind.width);
    for (let i = 0; i < unit.length; i++) mean[i % kind.width] = mean[i % kind.width]! + unit[i]!;
    const length = Math.hypot(...mean);
    for (let k = 0; k < mean.length; k++) mean[k] = mean[k]! / length;
  });
  return means;
}

function rowDot(rows: Float32Array, i: number, j: number, width: number): number {
  let sum = 0;
  let to = j * width;
  for (let from = i * width; from < (i + 1) * width; from++) sum += rows[from]! * rows[to++]!;
  return sum;
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
      if (!set.isForm(i)) lexicalPattern(set.hashOf(i), set.weights[i]!, lexical, vectors, at);
    }
    let squares = 1e-12;
    for (let k = at; k < at + lexical; k++) squares += vectors[k]! ** 2;
    for (let k = at; k < at + lexical; k++) vectors[k] = vectors[k]! / Math.sqrt(squares);
  }
  return vectors;
}
