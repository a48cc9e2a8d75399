import type { HeadAnswer, HeadAnswers } from '@signalbox/gateway/contract';
import { queryOptions } from '@tanstack/react-query';
import { askJson } from '../../lib/api.ts';

/** Asks heads about texts; all heads unless some are named. */
export async function askHeads(
  texts: readonly string[],
  heads?: readonly string[],
  signal?: AbortSignal,
): Promise<HeadAnswers['results']> {
  const body = heads === undefined ? { texts } : { texts, heads };
  const { results } = await askJson<HeadAnswers>('/api/v1/classify/heads', { method: 'POST', body, signal });
  return results;
}

/** Every head that this router can ask, with what it says of an ordinary word: its labels are in there. */
export const headsQuery = queryOptions({
  queryKey: ['heads'],
  queryFn: async ({ signal }): Promise<Readonly<Record<string, HeadAnswer>>> =>
    (await askHeads(['Hello'], undefined, signal))[0] ?? {},
  staleTime: 60_000,
});
