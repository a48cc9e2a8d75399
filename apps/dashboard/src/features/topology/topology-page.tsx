import '@xyflow/react/dist/base.css';
import { useQuery } from '@tanstack/react-query';
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Radio, StepForward, Waypoints } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useDraftRoute } from '../../engine/use-draft-route.ts';
import type { ConfigView, RecipeView } from '../../lib/config-view.ts';
import { configQuery, recordQuery, vocabularyQuery } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Select, TextInput } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { buildGraph, COLUMNS, type Column, type Graph } from './build-graph.ts';
import { EdgeLayer } from './edge-layer.tsx';
import { type FlowNode, GraphNodeView } from './graph-nodes.tsx';
import { Inspector } from './inspector.tsx';
import { layoutGraph } from './layout-graph.ts';
import { lightPath } from './light-path.ts';
import { narrowGraph } from './narrow-graph.ts';
import styles from './topology.module.css';
import { useLiveTraffic } from './use-live-traffic.ts';

/** Above so many rules, families begin as one node each. */
const MOST_RULES_OPEN = 120;
/** From so many nodes on a map of the whole helps, and dots behind them cost more than they show. */
const LARGE = 150;
const MAP_SIZE = { width: 150, height: 100 };
/** The details take room beside the graph, which learns of it a moment later. */
const SETTLED_MS = 80;
/** Where the whole graph is too small to be read. */
const SMALL = '(max-width: 720px)';
const NODE_TYPES = { graph: GraphNodeView };

/** The running config as a graph, and the way of a request through it. */
export function Component() {
  const config = useQuery(configQuery);
  const words = useQuery(vocabularyQuery);
  const failed = [config, words].find(({ isLoadingError }) => isLoadingError);
  if (failed !== undefined) {
    return (
      <Page title="Topology">
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Page>
    );
  }
  if (config.data === undefined || words.data === undefined) {
    return (
      <Page title="Topology">
        <LoadingState lines={8} />
      </Page>
    );
  }
  const kinds = new Map(words.data.kinds.map(({ configKey, kind }) => [configKey, kind]));
  return (
    <ReactFlowProvider>
      <Topology config={config.data} kindOf={(configKey) => kinds.get(configKey) ?? configKey} />
    </ReactFlowProvider>
  );
}

interface TopologyProps {
  readonly config: ConfigView;
  readonly kindOf: (configKey: string) => string;
}

