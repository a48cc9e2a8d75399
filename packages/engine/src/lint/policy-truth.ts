import { compilePredicate } from '../config/predicate.ts';
import type { ConditionConfig, DecisionConfig, PredicateConfig, RecipeConfig } from '../config/router-config.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';
import { bandsByScore } from './bands.ts';
import type { Literal } from './solver.ts';
import { Truth } from './truth.ts';

/** A reading, or bounds on one: it holds, it does not, or it is unknown. */
interface Atom {
  readonly label: string;
  readonly predicate: PredicateConfig | undefined;
  readonly matched: Literal;
  readonly missed: Literal;
}

/** When a condition is true and when it is false; where neither, it is unknown. */
interface Outcome {
  readonly holds: Literal;
  readonly fails: Literal;
}

/** A request, by what its readings are; all that is not named does not match. */
export interface Witness {
  readonly matched: readonly string[];
  readonly unknown: readonly string[];
}

export type Answer = { readonly witness: Witness } | 'never' | 'undecided';

/**
 * What a recipe's decisions do for every combination of readings: matched, not matched or unknown. Facts about the
 * readings are those that hold for every request: kinds of which one rule at most matches, partitions, bands of one
 * score, bounds on one number. Readings are free otherwise, so what never happens here never happens at all.
 */
export class PolicyTruth {
  readonly #truth = new Truth();
  readonly #atoms = new Map<string, Atom>();
  readonly #eligible = new Map<DecisionConfig, Literal>();
  #known: Literal | undefined;

  constructor(recipe: RecipeConfig, kinds: readonly SignalKind[]) {
    for (const decision of recipe.decisions) {
      const { holds, fails } = this.#outcome(decision.rules);
      this.#eligible.set(decision, decision.onUnknown === 'no_match' ? holds : -fails);
    }
    this.#exclusions(recipe, kinds);
    this.#partitions(recipe, kinds);
    this.#bands(recipe);
    this.#bounds();
  }

  /** Takes part in the choice: it matches, or is unknown where that counts as a match. */
  eligible(decision: DecisionConfig): Literal {
    return this.#eligible.get(decision)!;
  }

  /** True, apart from what unknown counts as. */
  holds(condition: ConditionConfig): Literal {
    return this.#outcome(condition).holds;
  }

