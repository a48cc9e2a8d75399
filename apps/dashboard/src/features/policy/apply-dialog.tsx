import type { ConfigChangeAnswer } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type Draft, draftStore } from '../../engine/draft-store.ts';
import { askJson } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { configStatusQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Notes } from '../../ui/notes.tsx';
import { ErrorLine, LoadingState } from '../../ui/states.tsx';
import { notify } from '../../ui/toast.tsx';
import { Impact } from './impact.tsx';
import styles from './policy.module.css';

const DiffView = lazy(() => import('../../editor/diff-view.tsx').then(({ DiffView }) => ({ default: DiffView })));

export interface ApplyDialogProps {
  readonly draft: Draft;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly kindOf: (configKey: string) => string;
}

/** What the draft changes, what it would have done, and the button that puts it in force. */
export function ApplyDialog({ draft, isOpen, onClose, kindOf }: ApplyDialogProps) {
  const [note, setNote] = useState('');
  const text = textToApply(draft);
  const readOnly = useQuery(configStatusQuery).data?.read_only ?? undefined;
  const apply = useMutation({
    mutationFn: () =>
      askJson<ConfigChangeAnswer>('/api/v1/config', {
        method: 'PUT',
        headers: { 'if-match': draft.base.etag },
        body: { yaml: text, ...(note.trim() === '' ? {} : { author: note.trim() }) },
      }),
    onSuccess: () => {
      notify('The new config is in force');
      draftStore.set(undefined);
      void queryClient.invalidateQueries({ queryKey: ['config'] });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      look="wide"
      title="Review the change"
      description="Requests under way finish on the config they began with. The one in force stays among the versions."
      footer={
        <>
          <Button onClick={onClose}>Back to the draft</Button>
          <Button look="primary" isWrite refusal={readOnly} isBusy={apply.isPending} onClick={() => apply.mutate()}>
            Put it in force
          </Button>
        </>
      }
    >
      <div className={styles.review}>
        <Suspense fallback={<LoadingState />}>
          <DiffView before={draft.base.text} after={text} label="Difference to the config in force" />
        </Suspense>
        <Impact running={draft.base.text} draft={text} kindOf={kindOf} />
        <Field label="Note" help="Kept beside the version: who you are, and why.">
          {(ids) => <TextInput {...ids} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        {apply.isError ? <ApplyError error={apply.error} /> : null}
      </div>
    </Dialog>
  );
}

/** The kind of text that the router's file holds. */
function textToApply({ base, yaml, policy }: Draft): string {
  return base.isPolicy ? policy : yaml;
}

function ApplyError({ error }: { readonly error: Error }) {
  const problems = error instanceof ApiError ? ((error.body as ConfigChangeAnswer | null)?.diagnostics ?? []) : [];
  if (problems.length === 0) return <ErrorLine error={error} />;
  return (
    <Notes role="alert">
      {problems.map(({ code, line, column, message, hint }) => (
        <li key={`${code}:${line}:${message}`}>
          <code>
            {line}:{column}
          </code>{' '}
          {message} <span className={styles.help}>{hint}</span>
        </li>
      ))}
    </Notes>
  );
}
