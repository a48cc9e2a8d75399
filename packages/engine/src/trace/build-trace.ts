import type { CompiledRecipe } from '../compiled-recipe.ts';
import type { Choice, Standing } from '../decisions/choose.ts';
import type { Because } from '../decisions/condition.ts';
import type { Criterion } from '../decisions/ranking.ts';
import type { EngineParts } from '../engine-parts.ts';
import { RIVAL_UNKNOWN } from '../evaluation/derive-readings.ts';
import type { Run } from '../evaluation/run.ts';
import { MATCHED, NOT_MATCHED, OPEN, UNKNOWN } from '../evaluation/slots.ts';
import type { Selection } from '../selection/algorithm.ts';
import { type Failure, isFailure, type Reading } from '../signals/reading.ts';
import type {
  DecisionOutcome,
  DecisionTrace,
  ProjectionTrace,
  RunnerUp,
  SelectionTrace,
  SignalTrace,
  Trace,
} from './trace.ts';

export interface TraceInput {
  readonly parts: EngineParts;
  readonly recipe: CompiledRecipe;
  readonly run: Run;
  readonly projections: readonly ProjectionTrace[];
  readonly standings: readonly Standing[];
  readonly choice: Choice;
  readonly selection: Selection | undefined;
  readonly totalMicros: number;
}

export function buildTrace(input: TraceInput): Trace {
  const { parts, recipe, run, projections, standings, choice, selection, totalMicros } = input;
  const signals = new Array<SignalTrace>(recipe.signalCount);
  let isPartial = false;
  for (let slot = 0; slot < recipe.signalCount; slot++) {
    const signal = signalTrace(recipe, run.entries[slot], slot, run);
    isPartial ||= signal.state === 'skipped' || signal.code === 'signal.deadline';
    signals[slot] = signal;
  }
  return {
    version: 1,
    configHash: parts.summary.configHash,
    modelHashes: parts.summary.modelHashes,
    recipe: recipe.name,
    completeness: isPartial ? 'partial' : 'complete',
    signals,
    evaluators: run.evaluators,
    projections,
    decisions: standings.map((standing, at) =>
      isQuiet(standing) ? recipe.quiet.decisions[at]! : decisionTrace(standing, recipe, run),
    ),
    decision: choice.winner?.decision.config.name ?? null,
    ...annotationsOf(choice),
    runnerUp: runnerUpTrace(choice),
    selection: selectionTrace(choice, selection, parts),
    totalMicros,
  };
}

function annotationsOf({ winner }: Choice): Pick<Trace, 'annotations'> {
  const annotations = winner?.decision.config.annotations;
  return annotations === undefined ? {} : { annotations };
}

/** The reading as it was taken, with what partitions, gates and refinements made of it. */
function signalTrace(
  recipe: CompiledRecipe,
  entry: Reading | Failure | undefined,
  slot: number,
  { slots }: Run,
): SignalTrace {
  const { kind, name } = recipe.slots[slot]!;
  if (entry === undefined) return { kind, name, state: 'skipped', matched: false, confidence: 0 };
  if (isFailure(entry)) {
    return { kind, name, state: 'failed', matched: false, confidence: 0, code: entry.code, reason: entry.reason };
  }
  const { value, evidence } = entry;
  if (slots.state[slot] === UNKNOWN) {
    return {
      kind,
      name,
      state: 'failed',
      matched: false,
      confidence: 0,
      raw: { matched: entry.matched, confidence: entry.confidence },
      value,
      evidence,
      code: 'signal.rival_unknown',
      reason: RIVAL_UNKNOWN,
    };
  }
  const matched = slots.state[slot] === MATCHED;
  const confidence = slots.confidence[slot]!;
  if (!matched && confidence === 0 && !entry.matched && entry.confidence === 0 && evidence === undefined) {
    if (value === undefined) return recipe.quiet.signals[slot]!.valueless;
    if (value === 0) return recipe.quiet.signals[slot]!.zero;
  }
  const isAsTaken = matched === entry.matched && confidence === entry.confidence;
  const raw = isAsTaken ? undefined : { matched: entry.matched, confidence: entry.confidence };
  return { kind, name, state: 'read', matched, confidence, raw, value, evidence };
}

function isQuiet({ outcome, eligible, floor }: Standing): boolean {
  return outcome === NOT_MATCHED && !eligible && floor === 0;
}

function decisionTrace(standing: Standing, { slots }: CompiledRecipe, run: Run): DecisionTrace {
  const because: Because[] = [];
  if (standing.outcome === MATCHED) standing.decision.condition.because(run.slots, because);
  return {
    name: standing.decision.config.name,
    outcome: outcomeOf(standing),
    eligible: standing.eligible,
    confidence: standing.floor,
    because: because.map(({ slot, negated }) => (negated ? `not ${slots[slot]!.label}` : slots[slot]!.label)),
  };
}

function outcomeOf(standing: Standing): DecisionOutcome {
  if (standing.outcome === MATCHED) return 'match';
  if (standing.outcome === OPEN) return 'open';
  return standing.outcome === UNKNOWN ? 'unknown' : 'no_match';
}

function runnerUpTrace({ winner, runnerUp }: Choice): RunnerUp | null {
  if (winner === undefined || runnerUp === undefined) return null;
  const by = runnerUp.outrankedBy;
  const figures = { winner: figure(winner, by), own: figure(runnerUp.standing, by) };
  const margin =
    typeof figures.winner === 'number' && typeof figures.own === 'number'
      ? Math.abs(figures.winner - figures.own)
      : null;
  return { decision: runnerUp.standing.decision.config.name, outrankedBy: by, ...figures, margin };
}

function figure(standing: Standing, by: Criterion): number | string {
  return by === 'confidence' ? standing.floor : standing.decision.config[by];
}

function selectionTrace({ winner }: Choice, selection: Selection | undefined, parts: EngineParts): SelectionTrace {
  if (winner === undefined || selection === undefined) {
    const model = parts.defaultModel?.model ?? null;
    const reason =
      model === null ? 'no decision matched and there is no default model' : 'no decision matched: the default model';
    return { algorithm: 'default', model, candidates: model === null ? [] : [{ model }], reason };
  }
  const { models, algorithm } = winner.decision.config;
  return {
    algorithm: algorithm.type,
    model: selection.model.model,
    candidates: models.map(({ model }, index) =>
      selection.scores === undefined ? { model } : { model, score: selection.scores[index] },
    ),
    reason: selection.reason,
  };
}
