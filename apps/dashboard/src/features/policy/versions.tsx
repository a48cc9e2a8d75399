import type { ConfigChangeAnswer, ConfigVersionAnswer } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { History, RotateCcw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { draftStore } from '../../engine/draft-store.ts';
import { askJson } from '../../lib/api.ts';
import { formatAgo, formatDate } from '../../lib/format.ts';
import { configTextQuery, versionsQuery, versionTextQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { notify } from '../../ui/toast.tsx';
import styles from './policy.module.css';

const DiffView = lazy(() => import('../../editor/diff-view.tsx').then(({ DiffView }) => ({ default: DiffView })));

const REASONS: Readonly<Record<ConfigVersionAnswer['reason'], string>> = {
  start: 'the router started with it',
  file: 'its file was changed',
  api: 'put in force from here or by the API',
  rollback: 'put in force again',
};

/** The configs that were in force: who, when, why; and the way back. */
export function Versions() {
  const versions = useQuery(versionsQuery);
  const [shown, setShown] = useState<ConfigVersionAnswer>();
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.data === undefined) return <LoadingState />;
  const { versions: list, in_force } = versions.data;
  if (list.length === 0) {
    return (
      <EmptyState icon={<History size={22} aria-hidden />} title="No versions yet">
        Each config that is put in force is kept here, with who did it.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={styles.versions} aria-label="Versions">
        {list.map((version, at) => (
          <li key={version.id}>
            <div>
              <p>
                <strong>{version.note ?? version.author}</strong>{' '}
                {version.note === undefined ? null : <Badge>{version.author}</Badge>}
                {at === 0 && version.etag === in_force ? <Badge tone="accent">in force</Badge> : null}
              </p>
              <p className={styles.help}>
                <time dateTime={new Date(version.at).toISOString()} title={formatDate(version.at)}>
                  {formatAgo(version.at)}
                </time>
                , {REASONS[version.reason]}
              </p>
            </div>
            <Button size="small" onClick={() => setShown(version)}>
              {version.etag === in_force ? 'Look' : 'Compare'}
            </Button>
          </li>
        ))}
      </ul>
      {shown === undefined ? null : (
        <VersionDialog version={shown} isInForce={shown.etag === in_force} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

function VersionDialog({
  version,
  isInForce,
  onClose,
}: {
  readonly version: ConfigVersionAnswer;
  readonly isInForce: boolean;
  readonly onClose: () => void;
}) {
  const running = useQuery(configTextQuery);
  const text = useQuery(versionTextQuery(version.id));
  const rollback = useMutation({
    mutationFn: () =>
      askJson<ConfigChangeAnswer>(`/api/v1/config/versions/${encodeURIComponent(version.id)}/rollback`, {
        method: 'POST',
      }),
    onSuccess: () => {
      notify('The earlier config is in force again');
      draftStore.set(undefined);
      void queryClient.invalidateQueries({ queryKey: ['config'] });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      look="wide"
      title={`Version of ${formatDate(version.at)}`}
      description={isInForce ? 'It is in force.' : 'What would change if it were put in force again.'}
      footer={
        isInForce ? undefined : (
          <Button
            look="primary"
            isWrite
            icon={<RotateCcw size={15} aria-hidden />}
            isBusy={rollback.isPending}
            onClick={() => rollback.mutate()}
          >
            Roll back to it
          </Button>
        )
      }
    >
      {text.isError ? <ErrorState error={text.error} /> : null}
      {text.data === undefined || running.data === undefined ? (
        text.isError ? null : (
          <LoadingState />
        )
      ) : (
        <Suspense fallback={<LoadingState />}>
          <DiffView before={running.data.text} after={text.data} label="Difference to the config in force" />
        </Suspense>
      )}
      {rollback.isError ? <ErrorLine error={rollback.error} /> : null}
    </Dialog>
  );
}
