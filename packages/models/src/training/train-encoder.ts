import { scaleCode } from '../embedded/feature-rows.ts';
import { type BagOptions, writeHeadFile } from '../embedded/head-file.ts';
import { addLexical, type BlockShares } from '../embedded/sentence-encoder.ts';
import { ExampleSet } from './example-set.ts';
import { fitLexicalAmounts, type GradedPairs, type LexicalAmounts } from './lexical-amounts.ts';
import type { EnglishMeanings, TaughtPairs } from './meaning/english-meanings.ts';
import { fitRows } from './meaning/fit-rows.ts';
import { bestFeatures, bytesOf, packRows } from './pack-rows.ts';
import { Random } from './random.ts';
import { nodeSha256 } from './train-linear-head.ts';

/** Pairs of texts that belong together. */
export interface PairSource extends TaughtPairs {
  readonly name: string;
  /** Share of the steps that draw from this source. */
  readonly share: number;
  /** Pairs of one group are no counterexamples of each other; absent: every pair is its own. */
  readonly groups?: readonly number[];
  /** Groups of the kind block's source that are no requests. */
  readonly plainGroups?: readonly number[];
  /** The block that learns from this source; absent: the topic. */
  readonly block?: 'topic' | 'kind';
  /** Share of features left out at random, where it is not the plan's. */
  readonly dropout?: number;
  /** Translations: how near two right texts are in words should follow how near the left ones are. */
  readonly guidesLexical?: boolean;
  /** Graded sources: the similarity that each pair should get, 0..1, in place of the contrast with other pairs. */
  readonly targets?: readonly number[];
}

/** What the topic block is taught by models of others, before and while it learns from pairs. */
export interface MeaningPlan extends EnglishMeanings {
  /** How much a word counts beside a text. */
  readonly wordCount: number;
  /** Pull of a row to its word's vector (others: to nothing). */
  readonly decay: number;
  readonly iterations: number;
  /** Pull to the teacher's vectors while the block learns from pairs. */
  readonly pull: number;
  /** Rate of learning from pairs in the taught block. */
  readonly rate: number;
  /** Squared slopes that a taught row is taken to have seen: the more, the smaller its first steps. */
  readonly caution: number;
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
  /** How much the two count while the topic block learns, which need not be what they count in the end. */
  readonly trainingShares: Pick<BlockShares, 'topic' | 'lexical'>;
  /** How sharply a kind vector is drawn to the families of requests. */
  readonly kindTemperature: number;
  readonly rarityPower: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly temperature: number;
  readonly dropout: number;
  readonly sources: readonly PairSource[];
  readonly meanings: MeaningPlan;
  /** What the count of a feature of the text's form is multiplied by when rows are chosen. */
  readonly formFactor: number;
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

/** One trained block: `width` numbers per kept feature. */
class BlockTrainer {
  readonly width: number;
  readonly rows: Float32Array;
  readonly #set: ExampleSet;
  readonly #rowOf: Int32Array;
  readonly #dropout: number;
  /** Sums of squared slopes, by row, and what they started from. */
  readonly #squares: Float32Array;
  readonly #start: number;
  readonly #random: Random;

  /** `rowOf` gives the row of the feature at each place of the set, -1 where it is not kept. */
  constructor(
    set: ExampleSet,
    rowOf: Int32Array,
    count: number,
    width: number,
    dropout: number,
    random: Random,
    start?: { readonly rows: Float32Array; readonly squares: number },
  ) {
    this.width = width;
    this.#set = set;
    this.#rowOf = rowOf;
    this.#dropout = dropout;
    this.#random = random;
    this.rows = new Float32Array(count * width);
    const size = 1 / Math.sqrt(width);
    for (let i = 0; i < this.rows.length; i++) {
      this.rows[i] = start === undefined ? random.normal() * size : start.rows[i]! + 0.1 * random.normal() * size;
    }
    this.#start = Math.fround(start?.squares ?? 1e-6);
    this.#squares = new Float32Array(count).fill(this.#start);
  }

