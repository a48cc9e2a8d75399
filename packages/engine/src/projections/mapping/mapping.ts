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
  const bands = config.outputs.map((output) => ({
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
  const confidenceAt = (score: number, bounds: readonly number[]) => {
    const distance = bounds.length === 0 ? 1 : Math.min(...bounds.map((bound) => Math.abs(score - bound)));
    return 1 / (1 + Math.exp(-config.slope * distance));
  };

  return (slots, range) => {
    const isExact = range.low === range.high;
    const cases = (isExact ? [range.low] : (range.points ?? samples(range, edges))).map(emitted);
    for (const [index, { slot, bounds }] of bands.entries()) {
      const always = cases.every((each) => each[index]);
      const never = cases.every((each) => !each[index]);
      slots.state[slot] = always ? MATCHED : never ? NOT_MATCHED : range.isOpen ? OPEN : UNKNOWN;
      slots.value[slot] = isExact ? range.low : Number.NaN;
      slots.confidence[slot] = always ? Math.min(confidenceAt(range.low, bounds), confidenceAt(range.high, bounds)) : 0;
      slots.ceiling[slot] = always ? (isExact ? slots.confidence[slot]! : 1) : 0;
    }
    return traceOf(config, bands, slots, range);
  };
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

function traceOf(
  config: MappingConfig,
  bands: readonly { readonly name: string; readonly slot: number; readonly bounds: readonly number[] }[],
  slots: Slots,
  range: ScoreRange,
): MappingTrace {
  const outputs = bands.filter(({ slot }) => slots.state[slot] === MATCHED).map(({ name }) => name);
  const others = bands.filter(({ slot }) => slots.state[slot] === NOT_MATCHED);
  const nearest = others
    .flatMap(({ name, bounds }) => bounds.map((bound) => ({ output: name, distance: Math.abs(range.low - bound) })))
    .sort((a, b) => a.distance - b.distance)[0];
  const isExact = range.low === range.high;
  return {
    type: 'mapping',
    name: config.name,
    score: isExact ? range.low : null,
    outputs,
    ...(isExact && nearest !== undefined ? { nearest } : {}),
  };
}
