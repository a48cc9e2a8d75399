import { type Diagnostic, type Report, reportUnder } from '../config/diagnostic.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { RecipeConfig } from '../config/router-config.ts';
import type { Ports } from '../ports/index.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import { lintDecisions } from './lint-decisions.ts';
import { lintProjections } from './lint-projections.ts';
import { lintSurprises } from './lint-surprises.ts';
import { lintUnknowns } from './lint-unknowns.ts';
import { PolicyTruth } from './policy-truth.ts';

export interface LintOptions {
  readonly kinds: readonly SignalKind[];
  /** They tell which signals a remote model answers for. */
  readonly ports: Ports;
  /** Shown in diagnostics. */
  readonly file?: string | undefined;
}

/**
 * What a valid config can never do, does in two ways, or leaves to the default, each with a request that shows it.
 * Sorted by place.
 */
export function lintConfig(
  { config, locate }: LoadedConfig,
  { kinds, ports, file }: LintOptions,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const add =
    (severity: Diagnostic['severity']): Report['error'] =>
    (code, path, message, hint, mend) => {
      const own = { severity, code, message, hint, path, ...(mend === undefined ? {} : { mend }) };
      diagnostics.push({ ...own, file, ...locate(path) });
    };
  for (const recipe of config.recipes) {
    const report = reportUnder(recipe.path, { error: add('error'), warning: add('warning') });
    lintDecisions(recipe, new PolicyTruth(recipe, kinds), report);
    lintProjections(recipe.projections, report);
    lintUnknowns(recipe, kinds, ports, report);
    lintSurprises(recipe, kinds, report);
    lintRules(recipe, kinds, report);
  }
  lintSettings(config.recipes, kinds, { error: add('error'), warning: add('warning') });
  return diagnostics.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** What the kinds themselves have to say of their rules. */
function lintRules({ signals }: RecipeConfig, kinds: readonly SignalKind[], report: Report): void {
  for (const { kind: name, rules } of signals) {
    const kind = kinds.find((each) => each.kind === name)!;
    for (const [index, rule] of rules.entries())
      kind.lint?.(rule, reportUnder(['signals', kind.configKey, index], report));
  }
}

/** What the kinds in use have to say of their settings, which all recipes share. */
function lintSettings(recipes: readonly RecipeConfig[], kinds: readonly SignalKind[], report: Report): void {
  for (const { kind: name, lintSettings: lint, settings } of kinds) {
    const used = recipes.flatMap(({ signals }) => signals).find(({ kind }) => kind === name);
    if (used === undefined || settings === undefined) continue;
    lint?.(used.settings, reportUnder(['global', 'model_catalog', ...settings.path], report));
  }
}
