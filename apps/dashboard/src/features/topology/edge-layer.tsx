import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { classNames } from '../../ui/class-names.ts';
import type { Graph, GraphEdge } from './build-graph.ts';
import type { Box } from './layout-graph.ts';
import type { LitPath } from './light-path.ts';
import styles from './topology.module.css';

export interface EdgeLayerProps {
  readonly graph: Graph;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lit: LitPath | undefined;
  readonly pulsing: ReadonlySet<string>;
  readonly selected: string | undefined;
}

/**
 * All lines of the graph, one path for all that look alike: a graph of 200 decisions has over a thousand, and as
 * elements of their own each would be drawn again with every move.
 */
export const EdgeLayer = memo(function EdgeLayer({ graph, boxes, lit, pulsing, selected }: EdgeLayerProps) {
  const paths = useMemo(() => {
    const byLook = new Map<string, string[]>();
    for (const edge of graph.edges) {
      const from = boxes.get(edge.source);
      const to = boxes.get(edge.target);
      if (from === undefined || to === undefined) continue;
      const look = lookOf(edge, lit, pulsing, selected);
      const list = byLook.get(look);
      if (list === undefined) byLook.set(look, [curve(from, to)]);
      else list.push(curve(from, to));
    }
    return [...byLook].sort(([one], [other]) => rankOf(one) - rankOf(other));
  }, [graph, boxes, lit, pulsing, selected]);
  return (
    <ViewportPortal>
      <svg className={styles.edges} width={1} height={1} aria-hidden>
        {paths.map(([look, curves]) => (
          <path key={look} className={look} d={curves.join('')} />
        ))}
      </svg>
    </ViewportPortal>
  );
});

function lookOf(
  { id, source, target, isNegated }: GraphEdge,
  lit: LitPath | undefined,
  pulsing: ReadonlySet<string>,
  selected: string | undefined,
): string {
  const light = lit?.edges.get(id);
  const isNear = source === selected || target === selected;
  const isPulsing = pulsing.has(source) && pulsing.has(target);
  return classNames(
    styles.edge,
    light && styles[light],
    isNegated && styles.negated,
    isNear && styles.near,
    isPulsing && styles.pulsing,
  );
}

/** What stands out is drawn last, over the others. */
function rankOf(look: string): number {
  return [styles.dim, styles.matched, styles.near, styles.lit, styles.pulsing].findLastIndex(
    (name) => name !== undefined && look.includes(name),
  );
}

function curve(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(30, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
