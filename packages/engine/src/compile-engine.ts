import { directDependencies, labelsInUse, labelsOf, transitively } from './compile-dependencies.ts';
import type { CompiledRecipe, Variable } from './compiled-recipe.ts';
import { type Diagnostic, hasErrors } from './config/diagnostic.ts';
import type { ConditionConfig, DecisionConfig, RecipeConfig, RouterConfig } from './config/router-config.ts';
import { translateCondition } from './config/translate.ts';
import { absent } from './decisions/choose.ts';
import { type CompiledCondition, compileCondition } from './decisions/condition.ts';
import { createEngine, type Engine } from './engine.ts';
import type { EngineSummary, RecipeSummary } from './engine-parts.ts';
import type { Gate } from './evaluation/derive-readings.ts';
import type { SignalGroup } from './evaluation/signal-group.ts';
import { createSlotPool } from './evaluation/slots.ts';
import { type CostClass, type ModelIdentity, PortFailure, type Ports } from './ports/index.ts';
import { compileProjections } from './projections/compile-projections.ts';
import type { ProjectionsConfig } from './projections/projection-config.ts';
import { leversOf } from './receipts/levers.ts';
import type { Algorithm } from './selection/algorithm.ts';
import { algorithms as ownAlgorithms } from './selection/index.ts';
import type { ModelRef } from './selection/model-ref.ts';
import { staying } from './selection/stay.ts';
import { signalKinds } from './signals/index.ts';
import { type Evaluator, outputsOf, type SignalKind } from './signals/signal-kind.ts';
import { createQuietTraces, type SlotNames } from './trace/quiet-traces.ts';

export interface CompileOptions {
  readonly ports: Ports;
  /** Names the config in traces. */
  readonly configHash: string;
  readonly kinds?: readonly SignalKind[] | undefined;
  readonly algorithms?: readonly Algorithm[] | undefined;
}

/** An engine and what its models cannot do of the config, or what keeps the config from running with these ports. */
export type CompileResult =
  | { readonly ok: true; readonly engine: Engine; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

type Rule = { readonly name: string };

/** A kind with those of its rules that some decision reads. */
interface UsedKind {
  readonly kind: SignalKind;
  readonly rules: readonly Rule[];
  readonly settings: unknown;
}

/** link → prune → compile → freeze. The config was validated and checked before. */
export async function compileEngine(config: RouterConfig, options: CompileOptions): Promise<CompileResult> {
  const { ports, kinds = signalKinds, algorithms = ownAlgorithms } = options;
  const pruned = config.recipes.map((recipe) => ({ recipe, ...prune(recipe, kinds) }));
  const diagnostics = pruned.flatMap(({ recipe, used }) => used.flatMap((each) => missingPorts(each, recipe, ports)));
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };

  const compiled: { recipe: CompiledRecipe; summary: RecipeSummary }[] = [];
  const late: Diagnostic[] = [];
  for (const { recipe, ...kept } of pruned) {
    compiled.push(await compileRecipe(recipe, kept, ports, algorithms, (diagnostic) => late.push(diagnostic)));
  }
  const byName = new Map(compiled.map(({ recipe }) => [recipe.name, recipe]));
  const summary: EngineSummary = {
    configHash: options.configHash,
    modelHashes: modelHashesOf(ports),
    recipes: compiled.map((each) => each.summary),
  };
  return {
    ok: true,
    diagnostics: [...diagnostics, ...late],
    engine: createEngine({
      summary: Object.freeze(summary),
      recipes: compiled.map(({ recipe }) => recipe),
      entryPoints: new Map(config.entryPoints.map(({ modelName, recipe }) => [modelName, byName.get(recipe)!])),
      defaultModel: defaultModelOf(config),
      clock: ports.clock,
    }),
  };
}

