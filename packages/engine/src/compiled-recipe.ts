import { type CompiledDecision, type Standing, standingOf } from './decisions/choose.ts';
import { type Derivation, deriveReadings } from './evaluation/derive-readings.ts';
import type { Run } from './evaluation/run.ts';
import type { SignalGroup } from './evaluation/signal-group.ts';
import type { SlotPool } from './evaluation/slots.ts';
import type { Levers } from './receipts/levers.ts';
import type { Selection, SelectionContext } from './selection/algorithm.ts';
import type { QuietTraces, SlotNames } from './trace/quiet-traces.ts';
import type { ProjectionTrace } from './trace/trace.ts';

/** One recipe, linked to slots of its own. */
export interface CompiledRecipe {
  readonly name: string;
  readonly slots: SlotNames;
  /** Of as many slots as it has names for. */
  readonly slotPool: SlotPool;
  /** The first slots are signals; outputs of projections follow. */
  readonly signalCount: number;
  readonly quiet: QuietTraces;
  /** Free and local ones: all run, on every request. */
  readonly always: readonly SignalGroup[];
  /** Costly ones, in rising order of cost: each runs only while it can change the outcome. */
  readonly onDemand: readonly SignalGroup[];
  readonly derivation: Derivation;
  readonly decisions: readonly CompiledDecision[];
  /** By decision: where it stands when it does not match. */
  readonly absent: readonly Standing[];
  /** What readings may change together: for receipts. */
  readonly variables: readonly Variable[];
  /** By signal slot: what its numbers are compared with. */
  readonly levers: readonly SlotLevers[];
  readonly strategy: 'priority' | 'confidence';
  /** By decision name. */
  readonly select: ReadonlyMap<string, (context: SelectionContext) => Selection | Promise<Selection>>;
}

/** `Levers` with rivals as slots. */
export interface SlotLevers extends Omit<Levers, 'rivals'> {
  readonly rivals: readonly number[];
}

/** Signal slots of which at most one matches at a time: one rule's levels, all rules of an exclusive kind, or one rule. */
export interface Variable {
  readonly slots: readonly number[];
  /** By slot of the variable: the value from which it matches, where that is one number. */
  readonly thresholds: readonly (number | undefined)[];
}

/** Projections and the place of every decision, from the readings so far. */
export function evaluateRecipe(
  recipe: CompiledRecipe,
  run: Run,
): { projections: readonly ProjectionTrace[]; standings: readonly Standing[] } {
  return {
    projections: deriveReadings(recipe.derivation, run),
    standings: recipe.absent.map((each) => standingOf(each, run.slots)),
  };
}
