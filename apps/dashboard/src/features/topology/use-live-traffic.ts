import type { RecentDecisions } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { askJson } from '../../lib/api.ts';
import type { Graph } from './build-graph.ts';

const EVERY_MS = 1_500;
const PULSE_MS = 1_100;
const NONE: ReadonlySet<string> = new Set();

/** Nodes that requests of the last moments went through. */
export function useLiveTraffic(isLive: boolean, graph: Graph | undefined): ReadonlySet<string> {
  const [pulsing, setPulsing] = useState<ReadonlySet<string>>(NONE);
  const seen = useRef<string | undefined>(undefined);
  const recent = useQuery({
    queryKey: ['records', 'live'],
    queryFn: ({ signal }) => askJson<RecentDecisions>('/api/v1/decisions/recent?limit=50', { signal }),
    enabled: isLive,
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
  useEffect(() => {
    if (!isLive || recent.data === undefined || graph === undefined) return;
    const { decisions } = recent.data;
    const at = decisions.findIndex(({ id }) => id === seen.current);
    const fresh = seen.current === undefined ? [] : decisions.slice(0, at < 0 ? decisions.length : at);
    seen.current = decisions[0]?.id ?? seen.current ?? '';
    if (fresh.length === 0) return;
    const through = new Set(['client']);
    for (const { decision, selected_model, signals } of fresh) {
      if (decision !== null) through.add(`decision:${decision}`);
      if (selected_model !== null) through.add(`model:${selected_model}`);
      const names = new Set(Object.values(signals).flat());
      for (const [label, place] of graph.places) if (names.has(label.slice(label.indexOf(':') + 1))) through.add(place);
    }
    setPulsing(through);
    const timer = setTimeout(() => setPulsing(NONE), PULSE_MS);
    return () => clearTimeout(timer);
  }, [isLive, recent.data, graph]);
  return isLive ? pulsing : NONE;
}
