import { labelsInUse } from '../compile-dependencies.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';
import type { Report } from './diagnostic.ts';
import type { RecipeConfig } from './router-config.ts';

/** Warns of rules and projections that no decision depends on, directly or through others. */
export function warnUnused(recipe: RecipeConfig, kinds: readonly SignalKind[], report: Report): void {
  const all = recipe.signals.map(({ kind: name, rules }) => ({
    kind: kinds.find((each) => each.kind === name)!,
    rules,
  }));
  const used = labelsInUse(recipe, all);
  for (const { kind, rules } of all) {
    for (const [index, rule] of rules.entries()) {
      if (outputsOf(kind, rule).some((output) => used.has(`${kind.kind}:${output}`))) continue;
      const message = `no decision reads ${kind.kind}:${rule.name}; it will not run`;
      report.warning(
        'config.unused_rule',
        [...recipe.path, 'signals', kind.configKey, index],
        message,
        'use it in a decision, or take it out',
        'remove',
      );
    }
  }
  for (const [index, mapping] of recipe.projections.mappings.entries()) {
    if (mapping.outputs.some((output) => used.has(`projection:${output.name}`))) continue;
    const message = `no decision reads a band of "${mapping.name}"; it will not run`;
    report.warning(
      'config.unused_projection',
      [...recipe.path, 'projections', 'mappings', index],
      message,
      'use a band in a decision, or take it out',
      'remove',
    );
  }
}