function Topology({ config, kindOf }: TopologyProps) {
  const [search, setSearch] = useSearchParams();
  const recipe = config.recipes.find(({ name }) => name === search.get('recipe')) ?? config.recipes[0];
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(() => firstCollapsed(recipe, kindOf));
  const [query, setQuery] = useState(search.get('q') ?? '');
  const [found, setFound] = useState('');
  const [until, setUntil] = useState<Column>('model');
  const [selected, setSelected] = useState<string>();
  const [isLive, setLive] = useState(false);
  const [isNarrow, setNarrow] = useState(() => matchMedia(SMALL).matches);
  const recordId = search.get('record');
  const record = useQuery({ ...recordQuery(recordId ?? ''), enabled: recordId !== null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the kinds do not change while the page is open
  const whole = useMemo(
    () => (recipe === undefined ? undefined : buildGraph(recipe, config, { kindOf, collapsed })),
    [recipe, config, collapsed],
  );
  const entry = config.entryPoints.find((each) => each.recipe === recipe?.name)?.name ?? 'auto';
  const asked = search.get('q') ?? '';
  const draft = useMemo(
    () => (asked === '' ? undefined : { model: entry, messages: [{ role: 'user', content: asked }] }),
    [asked, entry],
  );
  const routed = useDraftRoute(draft);
  const trace = recordId === null ? routed.route?.trace : (record.data?.trace ?? undefined);
  const lacked = useMemo(
    () => new Map(recordId === null ? routed.route?.nearMisses.map((miss) => [miss.decision, miss.lacked]) : []),
    [recordId, routed.route],
  );
  const graph = useMemo(() => {
    if (whole === undefined || trace === undefined || !isNarrow) return whole;
    return narrowGraph(whole, lightPath(whole, trace, lacked, 'model'));
  }, [whole, trace, lacked, isNarrow]);
  const boxes = useMemo(() => (graph === undefined ? undefined : layoutGraph(graph)), [graph]);
  const lit = useMemo(
    () => (graph === undefined || trace === undefined ? undefined : lightPath(graph, trace, lacked, until)),
    [graph, trace, lacked, until],
  );
  const pulsing = useLiveTraffic(isLive, graph);
  const flow = useMemo(
    () =>
      graph === undefined || boxes === undefined ? undefined : flowOf(graph, boxes, lit, pulsing, found, selected),
    [graph, boxes, lit, pulsing, found, selected],
  );
  const { fitView } = useReactFlow();
  const light = (text: string) => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.delete('record');
      if (text.trim() === '') next.delete('q');
      else next.set('q', text);
      return next;
    });
    setUntil('model');
  };
  const toggle = useCallback((kind: string) => {
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(kind)) next.add(kind);
      return next;
    });
  }, []);
  const find = (event: FormEvent) => {
    event.preventDefault();
    const hits = graph?.nodes.filter(({ label }) => isFound(label, found)) ?? [];
    if (hits.length > 0)
      void fitView({ nodes: hits.map(({ id }) => ({ id })), duration: 300, maxZoom: 1.2, padding: 0.4 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: shows everything again when what is shown changes
  useEffect(() => {
    const timer = setTimeout(() => void fitView({ padding: 0.04, maxZoom: 1 }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [recipe?.name, collapsed, trace, isNarrow, selected === undefined && trace === undefined]);

  if (recipe === undefined || graph === undefined || flow === undefined || recipe.decisions.length === 0) {
    return (
      <Page title="Topology">
        <EmptyState title="There are no decisions yet">
          The running config routes nothing. Write decisions on the page “Policy”, and they are drawn here.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title="Topology"
      isFull
      actions={
        <>
          {config.recipes.length === 1 ? null : (
            <Select
              aria-label="Recipe"
              value={recipe.name}
              onChange={(event) => setSearch({ recipe: event.target.value })}
            >
              {config.recipes.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
          <form onSubmit={find} className={styles.search}>
            <SearchInput label="Find in the graph" placeholder="Find" value={found} onChange={setFound} />
          </form>
          <Button icon={<Radio size={16} aria-hidden />} aria-pressed={isLive} onClick={() => setLive(!isLive)}>
            Live
          </Button>
        </>
      }
    >
      <form
        className={styles.query}
        onSubmit={(event) => {
          event.preventDefault();
          light(query);
        }}
      >
        <TextInput
          aria-label="A question to follow through the graph"
          placeholder="Type a question to see its way"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={routed.isPending}>
          Show its way
        </Button>
        {trace === undefined ? null : (
          <>
            <Button icon={<StepForward size={15} aria-hidden />} onClick={() => setUntil(next(until))}>
              Step
            </Button>
            <Button
              icon={<Waypoints size={15} aria-hidden />}
              aria-pressed={isNarrow}
              onClick={() => setNarrow(!isNarrow)}
            >
              Only its way
            </Button>
            <Button
              look="quiet"
              onClick={() => {
                setQuery('');
                light('');
              }}
            >
              Clear
            </Button>
          </>
        )}
      </form>
      {routed.error !== null && asked !== '' ? <ErrorLine error={routed.error} /> : null}
      {record.isError && recordId !== null ? <ErrorLine error={record.error} /> : null}
      <div className={styles.frame}>
        <section className={styles.graph} aria-label="Graph of the config">
          <ReactFlow<FlowNode>
            nodes={flow}
            nodeTypes={NODE_TYPES}
            onPaneClick={() => setSelected(undefined)}
            onNodesChange={(changes) => {
              // A click and the Enter key both end here.
              for (const change of changes) {
                if (change.type !== 'select' || !change.selected) continue;
                const node = graph.nodes.find(({ id }) => id === change.id);
                if (node?.type === 'family') toggle(node.kind!);
                else setSelected(change.id);
              }
            }}
            nodesDraggable={false}
            nodesConnectable={false}
            minZoom={0.05}
            maxZoom={2}
            fitView
            fitViewOptions={{ padding: 0.06, maxZoom: 1 }}
            ariaLabelConfig={{ 'node.a11yDescription.default': 'Press enter to see what it is made of.' }}
          >
            {graph.nodes.length > LARGE ? null : <Background gap={28} size={1} />}
            {boxes === undefined ? null : <EdgeLayer {...{ graph, boxes, lit, pulsing, selected }} />}
            <Controls showInteractive={false} />
            {graph.nodes.length > LARGE ? (
              <MiniMap
                pannable
                zoomable
                ariaLabel="The whole graph"
                className={classNames(styles.map)}
                style={MAP_SIZE}
              />
            ) : null}
          </ReactFlow>
        </section>
        <Inspector
          recipe={recipe}
          selected={selected}
          trace={trace}
          route={recordId === null ? routed.route : undefined}
          kindOf={kindOf}
          onSelect={setSelected}
        />
      </div>
    </Page>
  );
}

function flowOf(
  graph: Graph,
  boxes: ReturnType<typeof layoutGraph>,
  lit: ReturnType<typeof lightPath> | undefined,
  pulsing: ReadonlySet<string>,
  found: string,
  selected: string | undefined,
): FlowNode[] {
  const nodes = graph.nodes.map((node): FlowNode => {
    const box = boxes.get(node.id)!;
    const shown = lit?.nodes.get(node.id);
    return {
      id: node.id,
      type: 'graph',
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      selected: node.id === selected,
      zIndex: 2,
      ariaLabel: [node.type, node.label, shown?.value].filter(Boolean).join(', '),
      data: {
        node,
        light: shown?.light,
        value: shown?.value ?? '',
        isFound: isFound(node.label, found),
        isPulsing: pulsing.has(node.id),
      },
    };
  });
  return nodes;
}

function firstCollapsed(recipe: RecipeView | undefined, kindOf: (configKey: string) => string): ReadonlySet<string> {
  const rules = recipe?.signals.reduce((sum, { rules }) => sum + rules.length, 0) ?? 0;
  return new Set(rules > MOST_RULES_OPEN ? recipe?.signals.map(({ configKey }) => kindOf(configKey)) : []);
}

function isFound(label: string, found: string): boolean {
  return found.trim() !== '' && label.toLowerCase().includes(found.trim().toLowerCase());
}

/** From the whole way to its first step, then on. */
function next(column: Column): Column {
  const at = COLUMNS.indexOf(column);
  return COLUMNS[at === COLUMNS.length - 1 ? 1 : at + 1]!;
}
