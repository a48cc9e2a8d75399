import type { Trace } from '@signalbox/engine';
import type { Count, MetricFamily } from './metric-families.ts';

/** A signal's count at the place where traces of its recipe name it. */
interface PlacedCount {
  readonly kind: string;
  readonly name: string;
  readonly count: Count;
}

/** Counts matches by kind and name. Traces of one recipe name the same signals in the same order, so that none is looked up twice. */
export class MatchCounter {
  readonly #family: MetricFamily<Count>;
  readonly #recipes = new Map<string, (PlacedCount | undefined)[]>();

  constructor(family: MetricFamily<Count>) {
    this.#family = family;
  }

  add({ recipe, signals }: Trace): void {
    let placed = this.#recipes.get(recipe);
    if (placed === undefined) {
      placed = [];
      this.#recipes.set(recipe, placed);
    }
    for (let at = 0; at < signals.length; at++) {
      const { kind, name, matched } = signals[at]!;
      if (!matched) continue;
      const known = placed[at];
      if (known !== undefined && known.name === name && known.kind === kind) known.count.value++;
      else placed[at] = { kind, name, count: this.#counted(kind, name) };
    }
  }

  #counted(kind: string, name: string): Count {
    const count = this.#family.of(kind, name);
    count.value++;
    return count;
  }
}