  /** Whether there is a request for which all of them hold, and the plainest one that was found. */
  ask(literals: readonly Literal[]): Answer {
    const known = this.#truth.together([...literals, this.#allKnown()]);
    const first = typeof known === 'string' ? this.#truth.together(literals) : known;
    if (first === 'none') return 'never';
    if (first === 'undecided') return 'undecided';
    const asked = typeof known === 'string' ? literals : [...literals, this.#allKnown()];
    let { values } = first;
    const plain: Literal[] = [];
    for (const atom of this.#atoms.values()) {
      if (values[atom.missed]) continue;
      const simpler = this.#truth.together([...asked, ...plain, atom.missed]);
      if (typeof simpler === 'string') continue;
      values = simpler.values;
      plain.push(atom.missed);
    }
    const named = (isIt: (atom: Atom) => boolean) => [...this.#atoms.values()].filter(isIt).map(nameOf);
    return {
      witness: {
        matched: named(({ matched }) => values[matched]!),
        unknown: named(
          ({ matched, missed, predicate }) => predicate === undefined && !values[matched] && !values[missed],
        ),
      },
    };
  }

  /** No reading is unknown: examples are plainer so. Asked only once all conditions are in. */
  #allKnown(): Literal {
    this.#known ??= this.#truth.all(
      [...this.#atoms.values()].map(({ matched, missed }) => this.#truth.any([matched, missed])),
    );
    return this.#known;
  }

  #atom(label: string, predicate: PredicateConfig | undefined): Atom {
    const key = `${label} ${JSON.stringify(predicate ?? {})}`;
    const known = this.#atoms.get(key);
    if (known !== undefined) return known;
    const atom = { label, predicate, matched: this.#truth.variable(false), missed: this.#truth.variable(true) };
    this.#truth.fact(-atom.matched, -atom.missed);
    this.#atoms.set(key, atom);
    if (predicate === undefined) return atom;
    // Bounds on a reading are unknown where the reading is.
    const reading = this.#atom(label, undefined);
    const isKnown = this.#truth.any([reading.matched, reading.missed]);
    this.#truth.fact(-isKnown, atom.matched, atom.missed);
    this.#truth.fact(isKnown, -atom.matched);
    this.#truth.fact(isKnown, -atom.missed);
    return atom;
  }

  #outcome(condition: ConditionConfig): Outcome {
    if ('type' in condition) {
      const { matched, missed } = this.#atom(`${condition.type}:${condition.name}`, condition.predicate);
      if (condition.onError === undefined) return { holds: matched, fails: missed };
      return condition.onError === 'match' ? { holds: -missed, fails: missed } : { holds: matched, fails: -matched };
    }
    const parts = condition.conditions.map((part) => this.#outcome(part));
    const holding = parts.map(({ holds }) => holds);
    const failing = parts.map(({ fails }) => fails);
    switch (condition.operator) {
      case 'NOT':
        return { holds: failing[0]!, fails: holding[0]! };
      case 'AND':
        return { holds: this.#truth.all(holding), fails: this.#truth.any(failing) };
      case 'OR':
        return { holds: this.#truth.any(holding), fails: this.#truth.all(failing) };
    }
  }

  /** Only what some condition reads matters. */
  #read(labels: readonly string[]): readonly Atom[] {
    const atoms = labels.map((label) => this.#atoms.get(`${label} {}`));
    return atoms.filter((atom) => atom !== undefined);
  }

  #atMostOne(labels: readonly string[]): void {
    const atoms = this.#read(labels);
    for (const [index, one] of atoms.entries()) {
      for (const other of atoms.slice(index + 1)) this.#truth.fact(-one.matched, -other.matched);
    }
  }

  #exclusions({ signals, projections }: RecipeConfig, kinds: readonly SignalKind[]): void {
    const fallbacks = new Set(projections.partitions.map(({ fallback }) => fallback));
    // A partition's default matches beside rules that are not its members.
    const exclude = (labels: readonly string[]) => {
      if (!labels.some((label) => fallbacks.has(label))) this.#atMostOne(labels);
    };
    for (const { kind: name, rules, settings } of signals) {
      const kind = kinds.find((each) => each.kind === name)!;
      const labelsOf = (rule: { readonly name: string }) => outputsOf(kind, rule).map((output) => `${name}:${output}`);
      if (kind.mostMatches?.(settings) === 1) this.#atMostOne(rules.flatMap(labelsOf));
      const groups = new Map<string, string[]>();
      for (const rule of rules) {
        if (kind.traits?.exclusiveOutputs === true) exclude(labelsOf(rule));
        const group = kind.exclusiveGroup?.(rule);
        if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), ...labelsOf(rule)]);
      }
      for (const labels of groups.values()) exclude(labels);
    }
  }

  /** As the partition leaves them: one matched and all others not; or unknown, where one that is unknown could win. */
  #partitions({ projections }: RecipeConfig, kinds: readonly SignalKind[]): void {
    for (const { members, fallback } of projections.partitions) {
      const atoms = this.#read(members);
      for (const one of atoms)
        for (const other of atoms) if (one !== other) this.#truth.fact(-one.matched, other.missed);
      const kind = kinds.find((each) => members[0]!.startsWith(`${each.kind}:`));
      // What comes after partitions may withdraw the one that is left.
      const isFinal = kind !== undefined && kind.refine === undefined && kind.gate === undefined;
      if (!isFinal || atoms.length < members.length) continue;
      const last = atoms.find(({ label }) => label === fallback)!;
      const others = atoms.filter((atom) => atom !== last);
      // The default is left out for one that matches, or for one that would if another were not unknown.
      for (const one of others) {
        const rivals = others.filter((other) => other !== one).map(({ missed }) => -missed);
        this.#truth.fact(-last.missed, one.matched, ...rivals);
      }
    }
  }

  #bands({ projections }: RecipeConfig): void {
    for (const { bands, cases } of bandsByScore(projections)) {
      const atoms = bands.map(({ name }) => this.#read([`projection:${name}`])[0]);
      this.#cases(atoms, cases);
    }
  }

  /** Bounds on one number, beside each other. */
  #bounds(): void {
    const bounded = [...this.#atoms.values()].filter(({ predicate }) => predicate !== undefined);
    for (const label of new Set(bounded.map((atom) => atom.label))) {
      const atoms = bounded.filter((atom) => atom.label === label);
      const edges = atoms.flatMap(({ predicate }) => Object.values(predicate!).filter((edge) => edge !== undefined));
      const marks = [...new Set(edges)].sort((a, b) => a - b);
      const points = [
        marks[0]! - 1,
        ...marks.flatMap((mark, index) => [mark, (mark + (marks[index + 1] ?? mark + 2)) / 2]),
      ];
      const tests = atoms.map(({ predicate }) => compilePredicate(predicate!));
      this.#cases(
        atoms,
        points.map((point) => tests.map((holds) => holds(point))),
      );
    }
  }

  /** Of the cases one is so: what none of them has, of one atom or of two together, cannot be. */
  #cases(atoms: readonly (Atom | undefined)[], cases: readonly (readonly boolean[])[]): void {
    const isSo = (atom: Atom, whether: boolean) => (whether ? atom.matched : atom.missed);
    const both = [true, false];
    for (const [i, one] of atoms.entries()) {
      if (one === undefined) continue;
      for (const a of both) {
        if (!cases.some((each) => each[i] === a)) this.#truth.fact(-isSo(one, a));
        for (const [j, other] of atoms.entries()) {
          if (other === undefined || j <= i) continue;
          for (const b of both) {
            if (!cases.some((each) => each[i] === a && each[j] === b)) this.#truth.fact(-isSo(one, a), -isSo(other, b));
          }
        }
      }
    }
    const isComplete = atoms.every((atom) => atom !== undefined);
    if (isComplete && cases.every((each) => each.includes(true)))
      this.#truth.fact(...atoms.map(({ missed }) => -missed));
  }
}

const SIGNS = { gt: '>', gte: '≥', lt: '<', lte: '≤' } as const;

function nameOf({ label, predicate = {} }: Atom): string {
  const bounds = Object.entries(predicate).filter(([, bound]) => bound !== undefined);
  return [label, ...bounds.map(([key, bound]) => `${SIGNS[key as keyof typeof SIGNS]} ${bound}`)].join(' ');
}
