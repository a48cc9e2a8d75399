import { readHeadFile, writeHeadFile } from '../embedded/head-file.ts';
import { FEATURES, NameFeatures } from '../embedded/pii/name-features.ts';
import {
  ANY_TAG,
  beginTag,
  insideTag,
  mayFollow,
  NAME_TYPES,
  NameLattice,
  TAGS,
} from '../embedded/pii/name-lattice.ts';
import { createNameTagger } from '../embedded/pii/name-tagger.ts';
import { NameTokens } from '../embedded/pii/name-tokens.ts';
import { fitLogistic } from './fit-logistic.ts';
import type { TaggedText } from './names/tagged-text.ts';
import { NO_BAG } from './no-bag.ts';
import { bytesOf } from './pack-rows.ts';
import { Random } from './random.ts';
import { nodeSha256 } from './train-linear-head.ts';

/** All that makes the tagger of names. */
export interface NamePlan {
  /** Rows of the table of weights, a power of two. */
  readonly rows: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of features left out at each step, so that no single one is relied on. */
  readonly dropout: number;
  /** Share of texts read without the classes of words, as new names will be. */
  readonly classDropout: number;
  /** Pull towards zero of a weight that is touched. */
  readonly decay: number;
  /** Class bits of words by hash. */
  readonly classes: ReadonlyMap<number, number>;
  readonly train: readonly TaggedText[];
  readonly calibration: readonly TaggedText[];
}

interface Example {
  readonly rows: Int32Array;
  /** Tags that each token may have, as bits. */
  readonly allowed: Int32Array;
  readonly weight: number;
}

/** Trains a linear chain by AdaGrad on its log loss, calibrates each type, and gives the file's bytes. */
export function trainNames(plan: NamePlan, made: string, log: (line: string) => void): Uint8Array {
  const random = new Random(3);
  const tokens = new NameTokens();
  let isBlind = false;
  const features = new NameFeatures(tokens, plan.rows - 1, (hash) => (isBlind ? 0 : (plan.classes.get(hash) ?? 0)));
  const examples = plan.train.flatMap((row) => {
    isBlind = random.next() < plan.classDropout;
    return examplesOf(row, tokens, features);
  });
  const size = examples.reduce((sum, { allowed }) => sum + allowed.length, 0);
  log(`names: ${plan.train.length} texts, ${size} tokens, ${plan.classes.size} known words`);
  const { weights, follow } = fit(plan, examples, random, log);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  // A few large weights may be cut so that the many small ones keep their steps.
  const scale = Math.min(largest, 3) / 127;
  const packed = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  const words = [...plan.classes];
  const fileWith = (curves: Record<string, number>) =>
    writeHeadFile(
      { head: 'pii', made, labels: NAME_TYPES, bag: NO_BAG, settings: { scale, ...curves } },
      {
        weights: bytesOf(packed),
        follow: bytesOf(follow),
        words: bytesOf(Int32Array.from(words, ([hash]) => hash)),
        wordClasses: Uint8Array.from(words, ([, bits]) => bits),
      },
      nodeSha256,
    );
  return fileWith(calibrate(fileWith({}), plan.calibration, log));
}

/** The pieces of a text with the rows and the right tags of their tokens. */
function examplesOf(row: TaggedText, tokens: NameTokens, features: NameFeatures): Example[] {
  const examples: Example[] = [];
  for (let from = 0; from < row.text.length; ) {
    from = tokens.read(row.text, from);
    if (tokens.count === 0) continue;
    features.readClasses();
    features.read();
    examples.push({
      rows: features.rows.slice(0, tokens.count * FEATURES),
      allowed: allowedTags(row, tokens),
      weight: row.weight,
    });
  }
  return examples;
}

/** Places and firms, inside and out. */
const OPEN_TAGS = 1 | (0b11 << beginTag(1)) | (0b11 << beginTag(2));

function allowedTags({ names, isOpen }: TaggedText, tokens: NameTokens): Int32Array {
  const allowed = new Int32Array(tokens.count).fill(isOpen ? OPEN_TAGS : 1);
  for (const { start, end, type } of names) {
    let isFirst = true;
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.starts[i]! < start || tokens.starts[i]! >= end) continue;
      const kind = NAME_TYPES.indexOf(type);
      allowed[i] = 1 << (isFirst ? beginTag(kind) : insideTag(kind));
      isFirst = false;
    }
  }
  // A piece may begin within a name: then any tag is as good as another.
  if (
    allowed.length > 0 &&
    allowed[0]! > 1 &&
    !isOpen &&
    [...NAME_TYPES.keys()].some((kind) => allowed[0] === 1 << insideTag(kind))
  ) {
    allowed[0] = ANY_TAG;
  }
  return allowed;
}

