import { type CompiledRecipe, evaluateRecipe } from './compiled-recipe.ts';
import type { RetentionDirective } from './config/router-config.ts';
import { challengers, choose, type Standing } from './decisions/choose.ts';
import type { EngineParts, EngineSummary } from './engine-parts.ts';
import type { Run } from './evaluation/run.ts';
import { runSignalGroup, type SignalGroup } from './evaluation/signal-group.ts';
import { MATCHED } from './evaluation/slots.ts';
import { type Receipt, type ReceiptOptions, receiptOf } from './receipts/receipt.ts';
import { runFromTrace } from './receipts/run-from-trace.ts';
import { conversationTexts } from './request/conversation-texts.ts';
import type { RequestFacts } from './request/facts.ts';
import type { ModelRef } from './selection/model-ref.ts';
import { lastModelOf } from './selection/stay.ts';
import type { RunContext } from './signals/signal-kind.ts';
import { buildTrace } from './trace/build-trace.ts';
import type { Trace } from './trace/trace.ts';

export interface RouteOptions {
  /** Aborted at the request's deadline or when the client leaves; costly signals not finished then are unknown. */
  readonly signal?: AbortSignal | undefined;
  /** Evaluate everything, so that the trace is complete. */
  readonly exhaustive?: boolean | undefined;
}

/** A plugin that a decision uses, in the order of the config. */
export interface PluginUse {
  readonly type: string;
  readonly configuration: unknown;
}

export interface RouteResult {
  /** The recipe that the requested model leads to. */
  readonly recipe: string;
  /** Null when no decision matched. */
  readonly decision: string | null;
  /** The chosen model; null when no decision matched and there is no default model. */
  readonly model: ModelRef | null;
  /** All models that the decision allows, in order; the chosen one among them. */
  readonly candidates: readonly ModelRef[];
  /** Confidence of the decision, 0..1; 0 for the default. */
  readonly confidence: number;
  readonly plugins: readonly PluginUse[];
  /** What the decision says that caches and sessions should do with the turn. */
  readonly retention?: RetentionDirective | undefined;
  /** Set when a decision with `on_unknown: refuse` won because a signal was unknown: the request must not be served. */
  readonly refusal?: { readonly decision: string; readonly reason: string } | undefined;
  readonly trace: Trace;
}

export interface Engine {
  /** Never rejects for a bad signal: what could not be read is unknown, and the trace says why. */
  route(facts: RequestFacts, options?: RouteOptions): Promise<RouteResult>;
  /**
   * The smallest change of readings that would have led elsewhere. Works on any trace of this config, also a recorded
   * one: no signal runs again. Undefined for a trace of another config.
   */
  receipt(trace: Trace, options?: ReceiptOptions): Receipt | undefined;
  /**
   * Decides again from the readings of a trace: what a recorded routing came to, recomputed. Undefined for a trace of
   * another config.
   */
  decide(trace: Trace): { readonly decision: string | null; readonly confidence: number } | undefined;
  readonly summary: EngineSummary;
}

/**
 * signals → projections → decision → selection, over one request. Everything that could be done at load was done
 * there: here are closures over slots.
 */
export function createEngine(parts: EngineParts): Engine {
  return {
    summary: parts.summary,
    route: (facts, options = {}) => route(parts, facts, options),
    receipt(trace, options) {
      const recipe = recipeOf(parts, trace);
      return recipe === undefined ? undefined : receiptOf(recipe, trace, options);
    },
    decide(trace) {
      const recipe = recipeOf(parts, trace);
      const run = recipe === undefined ? undefined : runFromTrace(recipe, trace);
      if (recipe === undefined || run === undefined) return undefined;
      const { winner } = choose(evaluateRecipe(recipe, run).standings, recipe.strategy);
      return { decision: winner?.decision.config.name ?? null, confidence: winner?.floor ?? 0 };
    },
  };
}

/** The recipe that made a trace, if this engine has it. */
function recipeOf({ recipes, summary }: EngineParts, trace: Trace): CompiledRecipe | undefined {
  return trace.configHash === summary.configHash ? recipes.find(({ name }) => name === trace.recipe) : undefined;
}

/** Most configs have no costly signals: nothing is ever taken out of it. */
const NOBODY: Set<SignalGroup> = new Set();

/** Making an abort signal costs more than a keyword scan, and local signals never look at it. */
class LazyRunContext implements RunContext {
  readonly text: RunContext['text'];
  readonly #options: RouteOptions;

