import type { ConditionConfig, PredicateConfig } from '../config/router-config.ts';
import type { ProjectionsConfig } from '../projections/projection-config.ts';

/** Where the numbers of one signal slot are compared with something, so that a receipt knows which ones to try. */
export interface Levers {
  /** Bounds that conditions put on the slot's number. */
  readonly bounds: readonly number[];
  /** Scores that move with the slot's number, directly or through other scores. */
  readonly scores: readonly ScoreLever[];
  /** Labels of the other members of its partition. */
  readonly rivals: readonly string[];
}

export interface ScoreLever {
  readonly score: string;
  readonly take: 'confidence' | 'raw';
  /** How much the score rises when the number rises by one. */
  readonly factor: number;
  /** Edges of the bands over the score. */
  readonly edges: readonly number[];
}

/** By label. `conditions` are the rule trees of decisions and gates. */
export function leversOf(
  conditions: readonly ConditionConfig[],
  projections: ProjectionsConfig,
): (label: string) => Levers {
  const bounds = new Map<string, Set<number>>();
  for (const condition of conditions) collectBounds(condition, bounds);
  const edges = new Map<string, number[]>();
  for (const { score, outputs } of projections.mappings) {
    edges.set(score, [...(edges.get(score) ?? []), ...outputs.flatMap(boundsIn)]);
  }
  return (label) => ({
    bounds: [...(bounds.get(label) ?? [])],
    scores: scoreLevers(label, 1, projections, edges),
    rivals: projections.partitions
      .filter(({ members }) => members.includes(label))
      .flatMap(({ members }) => members.filter((member) => member !== label)),
  });
}

function collectBounds(condition: ConditionConfig, into: Map<string, Set<number>>): void {
  if (!('type' in condition)) {
    for (const part of condition.conditions) collectBounds(part, into);
    return;
  }
  if (condition.predicate === undefined) return;
  const label = `${condition.type}:${condition.name}`;
  const known = into.get(label) ?? new Set();
  for (const bound of boundsIn(condition.predicate)) known.add(bound);
  into.set(label, known);
}

function boundsIn({ gt, gte, lt, lte }: PredicateConfig): number[] {
  return [gt, gte, lt, lte].filter((bound) => bound !== undefined);
}

/** Scores form no circle: the config's check refuses one. */
function scoreLevers(
  source: string,
  factor: number,
  projections: ProjectionsConfig,
  edges: ReadonlyMap<string, readonly number[]>,
  through: 'confidence' | 'raw' | undefined = undefined,
): ScoreLever[] {
  return projections.scores.flatMap(({ name, inputs }) =>
    inputs.flatMap((input) => {
      const take = through ?? input.take;
      if (input.source !== source || take === 'binary') return [];
      const own = { score: name, take, factor: factor * input.weight, edges: edges.get(name) ?? [] };
      return [own, ...scoreLevers(`score:${name}`, own.factor, projections, edges, take)];
    }),
  );
}