function fit(
  plan: NamePlan,
  examples: readonly Example[],
  random: Random,
  log: (line: string) => void,
): { weights: Float32Array; follow: Float32Array } {
  const weights = new Float32Array(plan.rows * TAGS);
  const squares = new Float32Array(plan.rows * TAGS).fill(0.01);
  const follow = new Float32Array(TAGS * TAGS);
  const followSquares = new Float32Array(TAGS * TAGS).fill(1);
  const lattice = new NameLattice(follow);
  const order = Int32Array.from(examples.keys());
  const lift = 1 / (1 - plan.dropout);
  let kept = new Uint8Array(1 << 16);
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    random.shuffle(order);
    const rate = plan.rate * (1 - (0.9 * epoch) / plan.epochs);
    let loss = 0;
    let mass = 0;
    for (const number of order) {
      const { rows, allowed, weight } = examples[number]!;
      const count = allowed.length;
      const { scores } = lattice;
      scores.fill(0, 0, count * TAGS);
      if (kept.length < rows.length) kept = new Uint8Array(rows.length * 2);
      for (let at = 0; at < rows.length; at++) {
        kept[at] = random.next() >= plan.dropout ? 1 : 0;
        if (kept[at] === 0) continue;
        const from = rows[at]! * TAGS;
        const to = Math.floor(at / FEATURES) * TAGS;
        for (let tag = 0; tag < TAGS; tag++) scores[to + tag] = scores[to + tag]! + weights[from + tag]! * lift;
      }
      const slopes = new Float64Array(count * TAGS);
      const followSlopes = new Float64Array(TAGS * TAGS);
      const collect = (sign: number) => {
        for (let i = 0; i < count; i++) {
          for (let tag = 0; tag < TAGS; tag++) {
            slopes[i * TAGS + tag] = slopes[i * TAGS + tag]! + sign * lattice.share(i, tag);
            if (i === 0) continue;
            for (let before = 0; before < TAGS; before++) {
              if (!mayFollow(before, tag)) continue;
              const at = before * TAGS + tag;
              followSlopes[at] = followSlopes[at]! + sign * lattice.shareOfPair(i, before, tag);
            }
          }
        }
      };
      const all = lattice.addUp(count);
      collect(1);
      const right = lattice.addUp(count, allowed);
      collect(-1);
      loss += weight * (all - right);
      mass += weight * count;
      for (let at = 0; at < rows.length; at++) {
        if (kept[at] === 0) continue;
        const from = rows[at]! * TAGS;
        const to = Math.floor(at / FEATURES) * TAGS;
        for (let tag = 0; tag < TAGS; tag++) {
          const slope = weight * slopes[to + tag]!;
          if (Math.abs(slope) < 1e-4) continue;
          const place = from + tag;
          const step = slope + plan.decay * weights[place]!;
          squares[place] = squares[place]! + step * step;
          weights[place] = weights[place]! - (rate * step) / Math.sqrt(squares[place]!);
        }
      }
      for (let at = 0; at < followSlopes.length; at++) {
        const step = weight * followSlopes[at]!;
        if (step === 0) continue;
        followSquares[at] = followSquares[at]! + step * step;
        follow[at] = follow[at]! - (rate * step) / Math.sqrt(followSquares[at]!);
      }
      lattice.setFollow(follow);
    }
    log(`names: epoch ${epoch + 1}, loss ${(loss / mass).toFixed(4)} a token`);
  }
  return { weights, follow };
}

interface FoundName {
  readonly score: number;
  readonly isRight: boolean;
  readonly weight: number;
}

/**
 * For each type the logistic curve from a name's share to the precision of all names at least as sure: of what a rule
 * with a threshold of .9 counts, nine in ten are right, on texts like these. A name counts as right where one of its
 * type stands, if not always with the same bounds.
 */
function calibrate(file: Uint8Array, rows: readonly TaggedText[], log: (line: string) => void): Record<string, number> {
  const tagger = createNameTagger(readHeadFile('pii', file, nodeSha256));
  const curves: Record<string, number> = {};
  const found = new Map<string, FoundName[]>(NAME_TYPES.map((type) => [type, []]));
  for (const { text, names, weight, isOpen } of rows) {
    for (const { start, end, label, confidence } of tagger.tag(text)) {
      if (isOpen && (label === 'GPE' || label === 'ORGANIZATION')) continue;
      const isRight = names.some((name) => name.type === label && name.start < end && name.end > start);
      found.get(label)!.push({ score: Math.log(confidence / (1 - confidence)), isRight, weight });
    }
  }
  for (const [type, names] of found) {
    const { slope, offset } = fitLogistic(withPrecisions(names));
    curves[`slope_${type}`] = slope;
    curves[`offset_${type}`] = offset;
    log(`names: ${type} calibrated on ${names.length} names, slope ${slope.toFixed(3)}, offset ${offset.toFixed(3)}`);
  }
  return curves;
}

/** Each score with the precision of the names that have it or a higher one. */
function withPrecisions(names: readonly FoundName[]): { score: number; target: number; weight: number }[] {
  let [right, all] = [0, 0];
  return [...names]
    .sort((left, other) => other.score - left.score)
    .map(({ score, isRight, weight }) => {
      all += weight;
      if (isRight) right += weight;
      return { score, target: right / all, weight };
    });
}
