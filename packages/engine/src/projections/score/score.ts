import { MATCHED, NOT_MATCHED, OPEN, type Slots } from '../../evaluation/slots.ts';
import type { ScoreTrace } from '../../trace/trace.ts';
import type { ScoreConfig, ScoreInputConfig } from '../projection-config.ts';

/** What a score can be, given what is known: exact when `low` equals `high`. */
export interface ScoreRange {
  readonly low: number;
  readonly high: number;
  /** Every value it can have, where these are few: its uncertain inputs are all binary. */
  readonly points: readonly number[] | undefined;
  /** Some input has not run yet; otherwise an inexact score has an unknown input. */
  readonly isOpen: boolean;
}

/** Computes one score; `ranges` holds the scores computed before it. */
export type Score = (
  slots: Slots,
  ranges: readonly ScoreRange[],
) => { readonly range: ScoreRange; readonly trace: ScoreTrace };

interface InputRange {
  readonly low: number;
  readonly high: number;
  readonly isOpen: boolean;
  /** Only its two ends are possible. */
  readonly isBinary: boolean;
}

/** Uncertain binary inputs up to which every combination is looked at: 2^6 sums. */
const MAX_ENUMERATED = 6;

/** `find` gives a source's slot, or the position of a score computed before. */
export function compileScore(
  config: ScoreConfig,
  find: (source: string) => { readonly slot: number } | { readonly score: number },
): Score {
  const inputs = config.inputs.map((input) => ({ input, read: compileInput(input, find(input.source)) }));
  return (slots, ranges) => {
    let points: number[] | undefined = [0];
    let low = 0;
    let high = 0;
    let isOpen = false;
    const contributions: { source: string; value: number; weight: number; contribution: number }[] = [];
    for (const { input, read } of inputs) {
      const range = read(slots, ranges);
      const a = range.low * input.weight;
      const b = range.high * input.weight;
      low += Math.min(a, b);
      high += Math.max(a, b);
      isOpen ||= range.isOpen;
      points = extend(points, range, a, b);
      if (range.low === range.high && a !== 0) {
        contributions.push({ source: input.source, value: range.low, weight: input.weight, contribution: a });
      }
    }
    const range = { low, high, points, isOpen };
    return {
      range,
      trace: { type: 'score', name: config.name, value: low === high ? low : null, low, high, contributions },
    };
  };
}

/** The points after one more input; those given may be written over. */
function extend(points: number[] | undefined, range: InputRange, a: number, b: number): number[] | undefined {
  if (points === undefined) return undefined;
  if (range.low === range.high) {
    for (let i = 0; i < points.length; i++) points[i]! += a;
    return points;
  }
  if (!range.isBinary || points.length >= 2 ** MAX_ENUMERATED) return undefined;
  return points.flatMap((point) => [point + a, point + b]);
}

function compileInput(
  { take, match, miss }: ScoreInputConfig,
  from: { readonly slot: number } | { readonly score: number },
): (slots: Slots, ranges: readonly ScoreRange[]) => InputRange {
  if ('score' in from) {
    return (_slots, ranges) => {
      const { low, high, isOpen } = ranges[from.score]!;
      return { low, high, isOpen, isBinary: false };
    };
  }
  const { slot } = from;
  const exact = (value: number): InputRange => ({ low: value, high: value, isOpen: false, isBinary: true });
  const matched = exact(match);
  const missed = exact(miss);
  const nothing = exact(0);
  const either = (isOpen: boolean): InputRange => ({
    low: Math.min(match, miss),
    high: Math.max(match, miss),
    isOpen,
    isBinary: true,
  });
  switch (take) {
    case 'binary':
      return ({ state }) =>
        state[slot] === MATCHED ? matched : state[slot] === NOT_MATCHED ? missed : either(state[slot] === OPEN);
    case 'confidence':
      return ({ state, confidence, ceiling }) => {
        if (state[slot] === NOT_MATCHED) return nothing;
        if (state[slot] !== MATCHED) return { low: 0, high: 1, isOpen: state[slot] === OPEN, isBinary: false };
        const low = confidence[slot]!;
        const high = ceiling[slot]!;
        return { low, high, isOpen: low !== high, isBinary: false };
      };
    case 'raw':
      return ({ state, value }) => {
        const number = value[slot]!;
        if (!Number.isNaN(number)) return exact(number);
        if (state[slot] === MATCHED || state[slot] === NOT_MATCHED) return nothing;
        return {
          low: Number.NEGATIVE_INFINITY,
          high: Number.POSITIVE_INFINITY,
          isOpen: state[slot] === OPEN,
          isBinary: false,
        };
      };
  }
}
