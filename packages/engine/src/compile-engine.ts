import type { Diagnostic } from './config/diagnostic.ts';
import type { DecisionConfig, RouterConfig, SignalConfig } from './config/router-config.ts';
import { compileCondition } from './decisions/condition.ts';
import { createEngine, type Engine, type EngineSummary } from './engine.ts';
import type { SignalGroup } from './evaluation/signal-group.ts';
import type { CostClass, ModelIdentity, Ports } from './ports/index.ts';
import type { Algorithm } from './selection/algorithm.ts';
import { algorithms as ownAlgorithms } from './selection/index.ts';
import type { ModelRef } from './selection/model-ref.ts';
import { signalKinds } from './signals/index.ts';
import { outputsOf, type SignalKind } from './signals/signal-kind.ts';
import type { SlotNames } from './trace/build-trace.ts';

export interface CompileOptions {
  readonly ports: Ports;
  /** Names the config in traces. */
  readonly configHash: string;
  readonly kinds?: readonly SignalKind[] | undefined;
  readonly algorithms?: readonly Algorithm[] | undefined;
}

/** An engine, or what keeps this config from running with these ports. */
export type CompileResult =
  | { readonly ok: true; readonly engine: Engine }
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
  const used = prune(config, kinds);
  const diagnostics = used.flatMap((each) => missingPorts(each, config.signals, ports));
  if (diagnostics.length > 0) return { ok: false, diagnostics };

  const slots: { kind: string; name: string; label: string }[] = [];
  const groups: SignalGroup[] = [];
  for (const each of used) {
    for (const [cost, rules] of byCost(each, ports)) groups.push(await compileGroup(each, cost, rules, ports, slots));
  }
  const slotOf = new Map(slots.map((slot, index) => [slot.label, index]));
  const decisions = config.decisions.map((decision) => ({
    config: decision,
    condition: compileCondition(decision.rules, (type, name) => slotOf.get(`${type}:${name}`)!),
  }));

  return {
    ok: true,
    engine: createEngine({
      summary: Object.freeze(summarise(config, options.configHash, used, ports, slots)),
      slots: Object.freeze(slots),
      always: groups.filter((group) => group.cost !== 'costly'),
      onDemand: groups.filter((group) => group.cost === 'costly'),
      projections: [],
      decisions,
      strategy: config.strategy,
      select: new Map(
        config.decisions.map((decision) => [decision.name, compileSelection(decision, algorithms, ports)]),
      ),
      defaultModel: defaultModelOf(config),
      clock: ports.clock,
    }),
  };
}

function prune(config: RouterConfig, kinds: readonly SignalKind[]): UsedKind[] {
  const read = new Set<string>();
  const walk = (condition: DecisionConfig['rules']): void => {
    if ('type' in condition) read.add(`${condition.type}:${condition.name}`);
    else condition.conditions.forEach(walk);
  };
  for (const decision of config.decisions) walk(decision.rules);
  return config.signals.flatMap(({ kind: name, rules, settings }) => {
    const kind = kinds.find((each) => each.kind === name)!;
    const kept = rules.filter((rule) => outputsOf(kind, rule).some((output) => read.has(`${name}:${output}`)));
    return kept.length === 0 ? [] : [{ kind, rules: kept, settings }];
  });
}

function missingPorts({ kind, rules }: UsedKind, signals: readonly SignalConfig[], ports: Ports): Diagnostic[] {
  const all = signals.find((each) => each.kind === kind.kind)!.rules;
  return rules.flatMap((rule) => {
    const reason = kind.unavailable?.(rule, ports);
    if (reason === undefined) return [];
    return [
      {
        severity: 'error' as const,
        code: 'signal.unavailable',
        message: `${kind.kind} rule "${rule.name}" cannot run: ${reason}`,
        hint: 'change the rule, or install a model that can answer it',
        path: ['routing', 'signals', kind.configKey, all.indexOf(rule)],
      },
    ];
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

async function compileGroup(
  { kind, settings }: UsedKind,
  cost: CostClass,
  rules: readonly Rule[],
  ports: Ports,
  slots: { kind: string; name: string; label: string }[],
): Promise<SignalGroup> {
  const names = rules.flatMap((rule) => outputsOf(kind, rule));
  const first = slots.length;
  for (const name of names) slots.push({ kind: kind.kind, name, label: `${kind.kind}:${name}` });
  return {
    kind: kind.kind,
    cost,
    evaluate: await kind.compile(rules, { ports, settings }),
    refine: kind.refine?.(rules, settings),
    slots: names.map((_, index) => first + index),
    names,
  };
}

function compileSelection(decision: DecisionConfig, algorithms: readonly Algorithm[], ports: Ports) {
  const algorithm = algorithms.find((each) => each.type === decision.algorithm.type)!;
  return algorithm.compile(decision.algorithm.options, decision.models, ports);
}

function defaultModelOf(config: RouterConfig): ModelRef | null {
  return config.defaultModel === undefined ? null : { model: config.defaultModel, reasoning: 'off' };
}

function summarise(
  config: RouterConfig,
  configHash: string,
  used: readonly UsedKind[],
  ports: Ports,
  slots: SlotNames,
): EngineSummary {
  const models: (ModelIdentity | undefined)[] = [
    ports.encoder,
    ...Object.values(ports.classifiers),
    ...Object.values(ports.taggers),
    ...Object.values(ports.pairs),
  ];
  const modelHashes = Object.fromEntries(
    models.flatMap((model) => (model === undefined ? [] : [[model.id, model.hash]])),
  );
  const costOf = new Map(
    used.flatMap(({ kind, rules }) =>
      rules.flatMap((rule) =>
        outputsOf(kind, rule).map((output) => [`${kind.kind}:${output}` as string, kind.cost(rule, ports)] as const),
      ),
    ),
  );
  const configKeyOf = new Map(used.map(({ kind }) => [kind.kind, kind.configKey]));
  return {
    configHash,
    modelHashes: Object.freeze(modelHashes),
    signals: slots.map(({ kind, name, label }) => ({
      kind,
      configKey: configKeyOf.get(kind)!,
      name,
      cost: costOf.get(label)!,
    })),
    decisions: config.decisions.map(({ name, priority, tier, models: candidates }) => ({
      name,
      priority,
      tier,
      models: candidates.map(({ model }) => model),
    })),
  };
}
