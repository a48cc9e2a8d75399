import { yaml } from '@codemirror/lang-yaml';
import type { BlockShape, Diagnostic } from '@signalbox/engine';
import type { JsonSchema } from '@signalbox/gateway/contract';
import { WandSparkles } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { CodeEditor, type CodeEditorHandle } from '../../editor/code-editor.tsx';
import type { ConfigNames } from '../../editor/config-names.ts';
import { policyCompletion, policyHover } from '../../editor/policy-assist.ts';
import { policyLanguage } from '../../editor/policy-language.ts';
import { yamlCompletion, yamlHover } from '../../editor/yaml-assist.ts';
import { type Draft, editDraft, isChanged } from '../../engine/draft-store.ts';
import { engine } from '../../engine/engine-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/toast.tsx';
import { DiagnosticsList } from './diagnostics-list.tsx';
import styles from './policy.module.css';

export interface TextEditorsProps {
  readonly draft: Draft;
  readonly schema: JsonSchema;
  readonly blocks: readonly BlockShape[];
  readonly names: ConfigNames | undefined;
  /** Of the master; those of the router among them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The same config as a policy and as YAML, beside each other; each follows the other. */
export function TextEditors({ draft, schema, blocks, names, diagnostics }: TextEditorsProps) {
  const editors = { policy: useRef<CodeEditorHandle>(null), yaml: useRef<CodeEditorHandle>(null) };
  const known = useRef(names);
  known.current = names;
  const policy = useMemo(
    () => ({ language: policyLanguage(blocks), complete: policyCompletion, hover: policyHover }),
    [blocks],
  );
  const yamlParts = useMemo(
    () => ({ language: yaml(), complete: yamlCompletion(schema, () => known.current), hover: yamlHover(schema) }),
    [schema],
  );
  const of = (side: Draft['master']) => (draft.master === side ? diagnostics : []);
  const format = async () => {
    const formatted = await (await engine()).format(draft.policy);
    if (formatted.ok) void editDraft('policy', formatted.text);
    else notify('It cannot be formatted while it has errors', 'bad');
  };
  return (
    <div className={styles.texts}>
      <section className={styles.pane} aria-label="Policy">
        <header>
          <h3>Policy</h3>
          <Following draft={draft} side="policy" />
          <Button size="small" look="quiet" icon={<WandSparkles size={14} aria-hidden />} onClick={() => void format()}>
            Format
          </Button>
        </header>
        <CodeEditor
          ref={editors.policy}
          label="Policy text"
          value={draft.policy}
          onChange={(text) => void editDraft('policy', text)}
          diagnostics={of('policy')}
          {...policy}
        />
      </section>
      <section className={styles.pane} aria-label="YAML">
        <header>
          <h3>YAML</h3>
          <Following draft={draft} side="yaml" />
        </header>
        <CodeEditor
          ref={editors.yaml}
          label="YAML text"
          value={draft.yaml}
          onChange={(text) => void editDraft('yaml', text)}
          diagnostics={of('yaml')}
          {...yamlParts}
        />
      </section>
      <div className={styles.problems}>
        <DiagnosticsList
          diagnostics={diagnostics}
          isChecking={draft.isChecking}
          onPick={({ line = 1, column = 1 }) => editors[draft.master].current?.goTo(line, column)}
        />
      </div>
    </div>
  );
}

function Following({ draft, side }: { readonly draft: Draft; readonly side: Draft['master'] }) {
  const { master, isApart } = draft;
  if (master === side) return isChanged(draft) ? <Badge tone="accent">edited</Badge> : null;
  return isApart ? (
    <Badge tone="warn">waits for the other to be readable</Badge>
  ) : (
    <Badge>follows the {master === 'yaml' ? 'YAML' : 'policy'}</Badge>
  );
}
