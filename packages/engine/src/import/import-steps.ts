import type { Vocabulary } from '../config/canonical-schema.ts';
import type { ConfigPath } from '../config/diagnostic.ts';
import { DEFAULT_RECIPE } from '../config/translate.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';
import type { ImportDraft } from './import-draft.ts';

/** Changes what would mean something else here, so that it means the same. */
type ImportStep = (draft: ImportDraft, vocabulary: Vocabulary) => void;

type Data = Readonly<Record<string, unknown>>;

/** In this order: the first ones put things where the later ones look for them. */
export const importSteps: readonly ImportStep[] = [
  writeReferences,
  nameVersion,
  leaveOutGrpcTraces,
  moveStrategy,
  promoteDefaultRecipe,
  addressBackends,
  writeOperators,
  nameCategories,
  translateRules,
  translateSettings,
  answerFailures,
  refuseUnknown,
  translateProjections,
  keepSingleCandidates,
];

/** The places of every `routing`. */
export function routings(draft: ImportDraft): readonly ConfigPath[] {
  return [['routing'], ...draft.list(['recipes']).map((_, index) => ['recipes', index, 'routing'])];
}

/** `$NAME` is written `${NAME}`, and `$$` is `$`. */
function writeReferences(draft: ImportDraft): void {
  const visit = (value: unknown, path: ConfigPath): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    else if (value !== null && typeof value === 'object') {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    } else if (typeof value === 'string') {
      const written = value.replace(/\$(\$|[A-Za-z_][A-Za-z0-9_]*)(\{?)/g, (_, name: string, brace: string) =>
        name === '$' ? `$${brace === '' ? '' : '${'}` : `$\{${name}}${brace}`,
      );
      if (written !== value) draft.put(path, written, 'references to the environment stand in braces here');
    }
  };
  visit(draft.value([]), []);
}

function nameVersion(draft: ImportDraft): void {
  const version = draft.value(['version']);
  if (version !== 'v0.3') draft.put(['version'], 'v0.3', 'the layout that this file has now');
}

/** Half of the settings of an exporter would send traces somewhere else. */
function leaveOutGrpcTraces(draft: ImportDraft): void {
  const path = ['global', 'services', 'observability', 'tracing'];
  const endpoint = draft.value([...path, 'exporter', 'endpoint']);
  if (typeof endpoint !== 'string' || /^(https?:|\$)/.test(endpoint)) return;
  const hint = 'tracing: { enabled: true, exporter: { endpoint: "http://COLLECTOR:4318" } }';
  draft.drop(path, `traces go out over HTTP, and ${endpoint} takes them over gRPC`, 'warning', hint);
}

function moveStrategy(draft: ImportDraft): void {
  const from = ['global', 'router', 'strategy'];
  const strategy = draft.value(from);
  if (strategy === undefined) return;
  const without = routings(draft).filter(
    (path) => draft.value([...path, 'strategy']) === undefined && draft.list([...path, 'decisions']).length > 0,
  );
  for (const path of without) draft.put([...path, 'strategy'], strategy, 'global.router.strategy said so');
  draft.omit(from, 'each routing says its own strategy');
}

/** The recipe that the reference calls default is its top-level routing under another name. */
function promoteDefaultRecipe(draft: ImportDraft): void {
  const index = draft.list(['recipes']).findIndex((recipe) => (recipe as Data | null)?.name === DEFAULT_RECIPE);
  const isTaken = draft.list(['routing', 'decisions']).length > 0;
  if (index < 0 || isTaken) return;
  const path = ['recipes', index];
  for (const key of draft.keys([...path, 'routing'])) {
    draft.move([...path, 'routing', key], ['routing', key], 'the recipe called default is the top-level routing');
  }
  draft.omit(path, 'its routing is the top-level one');
}

/** Words for providers that the reference's own files use, and that say no more than that a server speaks this. */
const SPEAKERS: readonly string[] = ['vllm', 'sglang', 'openai-compatible'];

function addressBackends(draft: ImportDraft, { providers }: Vocabulary): void {
  for (const model of draft.list(['providers', 'models']).keys()) {
    const list = ['providers', 'models', model, 'backend_refs'];
    for (const [index, backend] of draft.list(list).entries()) {
      const { endpoint, protocol = 'http', provider } = (backend ?? {}) as Data;
      const path = [...list, index];
      if (
        typeof provider === 'string' &&
        SPEAKERS.includes(provider) &&
        !providers.some(({ type }) => type === provider)
      )
        draft.put([...path, 'provider'], providers[0]!.type, `${provider} speaks that protocol`);
      if (typeof endpoint !== 'string' || /^(\[[^\]]*\]|[^/:\s]+):(\d+|\$\{[^}]*\})$/.test(endpoint)) continue;
      if (!/^(https?:\/\/)?[^\s:/]+(:\d+)?(\/\S*)?$/.test(endpoint)) continue;
      const address = endpoint.includes('://') ? endpoint : `${protocol}://${endpoint}`;
      draft.move([...path, 'endpoint'], [...path, 'base_url'], 'an endpoint is host:port, anything else an address');
      if (address !== endpoint) draft.put([...path, 'base_url'], address, 'an address names its protocol');
      draft.omit([...path, 'protocol'], 'the address names it');
    }
  }
}