  constructor(facts: RequestFacts, options: RouteOptions) {
    this.text = conversationTexts(facts);
    this.#options = options;
  }

  get signal(): AbortSignal | undefined {
    return this.#options.signal;
  }
}

async function route(parts: EngineParts, facts: RequestFacts, options: RouteOptions): Promise<RouteResult> {
  const { clock, defaultModel } = parts;
  const recipe = parts.entryPoints.get(facts.requestedModel) ?? parts.recipes[0]!;
  const started = clock.now();
  const context = new LazyRunContext(facts, options);
  const { slotPool } = recipe;
  const run: Run = {
    raw: slotPool.take(),
    slots: slotPool.take(),
    entries: new Array<undefined>(recipe.slots.length).fill(undefined),
    evaluators: [],
  };

  for (const group of recipe.always) {
    const pending = runSignalGroup(group, facts, context, run, clock);
    if (pending !== undefined) await pending;
  }
  let { projections, standings } = evaluateRecipe(recipe, run);
  const waiting = recipe.onDemand.length === 0 ? NOBODY : new Set(recipe.onDemand);
  while (waiting.size > 0) {
    const next = options.exhaustive ? first(waiting) : firstUseful(waiting, standings, recipe.strategy);
    if (next === undefined) break;
    waiting.delete(next);
    await runSignalGroup(next, facts, context, run, clock);
    ({ projections, standings } = evaluateRecipe(recipe, run));
  }

  const choice = choose(standings, recipe.strategy);
  const winner = choice.winner?.decision.config;
  const selection =
    winner === undefined
      ? undefined
      : await recipe.select.get(winner.name)!({
          facts,
          decision: winner.name,
          answeredBy: () => answeredBy(parts, facts, options),
        });
  const trace = buildTrace({
    parts,
    recipe,
    run,
    projections,
    standings,
    choice,
    selection,
    totalMicros: (clock.now() - started) * 1000,
  });
  // What the trace and the standings tell was copied out of them. Where a step above throws, they are not given back.
  slotPool.give(run.raw);
  slotPool.give(run.slots);
  const refused = choice.winner !== undefined && choice.winner.outcome !== MATCHED && winner?.onUnknown === 'refuse';
  return {
    recipe: recipe.name,
    decision: winner?.name ?? null,
    model: selection?.model ?? defaultModel,
    candidates: winner?.models ?? (defaultModel === null ? [] : [defaultModel]),
    confidence: choice.winner?.floor ?? 0,
    plugins: winner?.plugins ?? [],
    ...(winner?.retention === undefined ? {} : { retention: winner.retention }),
    ...(refused ? { refusal: { decision: winner.name, reason: refusalReason(trace) } } : {}),
    trace,
  };
}

/** Longest conversation that is routed again to learn which model answered: one turn after the other, back to its start. */
const MOST_TURNS_RETRACED = 8;

/** The model of the last answer: as the message or the session says, or as the conversation up to it is routed. */
async function answeredBy(parts: EngineParts, facts: RequestFacts, options: RouteOptions): Promise<string | undefined> {
  const answer = facts.messages.findLastIndex(({ role }) => role === 'assistant');
  if (answer < 0) return undefined;
  const known = lastModelOf(facts);
  if (known !== undefined) return known;
  const before = facts.messages.slice(0, answer);
  const turns = before.filter(({ role }) => role === 'user').length;
  if (turns === 0 || turns > MOST_TURNS_RETRACED) return undefined;
  const { model } = await route(parts, { ...facts, messages: before }, options);
  return model?.model;
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}

/** The cheapest group that an undecided decision still reads. */
function firstUseful(
  waiting: ReadonlySet<SignalGroup>,
  standings: readonly Standing[],
  strategy: 'priority' | 'confidence',
): SignalGroup | undefined {
  const { winner } = choose(standings, strategy);
  const wanted = new Set(challengers(winner, standings, strategy).flatMap((standing) => standing.decision.needs));
  for (const group of waiting) if (group.slots.some((slot) => wanted.has(slot))) return group;
  return undefined;
}

function refusalReason(trace: Trace): string {
  const failed = trace.signals.filter((signal) => signal.state === 'failed');
  return failed.map((signal) => `${signal.kind}:${signal.name} is unknown (${signal.reason})`).join('; ');
}
