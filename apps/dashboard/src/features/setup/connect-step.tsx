import type { SetupDetection } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { RefreshCw, ServerOff } from 'lucide-react';
import { useEffect } from 'react';
import { askJson } from '../../lib/api.ts';
import { useStore } from '../../lib/store.ts';
import { useMayWrite } from '../../lib/write-access.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, ErrorLine, LoadingState } from '../../ui/states.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { ServerView } from './server-view.tsx';
import styles from './setup.module.css';
import { addServers, changeSetup, setupStore } from './setup-store.ts';

/** Servers of models: those that are found on this machine, and those that somebody names. */
export function ConnectStep() {
  const { servers, isSearched } = useStore(setupStore);
  const mayWrite = useMayWrite();
  const search = useMutation({
    mutationFn: () => askJson<SetupDetection>('/api/v1/setup/detect', { method: 'POST', body: {} }),
    onSuccess: ({ servers: found }) => {
      addServers(
        found.map(({ provider, base_url, version, models }) => ({
          id: base_url,
          connection: { provider, base_url },
          address: base_url,
          version,
          models,
          isKeySet: null,
          problem: null,
        })),
      );
      changeSetup({ isSearched: true });
    },
  });
  const { mutate, isIdle } = search;
  useEffect(() => {
    if (!isSearched && mayWrite && isIdle) mutate();
  }, [isSearched, mayWrite, isIdle, mutate]);
  const asked = search.data?.asked.map(({ base_url }) => new URL(base_url).port).join(', ');
  return (
    <>
      <Card
        title="Servers"
        description="Those on the router’s own machine are found where they listen by default."
        actions={
          <Button
            size="small"
            isWrite
            isBusy={search.isPending}
            icon={<RefreshCw size={14} aria-hidden />}
            onClick={() => mutate()}
          >
            Look again
          </Button>
        }
      >
        {search.isError ? <ErrorLine error={search.error} /> : null}
        {search.isPending && servers.length === 0 ? <LoadingState label="Looking on this machine" /> : null}
        {servers.length === 0 && !search.isPending ? (
          <EmptyState icon={<ServerOff size={22} aria-hidden />} title="No server is connected yet">
            {asked === undefined
              ? 'Name one below.'
              : `Nothing answers on the ports ${asked} of the router’s machine. Start one and look again, or name one below.`}
          </EmptyState>
        ) : null}
        {servers.length === 0 ? null : (
          <ul className={styles.servers} aria-label="Connected servers">
            {servers.map((server) => (
              <ServerView key={server.id} server={server} />
            ))}
          </ul>
        )}
      </Card>
      <ConnectionForm />
    </>
  );
}
