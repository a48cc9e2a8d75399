import type { ConfigImport } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { askJson } from '../lib/api.ts';
import { Badge, type Tone } from './badge.tsx';
import { Button } from './button.tsx';
import { Field, TextArea, TextInput } from './field.tsx';
import styles from './import-form.module.css';
import { Notes } from './notes.tsx';
import { ErrorLine } from './states.tsx';

export interface ImportFormProps {
  /** Gets the config of this router, once one was read that can be made into one; the button that takes it. */
  readonly children: (config: string | undefined) => ReactNode;
}

/** Reads a config of vLLM Semantic Router from a file, an address or a text, and says what became of each field. */
export function ImportForm({ children }: ImportFormProps) {
  const [text, setText] = useState('');
  const [address, setAddress] = useState('');
  const read = useMutation({
    mutationFn: (from: 'text' | 'address') =>
      from === 'text'
        ? askJson<ConfigImport>('/api/v1/config/import', { method: 'POST', body: { yaml: text } })
        : askJson<ConfigImport>('/api/v1/config/import-address', { method: 'POST', body: { address: address.trim() } }),
  });
  const { data } = read;
  return (
    <div className={styles.form}>
      <div className={styles.sources}>
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
        <Field label="Address" help="The router fetches it; only public addresses are asked.">
          {(ids) => (
            <div className={styles.address}>
              <TextInput
                {...ids}
                type="url"
                value={address}
                placeholder="https://…/config.yaml"
                onChange={(event) => setAddress(event.target.value)}
              />
              <Button
                isWrite
                isBusy={read.isPending && read.variables === 'address'}
                disabled={address.trim() === ''}
                onClick={() => read.mutate('address')}
              >
                Fetch it
              </Button>
            </div>
          )}
        </Field>
      </div>
      <Field label="Text">
        {(ids) => <TextArea {...ids} isCode rows={8} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className={styles.actions}>
        <Button
          isBusy={read.isPending && read.variables === 'text'}
          disabled={text.trim() === ''}
          onClick={() => read.mutate('text')}
        >
          Read it
        </Button>
        {children(data?.config ?? undefined)}
      </div>
      {read.isError ? <ErrorLine error={read.error} /> : null}
      {data === undefined ? null : <Report answer={data} />}
    </div>
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
      <Notes>
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
      </Notes>
    </div>
  );
}
