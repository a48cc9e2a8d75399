import type { ConditionConfig, RecipeConfig } from './config/router-config.ts';
import { translateCondition } from './config/translate.ts';
import type { ProjectionsConfig } from './projections/projection-config.ts';
import { outputsOf, type SignalKind } from './signals/signal-kind.ts';

/** Rules of one kind, as far as their dependencies go. */
export interface KindRules {
  readonly kind: SignalKind;
  readonly rules: readonly { readonly name: string }[];
}

/** By label (`kind:name`, `projection:output`, `score:name`), the labels that it depends on directly. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** A band depends on its score, a score on its inputs, a partition's member on its rivals, a gated rule on its gate. */
export function directDependencies(projections: ProjectionsConfig, kinds: readonly KindRules[]): Dependencies {
  const edges = new Map<string, string[]>();
  const add = (label: string, on: readonly string[]) => {
    const known = edges.get(label);
    if (known === undefined) edges.set(label, [...on]);
    else known.push(...on);
  };
  for (const { members } of projections.partitions) for (const member of members) add(member, members);
  for (const score of projections.scores)
    add(
      `score:${score.name}`,
      score.inputs.map((input) => input.source),
    );
  for (const mapping of projections.mappings) {
    for (const output of mapping.outputs) add(`projection:${output.name}`, [`score:${mapping.score}`]);
  }
  for (const { kind, rules } of kinds) {
    for (const rule of rules) {
      const gate = kind.gate?.(rule);
      if (gate === undefined) continue;
      const read = labelsOf(translateCondition(gate));
      for (const output of outputsOf(kind, rule)) add(`${kind.kind}:${output}`, read);
    }
  }
  return edges;
}

/** The labels themselves and all that they depend on, directly or through others. */
export function transitively(labels: Iterable<string>, dependencies: Dependencies): Set<string> {
  const found = new Set<string>();
  const visit = (label: string): void => {
    if (found.has(label)) return;
    found.add(label);
    for (const next of dependencies.get(label) ?? []) visit(next);
  };
  for (const label of labels) visit(label);
  return found;
}

/** `type:name` of every leaf. */
export function labelsOf(condition: ConditionConfig): string[] {
  return 'type' in condition ? [`${condition.type}:${condition.name}`] : condition.conditions.flatMap(labelsOf);
}

/** Every label that some decision depends on. */
export function labelsInUse(recipe: RecipeConfig, kinds: readonly KindRules[]): Set<string> {
  const read = recipe.decisions.flatMap((decision) => labelsOf(decision.rules));
  return transitively(read, directDependencies(recipe.projections, kinds));
}
