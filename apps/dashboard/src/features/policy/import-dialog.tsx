import type { ConfigImport } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { editDraft } from '../../engine/draft-store.ts';
import { askJson } from '../../lib/api.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import styles from './policy.module.css';

/** Brings a config of vLLM Semantic Router: what became of each field, and the result into the draft. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: () => askJson<ConfigImport>('/api/v1/config/import', { method: 'POST', body: { yaml: text } }),
  });
  const { data } = read;
  const take = async () => {
    await editDraft('yaml', data!.config!);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      look="wide"
      title="Bring a config"
      description="Of vLLM Semantic Router, as a file or as text. Nothing is in force until you review and apply it."
      footer={
        <>
          <Button isBusy={read.isPending} disabled={text.trim() === ''} onClick={() => read.mutate()}>
            Read it
          </Button>
          <Button look="primary" disabled={data == null || data.config === null} onClick={() => void take()}>
            Take into the draft
          </Button>
        </>
      }
    >
      <div className={styles.review}>
        <Field label="File">
          {(ids) => (
            <input
              {...ids}
              type="file"
              accept=".yaml,.yml"
              onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
            />
          )}
        </Field>
        <Field label="Text">
          {(ids) => (
            <TextArea
              {...ids}
              className={styles.code}
              rows={8}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {read.isError ? <ErrorLine error={read.error} /> : null}
        {data === undefined ? null : <Report answer={data} />}
      </div>
    </Dialog>
  );
}

const STATUSES: Readonly<
  Record<ConfigImport['report'][number]['status'], { readonly word: string; readonly tone: Tone }>
> = {
  kept: { word: 'kept', tone: 'good' },
  translated: { word: 'translated', tone: 'info' },
  not_supported: { word: 'not supported', tone: 'warn' },
};

function Report({ answer: { layout, loads, report, diagnostics } }: { readonly answer: ConfigImport }) {
  if (layout === null)
    return <ErrorLine error={new Error(diagnostics[0]?.message ?? 'this is no config of vLLM Semantic Router')} />;
  return (
    <div role="status">
      <p>
        Layout {layout}; of {report.length} fields {report.filter(({ status }) => status === 'kept').length} are kept as
        they are.{' '}
        {loads ? 'It can be put in force as it is.' : 'Something is left to do before it can be put in force.'}
      </p>
      <ul className={styles.moves}>
        {report
          .filter(({ status }) => status !== 'kept')
          .map(({ status, path, to, line, reason, hint }) => (
            <li key={`${line}:${path}`}>
              <Badge tone={STATUSES[status].tone}>{STATUSES[status].word}</Badge> <code>{path}</code>
              {to === undefined ? null : (
                <>
                  {' '}
                  → <code>{to}</code>
                </>
              )}{' '}
              {reason} <span className={styles.help}>{hint}</span>
            </li>
          ))}
        {diagnostics.map(({ code, line, message, hint }) => (
          <li key={`${code}:${line}:${message}`}>
            <Badge tone="warn">line {line}</Badge> {message} {hint}
          </li>
        ))}
      </ul>
    </div>
  );
}
