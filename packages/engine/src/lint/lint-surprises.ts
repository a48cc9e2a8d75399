import type { Report } from '../config/diagnostic.ts';
import type { ConditionConfig, DecisionConfig, RecipeConfig } from '../config/router-config.ts';
import type { SignalKind } from '../signals/signal-kind.ts';

/** What is so by the rules of the language, and seldom what the author expects. Paths are relative to the recipe. */
export function lintSurprises(recipe: RecipeConfig, kinds: readonly SignalKind[], report: Report): void {
  lintPartitionDefaults(recipe, report);
  lintMatches(recipe, report);
  lintCertainty(recipe, kinds, report);
}

/** A partition's default matches whatever none of its members matches; for decisions that read it, that is much. */
function lintPartitionDefaults({ projections, decisions }: RecipeConfig, report: Report): void {
  for (const [index, { name, fallback }] of projections.partitions.entries()) {
    const readers = decisions.filter(({ rules }) => affirmed(rules).some((leaf) => labelOf(leaf) === fallback));
    if (readers.length === 0) continue;
    report.warning(
      'lint.partition_default',
      ['projections', 'partitions', index, 'default'],
      `${fallback} is the default of "${name}": it matches every request that matches no member, also for ${readers.map((each) => `decision "${each.name}"`).join(', ')}`,
      'make a member the default that no decision reads, if only what is about it should match',
    );
  }
}

/** An input that gives the same whether it matches or not. */
function lintMatches({ projections }: RecipeConfig, report: Report): void {
  for (const [index, { name, inputs }] of projections.scores.entries()) {
    for (const [position, { source, take, match, miss }] of inputs.entries()) {
      if (take !== 'binary' || match !== miss || source.startsWith('score:')) continue;
      report.warning(
        'lint.same_either_way',
        ['projections', 'scores', index, 'inputs', position],
        `score "${name}": ${source} counts ${match} whether it matches or not; vLLM Semantic Router takes a match of 0 for 1`,
        'write the match that is meant, or take the input out',
      );
    }
  }
}

/** Where confidence decides, what is always certain goes before whatever measures how near it is. */
function lintCertainty({ decisions, strategy }: RecipeConfig, kinds: readonly SignalKind[], report: Report): void {
  if (strategy !== 'confidence' && !decisions.some(({ tier }) => tier > 0)) return;
  const isCertain = ({ type }: Leaf) =>
    kinds.some(({ kind, traits }) => kind === type && traits?.alwaysCertain === true);
  const measured = decisions.filter(({ rules }) => affirmed(rules).some((leaf) => !isCertain(leaf)));
  for (const [index, { name, rules, tier }] of decisions.entries()) {
    const leaves = leavesOf(rules);
    if (leaves.length === 0 || affirmed(rules).some((leaf) => !isCertain(leaf))) continue;
    const behind = measured.filter((each) => each.tier === tier).map((each) => `"${each.name}"`);
    if (behind.length === 0) continue;
    report.warning(
      'lint.always_certain',
      ['decisions', index, 'rules'],
      `decision "${name}" has confidence 1 whenever it matches: its conditions say yes or no, not how much; where confidence decides, it goes before ${behind.join(', ')}`,
      'give it a tier of its own, or use strategy: priority',
    );
  }
}

type Leaf = Extract<ConditionConfig, { readonly type: string }>;

function labelOf({ type, name }: Leaf): string {
  return `${type}:${name}`;
}

function leavesOf(condition: DecisionConfig['rules']): readonly Leaf[] {
  return 'type' in condition ? [condition] : condition.conditions.flatMap(leavesOf);
}

/** Leaves that stand below no NOT. */
function affirmed(condition: ConditionConfig): readonly Leaf[] {
  if ('type' in condition) return [condition];
  return condition.operator === 'NOT' ? [] : condition.conditions.flatMap(affirmed);
}
