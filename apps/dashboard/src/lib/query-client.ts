import { QueryClient } from '@tanstack/react-query';
import { accessStore, forgetOwnToken } from './access.ts';
import { isConnectionError } from './api-error.ts';
import { onReturn } from './connection.ts';

const FRESH_MS = 5_000;

/** One for the whole page. What failed while the router was away is asked again when it is back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < 1 && isConnectionError(error),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

onReturn(() => {
  // Another router may have started there, with another token.
  if (!forgetOwnToken() && accessStore.get().state !== 'token') accessStore.set({ state: 'unknown' });
  void queryClient.invalidateQueries();
});

accessStore.subscribe(() => {
  if (accessStore.get().state === 'token') void queryClient.invalidateQueries();
});
