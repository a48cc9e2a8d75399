import { useQuery } from '@tanstack/react-query';
import { type Access, accessStore } from './access.ts';
import { accessQuery } from './queries.ts';
import { useStore } from './store.ts';

/** Why this browser may change nothing and spend nothing; undefined where it may, or as long as that is not known. */
export function useWriteRefusal(): string | undefined {
  const access = useStore(accessStore);
  const { data } = useQuery(accessQuery);
  return refusalOf(access, data?.role);
}

/** Whether it may: for what is no button, like a key that sends. */
export function useMayWrite(): boolean {
  return useWriteRefusal() === undefined;
}

function refusalOf({ state }: Access, role: 'operator' | 'viewer' | undefined): string | undefined {
  // The router has the last word in any case; until it has said who this is, nothing is taken away.
  if (role !== 'viewer' || state === 'unknown') return undefined;
  return state === 'token'
    ? 'You are logged in to look only. The operator’s token may do this.'
    : 'Looking needs no token here, but this does: open the page on the router’s own machine, or log in.';
}