  side(examples: Int32Array, dropout = this.#dropout): Side {
    const { width, rows } = this;
    const { weights, starts } = this.#set;
    const rowOf = this.#rowOf;
    const unit = new Float32Array(examples.length * width);
    const lengths = new Float32Array(examples.length);
    const places: number[][] = [];
    for (let n = 0; n < examples.length; n++) {
      const kept: number[] = [];
      const at = n * width;
      for (let i = starts[examples[n]!]!; i < starts[examples[n]! + 1]!; i++) {
        if (rowOf[i]! < 0 || this.#random.next() < dropout) continue;
        kept.push(i);
        const value = weights[i]!;
        let from = rowOf[i]! * width;
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
    return rowDot(left.unit, i, right.unit, j, this.width);
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

  /** The same for a vector that stays. */
  pullTo(side: Side, i: number, target: Float32Array, slope: number): void {
    const { width } = this;
    for (let k = 0, at = i * width; k < width; k++, at++) side.slope[at] = side.slope[at]! + slope * target[k]!;
  }

  /** A number of a row; nothing where no text that the block learned from has the row: chance says nothing. */
  learned(row: number, column: number): number {
    return this.#squares[row]! > this.#start ? this.rows[row * this.width + column]! : 0;
  }

  update(side: Side, rate: number): void {
    const { width, rows } = this;
    const { weights } = this.#set;
    const rowOf = this.#rowOf;
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
        const row = rowOf[place]!;
        const value = weights[place]!;
        this.#squares[row] = this.#squares[row]! + value * value * squares;
        const step = (rate * value) / Math.sqrt(this.#squares[row]!);
        let to = row * width;
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
  const { meanings } = plan;
  for (const text of meanings.texts) number(text);
  const wordExamples = [...meanings.words.keys()].map((word) => set.add(word));
  const wordIds = wordExamples.map((example) => wordOf(set, example));
  const isTaught = new Set(wordIds);
  const isForm = formFeatures(set);
  const kept = bestFeatures(set, plan.rows, 1, (id) => {
    if (isTaught.has(id)) return Number.POSITIVE_INFINITY;
    return set.vocabulary.counts[id]! * (isForm[id] === 1 ? plan.formFactor : 1);
  });
  const isKept = new Uint8Array(set.vocabulary.size);
  for (const id of kept) isKept[id] = 1;
  set.weigh((id) => isKept[id] === 1, plan.rarityPower);
  for (const { name, left, share } of sources) log(`encoder: ${name}, ${left.length} pairs, share ${share}`);
  log(`encoder: ${set.length} texts, ${set.vocabulary.size} features, ${kept.length} kept`);
  const random = new Random(5);
  const rowOfId = new Int32Array(set.vocabulary.size).fill(-1);
  kept.forEach((id, row) => {
    rowOfId[id] = row;
  });
  const rowOf = set.ids.map((id) => rowOfId[id] ?? -1);
  const lessons = lessonsOf(sources, meanings, known, set.length);
  const taughtRows = teachRows(plan, set, rowOf, kept.length, lessons, wordExamples, wordIds, rowOfId, log);
  const topic = new BlockTrainer(set, rowOf, kept.length, plan.topic, plan.dropout, random, {
    rows: taughtRows,
    squares: meanings.caution,
  });
  const kind = new BlockTrainer(set, rowOf, kept.length, plan.kind, plan.dropout, random);
  const graded = sources.flatMap(({ left, right, targets }) => (targets ? [{ left, right, targets }] : []));
  const first = fitLexicalAmounts(set, graded);
  const guided = sources.filter(({ guidesLexical }) => guidesLexical).map((source) => guidedPairs(set, first, source));
  const fitted = fitLexicalAmounts(set, guided, { from: first, groups: ['ideograph', 'ideographPair'] });
  const lexical = lexicalVectors(set, fitted, plan.lexical);
  const kinds = sources.find(({ block }) => block === 'kind')!;
  const total = sources.reduce((sum, { share }) => sum + share, 0);
  const losses = new Map<string, { sum: number; steps: number }>();
  const topicShare = plan.trainingShares.topic / (plan.trainingShares.topic + plan.trainingShares.lexical);
  for (let step = 1; step <= plan.steps; step++) {
    const source = drawSource(sources, random.next() * total);
    const picks = Int32Array.from({ length: plan.batch }, () => random.below(source.left.length));
    const block = source.block === 'kind' ? kind : topic;
    const rate = (block === kind ? plan.rate : meanings.rate) * (1.02 - step / plan.steps);
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
      lexicalShare && lexicalShare * rowDot(lexical, left.examples[i]!, lexical, right.examples[j]!, plan.lexical);
    const share = block === topic ? topicShare : 1;
    let loss = 0;
    if (block === topic) {
      for (const side of [left, right]) {
        side.examples.forEach((example, i) => {
          const lesson = lessons[example];
          if (lesson) topic.pullTo(side, i, lesson, -meanings.pull);
        });
      }
    }
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
    if (step % 500 === 0 || step === plan.steps) {
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
        unknownAmount: fitted.unknown,
        topic: plan.topic,
        kind: plan.kind,
        lexical: plan.lexical,
        topicShare: plan.shares.topic,
        kindShare: plan.shares.kind,
        kindTemperature: plan.kindTemperature,
        plainFamilies: kinds.plainGroups!.length,
        lexicalShare: plan.shares.lexical,
      },
    },
    // Each block is divided by the length of its sum, so that a scale of its own would be lost: rows share one.
    {
      ...packRows(set, kept, plan.topic + plan.kind, (id, k) =>
        k < plan.topic ? topic.rows[rowOfId[id]! * plan.topic + k]! : kind.learned(rowOfId[id]!, k - plan.topic),
      ),
      amounts: Uint8Array.from(kept, (id) => scaleCode(fitted.amounts[id]!)),
      families: bytesOf(familyMeans(kind, kinds)),
    },
    nodeSha256,
  );
}

/** What each example should mean, where a teacher read it or what it translates. */
function lessonsOf(
  sources: readonly (PairSource & { readonly left: Int32Array; readonly right: Int32Array })[],
  meanings: MeaningPlan,
  known: ReadonlyMap<string, number>,
  examples: number,
): (Float32Array | undefined)[] {
  const lessons = new Array<Float32Array | undefined>(examples).fill(undefined);
  for (const { a, b, left, right, taught } of sources) {
    if (taught === undefined) continue;
    a.forEach((text, i) => {
      const lesson = meanings.ofText(text);
      lessons[left[i]!] ??= lesson;
      lessons[right[i]!] ??= taught === 'left' ? lesson : meanings.ofText(b[i]!);
    });
  }
  for (const text of meanings.texts) lessons[known.get(text)!] ??= meanings.ofText(text);
  return lessons;
}

/** Rows of the topic block fitted to the lessons and to the vectors of words. */
function teachRows(
  plan: EncoderPlan,
  set: ExampleSet,
  rowOf: Int32Array,
  rows: number,
  lessons: readonly (Float32Array | undefined)[],
  wordExamples: readonly number[],
  wordIds: readonly number[],
  rowOfId: Int32Array,
  log: (line: string) => void,
): Float32Array {
  const { meanings, topic: width } = plan;
  const start = new Float32Array(rows * width);
  const from: number[] = [];
  const to: number[] = [];
  const targets: Float32Array[] = [];
  const counts: number[] = [];
  lessons.forEach((lesson, example) => {
    if (lesson === undefined) return;
    from.push(set.starts[example]!);
    to.push(set.starts[example + 1]!);
    targets.push(lesson);
    counts.push(1);
  });
  const vectors = [...meanings.words.values()];
  wordExamples.forEach((example, n) => {
    start.set(vectors[n]!, rowOfId[wordIds[n]!]! * width);
    // What stands around a lone word (how it opens and ends) means nothing.
    let end = set.starts[example]!;
    while (end < set.starts[example + 1]! && set.groupOf(end) !== 'form') end++;
    from.push(set.starts[example]!);
    to.push(end);
    targets.push(vectors[n]!);
    counts.push(meanings.wordCount);
  });
  log(`encoder: ${targets.length} lessons, ${vectors.length} of them words`);
  return fitRows(
    {
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      rowOf,
      weights: set.weights,
      targets,
      counts: Float32Array.from(counts),
      rows,
      width,
      decay: meanings.decay,
      iterations: meanings.iterations,
    },
    start,
    (line) => log(`encoder: ${line}`),
  );
}

/** The number of the feature that an example of one word is. */
function wordOf(set: ExampleSet, example: number): number {
  return set.ids[set.starts[example]!]!;
}

/** Which features, by number, tell a text's form. */
function formFeatures(set: ExampleSet): Uint8Array {
  const isForm = new Uint8Array(set.vocabulary.size);
  for (let place = 0; place < set.starts.at(-1)!; place++) {
    if (set.groupOf(place) === 'form') isForm[set.ids[place]!] = 1;
  }
  return isForm;
}

/** The mean direction of each family of requests in the kind block, those that are no requests last. */
function familyMeans(kind: BlockTrainer, source: PairSource & { readonly left: Int32Array }): Float32Array {
  const families = new Map<number, number[]>();
  source.left.forEach((example, i) => {
    const group = source.groups![i]!;
    const members = families.get(group) ?? [];
    if (members.length < 1000) members.push(example);
    families.set(group, members);
  });
  const means = new Float32Array(families.size * kind.width);
  const isPlain = (group: number) => Number(source.plainGroups!.includes(group));
  const ordered = [...families].sort(([left], [right]) => isPlain(left) - isPlain(right));
  ordered.forEach(([, examples], family) => {
    const { unit } = kind.side(Int32Array.from(examples), 0);
    const mean = means.subarray(family * kind.width, (family + 1) * kind.width);
    for (let i = 0; i < unit.length; i++) mean[i % kind.width] = mean[i % kind.width]! + unit[i]!;
    const length = Math.hypot(...mean);
    for (let k = 0; k < mean.length; k++) mean[k] = mean[k]! / length;
  });
  return means;
}

/** The dot product of two rows; four sums at once, since each addition waits for the one before. Widths are multiples of 4. */
function rowDot(a: Float32Array, i: number, b: Float32Array, j: number, width: number): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  let to = j * width;
  for (let from = i * width; from < (i + 1) * width; from += 4, to += 4) {
    one += a[from]! * b[to]!;
    two += a[from + 1]! * b[to + 1]!;
    three += a[from + 2]! * b[to + 2]!;
    four += a[from + 3]! * b[to + 3]!;
  }
  return one + two + three + four;
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

const NEIGHBOURS = 3;

/** Right texts of translations, paired with those whose left texts are nearest, graded by the left texts' overlap. */
function guidedPairs(
  set: ExampleSet,
  amounts: LexicalAmounts,
  { left, right }: { readonly left: Int32Array; readonly right: Int32Array },
): GradedPairs {
  const width = 256;
  const vectors = lexicalVectors(set, amounts, width, left);
  const pairs = { left: [] as number[], right: [] as number[], targets: [] as number[] };
  for (let i = 0; i < left.length; i++) {
    const scores = Float32Array.from(left, (other, j) =>
      other === left[i] ? -1 : rowDot(vectors, i, vectors, j, width),
    );
    for (const j of [...largest(scores, NEIGHBOURS), (i + (left.length >> 1)) % left.length]) {
      pairs.left.push(right[i]!);
      pairs.right.push(right[j]!);
      pairs.targets.push(scores[j]!);
    }
  }
  return { left: Int32Array.from(pairs.left), right: Int32Array.from(pairs.right), targets: pairs.targets };
}

/** Places of the `count` largest scores. */
function largest(scores: Float32Array, count: number): number[] {
  const found: number[] = [];
  scores.forEach((score, place) => {
    if (found.length === count && score <= scores[found.at(-1)!]!) return;
    const at = found.findIndex((other) => scores[other]! < score);
    found.splice(at < 0 ? found.length : at, 0, place);
    found.length = Math.min(found.length, count);
  });
  return found;
}

/** The fixed lexical block of every example given (absent: of all), each of length 1. */
function lexicalVectors(
  set: ExampleSet,
  { amounts, unknown }: LexicalAmounts,
  lexical: number,
  examples: ArrayLike<number> = { length: set.length },
): Float32Array {
  const vectors = new Float32Array(examples.length * lexical);
  for (let n = 0; n < examples.length; n++) {
    const example = examples[n] ?? n;
    const at = n * lexical;
    for (let i = set.starts[example]!; i < set.starts[example + 1]!; i++) {
      const group = set.groupOf(i);
      if (group === 'form' || group === 'word') continue;
      const id = set.ids[i]!;
      addLexical(set.hashOf(i), id < 0 ? set.rawWeight(i) * unknown : amounts[id]!, lexical, vectors, at);
    }
    let squares = 1e-12;
    for (let k = at; k < at + lexical; k++) squares += vectors[k]! ** 2;
    for (let k = at; k < at + lexical; k++) vectors[k] = vectors[k]! / Math.sqrt(squares);
  }
  return vectors;
}
