import { COLUMNS, type Column, type Graph, type GraphNode } from './build-graph.ts';

/** Where a node lies, and how large it is. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const WIDTHS = { client: 130, signal: 205, projection: 210, decision: 250, model: 240 } as const;
const HEIGHTS: Readonly<Record<GraphNode['type'], number>> = {
  client: 48,
  family: 28,
  signal: 26,
  projection: 40,
  decision: 40,
  model: 48,
};
const COLUMN_GAP = 64;
/** Where little is shown, lines are few and need less room between the columns. */
const FEW_NODES = 40;
const SMALL_COLUMN_GAP = 36;
const FAMILY_GAP = 16;
const GAPS: Readonly<Record<GraphNode['type'], number>> = {
  client: 20,
  family: 4,
  signal: 4,
  projection: 14,
  decision: 6,
  model: 18,
};
/** Signals stand in as many stacks as it takes to be about as tall as the decisions, or as this. */
const TALL = 760;
const STACK_GAP = 14;
const PROJECTION_GAP = 36;

/**
 * Columns side by side, each in the middle of the tallest. Signals stay by family and decisions by priority, because that is
 * what they mean; projections and models go to the middle of what they are tied to, so that fewer lines cross.
 */
export function layoutGraph({ nodes, edges }: Graph): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  const neighbours = new Map<string, string[]>();
  for (const { source, target } of edges) {
    add(neighbours, source, target);
    add(neighbours, target, source);
  }
  const of = (column: Column) => nodes.filter((node) => node.column === column);
  const decisions = of('decision');
  const stacks = stacksOf(of('signal'), Math.max(TALL, heightOf(decisions)));
  const projections = projectionStacks(of('projection'));
  const tallest = Math.max(
    ...stacks.map(heightOf),
    ...COLUMNS.filter((each) => each !== 'signal').map((each) => heightOf(of(each))),
  );
  const lefts = new Map<Column, number>();
  let x = 0;
  for (const column of COLUMNS) {
    const count =
      { signal: stacks.length, projection: projections.length }[column as string] ?? Math.min(1, of(column).length);
    if (count === 0) continue;
    lefts.set(column, x);
    const gap = column === 'projection' ? PROJECTION_GAP : STACK_GAP;
    x += count * WIDTHS[column] + (count - 1) * gap + (nodes.length <= FEW_NODES ? SMALL_COLUMN_GAP : COLUMN_GAP);
  }
  const place = (column: Column, ordered: readonly GraphNode[], left = lefts.get(column) ?? 0) => {
    let y = (tallest - heightOf(ordered)) / 2;
    for (const [at, node] of ordered.entries()) {
      if (node.type === 'family' && at > 0) y += FAMILY_GAP;
      const height = HEIGHTS[node.type];
      boxes.set(node.id, { x: left, y, width: WIDTHS[column], height });
      y += height + GAPS[node.type];
    }
  };
  const middleOf = (id: string): number => {
    const known = (neighbours.get(id) ?? []).flatMap((other) => boxes.get(other) ?? []);
    if (known.length === 0) return tallest / 2;
    return known.reduce((sum, { y, height }) => sum + y + height / 2, 0) / known.length;
  };
  const byMiddle = (column: readonly GraphNode[]) => {
    const middles = new Map(column.map(({ id }) => [id, middleOf(id)]));
    return column.toSorted((a, b) => middles.get(a.id)! - middles.get(b.id)!);
  };
  place('client', of('client'));
  for (const [at, stack] of stacks.entries()) {
    place('signal', stack, lefts.get('signal')! + at * (WIDTHS.signal + STACK_GAP));
  }
  place('decision', decisions);
  for (const [at, stack] of projections.entries()) {
    place('projection', byMiddle(stack), lefts.get('projection')! + at * (WIDTHS.projection + PROJECTION_GAP));
  }
  place('model', byMiddle(of('model')));
  return boxes;
}

/** What others are made of stands before it. */
function projectionStacks(projections: readonly GraphNode[]): readonly (readonly GraphNode[])[] {
  const isLast = ({ id }: GraphNode) => id.startsWith('mapping:');
  const stacks = [projections.filter((node) => !isLast(node)), projections.filter(isLast)];
  return stacks.filter(({ length }) => length > 0);
}

/** Families one below the other, none taken apart unless it alone is too tall. */
function stacksOf(signals: readonly GraphNode[], tall: number): readonly (readonly GraphNode[])[] {
  const families: GraphNode[][] = [];
  for (const node of signals) {
    if (node.type === 'family') families.push([node]);
    else families.at(-1)!.push(node);
  }
  const pieces = families.flatMap((family) => split(family, tall));
  const total = pieces.reduce((sum, piece) => sum + heightOf(piece) + FAMILY_GAP, 0);
  const count = Math.max(1, Math.ceil(total / tall));
  const stacks: GraphNode[][] = Array.from({ length: count }, () => []);
  let above = 0;
  for (const piece of pieces) {
    const height = heightOf(piece) + FAMILY_GAP;
    // By its middle, so that no stack is much taller than its share.
    stacks[Math.min(count - 1, Math.floor(((above + height / 2) / total) * count))]!.push(...piece);
    above += height;
  }
  return stacks;
}

function split(family: readonly GraphNode[], tall: number): readonly (readonly GraphNode[])[] {
  const most = Math.max(1, Math.floor(tall / (HEIGHTS.signal + GAPS.signal)));
  return Array.from({ length: Math.ceil(family.length / most) }, (_, at) => family.slice(at * most, (at + 1) * most));
}

function heightOf(column: readonly GraphNode[]): number {
  return column.reduce(
    (sum, { type }, at) => sum + HEIGHTS[type] + GAPS[type] + (type === 'family' && at > 0 ? FAMILY_GAP : 0),
    0,
  );
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