/** Every rule tree, with the operator that the reference takes where one names none. */
function writeOperators(draft: ImportDraft, { kinds }: Vocabulary): void {
  for (const routing of routings(draft)) {
    for (const index of draft.list([...routing, 'decisions']).keys()) {
      const path = [...routing, 'decisions', index, 'rules'];
      const rules = draft.value(path);
      const isBare = rules === null || (typeof rules === 'object' && Object.keys(rules ?? {}).length === 0);
      if (isBare) draft.omit(path, 'without a rule the decision always matches');
      else completeTree(draft, path, 'OR');
    }
    for (const { configKey, gateField } of kinds) {
      if (gateField === undefined) continue;
      const list = [...routing, 'signals', configKey];
      for (const index of draft.list(list).keys()) completeTree(draft, [...list, index, gateField], 'AND');
    }
  }
}

function completeTree(draft: ImportDraft, path: ConfigPath, byDefault: 'AND' | 'OR'): void {
  const node = draft.value(path) as Data | null | undefined;
  if (!Array.isArray(node?.conditions)) return;
  if (node.type === '') draft.omit([...path, 'type'], 'an empty type is none');
  if (node.operator === undefined || node.operator === '') {
    draft.put([...path, 'operator'], byDefault, `conditions without an operator are joined by ${byDefault}`);
  }
  for (const index of node.conditions.keys()) completeTree(draft, [...path, 'conditions', index], byDefault);
}

/** Leaves below a rule tree, with their places. */
function leavesOf(draft: ImportDraft, path: ConfigPath): readonly { readonly path: ConfigPath; readonly leaf: Data }[] {
  const node = draft.value(path) as Data | null | undefined;
  if (node === null || node === undefined || typeof node !== 'object') return [];
  if (Array.isArray(node.conditions)) {
    return [...node.conditions.keys()].flatMap((index) => leavesOf(draft, [...path, 'conditions', index]));
  }
  return typeof node.type === 'string' ? [{ path, leaf: node }] : [];
}

function decisionLeaves(draft: ImportDraft, routing: ConfigPath) {
  return [...draft.list([...routing, 'decisions']).keys()].flatMap((index) =>
    leavesOf(draft, [...routing, 'decisions', index, 'rules']),
  );
}

/** Where no category is configured, the reference has one for each that a decision names. */
function nameCategories(draft: ImportDraft, { kinds }: Vocabulary): void {
  for (const { kind, configKey } of kinds.filter(({ traits }) => traits?.isCategory === true)) {
    for (const routing of routings(draft)) {
      const path = [...routing, 'signals', configKey];
      if (draft.list(path).length > 0) continue;
      const names = decisionLeaves(draft, routing).flatMap(({ leaf }) =>
        String(leaf.type).toLowerCase() === kind ? [leaf.name] : [],
      );
      if (names.length === 0) continue;
      const rules = [...new Set(names)].map((name) => ({ name }));
      draft.put(path, rules, 'decisions name them, and without any rule of the kind each is one');
    }
  }
}

/** Rules as their kinds say that they are meant. */
function translateRules(draft: ImportDraft, { kinds }: Vocabulary): void {
  for (const { configKey, reference } of kinds) {
    if (reference?.rule === undefined) continue;
    for (const routing of routings(draft)) {
      const list = [...routing, 'signals', configKey];
      for (const [index, rule] of draft.list(list).entries()) {
        if (rule === null || typeof rule !== 'object' || Array.isArray(rule)) continue;
        for (const { field, value, reason } of reference.rule(rule as Data)) {
          const path = [...list, index, field];
          if (value === undefined) draft.omit(path, reason);
          else draft.put(path, value, reason);
        }
      }
    }
  }
}

/** Defaults of kinds in use that are others there. */
function translateSettings(draft: ImportDraft, { kinds }: Vocabulary): void {
  for (const { configKey, reference, settings } of kinds) {
    if (reference?.settings === undefined || settings === undefined) continue;
    const rules = routings(draft)
      .map((routing) => [...routing, 'signals', configKey])
      .find((list) => draft.list(list).length > 0);
    if (rules === undefined) continue;
    const path = ['global', 'model_catalog', ...settings.path];
    for (const [key, value] of Object.entries(reference.settings)) {
      if (draft.value([...path, key]) === undefined) draft.put([...path, key], value, 'its default', rules);
    }
  }
}

