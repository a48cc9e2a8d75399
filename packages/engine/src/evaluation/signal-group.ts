import { type Clock, type CostClass, PortFailure } from '../ports/index.ts';
import type { RequestFacts } from '../request/facts.ts';
import { type Failure, isFailure, type Reading } from '../signals/reading.ts';
import type { Evaluator, Refine, RunContext } from '../signals/signal-kind.ts';
import type { Run } from './run.ts';
import { MATCHED, NOT_MATCHED, UNKNOWN } from './slots.ts';

/** The rules of one kind and cost class, compiled to run together. */
export interface SignalGroup {
  readonly kind: string;
  readonly cost: CostClass;
  readonly evaluate: Evaluator;
  readonly refine: Refine | undefined;
  /** Slots of its outputs, in the order that `evaluate` returns them. */
  readonly slots: readonly number[];
  readonly names: readonly string[];
}

type Entries = readonly (Reading | Failure)[];

/**
 * Runs a group and fills its slots. Returns a promise only when the evaluator did; never rejects: an error or a
 * passed deadline makes the group's outputs unknown.
 */
export function runSignalGroup(
  group: SignalGroup,
  facts: RequestFacts,
  context: RunContext,
  run: Run,
  clock: Clock,
): Promise<void> | undefined {
  const started = clock.now();
  if (group.cost === 'costly' && context.signal?.aborted) {
    finish(group, failAll(group, 'signal.deadline', 'the deadline passed before it was started'), run, clock, started);
    return undefined;
  }
  try {
    const result = group.evaluate(facts, context);
    if (result instanceof Promise) return finishLater(group, result, context, run, clock, started);
    finish(group, result, run, clock, started);
  } catch (cause) {
    finish(group, failAll(group, ...explain(cause)), run, clock, started);
  }
  return undefined;
}

function finishLater(
  group: SignalGroup,
  result: Promise<Entries>,
  context: RunContext,
  run: Run,
  clock: Clock,
  started: number,
): Promise<void> {
  return beforeAbort(result, context.signal).then(
    (entries) => finish(group, entries, run, clock, started),
    (cause) => finish(group, failAll(group, ...explain(cause)), run, clock, started),
  );
}

function finish(group: SignalGroup, entries: Entries, run: Run, clock: Clock, started: number): void {
  fillSlots(group, entries, run);
  run.evaluators.push({ kind: group.kind, cost: group.cost, micros: (clock.now() - started) * 1000 });
}

function fillSlots(group: SignalGroup, entries: Entries, run: Run): void {
  const complete =
    entries.length === group.slots.length
      ? entries
      : failAll(
          group,
          'signal.wrong_count',
          `the evaluator gave ${entries.length} readings for ${group.slots.length} outputs`,
        );
  const { state, confidence, ceiling, value } = run.raw;
  for (let i = 0; i < group.slots.length; i++) {
    const slot = group.slots[i]!;
    const entry = complete[i]!;
    run.entries[slot] = entry;
    if (isFailure(entry)) {
      state[slot] = UNKNOWN;
      continue;
    }
    state[slot] = entry.matched ? MATCHED : NOT_MATCHED;
    confidence[slot] = entry.confidence;
    ceiling[slot] = entry.confidence;
    value[slot] = entry.value ?? Number.NaN;
  }
}

function failAll(group: SignalGroup, code: string, reason: string): Failure[] {
  return group.names.map((name) => ({ name, code, reason }));
}

const DEADLINE = Symbol('deadline');

function explain(cause: unknown): [code: string, reason: string] {
  if (cause === DEADLINE) return ['signal.deadline', 'it did not finish before the deadline'];
  if (cause instanceof PortFailure) return [cause.code, cause.message];
  return ['signal.failed', cause instanceof Error ? cause.message : String(cause)];
}

/** Settles as the work does, or rejects with DEADLINE when the signal aborts first. */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(DEADLINE);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
