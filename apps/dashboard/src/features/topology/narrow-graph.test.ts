import { expect, test } from 'vitest';
import type { Graph, GraphNode } from './build-graph.ts';
import type { Light, LitPath } from './light-path.ts';
import { narrowGraph } from './narrow-graph.ts';

const node = (id: string, type: GraphNode['type'], kind?: string): GraphNode => ({
  id,
  type,
  column: type === 'family' ? 'signal' : type,
  label: id,
  detail: '',
  ...(kind === undefined ? {} : { kind }),
});
const graph: Graph = {
  nodes: [
    node('client', 'client'),
    node('family:keyword', 'family', 'keyword'),
    node('keyword:one', 'signal', 'keyword'),
    node('keyword:two', 'signal', 'keyword'),
    node('family:domain', 'family', 'domain'),
    node('domain:law', 'signal', 'domain'),
    node('mapping:on_the_way', 'projection'),
    node('mapping:beside_it', 'projection'),
    node('decision:won', 'decision'),
    node('decision:near', 'decision'),
    node('decision:far', 'decision'),
  ],
  edges: [
    { id: 'a', source: 'keyword:one', target: 'decision:won', isNegated: false },
    { id: 'b', source: 'domain:law', target: 'decision:won', isNegated: false },
  ],
  places: new Map(),
};
const lit = (lights: Readonly<Record<string, readonly [Light, string]>>): LitPath => ({
  nodes: new Map(Object.entries(lights).map(([id, [light, value]]) => [id, { light, value }])),
  edges: new Map(),
});

test('keeps what matched with its family, the winner and what came near, and nothing else', () => {
  const narrow = narrowGraph(
    graph,
    lit({
      client: ['lit', ''],
      'keyword:one': ['matched', '1.00'],
      'keyword:two': ['dim', ''],
      'family:domain': ['dim', ''],
      'domain:law': ['dim', ''],
      'mapping:on_the_way': ['lit', 'high'],
      'mapping:beside_it': ['matched', 'none'],
      'decision:won': ['lit', 'won'],
      'decision:near': ['dim', 'lacked domain:law'],
      'decision:far': ['dim', ''],
    }),
  );
  expect(narrow.nodes.map(({ id }) => id)).toEqual([
    'client',
    'family:keyword',
    'keyword:one',
    'mapping:on_the_way',
    'decision:won',
    'decision:near',
  ]);
  expect(narrow.edges.map(({ id }) => id)).toEqual(['a']);
});