async function compileRecipe(
  recipe: RecipeConfig,
  { used, projections }: Pruned,
  ports: Ports,
  algorithms: readonly Algorithm[],
  warn: (diagnostic: Diagnostic) => void,
): Promise<{ recipe: CompiledRecipe; summary: RecipeSummary }> {
  const slots: { kind: string; name: string; label: string }[] = [];
  const groups: SignalGroup[] = [];
  for (const each of used) {
    for (const [cost, rules] of byCost(each, ports)) {
      const notReady = (cause: PortFailure) => warn(notReadyYet(each, recipe, cause));
      const evaluate = await compileEvaluator(
        () => each.kind.compile(rules, { ports, settings: each.settings }),
        notReady,
      );
      groups.push(groupOf(each, cost, rules, evaluate, slots));
    }
  }
  const signalCount = slots.length;
  for (const mapping of projections.mappings) {
    for (const { name } of mapping.outputs) slots.push({ kind: 'projection', name, label: `projection:${name}` });
  }
  const positions = new Map(slots.map((slot, index) => [slot.label, index]));
  const slotOf = (label: string) => positions.get(label)!;
  const compile = (condition: ConditionConfig) =>
    compileCondition(condition, (type, name) => slotOf(`${type}:${name}`));
  const gates = used.flatMap((each) => gatesOf(each, slotOf, compile));
  const dependencies = directDependencies(projections, used);
  const needs = (decision: DecisionConfig) =>
    [...transitively(labelsOf(decision.rules), dependencies)].flatMap((label) => positions.get(label) ?? []);

  const conditions = used.flatMap(({ kind, rules }) => rules.flatMap((rule) => gateOf(kind, rule) ?? []));
  const levers = leversOf([...conditions, ...recipe.decisions.map(({ rules }) => rules)], projections);

  const decisions = recipe.decisions.map((decision) => ({
    config: decision,
    condition: compile(decision.rules),
    needs: needs(decision),
  }));

  return {
    summary: summarise(recipe, used, ports, slots.slice(0, signalCount)),
    recipe: {
      name: recipe.name,
      slots: Object.freeze(slots),
      slotPool: createSlotPool(slots.length),
      signalCount,
      quiet: createQuietTraces(
        slots.slice(0, signalCount),
        recipe.decisions.map(({ name }) => name),
      ),
      always: groups.filter((group) => group.cost !== 'costly'),
      onDemand: groups.filter((group) => group.cost === 'costly'),
      derivation: {
        projections: compileProjections(projections, slotOf),
        gates,
        refined: groups.filter((group) => group.refine !== undefined),
      },
      decisions,
      absent: decisions.map(absent),
      variables: used.flatMap((each) => variablesOf(each, slotOf)),
      levers: slots.slice(0, signalCount).map(({ label }) => {
        const { rivals, ...rest } = levers(label);
        return { ...rest, rivals: rivals.map(slotOf) };
      }),
      strategy: recipe.strategy,
      select: new Map(
        recipe.decisions.map((decision) => [decision.name, compileSelection(decision, algorithms, ports)]),
      ),
    },
  };
}

interface Pruned {
  readonly used: readonly UsedKind[];
  readonly projections: ProjectionsConfig;
}

/** Keeps what decisions read, directly or through projections and gates. */
function prune(recipe: RecipeConfig, kinds: readonly SignalKind[]): Pruned {
  const all = recipe.signals.map(({ kind: name, rules, implied = [], settings }) => {
    const kind = kinds.find((each) => each.kind === name)!;
    return { kind, rules: [...rules, ...implied], settings };
  });
  const read = labelsInUse(recipe, all);
  const used = all.flatMap(({ kind, rules, settings }) => {
    const kept = rules.filter((rule) => outputsOf(kind, rule).some((output) => read.has(`${kind.kind}:${output}`)));
    return kept.length === 0 ? [] : [{ kind, rules: kept, settings }];
  });
  const { partitions, scores, mappings } = recipe.projections;
  return {
    used,
    projections: {
      partitions: partitions.filter((partition) => partition.members.some((label) => read.has(label))),
      scores: scores.filter((score) => read.has(`score:${score.name}`)),
      mappings: mappings.filter((mapping) => mapping.outputs.some((output) => read.has(`projection:${output.name}`))),
    },
  };
}

/** A rule's gate holds or withdraws all of its outputs. */
function gatesOf(
  { kind, rules }: UsedKind,
  slotOf: (label: string) => number,
  compile: (condition: ConditionConfig) => CompiledCondition,
): Gate[] {
  return rules.flatMap((rule) => {
    const condition = gateOf(kind, rule);
    if (condition === undefined) return [];
    const slots = outputsOf(kind, rule).map((output) => slotOf(`${kind.kind}:${output}`));
    return [{ slots, outcome: compile(condition).outcome }];
  });
}

function gateOf(kind: SignalKind, rule: Rule): ConditionConfig | undefined {
  const gate = kind.gate?.(rule);
  return gate === undefined ? undefined : translateCondition(gate);
}

/** What readings of a kind may change together: those of rules that exclude each other, else those of one rule. */
function variablesOf({ kind, rules, settings }: UsedKind, slotOf: (label: string) => number): Variable[] {
  const variables = new Map<string | Rule, { slots: number[]; thresholds: (number | undefined)[] }>();
  for (const rule of rules) {
    const group = kind.exclusiveGroup?.(rule) ?? rule;
    const variable = variables.get(group) ?? { slots: [], thresholds: [] };
    variables.set(group, variable);
    for (const output of outputsOf(kind, rule)) {
      variable.slots.push(slotOf(`${kind.kind}:${output}`));
      variable.thresholds.push(kind.threshold?.(rule, settings));
    }
  }
  return [...variables.values()];
}

