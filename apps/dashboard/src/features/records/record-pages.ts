import type { ReplayList } from '@signalbox/gateway/contract';
import { queryOptions } from '@tanstack/react-query';
import { askJson } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { queryClient } from '../../lib/query-client.ts';

export type RecordFilter = Readonly<Record<string, string>>;

/** The most that one answer holds. */
export const PAGE = 100;

/**
 * A page of records by its number. It goes on after the page before, where that is known: then it is found at once,
 * however far down it is. Who jumps lets the router count.
 */
export const recordPageQuery = (filter: RecordFilter, page: number) =>
  queryOptions({
    queryKey: ['records', 'page', filter, page],
    queryFn: async ({ signal }): Promise<ReplayList> => {
      const last = queryClient.getQueryData<ReplayList>(recordPageQuery(filter, page - 1).queryKey)?.last_id ?? null;
      const counted = { offset: String(page * PAGE) };
      try {
        return await readPage(filter, last === null ? counted : { after: last }, signal);
      } catch (cause) {
        // The record before may have been thrown away by now.
        if (last !== null && cause instanceof ApiError && cause.status === 400)
          return readPage(filter, counted, signal);
        throw cause;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    // A million records are ten thousand pages: those out of sight are let go of.
    gcTime: 20_000,
  });

function readPage(filter: RecordFilter, place: RecordFilter, signal: AbortSignal): Promise<ReplayList> {
  const query = new URLSearchParams({ ...filter, ...place, limit: String(PAGE) });
  return askJson<ReplayList>(`/v1/router_replay?${query}`, { signal });
}