/** `on_error` of a module is said by each condition that asks it. */
function answerFailures(draft: ImportDraft, { kinds }: Vocabulary): void {
  for (const kind of kinds) {
    if (kind.settings === undefined) continue;
    const path = ['global', 'model_catalog', ...kind.settings.path, 'on_error'];
    const answer = { allow: 'no_match', block: 'match' }[String(draft.value(path))];
    if (answer === undefined) continue;
    for (const routing of routings(draft)) {
      const own = outputsIn(draft, routing, kind);
      for (const { path: at, leaf } of decisionLeaves(draft, routing)) {
        const isAsked = String(leaf.type).toLowerCase() === kind.kind && own.includes(String(leaf.name));
        if (isAsked && leaf.on_error === undefined) {
          draft.put([...at, 'on_error'], answer, 'the module’s on_error said so');
        }
      }
    }
    draft.omit(path, 'each condition that asks the module says it');
  }
}

/** What a request without what a kind needs comes to: refused there, or where a switch says so, not matched. */
function refuseUnknown(draft: ImportDraft, { kinds }: Vocabulary): void {
  for (const { kind, reference } of kinds) {
    const path = reference?.refusesUnknownUnless;
    if (path === undefined) continue;
    const isOpen = draft.value(path) === true;
    for (const routing of routings(draft)) {
      for (const { path: at, leaf } of decisionLeaves(draft, routing)) {
        if (String(leaf.type).toLowerCase() !== kind || leaf.on_error !== undefined) continue;
        const decision = at.slice(0, routing.length + 2);
        const place = isOpen ? [...at, 'on_error'] : [...decision, 'on_unknown'];
        if (draft.value(place) !== undefined) continue;
        const reason = `${path.at(-1)} ${isOpen ? 'lets callers that nobody knows pass' : 'is off, and callers that nobody knows are refused'}`;
        draft.put(place, isOpen ? 'no_match' : 'refuse', reason);
      }
    }
    draft.omit(path, 'the conditions and decisions that ask say it');
  }
}

function outputsIn(draft: ImportDraft, routing: ConfigPath, kind: SignalKind): readonly string[] {
  const rules = draft.list([...routing, 'signals', kind.configKey]) as { readonly name: string }[];
  return rules.filter((rule) => rule !== null && typeof rule === 'object').flatMap((rule) => outputsOf(kind, rule));
}

function translateProjections(draft: ImportDraft): void {
  for (const routing of routings(draft)) {
    const partitions = [...routing, 'projections', 'partitions'];
    for (const [index, partition] of [...draft.list(partitions).entries()].reverse()) {
      const { members, semantics = 'exclusive', temperature } = (partition ?? {}) as Data;
      const path = [...partitions, index];
      if (Array.isArray(members) && members.length < 2) draft.omit(path, 'a partition of one member does nothing');
      else if (semantics === 'exclusive' && temperature !== undefined) {
        draft.omit([...path, 'temperature'], 'an exclusive partition does not use it');
      }
    }
    const scores = [...routing, 'projections', 'scores'];
    for (const [index, score] of draft.list(scores).entries()) {
      const { inputs } = (score ?? {}) as Data;
      if (!Array.isArray(inputs)) continue;
      for (const [position, input] of inputs.entries()) {
        const { match, value_source: source = 'binary' } = (input ?? {}) as Data;
        const path = [...scores, index, 'inputs', position];
        if (source === 'binary') {
          if (match === 0) draft.put([...path, 'match'], 1, 'a match of 0 counts as 1 there');
        } else
          for (const key of ['match', 'miss']) draft.omit([...path, key], `value_source ${source} does not use it`);
      }
    }
  }
}

/** The only candidate is chosen, whatever the algorithm. */
function keepSingleCandidates(draft: ImportDraft, { algorithms }: Vocabulary): void {
  for (const routing of routings(draft)) {
    for (const [index, decision] of draft.list([...routing, 'decisions']).entries()) {
      const { modelRefs, algorithm } = (decision ?? {}) as Data;
      const type = (algorithm as Data | null | undefined)?.type;
      if (type === undefined || algorithms.some((each) => each.type === type)) continue;
      if (!Array.isArray(modelRefs) || modelRefs.length !== 1) continue;
      draft.omit([...routing, 'decisions', index, 'algorithm'], 'the only candidate is chosen in any case');
    }
  }
}
