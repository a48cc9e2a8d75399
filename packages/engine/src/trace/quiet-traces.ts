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
    signals: signals.map(({ kind, name }) => {
      const quiet = { kind, name, state: 'read' as const, matched: false, confidence: 0 };
      return {
        valueless: Object.freeze({ ...quiet, raw: undefined, value: undefined, evidence: undefined }),
        zero: Object.freeze({ ...quiet, raw: undefined, value: 0, evidence: undefined }),
      };
    }),
    decisions: decisions.map((name) =>
      Object.freeze({ name, outcome: 'no_match', eligible: false, confidence: 0, because: Object.freeze([]) }),
    ),
  };
}
