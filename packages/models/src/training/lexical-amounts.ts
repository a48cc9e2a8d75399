import type { FeatureGroup } from '../embedded/bag.ts';
import type { ExampleSet } from './example-set.ts';

/** Pairs of examples with the similarity that each should get, 0..1. */
export interface GradedPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly targets: readonly number[];
}

/** How strongly each feature counts when two texts share it. */
export interface LexicalAmounts {
  /** By the feature's number; 0 for features that take no part. */
  readonly amounts: Float32Array;
  /** Times its group's weight, the amount of a feature that is not kept. */
  readonly unknown: number;
}

const TAKING_PART: readonly FeatureGroup[] = ['number', 'gram', 'ideograph', 'ideographPair'];
const STEPS = 120;
const RATE = 0.1;
/** Pull of a feature's own logarithm back to what its group and rarity say. */
const DECAY = 6e-5;
const USUAL_RARITY = 5;

/**
 * Fits amounts so that the cosine of exact overlap, scaled and shifted, comes near the targets. An amount starts as
 * weight times rarity; fitted are a factor and a power of rarity per group, and a factor of each kept feature. With
 * `refine` only the named groups are fitted, and the others keep the amounts given.
 */
export function fitLexicalAmounts(
  set: ExampleSet,
  pairs: readonly GradedPairs[],
  refine?: { readonly from: LexicalAmounts; readonly groups: readonly FeatureGroup[] },
): LexicalAmounts {
  const { ids, rarities, vocabulary } = set;
  const size = vocabulary.size;
  // Parameters: one per feature, then factor and power of each group, then scale and shift of each set of pairs.
  const factorAt = size;
  const powerAt = factorAt + TAKING_PART.length;
  const fitAt = powerAt + TAKING_PART.length;
  const values = new Float64Array(fitAt + 2 * pairs.length);
  for (let p = 0; p < pairs.length; p++) values[fitAt + 2 * p] = 1;
  const groups = new Int8Array(size).fill(-1);
  const raw = new Float32Array(size);
  for (let place = 0; place < set.starts.at(-1)!; place++) {
    if (ids[place]! < 0) continue;
    groups[ids[place]!] = TAKING_PART.indexOf(set.groupOf(place));
    raw[ids[place]!] = set.rawWeight(place);
  }
  const rarityLog = rarities.map((rarity) => Math.log(Math.max(rarity, 0.05) / USUAL_RARITY));
  const unknownLog = Math.log(set.unknownRarity / USUAL_RARITY);
  const gram = TAKING_PART.indexOf('gram');
  const squares = refine ? Float64Array.from(refine.from.amounts, (amount) => amount ** 2) : new Float64Array(size);
  const isFree = TAKING_PART.map((group) => refine === undefined || refine.groups.includes(group));
  const update = () => {
    for (let id = 0; id < size; id++) {
      const group = groups[id]!;
      if (group < 0 || !isFree[group]) continue;
      const log = values[id]! + values[factorAt + group]! + values[powerAt + group]! * rarityLog[id]!;
      squares[id] = (raw[id]! * rarities[id]! * Math.exp(log)) ** 2;
    }
    if (refine) return refine.from.unknown;
    return set.unknownRarity * Math.exp(values[factorAt + gram]! + values[powerAt + gram]! * unknownLog);
  };
  const overlaps = pairs.map(({ left, right }) => Array.from(left, (a, n) => overlapOf(set, a, right[n]!, groups)));
  const optimizer = new Optimizer(values.length);
  for (let step = 0; step < STEPS; step++) {
    const unknownSquare = update() ** 2;
    const slopes = new Float64Array(values.length);
    const bySquares = new Float64Array(size);
    let byUnknown = 0;
    const sumOf = (list: Int32Array) => {
      let sum = 0;
      for (const id of list) sum += squares[id]!;
      return sum;
    };
    const add = (list: Int32Array, slope: number) => {
      for (const id of list) bySquares[id] = bySquares[id]! + slope;
    };
    overlaps.forEach((list, p) => {
      const { targets } = pairs[p]!;
      const scaleAt = fitAt + 2 * p;
      list.forEach(({ a, b, both }, n) => {
        const squareA = sumOf(a.ids) + a.unknown * unknownSquare + 1e-9;
        const squareB = sumOf(b.ids) + b.unknown * unknownSquare + 1e-9;
        const length = Math.sqrt(squareA * squareB);
        const cosine = (sumOf(both.ids) + both.unknown * unknownSquare) / length;
        const scale = values[scaleAt]!;
        const slope = (2 * (scale * cosine + values[scaleAt + 1]! - targets[n]!)) / list.length;
        slopes[scaleAt] = slopes[scaleAt]! + slope * cosine;
        slopes[scaleAt + 1] = slopes[scaleAt + 1]! + slope;
        const toBoth = (slope * scale) / length;
        const toA = (-0.5 * slope * scale * cosine) / squareA;
        const toB = (-0.5 * slope * scale * cosine) / squareB;
        add(both.ids, toBoth);
        add(a.ids, toA);
        add(b.ids, toB);
        byUnknown += unknownSquare * (toBoth * both.unknown + toA * a.unknown + toB * b.unknown);
      });
    });
    for (let id = 0; id < size; id++) {
      if (bySquares[id] === 0) continue;
      const group = groups[id]!;
      if (!isFree[group]) continue;
      const slope = bySquares[id]! * 2 * squares[id]!;
      slopes[id] = slope + 2 * DECAY * values[id]!;
      slopes[factorAt + group] = slopes[factorAt + group]! + slope;
      slopes[powerAt + group] = slopes[powerAt + group]! + slope * rarityLog[id]!;
    }
    slopes[factorAt + gram] = slopes[factorAt + gram]! + 2 * byUnknown;
    slopes[powerAt + gram] = slopes[powerAt + gram]! + 2 * byUnknown * unknownLog;
    optimizer.step(values, slopes);
  }
  const unknown = update();
  return { amounts: Float32Array.from(squares, Math.sqrt), unknown };
}

