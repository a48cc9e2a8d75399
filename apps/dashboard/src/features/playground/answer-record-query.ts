import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { queryOptions } from '@tanstack/react-query';
import { recordQuery } from '../../lib/queries.ts';

const UNFINISHED_MS = 300;

/** The record of an answer, which is finished a moment after it. */
export const answerRecordQuery = (id: string) =>
  queryOptions({
    ...recordQuery(id),
    staleTime: ({ state }) => (isUnfinished(state.data) ? 0 : Number.POSITIVE_INFINITY),
    refetchInterval: ({ state }) => (isUnfinished(state.data) ? UNFINISHED_MS : false),
  });

function isUnfinished(record: DetailedReplayRecord | undefined): boolean {
  return record?.lifecycle_state === 'in_progress';
}
