import type { EvalResponse } from '@signalbox/gateway/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askJson } from '../lib/api.ts';
import { configTextQuery } from '../lib/queries.ts';
import { queryClient } from '../lib/query-client.ts';
import { useStore } from '../lib/store.ts';
import { type ConfigChoice, routeByChoice, textOfDraft } from './config-choice.ts';
import { draftStore } from './draft-store.ts';
import { engine, openRunning, type Sameness } from './engine-client.ts';
import type { ChatDraft, EngineCalls, RoutedDraft } from './engine-protocol.ts';

/** Where a draft would go, and who says so. */
export interface DraftRoute {
  readonly route: RoutedDraft | undefined;
  readonly error: unknown;
  /** `page`: the engine here; `router`: the router, because this page cannot run what it runs. */
  readonly by: 'page' | 'router';
  /** Why it is the router. */
  readonly reason: string | undefined;
  readonly isPending: boolean;
}

const PAUSE_MS: Readonly<Record<DraftRoute['by'], number>> = { page: 60, router: 350 };

/** Whether this page routes as the router does; asked once for each config. Starts the engine. */
export function useSameness(isWanted: boolean) {
  const config = useQuery(configTextQuery);
  return useQuery({ ...samenessQuery(config.data), enabled: isWanted && config.data !== undefined });
}

const samenessQuery = (config: { readonly text: string; readonly etag: string } | undefined) =>
  queryOptions({
    queryKey: ['engine', 'sameness', config?.etag],
    queryFn: (): Promise<Sameness> =>
      openRunning(config!.text).catch((cause: unknown) => ({
        same: false as const,
        reason: cause instanceof Error ? cause.message : String(cause),
        diagnostics: [],
      })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The engine in this page, with the config in force opened as `running`. Rejects where that does not load here. */
export async function runningEngine(): Promise<EngineCalls> {
  const config = await queryClient.fetchQuery(configTextQuery);
  const sameness = await queryClient.fetchQuery(samenessQuery(config));
  if (!sameness.same && sameness.diagnostics.length > 0) throw new Error(sameness.reason);
  return engine();
}

/**
 * Routes what is being written, shortly after each change of it; undefined for nothing written yet. A config that is not in
 * force is only known to this page, so that the router is never asked for it.
 */
export function useDraftRoute(draft: ChatDraft | undefined, choice: ConfigChoice = 'running'): DraftRoute {
  const [isStarted, setStarted] = useState(false);
  useEffect(() => {
    if (draft !== undefined) setStarted(true);
  }, [draft]);
  const isRunning = choice === 'running';
  const sameness = useSameness(isStarted && isRunning);
  const by = isRunning && sameness.data?.same === false ? 'router' : 'page';
  const settled = useSettled(draft, PAUSE_MS[by]);
  const config = useQuery(configTextQuery);
  const policyDraft = useStore(draftStore);
  const stamp = choice === 'draft' && policyDraft !== undefined ? textOfDraft(policyDraft) : config.data?.etag;
  const routed = useQuery({
    queryKey: ['engine', 'route', by, choice, stamp, settled],
    queryFn: async ({ signal }) => {
      if (!isRunning) return routeByChoice(choice, settled!);
      return by === 'page' ? (await engine()).route('running', settled!) : routeByRouter(settled!, signal);
    },
    enabled: settled !== undefined && (!isRunning || sameness.data !== undefined),
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  });
  return {
    route: draft === undefined ? undefined : routed.data,
    error: routed.error,
    by,
    reason: isRunning && sameness.data?.same === false ? sameness.data.reason : undefined,
    isPending: draft !== undefined && routed.data === undefined && routed.error === null,
  };
}

async function routeByRouter(draft: ChatDraft, signal: AbortSignal): Promise<RoutedDraft> {
  const answer = await askJson<EvalResponse>('/api/v1/eval', { method: 'POST', body: draft, signal });
  const { mode, effort } = answer.reasoning ?? { mode: 'off', effort: null };
  const because = answer.decision_result.matched_rules.join(' and ');
  return {
    recipe: answer.recipe,
    decision: answer.routing_decision,
    model: answer.selected_model,
    reasoning: mode === 'off' ? 'off' : ((effort ?? 'medium') as RoutedDraft['reasoning']),
    confidence: answer.decision_result.confidence,
    plugins: answer.plugins,
    why: `${answer.routing_decision ?? 'no decision'} → ${answer.selected_model ?? 'no model'}${because === '' ? '' : `, because ${because}`}.`,
    nearMisses: [],
    refusal: answer.selection_status === 'refused' ? answer.selection_reason : undefined,
    trace: answer.trace,
  };
}

/** The value as it was when it last stayed the same for a while. */
function useSettled<Value>(value: Value, pauseMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
