import { type CompiledRecipe, evaluateRecipe, type Variable } from '../compiled-recipe.ts';
import { type Choice, challengers, choose, type Standing } from '../decisions/choose.ts';
import type { Run } from '../evaluation/run.ts';
import { createSlots, NOT_MATCHED } from '../evaluation/slots.ts';
import { type Failure, isFailure, type Reading } from '../signals/reading.ts';
import type { ProjectionTrace } from '../trace/trace.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { setEntry } from './run-from-trace.ts';

/** What should come out instead: any other decision, or the one of this name. */
export type Goal = { readonly not: string | null } | { readonly decision: string | null };

/** A set of signals that, reading otherwise, bring the goal about. */
export interface ChangeSet {
  readonly decision: string | null;
  readonly changes: readonly { readonly slot: number; readonly from: Entry; readonly to: Reading }[];
}

export interface Search {
  /** Undefined when no set within the limits brings the goal about. */
  readonly found: ChangeSet | undefined;
  /** Sets of up to this many signals that do not bring it about were ruled out. */
  readonly ruledOut: number;
}

export interface SearchLimits {
  /** Most signals in a set. */
  readonly maxChanges: number;
  /** Most evaluations of the recipe; the search then ends with what was ruled out by then. */
  readonly maxEvaluations: number;
}

type Entry = Reading | Failure | undefined;

/** One state of the readings and what follows from it. */
interface State {
  readonly choice: Choice;
  readonly standings: readonly Standing[];
  readonly projections: readonly ProjectionTrace[];
}

class OutOfEvaluations extends Error {}

/**
 * The fewest signals that would have had to read otherwise for the goal. Deepens one change at a time, so nothing
 * smaller exists than what it finds. At each step only signals of one *reason* are tried: a set of readings which, as
 * long as they stay, keep the goal from happening whatever all others say. Every change that works alters one of them.
 * Among single changes the one with the least effort is taken: a number near its threshold before a word that was never
 * said. Among sets of several the first.
 */
export function smallestChange(recipe: CompiledRecipe, run: Run, goal: Goal, limits: SearchLimits): Search {
  const search = new ChangeSearch(recipe, run, goal, limits.maxEvaluations);
  let ruledOut = 0;
  try {
    for (let size = 1; size <= limits.maxChanges; size++) {
      const found = search.within(size);
      if (found !== undefined) return { found, ruledOut };
      ruledOut = size;
      // Nothing left to change: no larger set can do it either.
      if (search.isExhausted) return { found: undefined, ruledOut: Number.POSITIVE_INFINITY };
    }
  } catch (error) {
    if (!(error instanceof OutOfEvaluations)) throw error;
  }
  return { found: undefined, ruledOut };
}

class ChangeSearch {
  readonly #recipe: CompiledRecipe;
  readonly #goal: Goal;
  readonly #before: readonly Entry[];
  readonly #run: Run;
  /** Variables that are opened together: those whose rules may withdraw each other's readings. */
  readonly #units: readonly (readonly Variable[])[];
  readonly #changed = new Set<Variable>();
  readonly #seen = new Set<string>();
  #evaluationsLeft: number;
  #triedAny = false;

  constructor(recipe: CompiledRecipe, run: Run, goal: Goal, maxEvaluations: number) {
    this.#recipe = recipe;
    this.#goal = goal;
    this.#before = [...run.entries];
    this.#run = {
      raw: createSlots(recipe.slots.length),
      slots: createSlots(recipe.slots.length),
      entries: [],
      evaluators: [],
    };
    for (const [slot, entry] of run.entries.entries()) setEntry(this.#run, slot, entry);
    this.#evaluationsLeft = maxEvaluations;
    this.#units = unitsOf(recipe);
  }

  /** The last round tried no change at all beyond those of the round before. */
  get isExhausted(): boolean {
    return !this.#triedAny;
  }

  within(size: number): ChangeSet | undefined {
    this.#seen.clear();
    this.#triedAny = false;
    return this.#deepen(size, size);
  }

