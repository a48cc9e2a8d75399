import { compilePredicate } from '../config/predicate.ts';
import type {
  ConditionConfig,
  DecisionConfig,
  PredicateConfig,
  RecipeConfig,
  RouterConfig,
} from '../config/router-config.ts';
import { compareContenders, criteria } from '../decisions/ranking.ts';
import type { DecisionTrace, SignalTrace, Trace } from './trace.ts';

/** What a trace says, in words. */
export interface Explanation {
  /** One sentence: which decision, and which signals made it. */
  readonly why: string;
  /** Decisions that would have gone before the winner, nearest first, with the conditions each lacked. */
  readonly nearMisses: readonly NearMiss[];
}

export interface NearMiss {
  readonly decision: string;
  /** `keyword:x` to be matched, `not keyword:y` to be unmatched: the fewest that would have made it match. */
  readonly lacked: readonly string[];
}

/** Derives the words from the trace's readings and the config that decided; needs no models. */
export function explainTrace(trace: Trace, config: RouterConfig): Explanation {
  const signals = new Map(trace.signals.map((signal) => [`${signal.kind}:${signal.name}`, signal]));
  const winner = trace.decisions.find((decision) => decision.name === trace.decision);
  const recipe = config.recipes.find(({ name }) => name === trace.recipe);
  return {
    why: why(trace, winner, signals),
    nearMisses: recipe === undefined ? [] : nearMisses(trace, recipe, winner, signals),
  };
}

function why(trace: Trace, winner: DecisionTrace | undefined, signals: ReadonlyMap<string, SignalTrace>): string {
  const model = trace.selection.model ?? 'no model';
  if (winner === undefined)
    return `No decision matched, so ${trace.selection.model === null ? 'nothing answers' : `the default model ${model} answers`}.`;
  if (winner.outcome === 'unknown') {
    const failed = trace.signals
      .filter((signal) => signal.state === 'failed')
      .map((signal) => `${signal.kind}:${signal.name}`);
    return `${winner.name} → ${model}: its signals could not say (${failed.join(', ')}), and that counts as a match.`;
  }
  if (winner.because.length === 0)
    return `${winner.name} → ${model}: it matches every request, and nothing before it matched.`;
  return `${winner.name} → ${model}, because ${winner.because.map((label) => describe(label, signals)).join(' and ')}.`;
}

function describe(label: string, signals: ReadonlyMap<string, SignalTrace>): string {
  const signal = signals.get(label);
  if (signal === undefined) return label;
  const details = [
    signal.value === undefined ? undefined : String(Math.round(signal.value * 1000) / 1000),
    signal.evidence === undefined ? undefined : `“${shorten(signal.evidence)}”`,
  ].filter((detail) => detail !== undefined);
  return details.length === 0 ? label : `${label} (${details.join(', ')})`;
}

function shorten(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

function nearMisses(
  trace: Trace,
  recipe: RecipeConfig,
  winner: DecisionTrace | undefined,
  signals: ReadonlyMap<string, SignalTrace>,
): NearMiss[] {
  const won = recipe.decisions.find((decision) => decision.name === trace.decision);
  const rivals = recipe.decisions.filter((decision) => decision !== won && !isEligible(trace, decision.name));
  return rivals
    .filter((rival) => won === undefined || wouldWin(rival, won, winner?.confidence ?? 0, trace, recipe))
    .flatMap((rival) => {
      const lacked = toBecome(rival.rules, true, signals);
      return lacked === undefined || lacked.length === 0
        ? []
        : [{ decision: rival.name, lacked: [...new Set(lacked)] }];
    })
    .sort((a, b) => a.lacked.length - b.lacked.length || rankOf(recipe, b.decision) - rankOf(recipe, a.decision));
}

function isEligible(trace: Trace, name: string): boolean {
  return trace.decisions.some((decision) => decision.name === name && decision.eligible);
}

function rankOf(recipe: RecipeConfig, name: string): number {
  return recipe.decisions.find((decision) => decision.name === name)!.priority;
}

/** Whether the rival, matched with full confidence, would have gone before the winner. */
function wouldWin(
  rival: DecisionConfig,
  won: DecisionConfig,
  confidence: number,
  trace: Trace,
  recipe: RecipeConfig,
): boolean {
  const isTiered = rival.tier > 0 || recipe.decisions.some((each) => each.tier > 0 && isEligible(trace, each.name));
  return compareContenders(rival, 1, won, confidence, criteria(recipe.strategy, isTiered)).sign < 0;
}

/** An unknown leaf is neither true nor false unless its `on_error` says so. */
function unknownHolds(onError: 'match' | 'no_match' | undefined): boolean | undefined {
  return onError === undefined ? undefined : onError === 'match';
}

function leafHolds(signal: SignalTrace, predicate: PredicateConfig | undefined): boolean {
  return predicate === undefined ? signal.matched : compilePredicate(predicate)(signal.value ?? signal.confidence);
}

/** The fewest leaves that must change for the condition to become `wanted`; undefined when no change can do it. */
function toBecome(
  condition: ConditionConfig,
  wanted: boolean,
  signals: ReadonlyMap<string, SignalTrace>,
): readonly string[] | undefined {
  if ('type' in condition) {
    const label = `${condition.type}:${condition.name}`;
    const signal = signals.get(label);
    const holds = signal?.state === 'read' ? leafHolds(signal, condition.predicate) : unknownHolds(condition.onError);
    return holds === wanted ? [] : [wanted ? label : `not ${label}`];
  }
  if (condition.operator === 'NOT') return toBecome(condition.conditions[0]!, !wanted, signals);
  const parts = condition.conditions.map((part) => toBecome(part, wanted, signals));
  const needsAll = (condition.operator === 'AND') === wanted;
  if (needsAll) return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part!);
  return parts.reduce<readonly string[] | undefined>(
    (best, part) => (part !== undefined && (best === undefined || part.length < best.length) ? part : best),
    undefined,
  );
}
