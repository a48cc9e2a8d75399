/** `±variable`, variables from 1. */
export type Literal = number;
/** Of its literals at least one holds. */
export type Clause = readonly Literal[];

/** Values by variable (index 0 unused); or that there are none; or that the bound was reached before either was known. */
export type Solution = { readonly values: readonly boolean[] } | 'none' | 'undecided';

export interface SolveOptions {
  /** By variable, the value that is tried first. */
  readonly preferred: readonly boolean[];
  /** Dead ends until it gives up. */
  readonly maxConflicts: number;
}

/**
 * Finds values that satisfy all clauses: search with unit propagation, learning one clause from each dead end
 * (first unique implication point). Complete but for the bound, and the same for the same input.
 */
export function solve(clauses: readonly Clause[], { preferred, maxConflicts }: SolveOptions): Solution {
  const count = preferred.length;
  const value = new Int8Array(count);
  const level = new Int32Array(count);
  const reason: (readonly Literal[] | undefined)[] = new Array(count).fill(undefined);
  const activity = new Float64Array(count);
  const trail: Literal[] = [];
  const decisions: number[] = [];
  const watches: Literal[][][] = Array.from({ length: 2 * count }, () => []);
  let head = 0;
  let step = 1;

  const indexOf = (literal: Literal) => (literal > 0 ? 2 * literal : -2 * literal + 1);
  const holds = (literal: Literal) => (literal > 0 ? value[literal]! : -value[-literal]!);
  const set = (literal: Literal, because: readonly Literal[] | undefined) => {
    const variable = Math.abs(literal);
    value[variable] = literal > 0 ? 1 : -1;
    level[variable] = decisions.length;
    reason[variable] = because;
    trail.push(literal);
  };
  const watch = (clause: Literal[]) => {
    watches[indexOf(-clause[0]!)]!.push(clause);
    watches[indexOf(-clause[1]!)]!.push(clause);
  };

  /** A clause that no value is left for, or undefined. The first two literals of a clause are the watched ones. */
  const propagate = (): readonly Literal[] | undefined => {
    while (head < trail.length) {
      const literal = trail[head++]!;
      const list = watches[indexOf(literal)]!;
      let kept = 0;
      for (let position = 0; position < list.length; position++) {
        const clause = list[position]!;
        if (clause[0] === -literal) [clause[0], clause[1]] = [clause[1]!, clause[0]!];
        const other = clause[0]!;
        if (holds(other) === 1) {
          list[kept++] = clause;
          continue;
        }
        const next = clause.findIndex((each, index) => index > 1 && holds(each) !== -1);
        if (next > 0) {
          [clause[1], clause[next]] = [clause[next]!, clause[1]!];
          watches[indexOf(-clause[1]!)]!.push(clause);
          continue;
        }
        list[kept++] = clause;
        if (holds(other) === -1) {
          for (position++; position < list.length; position++) list[kept++] = list[position]!;
          list.length = kept;
          return clause;
        }
        set(other, clause);
      }
      list.length = kept;
    }
    return undefined;
  };

  /** What the dead end teaches, and the level to go back to. */
  const learn = (conflict: readonly Literal[]): { clause: Literal[]; back: number } => {
    const seen = new Set<number>();
    const clause: Literal[] = [];
    let open = 0;
    let position = trail.length - 1;
    let from: readonly Literal[] = conflict;
    let asserting: Literal = 0;
    for (;;) {
      for (const literal of from) {
        const variable = Math.abs(literal);
        if (variable === Math.abs(asserting) || seen.has(variable) || level[variable] === 0) continue;
        seen.add(variable);
        activity[variable]! += step;
        if (level[variable] === decisions.length) open += 1;
        else clause.push(literal);
      }
      while (!seen.has(Math.abs(trail[position]!))) position -= 1;
      asserting = trail[position--]!;
      open -= 1;
      if (open === 0) break;
      from = reason[Math.abs(asserting)]!;
    }
    step *= 1.05;
    // The literal of the highest level among the others is watched beside the asserting one.
    clause.sort((a, b) => level[Math.abs(b)]! - level[Math.abs(a)]!);
    return { clause: [-asserting, ...clause], back: clause.length === 0 ? 0 : level[Math.abs(clause[0]!)]! };
  };

  const undoTo = (target: number) => {
    const length = decisions[target]!;
    for (const literal of trail.splice(length)) value[Math.abs(literal)] = 0;
    decisions.length = target;
    head = length;
  };

  for (const given of clauses) {
    const clause = [...new Set(given)];
    if (clause.some((literal) => clause.includes(-literal))) continue;
    if (clause.length === 0) return 'none';
    if (clause.length === 1) {
      if (holds(clause[0]!) === -1) return 'none';
      if (holds(clause[0]!) === 0) set(clause[0]!, undefined);
    } else watch(clause);
  }

  let conflicts = 0;
  for (;;) {
    const conflict = propagate();
    if (conflict !== undefined) {
      if (decisions.length === 0) return 'none';
      conflicts += 1;
      if (conflicts > maxConflicts) return 'undecided';
      const { clause, back } = learn(conflict);
      undoTo(back);
      if (clause.length > 1) watch(clause);
      set(clause[0]!, clause.length > 1 ? clause : undefined);
      continue;
    }
    let next = 0;
    for (let variable = 1; variable < count; variable++) {
      if (value[variable] === 0 && (next === 0 || activity[variable]! > activity[next]!)) next = variable;
    }
    if (next === 0) return { values: Array.from(value, (each) => each === 1) };
    decisions.push(trail.length);
    set(preferred[next]! ? next : -next, undefined);
  }
}
