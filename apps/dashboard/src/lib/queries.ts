import type {
  AccessAnswer,
  ConfigStatusAnswer,
  ConfigVersionList,
  DetailedReplayRecord,
  ProbeSuites,
  ReplayAggregate,
  ReplayTrajectory,
  RouteCatalogue,
  SetupAnswer,
  VocabularyAnswer,
  WeightsList,
} from '@signalbox/gateway/contract';
import { queryOptions } from '@tanstack/react-query';
import { ask, askJson } from './api.ts';
import { ApiError } from './api-error.ts';
import { type ConfigView, viewConfig } from './config-view.ts';
import { readSamples } from './prometheus.ts';

/** The config in force, taken apart for those who show it. */
export const configQuery = queryOptions({
  queryKey: ['config', 'view'],
  queryFn: async ({ signal }): Promise<ConfigView> => viewConfig(await askJson('/api/v1/config', { signal })),
});

/** The config in force as it is written, secrets hidden, with the ETag that a change of it must name. */
export const configTextQuery = queryOptions({
  queryKey: ['config', 'text'],
  queryFn: async ({ signal }) => {
    const response = await ask('/api/v1/config', { headers: { accept: 'application/yaml' }, signal });
    return { text: await response.text(), etag: response.headers.get('etag') ?? '' };
  },
});

/** How the config and its file stand. */
export const configStatusQuery = queryOptions({
  queryKey: ['config-status'],
  queryFn: ({ signal }) => askJson<ConfigStatusAnswer>('/api/v1/config/status', { signal }),
  refetchInterval: 5_000,
});

/** Whether the router still needs a config of its own. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => askJson<SetupAnswer>('/api/v1/setup', { signal }),
});

/** What a config may name. */
export const vocabularyQuery = queryOptions({
  queryKey: ['vocabulary'],
  queryFn: ({ signal }) => askJson<VocabularyAnswer>('/api/v1/vocabulary', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const versionsQuery = queryOptions({
  queryKey: ['config', 'versions'],
  queryFn: ({ signal }) => askJson<ConfigVersionList>('/api/v1/config/versions', { signal }),
});

/** The text of a config that was in force; it never changes. */
export const versionTextQuery = (id: string) =>
  queryOptions({
    queryKey: ['config', 'version', id],
    queryFn: async ({ signal }) => {
      const path = `/api/v1/config/versions/${encodeURIComponent(id)}`;
      return (await ask(path, { headers: { accept: 'application/yaml' }, signal })).text();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One record with its trace. */
export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => askJson<DetailedReplayRecord>(`/v1/router_replay/${encodeURIComponent(id)}`, { signal }),
  });

/** The requests of a session, oldest first. */
export const trajectoryQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['records', 'trajectory', sessionId],
    queryFn: ({ signal }) =>
      askJson<ReplayTrajectory>(`/v1/router_replay/trajectory?${new URLSearchParams({ session_id: sessionId })}`, {
        signal,
      }),
  });

/** What records come to; `query` as the aggregate takes it. */
export const aggregateQuery = (query: Readonly<Record<string, string>>) =>
  queryOptions({
    queryKey: ['records', 'aggregate', query],
    queryFn: ({ signal }) =>
      askJson<ReplayAggregate>(`/v1/router_replay/aggregate?${new URLSearchParams(query)}`, { signal }),
  });

/** What this router can be asked. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => askJson<RouteCatalogue>('/api/v1', { signal }),
  staleTime: 60_000,
});

/** What whoever looks may do. */
export const accessQuery = queryOptions({
  queryKey: ['access'],
  queryFn: ({ signal }) => askJson<AccessAnswer>('/api/v1/access', { signal }),
});

/** Whether requests are served, and which backends are left alone. */
export interface ReadyAnswer {
  readonly status: 'ready' | 'degraded' | 'unavailable' | 'shutting_down';
  readonly backends: readonly { readonly model: string; readonly backend: string; readonly reason: string }[];
}

/** How the router stands. That it is not ready is an answer too, and no error. */
export const readyQuery = queryOptions({
  queryKey: ['ready'],
  queryFn: async ({ signal }): Promise<ReadyAnswer> => {
    try {
      return await askJson<ReadyAnswer>('/ready', { signal });
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 503 && isReadyAnswer(cause.body)) return cause.body;
      throw cause;
    }
  },
  refetchInterval: 5_000,
});

function isReadyAnswer(body: unknown): body is ReadyAnswer {
  return Array.isArray((body as { backends?: unknown } | null)?.backends);
}

/** What the router counts, as samples. */
export const metricsQuery = queryOptions({
  queryKey: ['metrics'],
  queryFn: async ({ signal }) =>
    readSamples(await (await ask('/metrics', { headers: { accept: 'text/plain' }, signal })).text()),
  refetchInterval: 5_000,
});

/** The embedded models, with what was measured of them. */
export const weightsQuery = queryOptions({
  queryKey: ['weights'],
  queryFn: ({ signal }) => askJson<WeightsList>('/api/v1/weights', { signal }),
  staleTime: 60_000,
});

/** Suites of probes beside the config. */
export const probesQuery = queryOptions({
  queryKey: ['probes'],
  queryFn: ({ signal }) => askJson<ProbeSuites>('/api/v1/probes', { signal }),
});
