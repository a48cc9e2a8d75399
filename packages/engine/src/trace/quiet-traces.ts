import type { DecisionTrace, SignalTrace } from './trace.ts';

/** Names of the slots, by slot. */
export type SlotNames = readonly { readonly kind: string; readonly name: string; readonly label: string }[];

/** What most signals and decisions say of most requests: nothing. One object each, shared by all traces of a recipe. */
export interface QuietTraces {
  /** By slot: a reading of no match, no confidence and nothing to show, without a value and with the value 0. */
  readonly signals: readonly { readonly valueless: SignalTrace; readonly zero: SignalTrace }[];
  /** By decision: no match. */
  readonly decisions: readonly DecisionTrace[];
}

export function createQuietTraces(signals: SlotNames, decisions: readonly string[]): QuietTraces {
  return {
    signals: signals.map(({ kind, name }) => ({
      valueless: quietSignal(kind, name, undefined),
      zero: quietSignal(kind, name, 0),
    })),
    decisions: decisions.map((name) =>
      Object.freeze({ name, outcome: 'no_match', eligible: false, confidence: 0, because: Object.freeze([]) }),
    ),
  };
}

/**
 * With the properties of any other reading in a trace, and not frozen: every frozen object has a hidden class of its own, and
 * whoever reads a trace's signals (who packs and counts them) would meet dozens.
 */
function quietSignal(kind: string, name: string, value: number | undefined): SignalTrace {
  return { kind, name, state: 'read', matched: false, confidence: 0, raw: undefined, value, evidence: undefined };
}
