import { compilePredicate } from '../../config/predicate.ts';
import { MATCHED, NOT_MATCHED, OPEN, type Slots, UNKNOWN } from '../../evaluation/slots.ts';
import type { MappingTrace } from '../../trace/trace.ts';
import type { BandConfig, MappingConfig } from '../projection-config.ts';
import type { ScoreRange } from '../score/score.ts';

/** Writes the slots of a mapping's outputs from its score. */
export type Mapping = (slots: Slots, range: ScoreRange) => MappingTrace;

/**
 * A score whose inputs are not all known gives a band only if every value it can still have gives the same one;
 * bands that only some of those values give are open or unknown.
 */
export function compileMapping(config: MappingConfig, slotOf: (label: string) => number): Mapping {
  const bands: readonly Band[] = config.outputs.map((output) => ({
    name: output.name,
    slot: slotOf(`projection:${output.name}`),
    holds: compilePredicate(output),
    bounds: boundsOf(output),
  }));
  const edges = [...new Set(bands.flatMap(({ bounds }) => bounds))].sort((a, b) => a - b);
  const emitted = (score: number): boolean[] => {
    const holding = bands.map(({ holds }) => holds(score));
    const first = holding.indexOf(true);
    return config.emits === 'all' ? holding : holding.map((_, index) => index === first);
  };

  return (slots, range) => {
    if (range.low === range.high) return mapExactly(config, bands, slots, range.low);
    const cases = (range.points ?? samples(range, edges)).map(emitted);
    const outputs: string[] = [];
    for (const [index, { name, slot, bounds }] of bands.entries()) {
      const always = cases.every((each) => each[index]);
      const never = cases.every((each) => !each[index]);
      slots.state[slot] = always ? MATCHED : never ? NOT_MATCHED : range.isOpen ? OPEN : UNKNOWN;
      slots.value[slot] = Number.NaN;
      slots.confidence[slot] = always
        ? Math.min(confidenceAt(range.low, bounds, config.slope), confidenceAt(range.high, bounds, config.slope))
        : 0;
      slots.ceiling[slot] = always ? 1 : 0;
      if (always) outputs.push(name);
    }
    return { type: 'mapping', name: config.name, score: null, outputs };
  };
}

interface Band {
  readonly name: string;
  readonly slot: number;
  readonly holds: (score: number) => boolean;
  readonly bounds: readonly number[];
}

/** The bands of a known score, each looked at once. */
function mapExactly({ name, emits, slope }: MappingConfig, bands: readonly Band[], slots: Slots, score: number) {
  const outputs: string[] = [];
  let nearest: Band | undefined;
  let least = 0;
  for (const band of bands) {
    const { slot, bounds } = band;
    const matched = (emits === 'all' || outputs.length === 0) && band.holds(score);
    const confidence = matched ? confidenceAt(score, bounds, slope) : 0;
    slots.state[slot] = matched ? MATCHED : NOT_MATCHED;
    slots.value[slot] = score;
    slots.confidence[slot] = confidence;
    slots.ceiling[slot] = confidence;
    if (matched) {
      outputs.push(band.name);
      continue;
    }
    for (const bound of bounds) {
      const distance = Math.abs(score - bound);
      if (nearest !== undefined && distance >= least) continue;
      nearest = band;
      least = distance;
    }
  }
  return nearest === undefined
    ? { type: 'mapping' as const, name, score, outputs }
    : { type: 'mapping' as const, name, score, outputs, nearest: { output: nearest.name, distance: least } };
}

/** Rises from 0.5 at the nearest of the bounds towards 1. */
function confidenceAt(score: number, bounds: readonly number[], slope: number): number {
  let distance = bounds.length === 0 ? 1 : Number.POSITIVE_INFINITY;
  for (const bound of bounds) distance = Math.min(distance, Math.abs(score - bound));
  return 1 / (1 + Math.exp(-slope * distance));
}

/** Scores that stand for all within the range: its ends, every edge in it, and a score between each two of these. */
function samples({ low, high }: ScoreRange, edges: readonly number[]): number[] {
  const from = Number.isFinite(low) ? low : (edges[0] ?? 0) - 1;
  const to = Number.isFinite(high) ? high : (edges.at(-1) ?? 0) + 1;
  const marks = [from, ...edges.filter((edge) => edge > from && edge < to), to];
  return marks.flatMap((mark, index) => (index === 0 ? [mark] : [(marks[index - 1]! + mark) / 2, mark]));
}

function boundsOf({ gt, gte, lt, lte }: BandConfig): number[] {
  return [gt, gte, lt, lte].filter((bound) => bound !== undefined);
}
