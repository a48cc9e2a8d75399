import { type Clause, type Literal, type Solution, solve } from './solver.ts';

/** Dead ends until a question counts as not decided. */
const MAX_CONFLICTS = 20_000;

/** Statements over variables, as clauses; asks whether some of them can hold together. */
export class Truth {
  readonly #clauses: Clause[] = [];
  readonly #preferred: boolean[] = [false];
  readonly #always: Literal;

  constructor() {
    this.#always = this.variable(true);
    this.fact(this.#always);
  }

  /** `preferred`: the value that examples have where it does not matter. */
  variable(preferred: boolean): Literal {
    this.#preferred.push(preferred);
    return this.#preferred.length - 1;
  }

  /** At least one of them holds, whatever is asked. */
  fact(...clause: readonly Literal[]): void {
    this.#clauses.push(clause);
  }

  /** Holds where all of them do. */
  all(parts: readonly Literal[]): Literal {
    if (parts.length === 0) return this.#always;
    if (parts.length === 1) return parts[0]!;
    const whole = this.variable(false);
    for (const part of parts) this.fact(-whole, part);
    this.fact(whole, ...parts.map((part) => -part));
    return whole;
  }

  /** Holds where one of them does. */
  any(parts: readonly Literal[]): Literal {
    return -this.all(parts.map((part) => -part));
  }

  /** Values with which all of them hold. */
  together(literals: readonly Literal[]): Solution {
    const clauses = [...this.#clauses, ...literals.map((literal) => [literal])];
    return solve(clauses, { preferred: this.#preferred, maxConflicts: MAX_CONFLICTS });
  }
}