/** Features of a text, or common to two: numbers of the kept ones, and the squared weights of the others. */
interface TakingPart {
  readonly ids: Int32Array;
  readonly unknown: number;
}

function overlapOf(
  set: ExampleSet,
  left: number,
  right: number,
  groups: Int8Array,
): Record<'a' | 'b' | 'both', TakingPart> {
  const partOf = (example: number, takes: (hash: number) => boolean): TakingPart => {
    const ids: number[] = [];
    let unknown = 0;
    for (let place = set.starts[example]!; place < set.starts[example + 1]!; place++) {
      const id = set.ids[place]!;
      if (!TAKING_PART.includes(set.groupOf(place)) || !takes(set.hashOf(place))) continue;
      if (id < 0) unknown += set.rawWeight(place) ** 2;
      else if (groups[id]! >= 0) ids.push(id);
    }
    return { ids: Int32Array.from(ids), unknown };
  };
  const seen = new Set<number>();
  const a = partOf(left, (hash) => seen.add(hash).size > 0);
  return { a, b: partOf(right, () => true), both: partOf(right, (hash) => seen.has(hash)) };
}

/** Gradient descent with a step size per value, from running means of slopes and of their squares. */
class Optimizer {
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  #steps = 0;

  constructor(size: number) {
    this.#means = new Float64Array(size);
    this.#squares = new Float64Array(size);
  }

  step(values: Float64Array, slopes: Float64Array): void {
    this.#steps++;
    for (let i = 0; i < values.length; i++) {
      const slope = slopes[i]!;
      const mean = 0.9 * this.#means[i]! + 0.1 * slope;
      const square = 0.999 * this.#squares[i]! + 0.001 * slope * slope;
      this.#means[i] = mean;
      this.#squares[i] = square;
      if (square === 0) continue;
      const spread = Math.sqrt(square / (1 - 0.999 ** this.#steps)) + 1e-8;
      values[i] = values[i]! - (RATE * mean) / (1 - 0.9 ** this.#steps) / spread;
    }
  }
}
