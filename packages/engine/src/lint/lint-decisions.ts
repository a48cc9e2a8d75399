import type { ConfigPath, Report } from '../config/diagnostic.ts';
import type { DecisionConfig, RecipeConfig } from '../config/router-config.ts';
import type { Answer, PolicyTruth, Witness } from './policy-truth.ts';
import type { Literal } from './solver.ts';

/** What decisions never do, and what several of them do at once. Paths are relative to the recipe. */
export function lintDecisions(recipe: RecipeConfig, truth: PolicyTruth, report: Report): void {
  const { decisions } = recipe;
  const before = (decision: DecisionConfig) => decisions.filter((each) => goesBefore(each, decision, recipe));
  const none = (those: readonly DecisionConfig[]) => those.map((each) => -truth.eligible(each));
  const wins = (decision: DecisionConfig) => [truth.eligible(decision), ...none(before(decision))];
  const dead = new Set<DecisionConfig>();
  for (const [index, decision] of decisions.entries()) {
    const path: ConfigPath = ['decisions', index];
    const matches = decided(truth.ask([truth.eligible(decision)]), decision.name, path, report);
    if (matches === 'never') {
      dead.add(decision);
      const message = `decision "${decision.name}" can never match: ${contradiction(decision, truth)}`;
      report.error('lint.never_matches', path, message, 'mend its condition, or take the decision out', 'remove');
      continue;
    }
    if (matches === 'undecided') continue;
    if (decided(truth.ask(wins(decision)), decision.name, path, report) !== 'never') continue;
    dead.add(decision);
    const enough = smallest(
      before(decision),
      (some) => truth.ask([truth.eligible(decision), ...none(some)]) === 'never',
    );
    const names = enough.map(({ name }) => `"${name}"`).join(', ');
    report.error(
      'lint.never_wins',
      path,
      `decision "${decision.name}" can never win: whenever it matches (e.g. ${shown(matches)}), ${enough.length === 1 ? `${names} does too, and goes` : `one of ${names} does too, and they go`} before it`,
      'give it a higher priority, narrow those before it, or take it out',
      'remove',
    );
  }
  lintTies(recipe, truth, wins, dead, report);
  lintGuards(recipe, truth, wins, dead, report);
  lintGap(recipe, truth, none(decisions), report);
}

/** Whether one goes before the other whenever both take part, whatever their confidences. */
export function goesBefore(one: DecisionConfig, other: DecisionConfig, { decisions, strategy }: RecipeConfig): boolean {
  if (one === other) return false;
  if (one.tier > 0 || other.tier > 0) return one.tier < other.tier;
  // A tier elsewhere puts confidences before priorities.
  if (strategy === 'confidence' || decisions.some(({ tier }) => tier > 0)) return false;
  return one.priority > other.priority;
}

type Wins = (decision: DecisionConfig) => readonly Literal[];

function lintTies(
  recipe: RecipeConfig,
  truth: PolicyTruth,
  wins: Wins,
  dead: ReadonlySet<DecisionConfig>,
  report: Report,
): void {
  const { decisions, strategy } = recipe;
  if (strategy === 'confidence' || decisions.some(({ tier }) => tier > 0)) return;
  for (const [index, one] of decisions.entries()) {
    for (const other of decisions.slice(0, index)) {
      if (one.priority !== other.priority || dead.has(one) || dead.has(other)) continue;
      const answer = truth.ask([...wins(one), ...wins(other)]);
      if (typeof answer === 'string') continue;
      report.warning(
        'lint.tie',
        ['decisions', index, 'priority'],
        `decisions "${other.name}" and "${one.name}" both have priority ${one.priority}, and both can match: ${shown(answer.witness)}; the higher confidence wins, then the name`,
        'give them different priorities',
      );
    }
  }
}

/** A decision that asks less of its models takes what a guarded one would have had. */
function lintGuards(
  recipe: RecipeConfig,
  truth: PolicyTruth,
  wins: Wins,
  dead: ReadonlySet<DecisionConfig>,
  report: Report,
): void {
  const tierOf = ({ requirements }: DecisionConfig) => requirements.safetyTier ?? 0;
  for (const guarded of recipe.decisions) {
    for (const [index, other] of recipe.decisions.entries()) {
      if (tierOf(other) >= tierOf(guarded) || dead.has(other) || goesBefore(guarded, other, recipe)) continue;
      const answer = truth.ask([...wins(other), truth.eligible(guarded)]);
      if (typeof answer === 'string') continue;
      report.warning(
        'lint.guard_bypassed',
        ['decisions', index],
        `decision "${other.name}" (safety_tier ${tierOf(other)}) can take requests that "${guarded.name}" (safety_tier ${tierOf(guarded)}) matches: ${shown(answer.witness)}`,
        `put "${guarded.name}" before it, or ask for the same safety_tier`,
      );
    }
  }
}

function lintGap({ decisions }: RecipeConfig, truth: PolicyTruth, none: readonly Literal[], report: Report): void {
  const answer = decisions.length === 0 ? 'never' : truth.ask(none);
  if (typeof answer === 'string') return;
  report.warning(
    'lint.default_only',
    ['decisions'],
    `no decision takes some requests, and only the default model answers them: ${shown(answer.witness)}`,
    'add a decision without a condition and with the lowest priority, if they deserve one',
  );
}

/** The witness, or that there is none; what could not be decided is told. */
function decided(answer: Answer, name: string, path: ConfigPath, report: Report): Witness | 'never' | 'undecided' {
  if (answer === 'undecided')
    report.warning(
      'lint.undecided',
      path,
      `whether decision "${name}" can win could not be decided within the bound`,
      'simplify its condition',
    );
  return typeof answer === 'string' ? answer : answer.witness;
}

/** Parts of its condition that exclude each other. */
function contradiction({ rules }: DecisionConfig, truth: PolicyTruth): string {
  if ('type' in rules || rules.operator !== 'AND') return 'no readings make its condition true';
  const parts = smallest(rules.conditions, (some) => truth.ask(some.map((part) => truth.holds(part))) === 'never');
  const numbers = parts.map((part) => rules.conditions.indexOf(part) + 1);
  if (numbers.length === 0) return 'no readings make its condition true';
  return numbers.length === 1
    ? `part ${numbers[0]} of its AND is never true`
    : `parts ${numbers.join(' and ')} of its AND exclude each other`;
}

/** As few of them as keep it so: each is left out where it can be. */
function smallest<T>(all: readonly T[], isSo: (some: readonly T[]) => boolean): readonly T[] {
  let kept = all;
  for (const each of all) {
    const fewer = kept.filter((other) => other !== each);
    if (isSo(fewer)) kept = fewer;
  }
  return kept;
}

function shown({ matched, unknown }: Witness): string {
  const parts = [
    matched.length === 0 ? 'nothing matches' : `${matched.join(', ')} and nothing else`,
    ...(unknown.length === 0 ? [] : [`${unknown.join(', ')} unknown`]),
  ];
  return parts.join('; ');
}
