import { ALONE } from '../../embedded/repeats/request-alignment.ts';
import type { RequestSide } from '../../embedded/repeats/request-sides.ts';
import { COST_KINDS, kindOf } from '../../embedded/repeats/word-costs.ts';
import { Random } from '../random.ts';

/** A pair set beside each other, what it is, and how much it counts. */
export interface PairedRow {
  readonly sides: readonly [RequestSide, RequestSide];
  readonly isRepeat: boolean;
  readonly weight: number;
}

/** The costs that `WordCosts` is made of. */
export interface WordCostTable {
  readonly stems: Uint32Array;
  readonly costs: Float32Array;
  readonly kinds: Float32Array;
}

const EPOCHS = 12;
const RATE = 0.05;
const DECAY = 0.002;
/** Words alone in fewer pairs have the cost of their kind. */
const LEAST_PAIRS = 6;

/** Fits what a word that one of two requests has alone costs: logistic regression, each word's cost drawn to that of its kind. */
export function fitWordCosts(rows: readonly PairedRow[], seed: number): WordCostTable {
  const places = placesOf(rows);
  const kinds = new Float64Array(COST_KINDS).fill(0.5);
  const own = new Float64Array(places.size);
  const slopes = new Float64Array(places.size + COST_KINDS + 1).fill(1e-3);
  const examples = rows.map(({ sides, isRepeat, weight }) => ({ units: unitsOf(sides, places), isRepeat, weight }));
  const random = new Random(seed);
  let bias = 1;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { units, isRepeat, weight } of random.shuffle([...examples])) {
      let score = bias;
      for (const { kind, place } of units) score -= kinds[kind]! + (place < 0 ? 0 : own[place]!);
      const error = weight * (1 / (1 + Math.exp(-score)) - Number(isRepeat));
      const step = (slot: number, gradient: number) => {
        slopes[slot] = slopes[slot]! + gradient * gradient;
        return (RATE * gradient) / Math.sqrt(slopes[slot]!);
      };
      bias -= step(0, error);
      for (const { kind, place } of units) {
        kinds[kind] = kinds[kind]! - step(1 + kind, -error);
        if (place >= 0) own[place] = own[place]! - step(1 + COST_KINDS + place, -error + DECAY * own[place]!);
      }
    }
  }
  const stems = Uint32Array.from(places.keys());
  const costs = Float32Array.from(places.values(), ({ place, kind }) => kinds[kind]! + own[place]!);
  return { stems, costs, kinds: Float32Array.from(kinds) };
}

interface Unit {
  readonly kind: number;
  readonly place: number;
}

function unitsOf(sides: readonly [RequestSide, RequestSide], places: ReadonlyMap<number, Unit>): Unit[] {
  const units: Unit[] = [];
  for (const { words, alignment } of sides) {
    for (let at = 0; at < words.size; at++) {
      if (alignment.levels[at] !== ALONE) continue;
      units.push({ kind: kindOf(words, at), place: places.get(words.stems[at]!)?.place ?? -1 });
    }
  }
  return units;
}

function placesOf(rows: readonly PairedRow[]): ReadonlyMap<number, Unit> {
  const counts = new Map<number, { pairs: number; kind: number }>();
  for (const { sides } of rows) {
    const seen = new Map<number, number>();
    for (const { words, alignment } of sides) {
      for (let at = 0; at < words.size; at++) {
        if (alignment.levels[at] === ALONE) seen.set(words.stems[at]!, kindOf(words, at));
      }
    }
    for (const [stem, kind] of seen) {
      const known = counts.get(stem);
      if (known === undefined) counts.set(stem, { pairs: 1, kind });
      else known.pairs++;
    }
  }
  const kept = [...counts].filter(([, { pairs }]) => pairs >= LEAST_PAIRS);
  return new Map(kept.map(([stem, { kind }], place) => [stem, { kind, place }]));
}
