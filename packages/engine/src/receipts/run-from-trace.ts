import type { CompiledRecipe } from '../compiled-recipe.ts';
import type { Run } from '../evaluation/run.ts';
import { createSlots, MATCHED, NOT_MATCHED, OPEN, UNKNOWN } from '../evaluation/slots.ts';
import { type Failure, isFailure, type Reading } from '../signals/reading.ts';
import type { SignalTrace, Trace } from '../trace/trace.ts';

/**
 * The readings of a trace, as the evaluators took them. Undefined when the trace is of another config: its signals are
 * not this recipe's.
 */
export function runFromTrace(recipe: CompiledRecipe, trace: Trace): Run | undefined {
  if (trace.signals.length !== recipe.signalCount) return undefined;
  const run: Run = {
    raw: createSlots(recipe.slots.length),
    slots: createSlots(recipe.slots.length),
    entries: new Array<undefined>(recipe.slots.length).fill(undefined),
    evaluators: [],
  };
  for (const [slot, signal] of trace.signals.entries()) {
    const { kind, name } = recipe.slots[slot]!;
    if (signal.kind !== kind || signal.name !== name) return undefined;
    setEntry(run, slot, entryOf(signal));
  }
  return run;
}

/** Puts a reading into a slot; undefined leaves it open. */
export function setEntry({ raw, entries }: Run, slot: number, entry: Reading | Failure | undefined): void {
  entries[slot] = entry;
  const reading = entry === undefined || isFailure(entry) ? undefined : entry;
  raw.state[slot] =
    reading === undefined ? (entry === undefined ? OPEN : UNKNOWN) : reading.matched ? MATCHED : NOT_MATCHED;
  raw.confidence[slot] = reading?.confidence ?? 0;
  raw.ceiling[slot] = reading?.confidence ?? 0;
  raw.value[slot] = reading?.value ?? Number.NaN;
}

function entryOf({ name, state, raw, matched, confidence, value, evidence, code, reason }: SignalTrace) {
  if (state === 'skipped') return undefined;
  if (raw !== undefined) return { name, ...raw, value, evidence };
  if (state === 'failed') return { name, code: code ?? 'signal.failed', reason: reason ?? 'no reason given' };
  return { name, matched, confidence, value, evidence };
}
