import type { CompiledRecipe } from '../compiled-recipe.ts';
import { isFailure, type Reading } from '../signals/reading.ts';
import type { Trace } from '../trace/trace.ts';
import { runFromTrace } from './run-from-trace.ts';
import { type ChangeSet, type SearchLimits, smallestChange } from './smallest-change.ts';

/** What would have had to be otherwise for another outcome; made from a trace alone, no signal runs again. */
export interface Receipt {
  /** The decision asked about; undefined for any other than the winner. */
  readonly target: string | null | undefined;
  /** Null when no change within the limits does it. */
  readonly flip: Flip | null;
  /** Sets of up to this many changes that do not do it were ruled out; null when no set of any size does. */
  readonly ruledOut: number | null;
}

export interface Flip {
  /** The decision that would have won; null for the default model. */
  readonly decision: string | null;
  readonly changes: readonly SignalChange[];
}

/** One signal that would have had to read otherwise. */
export interface SignalChange {
  /** `kind:name` */
  readonly signal: string;
  /** `unknown` where it failed or did not run. */
  readonly from: SignalFigure | 'unknown';
  readonly to: SignalFigure;
  /** The value from which the rule matches, where that is one number. */
  readonly threshold?: number | undefined;
}

export interface SignalFigure {
  readonly matched: boolean;
  readonly confidence: number;
  readonly value?: number | undefined;
}

export interface ReceiptOptions {
  /** Ask what would have made this decision win; by default, what would have made any other win. */
  readonly target?: string | null | undefined;
  /** Most signals in a change; default 3. */
  readonly maxChanges?: number | undefined;
}

/** A few tenths of a second for a recipe of seventy rules. */
const MAX_EVALUATIONS = 20_000;
const MAX_CHANGES = 3;

/** Undefined when the trace is not of this recipe. */
export function receiptOf(recipe: CompiledRecipe, trace: Trace, options: ReceiptOptions = {}): Receipt | undefined {
  const run = runFromTrace(recipe, trace);
  if (run === undefined) return undefined;
  const { target } = options;
  const limits: SearchLimits = { maxChanges: options.maxChanges ?? MAX_CHANGES, maxEvaluations: MAX_EVALUATIONS };
  const goal = target === undefined ? { not: trace.decision } : { decision: target };
  const { found, ruledOut } = smallestChange(recipe, run, goal, limits);
  return {
    target,
    flip: found === undefined ? null : flipOf(found, recipe),
    ruledOut: Number.isFinite(ruledOut) ? ruledOut : null,
  };
}

function flipOf({ decision, changes }: ChangeSet, recipe: CompiledRecipe): Flip {
  return {
    decision,
    changes: changes.map(({ slot, from, to }) => ({
      signal: recipe.slots[slot]!.label,
      from: from === undefined || isFailure(from) ? 'unknown' : figureOf(from),
      to: figureOf(to),
      threshold: thresholdOf(slot, recipe),
    })),
  };
}

function figureOf({ matched, confidence, value }: Reading): SignalFigure {
  return { matched, confidence, value };
}

function thresholdOf(slot: number, { variables }: CompiledRecipe): number | undefined {
  const variable = variables.find(({ slots }) => slots.includes(slot));
  return variable?.thresholds[variable.slots.indexOf(slot)];
}
