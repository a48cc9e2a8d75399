import type { CompiledRecipe, Variable } from '../compiled-recipe.ts';
import type { Run } from '../evaluation/run.ts';
import { type Failure, isFailure, type Reading } from '../signals/reading.ts';
import type { ProjectionTrace } from '../trace/trace.ts';
import type { ScoreLever } from './levers.ts';

type Entry = Reading | Failure | undefined;

/** One way in which a variable could have read otherwise: an entry for each of its slots. */
export type Candidate = readonly Entry[];

/** A step past a bound: small against any threshold that people write. */
const STEP = 1e-6;
/** Confidences to try where nothing names one. */
const CONFIDENCES = [1, 0.75, 0.5, 0.25, STEP];

/**
 * What a variable could have read instead: another of its slots matched, or none, with numbers at every bound that
 * something compares them with and a step to either side.
 */
export function candidatesOf(
  variable: Variable,
  recipe: CompiledRecipe,
  run: Run,
  projections: readonly ProjectionTrace[],
): readonly Candidate[] {
  const now: readonly Entry[] = variable.slots.map((slot) => run.entries[slot]);
  const nameOf = (index: number) => recipe.slots[variable.slots[index]!]!.name;
  const none = now.map((entry, index) => withdrawn(entry, nameOf(index)));
  const candidates: Candidate[] = now.some(isMatched) || now.some(cannotSay) ? [none] : [];
  for (const [index, slot] of variable.slots.entries()) {
    const entry = now[index];
    const { value, confidence } = numbersOf(entry);
    const place = (matched: boolean, sure: number, number: number | undefined) =>
      candidates.push(none.with(index, { name: nameOf(index), matched, confidence: sure, value: number }));
    const threshold = variable.thresholds[index];
    for (const sure of confidencesToTry(slot, threshold, recipe, run, projections, confidence)) {
      if (!isMatched(entry) || sure !== confidence) place(true, sure, value);
    }
    if (value === undefined) continue;
    for (const number of valuesToTry(slot, recipe, projections, value)) {
      place(isMatched(entry), confidence, number);
      place(!isMatched(entry), isMatched(entry) ? 0 : 1, number);
    }
  }
  return candidates;
}

function isMatched(entry: Entry): boolean {
  return entry !== undefined && !isFailure(entry) && entry.matched;
}

function cannotSay(entry: Entry): boolean {
  return entry === undefined || isFailure(entry);
}

function numbersOf(entry: Entry): { readonly value: number | undefined; readonly confidence: number } {
  return entry === undefined || isFailure(entry)
    ? { value: undefined, confidence: 0 }
    : { value: entry.value, confidence: entry.confidence };
}

function withdrawn(entry: Entry, name: string): Reading {
  if (entry !== undefined && !isFailure(entry) && !entry.matched) return entry;
  return { name, matched: false, confidence: 0, value: numbersOf(entry).value };
}

function confidencesToTry(
  slot: number,
  threshold: number | undefined,
  recipe: CompiledRecipe,
  run: Run,
  projections: readonly ProjectionTrace[],
  confidence: number,
): Iterable<number> {
  const { scores, rivals, bounds } = recipe.levers[slot]!;
  const rivalling = rivals.map((rival) => run.raw.confidence[rival]!);
  const numbers = [...bounds, ...rivalling, ...crossings(scores, 'confidence', projections, confidence)];
  const likely = threshold === undefined ? [] : [threshold];
  return new Set([...likely, ...CONFIDENCES, ...around(numbers)].filter((number) => number > 0 && number <= 1));
}

function valuesToTry(
  slot: number,
  recipe: CompiledRecipe,
  projections: readonly ProjectionTrace[],
  value: number,
): Iterable<number> {
  const { scores, bounds } = recipe.levers[slot]!;
  return new Set(around([...bounds, ...crossings(scores, 'raw', projections, value)]));
}

/** Numbers that would bring a score to the edge of a band. */
function crossings(
  levers: readonly ScoreLever[],
  take: ScoreLever['take'],
  projections: readonly ProjectionTrace[],
  from: number,
): number[] {
  return levers.flatMap((lever) => {
    const trace = projections.find(({ type, name }) => type === 'score' && name === lever.score);
    const score = trace?.type === 'score' ? trace.value : null;
    if (lever.take !== take || score === null || lever.factor === 0) return [];
    return lever.edges.map((edge) => from + (edge - score) / lever.factor);
  });
}

function around(numbers: readonly number[]): number[] {
  return numbers.flatMap((number) => [number, number - STEP, number + STEP]);
}
