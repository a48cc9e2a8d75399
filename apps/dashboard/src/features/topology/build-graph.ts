import { type ConditionView, type ConfigView, leavesOf, type RecipeView } from '../../lib/config-view.ts';

/** What stands for what in the graph; from left to right. */
export type Column = 'client' | 'signal' | 'projection' | 'decision' | 'model';
export const COLUMNS: readonly Column[] = ['client', 'signal', 'projection', 'decision', 'model'];

export interface GraphNode {
  readonly id: string;
  readonly column: Column;
  /** `family` is the head of the rules of one kind. */
  readonly type: Column | 'family';
  readonly label: string;
  readonly detail: string;
  /** Of rules: their kind. */
  readonly kind?: string;
  /** Of families: how many rules they have. */
  readonly size?: number;
  readonly isCollapsed?: boolean;
}

export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** The decision asks that it does not match. */
  readonly isNegated: boolean;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Where each signal or band, by `kind:name`, is drawn. */
  readonly places: ReadonlyMap<string, string>;
}

export interface GraphOptions {
  /** From the config's word for a list to the kind. */
  readonly kindOf: (configKey: string) => string;
  /** Kinds whose rules are drawn as one. */
  readonly collapsed: ReadonlySet<string>;
}

const BANDS = 'projection';

/** A recipe as a graph: client → signals → projections → decisions → models. */
export function buildGraph(recipe: RecipeView, config: ConfigView, { kindOf, collapsed }: GraphOptions): Graph {
  const nodes: GraphNode[] = [];
  const edges = new Map<string, GraphEdge>();
  const places = new Map<string, string>();
  const connect = (source: string | undefined, target: string, isNegated = false) => {
    if (source === undefined || source === target) return;
    const id = `${source}→${target}`;
    const before = edges.get(id);
    edges.set(id, { id, source, target, isNegated: isNegated && (before?.isNegated ?? true) });
  };

  const names = config.entryPoints.filter((entry) => entry.recipe === recipe.name).map(({ name }) => name);
  nodes.push({ id: 'client', column: 'client', type: 'client', label: 'Clients', detail: names.join(', ') });

  for (const { configKey, rules } of recipe.signals) {
    if (rules.length === 0) continue;
    const kind = kindOf(configKey);
    const family = `family:${kind}`;
    const isCollapsed = collapsed.has(kind);
    nodes.push({
      id: family,
      column: 'signal',
      type: 'family',
      label: kind,
      detail: '',
      kind,
      size: rules.length,
      isCollapsed,
    });
    connect('client', family);
    for (const rule of rules) {
      const id = `${kind}:${rule.name}`;
      places.set(id, isCollapsed ? family : id);
      if (!isCollapsed) nodes.push({ id, column: 'signal', type: 'signal', label: rule.name, detail: '', kind });
    }
  }

  const placeOf = ({ type, name }: { readonly type: string; readonly name: string }): string | undefined =>
    places.get(`${type}:${name}`) ?? places.get(`${type}:${name.slice(0, Math.max(0, name.lastIndexOf(':')))}`);
  const projected = (id: string, label: string, detail: string) =>
    nodes.push({ id, column: 'projection', type: 'projection', label, detail });

  for (const { name } of recipe.scores) places.set(`${BANDS}:${name}`, `score:${name}`);
  for (const { name, outputs } of recipe.mappings) {
    for (const output of outputs) places.set(`${BANDS}:${output.name}`, `mapping:${name}`);
  }
  for (const partition of recipe.partitions) {
    const id = `partition:${partition.name}`;
    projected(id, partition.name, `one of ${partition.members.length}`);
    for (const member of partition.members) {
      const kinds =
        partition.type === undefined
          ? [...new Set([...places.keys()].map((key) => key.slice(0, key.indexOf(':'))))]
          : [partition.type];
      for (const type of kinds) connect(placeOf({ type, name: member }), id);
    }
  }
  for (const score of recipe.scores) {
    const id = `score:${score.name}`;
    projected(id, score.name, `sum of ${score.inputs.length}`);
    for (const input of score.inputs) connect(placeOf(input), id);
  }
  for (const mapping of recipe.mappings) {
    const id = `mapping:${mapping.name}`;
    projected(id, mapping.name, mapping.outputs.map(({ name }) => name).join(', '));
    connect(`score:${mapping.source}`, id);
  }

  const used = new Set<string>();
  for (const decision of byPlace(recipe)) {
    const id = `decision:${decision.name}`;
    const leaves = leavesOf(decision.rules);
    nodes.push({ id, column: 'decision', type: 'decision', label: decision.name, detail: String(decision.priority) });
    if (leaves.length === 0) connect('client', id);
    for (const leaf of leaves) connect(placeOf(leaf), id, leaf.isNegated);
    for (const { model } of decision.modelRefs) {
      used.add(model);
      connect(id, `model:${model}`);
    }
  }
  if (config.defaultModel !== undefined) used.add(config.defaultModel);
  for (const { name, size, loras } of config.models) {
    if (!used.has(name)) continue;
    const detail = [size, name === config.defaultModel ? 'default' : undefined, ...loras].filter(Boolean).join(', ');
    nodes.push({ id: `model:${name}`, column: 'model', type: 'model', label: name, detail });
  }
  const known = new Set(nodes.map(({ id }) => id));
  return {
    nodes,
    edges: [...edges.values()].filter(({ source, target }) => known.has(source) && known.has(target)),
    places,
  };
}

/** As they are tried: by tier, then by priority. */
function byPlace({ decisions }: RecipeView) {
  return decisions.toSorted((a, b) => a.tier - b.tier || b.priority - a.priority || a.name.localeCompare(b.name));
}

/** A condition in words, for the details of a decision. */
export function wordsOf(condition: ConditionView | undefined): string {
  if (condition === undefined) return 'always';
  if ('type' in condition) return `${condition.type}:${condition.name}`;
  if (condition.operator === 'NOT') return `not (${condition.conditions.map(wordsOf).join(' and ')})`;
  return condition.conditions
    .map((each) =>
      'operator' in each && each.operator !== condition.operator && each.operator !== 'NOT'
        ? `(${wordsOf(each)})`
        : wordsOf(each),
    )
    .join(condition.operator === 'AND' ? ' and ' : ' or ');
}
