import type { Trace } from '@signalbox/engine';
import { COLUMNS, type Column, type Graph } from './build-graph.ts';

/** How a node or an edge takes part in one routing. */
export type Light =
  /** On the way of the request. */
  | 'lit'
  /** It matched, but not on the way. */
  | 'matched'
  /** It could not say. */
  | 'unknown'
  | 'dim';

export interface LitPath {
  readonly nodes: ReadonlyMap<string, { readonly light: Light; readonly value: string }>;
  readonly edges: ReadonlyMap<string, Light>;
}

/** What of the graph one routing went through; `until` shows it up to a column only. */
export function lightPath(
  graph: Graph,
  trace: Trace,
  lacked: ReadonlyMap<string, readonly string[]>,
  until: Column,
): LitPath {
  const nodes = new Map<string, { light: Light; value: string }>();
  const last = COLUMNS.indexOf(until);
  const isShown = (column: Column) => COLUMNS.indexOf(column) <= last;
  const winner = trace.decisions.find(({ name }) => name === trace.decision);
  const because = placesOf(winner?.because ?? [], trace, graph);

  nodes.set('client', { light: 'lit', value: '' });
  for (const signal of trace.signals) {
    const place = placeOf(`${signal.kind}:${signal.name}`, graph);
    if (place === undefined) continue;
    const before = nodes.get(place);
    if (signal.state === 'failed') nodes.set(place, { light: 'unknown', value: 'unknown' });
    else if (signal.matched) {
      const value = place.startsWith('family:') ? joined(before?.value, signal.name) : signal.confidence.toFixed(2);
      nodes.set(place, { light: because.has(place) ? 'lit' : 'matched', value });
      const family = `family:${signal.kind}`;
      if (because.has(place)) nodes.set(family, { light: 'lit', value: nodes.get(family)?.value ?? '' });
    }
  }
  for (const projection of trace.projections) {
    const id = `${projection.type}:${projection.name}`;
    const value =
      projection.type === 'partition'
        ? (projection.winner ?? 'open')
        : projection.type === 'mapping'
          ? projection.outputs.join(', ') || 'none'
          : projection.value === null
            ? 'unknown'
            : String(Math.round(projection.value * 1000) / 1000);
    nodes.set(id, { light: because.has(id) ? 'lit' : 'matched', value });
  }
  for (const { name, outcome, confidence } of trace.decisions) {
    const id = `decision:${name}`;
    if (name === trace.decision) nodes.set(id, { light: 'lit', value: `won, ${confidence.toFixed(2)}` });
    else if (outcome === 'match') nodes.set(id, { light: 'matched', value: 'matched, outranked' });
    else if (outcome === 'unknown') nodes.set(id, { light: 'unknown', value: 'unknown' });
    else nodes.set(id, { light: 'dim', value: lackedWords(lacked.get(name)) });
  }
  const model = trace.selection.model;
  if (model !== null) nodes.set(`model:${model}`, { light: 'lit', value: trace.selection.algorithm });
  for (const node of graph.nodes) {
    if (!isShown(node.column)) nodes.set(node.id, { light: 'dim', value: '' });
    else if (!nodes.has(node.id)) nodes.set(node.id, { light: 'dim', value: '' });
  }
  const lightOf = (id: string) => nodes.get(id)?.light ?? 'dim';
  const edges = new Map(
    graph.edges.map(({ id, source, target, isNegated }): [string, Light] => {
      const isLit = lightOf(target) === 'lit' && (lightOf(source) === 'lit' || (isNegated && because.has(source)));
      if (isLit) return [id, 'lit'];
      return [id, lightOf(source) === 'matched' && lightOf(target) !== 'dim' ? 'matched' : 'dim'];
    }),
  );
  return { nodes, edges };
}

/** How many inputs of a score are shown as what made it. */
const MOST_INPUTS = 4;

/** Where the reasons of a decision are drawn: bands with the score that they are of, and what made that most. */
function placesOf(because: readonly string[], trace: Trace, graph: Graph): ReadonlySet<string> {
  const places = new Set<string>();
  const add = (label: string) => {
    const place = placeOf(label.replace(/^not /, ''), graph);
    if (place === undefined || places.has(place)) return;
    places.add(place);
    const { source } = graph.edges.find(({ target }) => target === place && place.startsWith('mapping:')) ?? {};
    const score = trace.projections.find((each) => each.type === 'score' && `score:${each.name}` === (source ?? place));
    if (score?.type !== 'score') return;
    places.add(`score:${score.name}`);
    const strongest = score.contributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    for (const { source: input } of strongest.slice(0, MOST_INPUTS)) add(input);
  };
  for (const label of because) add(label);
  return places;
}

/** Where a signal or a band is drawn; an output of a rule is drawn at the rule. */
function placeOf(label: string, { places }: Graph): string | undefined {
  return places.get(label) ?? places.get(label.slice(0, Math.max(0, label.lastIndexOf(':'))));
}

function joined(before: string | undefined, name: string): string {
  return before ? `${before}, ${name}` : name;
}

function lackedWords(lacked: readonly string[] | undefined): string {
  return lacked === undefined || lacked.length === 0 ? '' : `lacked ${lacked.join(', ')}`;
}
