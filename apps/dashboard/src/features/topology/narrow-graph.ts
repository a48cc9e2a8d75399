import type { Graph } from './build-graph.ts';
import type { LitPath } from './light-path.ts';

/** What of the graph one routing had to do with: what matched, what won, and what came near. */
export function narrowGraph({ nodes, edges, places }: Graph, { nodes: lights }: LitPath): Graph {
  const kept = new Set(
    nodes.flatMap(({ id, type }) => {
      const { light = 'dim', value = '' } = lights.get(id) ?? {};
      // Every projection says something of every request.
      const hasPart = type === 'projection' ? light === 'lit' || light === 'unknown' : light !== 'dim' || value !== '';
      return hasPart ? [id] : [];
    }),
  );
  // A family stands over its rules.
  for (const { id, kind } of nodes) if (kind !== undefined && kept.has(id)) kept.add(`family:${kind}`);
  return {
    nodes: nodes.filter(({ id }) => kept.has(id)),
    edges: edges.filter(({ source, target }) => kept.has(source) && kept.has(target)),
    places,
  };
}
