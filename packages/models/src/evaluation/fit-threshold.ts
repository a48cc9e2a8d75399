import type { ScoredRow } from './rank-statistics.ts';
import { type Interval, shareAboveRank, shareInterval } from './share-interval.ts';

/** What a threshold is to keep: the share of right ones among the flagged, or of flagged ones among the others. */
export type ThresholdGoal = { readonly precision: number } | { readonly falsePositiveRate: number };

/** A share with its 95 % interval and what it is of. */
export interface FittedShare extends Interval {
  readonly value: number;
  readonly n: number;
}

export interface FittedThreshold {
  /** A row is flagged from this score on; rounded up to four digits. */
  readonly threshold: number;
  readonly precision: FittedShare;
  readonly recall: FittedShare;
  readonly falsePositiveRate: FittedShare;
}

/** Why the rows do not tell a threshold, with the number of rows that would. */
export interface TooFewRows {
  readonly problem: string;
}

/** With fewer events than this expected at the goal, no event at all would say nothing (the rule of three). */
const LEAST_EVENTS = 3;

/**
 * The lowest threshold that keeps the goal on the rows, so that as many as possible are caught. Refuses where the rows
 * are too few to tell, or no threshold keeps it.
 */
export function fitThreshold(rows: readonly ScoredRow[], goal: ThresholdGoal): FittedThreshold | TooFewRows {
  const positives = rows.filter(({ isPositive }) => isPositive).length;
  const others = rows.length - positives;
  if (positives === 0) return { problem: 'no row carries the label; at least one must, to see what is caught' };
  return 'precision' in goal
    ? fitPrecision(rows, goal.precision, positives, others)
    : fitFalsePositives(rows, goal.falsePositiveRate, positives, others);
}

function fitFalsePositives(
  rows: readonly ScoredRow[],
  rate: number,
  positives: number,
  others: number,
): FittedThreshold | TooFewRows {
  const needed = Math.ceil(LEAST_EVENTS / rate);
  if (others < needed) {
    return {
      problem: `${others} rows without the label cannot tell a false-positive rate of ${rate}: ${needed} are needed, so that ${LEAST_EVENTS} false positives are to be expected`,
    };
  }
  const scores = rows.flatMap(({ score, isPositive }) => (isPositive ? [] : [score])).sort((a, b) => b - a);
  // Of n others, the one of rank k leaves a share of k / (n + 1) above it on average; it is itself not flagged.
  const rank = Math.floor(rate * (others + 1));
  const threshold = justAbove(scores[rank - 1]!);
  if (threshold > 1) {
    return { problem: `no threshold keeps a false-positive rate of ${rate}: ${rank} or more of the others score 1` };
  }
  return describe(rows, threshold, positives, others, shareAboveRank(rank, others));
}

function fitPrecision(
  rows: readonly ScoredRow[],
  precision: number,
  positives: number,
  others: number,
): FittedThreshold | TooFewRows {
  const needed = Math.ceil(LEAST_EVENTS / (1 - precision));
  const sorted = [...rows].sort((left, right) => right.score - left.score);
  let right = 0;
  let lowest: number | undefined;
  let best = { precision: 0, flagged: 0 };
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i]!.isPositive) right++;
    if (i + 1 < needed || sorted[i + 1]?.score === sorted[i]!.score) continue;
    const reached = right / (i + 1);
    if (reached > best.precision) best = { precision: reached, flagged: i + 1 };
    if (reached >= precision) lowest = i;
  }
  if (rows.length < needed || positives < needed * precision) {
    const most = Math.ceil(needed * precision);
    return {
      problem: `${positives} rows with the label among ${rows.length} cannot tell a precision of ${precision}: ${needed} flagged rows are needed, so that ${LEAST_EVENTS} wrong ones are to be expected, and thus at least ${most} rows with the label`,
    };
  }
  if (lowest === undefined) {
    return {
      problem: `no threshold reaches a precision of ${precision}: the best with ${needed} or more flagged is ${best.precision.toFixed(3)}, over ${best.flagged} flagged rows; ask for less, or for a false-positive rate`,
    };
  }
  const below = sorted[lowest + 1]?.score;
  const threshold = below === undefined ? sorted[lowest]!.score : between(below, sorted[lowest]!.score);
  return describe(rows, threshold, positives, others, undefined);
}

function describe(
  rows: readonly ScoredRow[],
  threshold: number,
  positives: number,
  others: number,
  falsePositives: Interval | undefined,
): FittedThreshold {
  const flagged = rows.filter(({ score }) => score >= threshold);
  const right = flagged.filter(({ isPositive }) => isPositive).length;
  const wrong = flagged.length - right;
  return {
    threshold,
    precision: share(right, flagged.length),
    recall: share(right, positives),
    falsePositiveRate: { ...share(wrong, others), ...falsePositives },
  };
}

function share(part: number, n: number): FittedShare {
  return { value: n === 0 ? 0 : part / n, n, ...shareInterval(part, n) };
}

/** The first number of four digits above a score; 1 is the most a probability can be asked for. */
function justAbove(score: number): number {
  const rounded = Math.ceil(score * 1e4) / 1e4;
  return rounded > score ? rounded : (Math.round(rounded * 1e4) + 1) / 1e4;
}

/** A number above `low` and at most `high`, of four digits where one lies there. */
function between(low: number, high: number): number {
  const rounded = Math.floor(high * 1e4) / 1e4;
  return rounded > low ? rounded : high;
}
