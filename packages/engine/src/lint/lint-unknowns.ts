import { directDependencies, transitively } from '../compile-dependencies.ts';
import type { ConfigPath, Report } from '../config/diagnostic.ts';
import type { ConditionConfig, RecipeConfig } from '../config/router-config.ts';
import type { Ports } from '../ports/index.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';

/** NOT over what a remote model says: while it does not answer, the NOT is no more true than false. */
export function lintUnknowns(recipe: RecipeConfig, kinds: readonly SignalKind[], ports: Ports, report: Report): void {
  const all = recipe.signals.map(({ kind, rules, implied = [] }) => ({
    kind: kinds.find((each) => each.kind === kind)!,
    rules: [...rules, ...implied],
  }));
  const dependencies = directDependencies(recipe.projections, all);
  const remote = new Set(
    all.flatMap(({ kind, rules }) =>
      rules
        .filter((rule) => kind.cost(rule, ports) === 'costly')
        .flatMap((rule) => outputsOf(kind, rule).map((output) => `${kind.kind}:${output}`)),
    ),
  );
  const visit = (condition: ConditionConfig, path: ConfigPath, isNegated: boolean, name: string): void => {
    if (!('type' in condition)) {
      const isInside = condition.operator === 'NOT' ? !isNegated : isNegated;
      for (const [index, part] of condition.conditions.entries())
        visit(part, [...path, 'conditions', index], isInside, name);
      return;
    }
    if (!isNegated || condition.onError !== undefined) return;
    const label = `${condition.type}:${condition.name}`;
    const cause = [...transitively([label], dependencies)].find((each) => remote.has(each));
    if (cause === undefined) return;
    report.warning(
      'lint.not_over_unknown',
      path,
      `decision "${name}": NOT ${label} is unknown while the model behind ${cause} does not answer, and the decision then does not match`,
      'say what it counts as: on_error: no_match on this condition, or on_unknown on the decision',
    );
  };
  for (const [index, { name, rules, onUnknown }] of recipe.decisions.entries())
    if (onUnknown === 'no_match') visit(rules, ['decisions', index, 'rules'], false, name);
}
