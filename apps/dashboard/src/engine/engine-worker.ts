import {
  canonicalSchema,
  compilePolicy,
  createPolicyEditor,
  decompileConfig,
  type Engine,
  environmentNames,
  explainReceipt,
  explainTrace,
  formatPolicy,
  isPolicyText,
  lintConfig,
  loadConfig,
  loadEngine,
  type PolicyEditor,
  type Ports,
  type ProbedEngine,
  parseChatRequest,
  parseProbes,
  patchYaml,
  perturbations,
  perturbProbe,
  policyBlocks,
  type RequestFacts,
  type RouterConfig,
  runProbe,
  s,
  type Trace,
  toJsonSchema,
  type Vocabulary,
} from '@signalbox/engine';
import { createEmbeddedModels, type EmbeddedOptions } from '@signalbox/models/embedded';
import { parseDocument } from 'yaml';
import { type ChatDraft, type EngineCalls, type Redecision, ROUTER, type RoutedDraft } from './engine-protocol.ts';
import { rebuildVocabulary } from './rebuild-vocabulary.ts';
import { createRouterEngine } from './router-engine.ts';
import { answerCalls } from './worker-calls.ts';

// Schemas are otherwise turned into code, which the page's policy forbids.
s.config({ jitless: true });

interface Kept {
  readonly engine: Engine;
  readonly config: RouterConfig;
}

let words: Vocabulary | undefined;
let ports: Ports | undefined;
let router: ProbedEngine | undefined;
let editor: PolicyEditor | undefined;
const kept = new Map<string, Kept>();

/** Backends are not called here: what a config lacks of them does not matter. */
const PURPOSE = 'simulate';

const calls: EngineCalls = {
  async prepare(answer, weights, token) {
    words = rebuildVocabulary(answer);
    const models = createEmbeddedModels({ weights: await fetchWeights(weights, token) });
    const { encoder, classifiers, taggers, pairs, grounding, tokenCounter } = models;
    router = createRouterEngine(token);
    ports = { encoder, classifiers, taggers, pairs, grounding, tokenCounter, clock: performance, random: Math.random };
  },
  async open(name, text) {
    const { vocabulary, ports } = prepared();
    const result = await loadEngine(text, { vocabulary, ports, purpose: PURPOSE });
    if (!result.ok) return { ok: false, diagnostics: result.diagnostics };
    const { engine, loaded, diagnostics } = result;
    kept.set(name, { engine, config: loaded.config });
    const { configHash, modelHashes } = engine.summary;
    const environment = environmentNames(routingPartOf(loaded.shown));
    return { ok: true, identity: { configHash, modelHashes }, environment, diagnostics };
  },
  route: (name, draft) => route(keptAs(name), draft),
  async receipt(name, trace, target) {
    const receipt = keptAs(name).engine.receipt(trace, target === undefined ? {} : { target });
    return receipt === undefined ? undefined : { ...receipt, sentence: explainReceipt(receipt) };
  },
  async check(text) {
    const { vocabulary, ports } = prepared();
    const loaded = await loadConfig(text, { vocabulary, purpose: PURPOSE });
    if (!loaded.ok) return loaded.diagnostics;
    return [...loaded.diagnostics, ...lintConfig(loaded.value, { kinds: vocabulary.kinds, ports })];
  },
  isPolicy: async (text) => isPolicyText(text),
  format: async (text) => formatPolicy(text),
  compile: (policy, base) => compilePolicy(policy, { vocabulary: prepared().vocabulary, base }),
  decompile: (yaml) => decompileConfig(yaml, { vocabulary: prepared().vocabulary }),
  schema: async () => configSchema(),
  complete: async (policy, offset) => policyEditor().complete(policy, offset),
  hover: async (policy, offset) => policyEditor().hover(policy, offset),
  blocks: async () => policyBlocks,
  read: async (yaml) => parseDocument(yaml, { merge: true }).toJS({ maxAliasCount: 1_000 }),
  patch: async (yaml, path, value) => patchYaml(yaml, path, value),
  decide: async (name, traces, changed) => traces.map((trace) => redecide(keptAs(name), trace, new Set(changed))),
  countProbes: async (text) => readProbes(text).length,
  assertedProbes: async (text) =>
    readProbes(text).map(({ facts, expected: { decision, signals, forbiddenSignals } }) => ({
      text: lastText(facts),
      decision,
      signals: signals.map(byKind),
      forbidden: forbiddenSignals.map(byKind),
    })),
  async probe(name, text, from = 0, count = Number.POSITIVE_INFINITY) {
    const engine = probedEngine(name);
    const outcomes = [];
    for (const probe of readProbes(text).slice(from, from + count)) {
      const { passed, decision, model, differences } = await runProbe(engine, probe, prepared().vocabulary.kinds);
      outcomes.push({
        id: probe.id,
        passed,
        text: lastText(probe.facts),
        expected: probe.expected.decision,
        decision,
        model,
        differences,
      });
    }
    return outcomes;
  },
  async changeProbes(name, text, from, count) {
    const engine = probedEngine(name);
    const changed = [];
    for (const probe of readProbes(text).slice(from, from + count)) {
      for (const { perturbation, probe: of, ...rest } of await perturbProbe(engine, probe, perturbations))
        changed.push({ id: of.id, expected: of.expected.decision, change: perturbation, ...rest });
    }
    return changed;
  },
  async traceProbe(name, text, id) {
    const engine = probedEngine(name);
    const probe = readProbes(text).find((each) => each.id === id);
    if (probe === undefined) throw new Error(`there is no probe ${id} in this file`);
    const { trace } = await engine.route(probe.facts, { exhaustive: true });
    return { trace, why: name === ROUTER ? '' : explainTrace(trace, keptAs(name).config).why };
  },
};

