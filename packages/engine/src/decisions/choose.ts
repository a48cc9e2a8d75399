import type { DecisionConfig } from '../config/router-config.ts';
import { MATCHED, NOT_MATCHED, OPEN, type SlotState, type Slots, UNKNOWN } from '../evaluation/slots.ts';
import type { CompiledCondition } from './condition.ts';
import { type Criterion, compareContenders, criteria } from './ranking.ts';

export interface CompiledDecision {
  readonly config: DecisionConfig;
  readonly condition: CompiledCondition;
  /** Slots that its outcome depends on, through projections, partitions and gates too. */
  readonly needs: readonly number[];
}

/** A decision's place in the choice, from what is known so far. */
export interface Standing {
  readonly decision: CompiledDecision;
  /** Before `on_unknown`. */
  readonly outcome: SlotState;
  /** Takes part: matched, or unknown where that counts as a match. */
  readonly eligible: boolean;
  /** Lowest confidence it can end with. */
  readonly floor: number;
  /** Highest confidence it can end with. */
  readonly ceiling: number;
}

/** Where a decision stands that does not match. */
export function absent(decision: CompiledDecision): Standing {
  return { decision, outcome: NOT_MATCHED, eligible: false, floor: 0, ceiling: 0 };
}

/** Where a decision stands; `otherwise`, which is the same every time, when it does not match, as most do. */
export function standingOf(otherwise: Standing, slots: Slots): Standing {
  const { decision } = otherwise;
  const outcome = decision.condition.outcome(slots);
  if (outcome === NOT_MATCHED) return otherwise;
  const eligible = outcome === MATCHED || (outcome === UNKNOWN && decision.config.onUnknown !== 'no_match');
  const floor = outcome === MATCHED ? decision.condition.confidence(slots) : 0;
  const ceiling = outcome === MATCHED || outcome === OPEN ? decision.condition.ceiling(slots) : floor;
  return { decision, outcome, eligible, floor, ceiling };
}

export interface Choice {
  /** A decision that ended unknown and counts as a match has confidence 0; it still competes by tier and priority. */
  readonly winner: Standing | undefined;
  readonly runnerUp: { readonly standing: Standing; readonly outrankedBy: Criterion } | undefined;
}

/** The best of the decisions that match by now, and the next one. */
export function choose(standings: readonly Standing[], strategy: Strategy): Choice {
  const eligible = standings.filter((standing) => standing.eligible);
  const order = criteria(strategy, eligible.some(hasTier));
  let winner: Standing | undefined;
  let next: Standing | undefined;
  for (const standing of eligible) {
    if (winner === undefined || goesBefore(standing, winner, order)) {
      next = winner;
      winner = standing;
    } else if (next === undefined || goesBefore(standing, next, order)) next = standing;
  }
  if (winner === undefined || next === undefined) return { winner, runnerUp: undefined };
  const outrankedBy = compareContenders(
    winner.decision.config,
    winner.floor,
    next.decision.config,
    next.floor,
    order,
  ).by;
  return { winner, runnerUp: { standing: next, outrankedBy } };
}

/**
 * Decisions whose open parts could still change the winner: those worth evaluating a costly signal for. Empty means
 * settled. A winner is compared at its lowest confidence, a challenger at its highest.
 */
export function challengers(
  winner: Standing | undefined,
  standings: readonly Standing[],
  strategy: Strategy,
): readonly Standing[] {
  const undecided = standings.filter((standing) => standing !== winner && mayRise(standing));
  if (winner === undefined || undecided.length === 0) return undecided;

  const isTiered = standings.some((standing) => standing.eligible && hasTier(standing));
  const now = criteria(strategy, isTiered);
  const mayWin = (order: readonly Criterion[]) => (rival: Standing) =>
    compareContenders(winner.decision.config, winner.floor, rival.decision.config, rival.ceiling, order).sign >= 0;
  if (isTiered || !undecided.some(hasTier)) return undecided.filter(mayWin(now));

  // An open decision with a tier would, by matching, put the tiered order into force for everybody.
  const tiered = criteria(strategy, true);
  const orderMatters = standings.some((rival) => rival !== winner && rival.eligible && mayWin(tiered)(rival));
  return undecided.filter((rival) => mayWin(now)(rival) || mayWin(tiered)(rival) || (orderMatters && hasTier(rival)));
}

type Strategy = 'priority' | 'confidence';

function hasTier({ decision }: Standing): boolean {
  return decision.config.tier > 0;
}

/** Open, or matching already with a confidence that may still rise. */
function mayRise(standing: Standing): boolean {
  return standing.outcome === OPEN || standing.ceiling > standing.floor;
}

function goesBefore(a: Standing, b: Standing, order: readonly Criterion[]): boolean {
  return compareContenders(a.decision.config, a.floor, b.decision.config, b.floor, order).sign < 0;
}