function missingPorts({ kind, rules }: UsedKind, recipe: RecipeConfig, ports: Ports): Diagnostic[] {
  const all = recipe.signals.find((each) => each.kind === kind.kind)!.rules;
  return rules.flatMap((rule): Diagnostic[] => {
    const where = `${kind.kind} rule "${rule.name}"`;
    const position = all.indexOf(rule);
    const path = [...recipe.path, 'signals', kind.configKey, ...(position < 0 ? [] : [position])];
    const hint = 'change the rule, or install a model that can answer it';
    const reason = kind.unavailable?.(rule, ports);
    if (reason !== undefined) {
      return [{ severity: 'error', code: 'signal.unavailable', message: `${where} cannot run: ${reason}`, hint, path }];
    }
    const caution = kind.caution?.(rule, ports);
    if (caution === undefined) return [];
    return [{ severity: 'warning', code: 'signal.partly_available', message: `${where}: ${caution}`, hint, path }];
  });
}

const BY_RISING_COST: readonly CostClass[] = ['free', 'local', 'costly'];

/** Rules that refine each other's readings must run together, at the cost of the dearest. */
function byCost({ kind, rules }: UsedKind, ports: Ports): Map<CostClass, Rule[]> {
  const groups = new Map<CostClass, Rule[]>();
  const costs = rules.map((rule) => kind.cost(rule, ports));
  const dearest = BY_RISING_COST.findLast((cost) => costs.includes(cost))!;
  for (const [index, rule] of rules.entries()) {
    const cost = kind.refine === undefined ? costs[index]! : dearest;
    const group = groups.get(cost);
    if (group === undefined) groups.set(cost, [rule]);
    else group.push(rule);
  }
  return groups;
}

/**
 * Compiling may ask a model, e.g. to encode examples. Where it cannot answer now, the rules are unknown until it does:
 * every request that needs them tries again.
 */
async function compileEvaluator(
  compile: () => Evaluator | Promise<Evaluator>,
  notReady: (cause: PortFailure) => void,
): Promise<Evaluator> {
  try {
    return await compile();
  } catch (cause) {
    if (!(cause instanceof PortFailure)) throw cause;
    notReady(cause);
  }
  let compiling: Promise<Evaluator> | undefined;
  return async (facts, run) => {
    compiling ??= (async () => compile())().catch((cause: unknown) => {
      compiling = undefined;
      throw cause;
    });
    return (await compiling)(facts, run);
  };
}

function notReadyYet({ kind }: UsedKind, recipe: RecipeConfig, { code, message }: PortFailure): Diagnostic {
  return {
    severity: 'warning',
    code,
    message: `${kind.kind} rules are unknown until their model answers: ${message}`,
    hint: 'see that its server runs; the rules are tried again with every request that needs them',
    path: [...recipe.path, 'signals', kind.configKey],
  };
}

function groupOf(
  { kind, settings }: UsedKind,
  cost: CostClass,
  rules: readonly Rule[],
  evaluate: Evaluator,
  slots: { kind: string; name: string; label: string }[],
): SignalGroup {
  const names = rules.flatMap((rule) => outputsOf(kind, rule));
  const first = slots.length;
  for (const name of names) slots.push({ kind: kind.kind, name, label: `${kind.kind}:${name}` });
  return {
    kind: kind.kind,
    cost,
    evaluate,
    refine: kind.refine?.(rules, settings),
    slots: names.map((_, index) => first + index),
    names,
  };
}

function compileSelection(decision: DecisionConfig, algorithms: readonly Algorithm[], ports: Ports) {
  const algorithm = algorithms.find((each) => each.type === decision.algorithm.type)!;
  const select = algorithm.compile(decision.algorithm.options, decision.models, ports);
  return decision.retention?.keepCurrentModel === true ? staying(decision.models, select) : select;
}

function defaultModelOf(config: RouterConfig): ModelRef | null {
  return config.defaultModel === undefined ? null : { model: config.defaultModel, reasoning: 'off' };
}

function modelHashesOf(ports: Ports): Readonly<Record<string, string>> {
  const models: (ModelIdentity | undefined)[] = [
    ports.encoder,
    ...Object.values(ports.classifiers),
    ...Object.values(ports.taggers),
    ...Object.values(ports.pairs),
    ports.grounding,
  ];
  return Object.freeze(
    Object.fromEntries(models.flatMap((model) => (model === undefined ? [] : [[model.id, model.hash]]))),
  );
}

function summarise(recipe: RecipeConfig, used: readonly UsedKind[], ports: Ports, slots: SlotNames): RecipeSummary {
  const costOf = new Map(
    used.flatMap(({ kind, rules }) =>
      rules.flatMap((rule) =>
        outputsOf(kind, rule).map((output) => [`${kind.kind}:${output}` as string, kind.cost(rule, ports)] as const),
      ),
    ),
  );
  const configKeyOf = new Map(used.map(({ kind }) => [kind.kind, kind.configKey]));
  return {
    name: recipe.name,
    signals: slots.map(({ kind, name, label }) => ({
      kind,
      configKey: configKeyOf.get(kind)!,
      name,
      cost: costOf.get(label)!,
    })),
    decisions: recipe.decisions.map(({ name, priority, tier, models: candidates }) => ({
      name,
      priority,
      tier,
      models: candidates.map(({ model }) => model),
    })),
  };
}