  #deepen(left: number, size: number): ChangeSet | undefined {
    const here = this.#evaluate();
    let nearest: { readonly found: ChangeSet; readonly effort: number } | undefined;
    for (const variable of this.#reason()) {
      if (this.#changed.has(variable)) continue;
      const before = variable.slots.map((slot) => this.#run.entries[slot]);
      this.#changed.add(variable);
      for (const candidate of candidatesOf(variable, this.#recipe, this.#run, here.projections)) {
        this.#place(variable, candidate);
        const found = left === 1 ? this.#arrived() : this.#isNew() ? this.#deepen(left - 1, size) : undefined;
        this.#place(variable, before);
        if (left === 1) this.#triedAny = true;
        if (found === undefined) continue;
        if (size > 1) return found;
        const effort = effortOf(found, variable);
        if (effort < (nearest?.effort ?? Number.POSITIVE_INFINITY)) nearest = { found, effort };
      }
      this.#changed.delete(variable);
    }
    return nearest?.found;
  }

  #arrived(): ChangeSet | undefined {
    const { choice } = this.#evaluate();
    const decision = choice.winner?.decision.config.name ?? null;
    const isThere = 'not' in this.#goal ? decision !== this.#goal.not : decision === this.#goal.decision;
    if (!isThere) return undefined;
    const changes = [...this.#changed].flatMap(({ slots }) =>
      slots.flatMap((slot) => {
        const from = this.#before[slot];
        const to = this.#run.entries[slot] as Reading;
        return from === to || sameReading(from, to) ? [] : [{ slot, from, to }];
      }),
    );
    return { decision, changes: changes.sort((a, b) => a.slot - b.slot) };
  }

  /** Whether this set of changes was not looked at in this round, in another order. */
  #isNew(): boolean {
    const key = [...this.#changed]
      .flatMap(({ slots }) => slots.map((slot) => `${slot}=${JSON.stringify(this.#run.entries[slot])}`))
      .sort()
      .join();
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** Variables whose present readings alone keep the goal from happening; found by opening all that need not stay. */
  #reason(): readonly Variable[] {
    const kept: Variable[] = [];
    for (const unit of this.#units) {
      const entries = unit.map((variable) => variable.slots.map((slot) => this.#run.entries[slot]));
      for (const variable of unit) for (const slot of variable.slots) setEntry(this.#run, slot, undefined);
      if (this.#isPrevented()) {
        this.#opened.push({ unit, entries });
        continue;
      }
      for (const [index, variable] of unit.entries()) this.#place(variable, entries[index]!);
      kept.push(...unit);
    }
    for (const { unit, entries } of this.#opened.splice(0)) {
      for (const [index, variable] of unit.entries()) this.#place(variable, entries[index]!);
    }
    return kept;
  }

  readonly #opened: { unit: readonly Variable[]; entries: readonly (readonly Entry[])[] }[] = [];

  /** Whether the goal cannot happen whatever the open slots turn out to be. */
  #isPrevented(): boolean {
    const { choice, standings } = this.#evaluate();
    const { winner } = choice;
    const rivals = challengers(winner, standings, this.#recipe.strategy);
    if ('not' in this.#goal) {
      return (winner?.decision.config.name ?? null) === this.#goal.not && rivals.length === 0;
    }
    const { decision: wanted } = this.#goal;
    if (wanted === null) return winner !== undefined;
    const own = standings.find(({ decision }) => decision.config.name === wanted);
    if (own === undefined || (own.outcome === NOT_MATCHED && !own.eligible)) return true;
    if (winner === undefined || winner === own) return false;
    // A decision with a tier would change what counts first, and with it who wins among the others.
    const orderMayChange = rivals.some(({ decision }) => decision.config.tier > 0);
    return rivals.length === 0 || (!rivals.includes(own) && !orderMayChange);
  }

  #evaluate(): State {
    if (this.#evaluationsLeft-- <= 0) throw new OutOfEvaluations();
    const { projections, standings } = evaluateRecipe(this.#recipe, this.#run);
    return { projections, standings, choice: choose(standings, this.#recipe.strategy) };
  }

  #place(variable: Variable, entries: Candidate): void {
    for (const [index, slot] of variable.slots.entries()) setEntry(this.#run, slot, entries[index]);
  }
}

function unitsOf({ variables, derivation }: CompiledRecipe): readonly (readonly Variable[])[] {
  const refined = derivation.refined.map((group) => new Set(group.slots));
  const together = refined.map((slots) =>
    variables.filter((variable) => variable.slots.some((slot) => slots.has(slot))),
  );
  const alone = variables.filter((variable) => !together.some((unit) => unit.includes(variable)));
  return [...alone.map((variable) => [variable]), ...together.filter((unit) => unit.length > 0)];
}

/** Of a word that must appear, or go: there is no telling how far away it is. Taking one away comes first. */
const UNMEASURED = { away: 1, added: 1.1 };

/** How far the readings would have to move: the distance of a value to its threshold, or to what it would become. */
function effortOf({ changes }: ChangeSet, { slots, thresholds }: Variable): number {
  return changes.reduce((sum, { slot, from, to }) => {
    const reading = from === undefined || isFailure(from) ? undefined : from;
    const value = reading?.value;
    if (reading?.matched === to.matched && value === to.value)
      return sum + Math.abs(reading.confidence - to.confidence);
    const goal = value === to.value ? thresholds[slots.indexOf(slot)] : to.value;
    if (value === undefined || goal === undefined) return sum + (to.matched ? UNMEASURED.added : UNMEASURED.away);
    return sum + Math.min(1, Math.abs(goal - value) / Math.max(1, Math.abs(value)));
  }, 0);
}

function sameReading(from: Entry, to: Reading): boolean {
  return (
    from !== undefined &&
    !isFailure(from) &&
    from.matched === to.matched &&
    from.confidence === to.confidence &&
    from.value === to.value
  );
}
