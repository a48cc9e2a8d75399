import type { Trace } from '@signalbox/engine';
import { CONFIDENCE_PARTS, type SignalCounts } from '../../stores/roles/signal-counts.ts';

/** Counts what signals read, in a few additions each: traces of one config name the same signals in the same order. */
export class SignalCounter {
  readonly #recipes = new Map<string, Count[]>();
  #lastRecipe = '';
  #lastCounts: Count[] = [];

  add({ recipe, signals }: Trace): void {
    const counts = this.#countsOf(recipe);
    for (let at = 0; at < signals.length; at++) {
      const { kind, name, state, matched, confidence } = signals[at]!;
      if (state === 'skipped') continue;
      let count = counts[at];
      if (count === undefined || count.name !== name || count.kind !== kind) count = findCount(counts, kind, name);
      if (state === 'failed') {
        count.failed++;
        continue;
      }
      count.read++;
      if (matched) count.fired++;
      count.confidence[Math.min(CONFIDENCE_PARTS - 1, Math.max(0, Math.floor(confidence * CONFIDENCE_PARTS)))]!++;
    }
  }

  /** What was counted since this was asked last; begins anew. */
  take(at: number, createId: () => string): readonly SignalCounts[] {
    const taken = [...this.#recipes].flatMap(([recipe, counts]) =>
      counts
        .filter(({ read, failed }) => read + failed > 0)
        .map(({ kind, name, ...count }) => ({ id: createId(), at, recipe, signal: `${kind}:${name}`, ...count })),
    );
    this.#recipes.clear();
    this.#lastRecipe = '';
    this.#lastCounts = [];
    return taken;
  }

  #countsOf(recipe: string): Count[] {
    if (recipe === this.#lastRecipe) return this.#lastCounts;
    const counts = this.#recipes.get(recipe) ?? [];
    this.#recipes.set(recipe, counts);
    this.#lastRecipe = recipe;
    this.#lastCounts = counts;
    return counts;
  }
}

interface Count {
  readonly kind: string;
  readonly name: string;
  read: number;
  fired: number;
  failed: number;
  readonly confidence: number[];
}

/** For traces of another config, whose signals stand elsewhere. */
function findCount(counts: Count[], kind: string, name: string): Count {
  const known = counts.find((count) => count.name === name && count.kind === kind);
  if (known !== undefined) return known;
  const count = { kind, name, read: 0, fired: 0, failed: 0, confidence: new Array<number>(CONFIDENCE_PARTS).fill(0) };
  counts.push(count);
  return count;
}
