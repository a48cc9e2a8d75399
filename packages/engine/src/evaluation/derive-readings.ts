import type { CompiledProjections } from '../projections/compile-projections.ts';
import { type Failure, isFailure, type Reading } from '../signals/reading.ts';
import type { ProjectionTrace } from '../trace/trace.ts';
import type { Run } from './run.ts';
import type { SignalGroup } from './signal-group.ts';
import { copySlots, MATCHED, NOT_MATCHED, OPEN, type SlotState, type Slots, UNKNOWN } from './slots.ts';

/** Outputs of a rule that count only while a condition over other signals holds. */
export interface Gate {
  readonly slots: readonly number[];
  readonly outcome: (slots: Slots) => SlotState;
}

/** Everything between the raw readings and the decisions. */
export interface Derivation {
  readonly projections: CompiledProjections;
  readonly gates: readonly Gate[];
  /** Groups whose rules may withdraw each other's readings. */
  readonly refined: readonly SignalGroup[];
}

/** partitions → gates → refinements → scores and bands, from the raw slots into the final ones. */
export function deriveReadings({ projections, gates, refined }: Derivation, run: Run): readonly ProjectionTrace[] {
  const { raw, slots } = run;
  copySlots(raw, slots);
  const partitioned = projections.partition(slots);
  for (const gate of gates) applyGate(gate, slots);
  for (const group of refined) applyRefinement(group, run);
  const derived = projections.derive(slots);
  return partitioned.length === 0 ? derived : [...partitioned, ...derived];
}

/** A closed gate withdraws what matched; an open or unknown one makes it open or unknown. */
function applyGate(gate: Gate, slots: Slots): void {
  const outcome = gate.outcome(slots);
  if (outcome === MATCHED) return;
  for (const slot of gate.slots) {
    if (slots.state[slot] !== MATCHED) continue;
    slots.state[slot] = outcome;
    slots.confidence[slot] = 0;
    slots.ceiling[slot] = 0;
  }
}

/** The group's rules run together, so either all of its slots are open or none is open for want of running. */
function applyRefinement(group: SignalGroup, { entries, slots }: Run): void {
  if (group.refine === undefined || group.slots.some((slot) => slots.state[slot] === OPEN)) return;
  const current = group.slots.map((slot) => currentEntry(entries[slot]!, slot, slots));
  const refined = group.refine(current);
  for (const [index, slot] of group.slots.entries()) {
    const entry = refined[index]!;
    if (entry === current[index]) continue;
    slots.state[slot] = isFailure(entry) ? UNKNOWN : entry.matched ? MATCHED : NOT_MATCHED;
    slots.confidence[slot] = isFailure(entry) ? 0 : entry.confidence;
    slots.ceiling[slot] = slots.confidence[slot]!;
  }
}

function currentEntry(entry: Reading | Failure, slot: number, { state, confidence }: Slots): Reading | Failure {
  if (isFailure(entry)) return entry;
  if (state[slot] === UNKNOWN) return { name: entry.name, code: 'signal.rival_unknown', reason: RIVAL_UNKNOWN };
  const matched = state[slot] === MATCHED;
  return matched === entry.matched && confidence[slot] === entry.confidence
    ? entry
    : { ...entry, matched, confidence: confidence[slot]! };
}

/** Why a reading that was taken is unknown all the same. */
export const RIVAL_UNKNOWN = 'a rival in its partition, or its gate, is unknown';
