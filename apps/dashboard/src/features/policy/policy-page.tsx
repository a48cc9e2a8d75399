import type { VocabularyAnswer } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { FileDiff, FileInput, Undo2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { configNames } from '../../editor/config-names.ts';
import { beginDraft, type Draft, draftStore, isChanged } from '../../engine/draft-store.ts';
import { engine, engineStore } from '../../engine/engine-client.ts';
import { configQuery, configTextQuery, vocabularyQuery } from '../../lib/queries.ts';
import { useStore } from '../../lib/store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ApplyDialog } from './apply-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import type { TextEditorsProps } from './text-editors.tsx';
import { useDiagnostics } from './use-diagnostics.ts';
import { Versions } from './versions.tsx';
import { VisualEditor } from './visual-editor.tsx';

const TextEditors = lazy(() => import('./text-editors.tsx').then(({ TextEditors }) => ({ default: TextEditors })));

/** The config: edited as text or by forms, tried on what was, put in force, and taken back. */
export function Component() {
  const text = useQuery(configTextQuery);
  const words = useQuery(vocabularyQuery);
  const assist = useQuery({
    queryKey: ['engine', 'assist'],
    queryFn: async () => {
      const calls = await engine();
      const [schema, blocks] = await Promise.all([calls.schema(), calls.blocks()]);
      return { schema, blocks };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const draft = useStore(draftStore);
  const [begun, setBegun] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again after a failure, the same text may do
  useEffect(() => {
    const isStale =
      draft !== undefined && text.data !== undefined && draft.base.etag !== text.data.etag && !isChanged(draft);
    if (text.data !== undefined && (draft === undefined || isStale)) {
      beginDraft(text.data).then(() => setBegun(undefined), setBegun);
    }
  }, [text.data, text.dataUpdatedAt, draft]);
  const failed = [text, words, assist].find(({ isLoadingError }) => isLoadingError);
  if (failed !== undefined || begun !== undefined) {
    return (
      <Page title="Policy">
        <ErrorState error={failed?.error ?? begun} onRetry={() => location.reload()} />
      </Page>
    );
  }
  if (draft === undefined || words.data === undefined || assist.data === undefined) {
    return (
      <Page title="Policy">
        <Starting />
      </Page>
    );
  }
  return <Policy draft={draft} etag={text.data?.etag} words={words.data} {...assist.data} />;
}

function Starting() {
  const { state } = useStore(engineStore);
  return (
    <LoadingState lines={8} label={state === 'loading' ? 'Loading the engine into this page' : 'Reading the config'} />
  );
}

type PolicyProps = {
  readonly draft: Draft;
  readonly etag: string | undefined;
  readonly words: VocabularyAnswer;
} & Pick<TextEditorsProps, 'schema' | 'blocks'>;

function Policy({ draft, etag, words, schema, blocks }: PolicyProps) {
  const [search, setSearch] = useSearchParams();
  const [isReviewing, setReviewing] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const running = useQuery(configQuery);
  const diagnostics = useDiagnostics(draft);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const changed = isChanged(draft);
  const isOverdue = etag !== undefined && etag !== draft.base.etag;
  const kinds = new Map(words.kinds.map(({ configKey, kind }) => [configKey, kind]));
  const kindOf = (key: string) => kinds.get(key) ?? key;
  const names = running.data === undefined ? undefined : configNames(running.data, kindOf);
  return (
    <Page
      title="Policy"
      isFull
      actions={
        <>
          {isOverdue ? <Badge tone="warn">the config in force changed meanwhile</Badge> : null}
          {changed ? (
            <Badge tone={errors > 0 ? 'bad' : 'info'}>
              {errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : 'draft'}
            </Badge>
          ) : (
            <Badge>as in force</Badge>
          )}
          <Button icon={<FileInput size={16} aria-hidden />} onClick={() => setImporting(true)}>
            Import
          </Button>
          <Button
            icon={<Undo2 size={16} aria-hidden />}
            disabled={!changed && !isOverdue}
            onClick={() => draftStore.set(undefined)}
          >
            Discard
          </Button>
          <Button
            look="primary"
            icon={<FileDiff size={16} aria-hidden />}
            disabled={!changed || errors > 0 || draft.isChecking || draft.isApart}
            onClick={() => setReviewing(true)}
          >
            Review and apply
          </Button>
        </>
      }
    >
      <Tabs
        label="Ways to edit"
        value={search.get('view') ?? 'text'}
        onChange={(view) => setSearch({ view }, { replace: true })}
        tabs={[
          {
            value: 'text',
            label: 'Text',
            content: (
              <Suspense fallback={<LoadingState lines={8} />}>
                <TextEditors {...{ draft, schema, blocks, names, diagnostics }} />
              </Suspense>
            ),
          },
          { value: 'forms', label: 'Forms', content: <VisualEditor {...{ draft, words, schema }} /> },
          { value: 'versions', label: 'Versions', content: <Versions /> },
        ]}
      />
      {isImporting ? <ImportDialog onClose={() => setImporting(false)} /> : null}
      <ApplyDialog draft={draft} isOpen={isReviewing} onClose={() => setReviewing(false)} kindOf={kindOf} />
    </Page>
  );
}
