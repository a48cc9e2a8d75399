import type { ConfigChangeAnswer, SetupAnswer, SetupDraft } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Download, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { askJson } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { download } from '../../lib/download.ts';
import { formatCount } from '../../lib/format.ts';
import { setupQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { notify } from '../../ui/toast.tsx';
import styles from './setup.module.css';
import { type SetupChoice, setupStore } from './setup-store.ts';

/** The config as it will be written, what is wrong with it, and the button that puts it in force. */
export function ReviewStep({ setup, onDone }: { readonly setup: SetupAnswer; readonly onDone: () => void }) {
  const choice = useStore(setupStore);
  const [overwrites, setOverwrites] = useState(false);
  const body = draftOf(choice);
  const draft = useQuery({
    queryKey: ['setup-draft', body],
    queryFn: ({ signal }) => askJson<SetupDraft>('/api/v1/setup/draft', { method: 'POST', body, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const activate = useMutation({
    mutationFn: () =>
      askJson<ConfigChangeAnswer>('/api/v1/setup/activate', {
        method: 'POST',
        body: { yaml: draft.data!.yaml, overwrite: overwrites },
      }),
    onSuccess: () => {
      notify(`${setup.file} is in force`);
      onDone();
      void queryClient.invalidateQueries();
    },
    // A file may lie there by now.
    onError: () => void queryClient.invalidateQueries({ queryKey: setupQuery.queryKey }),
  });
  if (draft.isError) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  if (draft.data === undefined) return <LoadingState lines={10} label="Checking the config" />;
  const { yaml, is_valid: isValid, diagnostics, decisions, models } = draft.data;
  return (
    <>
      <Card
        title={isValid ? 'It can be put in force' : 'Something keeps it from being served'}
        description={`${formatCount(decisions)} decisions over ${formatCount(models.length)} ${models.length === 1 ? 'model' : 'models'}, written to ${setup.file} where the router was started.`}
      >
        {diagnostics.length === 0 ? (
          <p className={styles.clean}>
            <CircleCheck size={16} aria-hidden className={styles.good} /> The checks and lint have nothing to say.
          </p>
        ) : (
          <ul className={styles.problems} aria-label="Problems">
            {diagnostics.map(({ severity, code, line, column, message, hint }) => (
              <li key={`${code}:${line}:${column}:${message}`}>
                {severity === 'error' ? (
                  <CircleAlert size={16} aria-label="error" className={styles.bad} />
                ) : (
                  <TriangleAlert size={16} aria-label="warning" className={styles.warn} />
                )}
                <span>
                  {line === undefined ? null : (
                    <code>
                      {line}:{column}{' '}
                    </code>
                  )}
                  {message} <span className={styles.help}>{hint}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
        {setup.file_exists ? (
          <Checkbox
            label={`Write over the ${setup.file} that lies there`}
            checked={overwrites}
            onChange={(event) => setOverwrites(event.target.checked)}
          />
        ) : null}
        <div className={styles.activate}>
          <Button
            look="primary"
            isWrite
            refusal={
              setup.file_exists && !overwrites ? `There is a ${setup.file} already: say that it may go` : undefined
            }
            disabled={!isValid}
            isBusy={activate.isPending}
            onClick={() => activate.mutate()}
          >
            Put it in force
          </Button>
          <Button
            icon={<Download size={15} aria-hidden />}
            onClick={() => download(setup.file, yaml, 'application/yaml')}
          >
            Save a copy
          </Button>
        </div>
        {activate.isError ? <ActivateError error={activate.error} /> : null}
      </Card>
      <Card title={setup.file} isFlush>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section className={styles.yaml} tabIndex={0} aria-label={`Text of ${setup.file}`}>
          <pre>{yaml}</pre>
        </section>
      </Card>
    </>
  );
}

/** What the draft endpoint takes. */
function draftOf({ base, mapping, servers }: SetupChoice) {
  const byId = new Map(servers.map(({ id, connection }) => [id, connection]));
  const models = Object.fromEntries(
    Object.entries(mapping).map(([name, { server, model }]) => [name, { ...byId.get(server), model: model.trim() }]),
  );
  return base?.recipe === undefined ? { yaml: base?.yaml, models } : { recipe: base.recipe, models };
}

function ActivateError({ error }: { readonly error: Error }) {
  const problems = error instanceof ApiError ? ((error.body as ConfigChangeAnswer | null)?.diagnostics ?? []) : [];
  return (
    <ErrorLine error={problems.length === 0 ? error : new Error(problems.map(({ message }) => message).join('; '))} />
  );
}