const { tell } = answerCalls(calls);

/** What of a config has a say in routing: addresses and keys have none, and are where references are usual. */
function routingPartOf(shown: unknown): unknown {
  const { routing, recipes, entrypoints, global } = shown as Readonly<Record<string, unknown>>;
  const { router, model_catalog } = (global ?? {}) as Readonly<Record<string, unknown>>;
  return [routing, recipes, entrypoints, router, model_catalog];
}

function prepared(): { readonly vocabulary: Vocabulary; readonly ports: Ports } {
  if (words === undefined || ports === undefined) throw new Error('the engine was not prepared');
  return { vocabulary: words, ports };
}

function probedEngine(name: string): ProbedEngine {
  if (name !== ROUTER) return keptAs(name).engine;
  if (router === undefined) throw new Error('the engine was not prepared');
  return router;
}

function readProbes(text: string) {
  const parsed = parseProbes(text);
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '));
  return parsed.file.probes;
}

function lastText({ messages }: RequestFacts): string {
  return messages.at(-1)?.text ?? '';
}

/** A signal that is named by any word for its kind. */
function byKind(signal: string): string {
  const [word = '', ...name] = signal.split(':');
  const found = prepared().vocabulary.kinds.find(({ kind, configKey, family }) =>
    [kind, configKey, family].includes(word),
  );
  return [found?.kind ?? word, ...name].join(':');
}

function configSchema() {
  return toJsonSchema(canonicalSchema(prepared().vocabulary));
}

function policyEditor(): PolicyEditor {
  editor ??= createPolicyEditor({ schema: configSchema(), kinds: prepared().vocabulary.kinds });
  return editor;
}

function keptAs(name: string): Kept {
  const found = kept.get(name);
  if (found === undefined) throw new Error(`no config was opened as ${name}`);
  return found;
}

/** Puts a recorded trace into the order that this config's signals have. */
function redecide({ engine, config }: Kept, trace: Trace, changed: ReadonlySet<string>): Redecision {
  const { configHash, recipes } = engine.summary;
  const recipe = recipes.find(({ name }) => name === trace.recipe);
  if (recipe === undefined) return { unknown: `there is no recipe ${trace.recipe}` };
  const recorded = new Map(trace.signals.map((signal) => [`${signal.kind}:${signal.name}`, signal]));
  const signals = [];
  for (const { kind, name } of recipe.signals) {
    const label = `${kind}:${name}`;
    const signal = recorded.get(label);
    if (signal === undefined || signal.state === 'skipped') return { unknown: `${label} was not read then` };
    if (changed.has(label) || changed.has(label.slice(0, label.lastIndexOf(':'))))
      return { unknown: `${label} is another rule now` };
    signals.push(signal);
  }
  const decided = engine.decide({ ...trace, configHash, signals });
  if (decided === undefined) return { unknown: 'its readings do not fit' };
  const decision = config.recipes
    .find(({ name }) => name === trace.recipe)
    ?.decisions.find(({ name }) => name === decided.decision);
  return { decision: decided.decision, model: decision?.models[0]?.model ?? config.defaultModel ?? null };
}

async function route({ engine, config }: Kept, draft: ChatDraft): Promise<RoutedDraft> {
  const parsed = parseChatRequest({ ...draft });
  if (!parsed.ok) throw new Error(`${parsed.parameter}: ${parsed.message}`);
  const { recipe, decision, model, confidence, plugins, refusal, trace } = await engine.route(parsed.facts, {
    exhaustive: true,
  });
  const { why, nearMisses } = explainTrace(trace, config);
  return {
    recipe,
    decision,
    model: model?.lora ?? model?.model ?? null,
    reasoning: model === null || model.reasoning === 'off' ? 'off' : (model.effort ?? config.defaultEffort),
    confidence,
    plugins: plugins.map(({ type }) => type),
    why,
    nearMisses,
    refusal: refusal?.reason,
    trace,
  };
}

/** The bytes of every head, kept by the browser under their hash. Tells how far it is. */
async function fetchWeights(
  list: Parameters<EngineCalls['prepare']>[1],
  token: string | undefined,
): Promise<EmbeddedOptions['weights']> {
  const total = list.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const entries = await Promise.all(
    list.map(async ({ head, hash, bytes }) => {
      const response = await fetch(`/api/v1/weights/${head}?hash=${hash}`, { headers });
      if (!response.ok) throw new Error(`the weights of ${head}: the router answered ${response.status}`);
      const content = new Uint8Array(await response.arrayBuffer());
      loaded += bytes;
      tell({ loaded, total });
      return [head, content] as const;
    }),
  );
  return Object.fromEntries(entries) as EmbeddedOptions['weights'];
}
