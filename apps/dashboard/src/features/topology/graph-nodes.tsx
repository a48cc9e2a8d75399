import type { Node, NodeProps } from '@xyflow/react';
import { ChevronDown, ChevronRight, Cpu, Route, Sigma, Users } from 'lucide-react';
import { memo } from 'react';
import { toneOfKind } from '../../trace/signal-chips.tsx';
import type { GraphNode } from './build-graph.ts';
import type { Light } from './light-path.ts';
import styles from './topology.module.css';

export interface GraphNodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  /** Undefined while no routing is shown. */
  readonly light: Light | undefined;
  readonly value: string;
  readonly isFound: boolean;
  readonly isPulsing: boolean;
}

export type FlowNode = Node<GraphNodeData, 'graph'>;

const ICONS = { client: Users, projection: Sigma, decision: Route, model: Cpu } as const;

/** One box of the graph. */
export const GraphNodeView = memo(function GraphNodeView({
  data: { node, light, value, isFound, isPulsing },
  selected,
}: NodeProps<FlowNode>) {
  const Icon = node.type in ICONS ? ICONS[node.type as keyof typeof ICONS] : undefined;
  const Chevron = node.isCollapsed ? ChevronRight : ChevronDown;
  return (
    <div
      className={styles.node}
      data-type={node.type}
      data-light={light}
      data-found={isFound || undefined}
      data-pulsing={isPulsing || undefined}
      data-selected={selected || undefined}
      data-tone={node.kind === undefined ? undefined : toneOfKind(node.kind)}
    >
      {node.type === 'family' ? <Chevron size={14} aria-hidden /> : null}
      {Icon === undefined ? null : <Icon size={15} aria-hidden />}
      <span className={styles.words}>
        <span className={styles.label}>
          <span className={styles.name} title={node.label}>
            {node.label}
          </span>
          {node.size === undefined ? null : <span className={styles.count}>{node.size}</span>}
          {node.type === 'decision' ? <span className={styles.count}>{node.detail}</span> : null}
        </span>
        {value !== '' ? (
          <span className={styles.value} title={value}>
            {value}
          </span>
        ) : node.detail !== '' && node.type !== 'decision' ? (
          <span className={styles.detail}>{node.detail}</span>
        ) : null}
      </span>
    </div>
  );
});
