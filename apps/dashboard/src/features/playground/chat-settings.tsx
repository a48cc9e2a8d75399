import type { ConfigView } from '../../lib/config-view.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx';
import { type ChatSettings, NEW_SETTINGS, type StructureKind } from './conversation.ts';
import { withModel } from './lane-choice.tsx';
import styles from './playground.module.css';
import { TOOL_PRESETS } from './tool-presets.ts';

export interface ChatSettingsProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly settings: ChatSettings;
  readonly onChange: (settings: ChatSettings) => void;
  readonly config: ConfigView;
}

const STRUCTURES: readonly { readonly value: StructureKind; readonly label: string; readonly help: string }[] = [
  { value: 'none', label: 'Free text', help: '' },
  { value: 'choice', label: 'One of several choices', help: 'One choice in each line (vLLM).' },
  { value: 'regex', label: 'A regular expression', help: 'The whole answer matches it (vLLM).' },
  { value: 'json_schema', label: 'A JSON Schema', help: 'Sent as response_format.' },
  { value: 'grammar', label: 'A grammar', help: 'In EBNF (vLLM).' },
];

/** How the requests of a conversation are made. */
export function ChatSettingsDialog({ isOpen, onClose, settings, onChange, config }: ChatSettingsProps) {
  const set = (part: Partial<ChatSettings>) => onChange({ ...settings, ...part });
  const number = (key: 'temperature' | 'topP' | 'maxTokens' | 'seed', label: string) => (
    <Field label={label}>
      {(ids) => (
        <TextInput
          {...ids}
          inputMode="decimal"
          placeholder="default"
          value={settings[key]}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      look="side"
      title="Settings of this conversation"
      footer={
        <Button onClick={() => onChange({ ...NEW_SETTINGS, models: settings.models, configs: settings.configs })}>
          Back to the defaults
        </Button>
      }
    >
      <div className={styles.settings}>
        <Field label="System prompt">
          {(ids) => (
            <TextArea {...ids} value={settings.system} onChange={(event) => set({ system: event.target.value })} />
          )}
        </Field>
        <Field
          label="Custom model name"
          help="Asked in place of the one chosen above: any name that the router or a client may use."
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={settings.models[0] ?? ''}
              onChange={(event) => onChange(withModel(settings, 0, event.target.value, config))}
            />
          )}
        </Field>
        <div className={styles.numbers}>
          {number('temperature', 'Temperature')}
          {number('topP', 'Top p')}
          {number('maxTokens', 'Most tokens')}
          {number('seed', 'Seed')}
        </div>
        <Field label="Tools" help="A list in the chat API’s shape. Calls are shown, and you say what each gave back.">
          {(ids) => (
            <TextArea
              {...ids}
              isCode
              rows={5}
              value={settings.tools}
              onChange={(event) => set({ tools: event.target.value })}
            />
          )}
        </Field>
        <div className={styles.presets}>
          {TOOL_PRESETS.map(({ name, tools }) => (
            <Button key={name} size="small" onClick={() => set({ tools: JSON.stringify(tools, null, 2) })}>
              {name}
            </Button>
          ))}
          <Button size="small" look="quiet" onClick={() => set({ tools: '' })}>
            None
          </Button>
        </div>
        <Field label="Shape of the answer">
          {(ids) => (
            <Select
              {...ids}
              value={settings.structure}
              onChange={(event) => set({ structure: event.target.value as StructureKind })}
            >
              {STRUCTURES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {settings.structure === 'none' ? null : (
          <Field label="It must be" help={STRUCTURES.find(({ value }) => value === settings.structure)?.help}>
            {(ids) => (
              <TextArea
                {...ids}
                isCode
                rows={5}
                value={settings.structureText}
                onChange={(event) => set({ structureText: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label="API key" help="Only where the data plane asks for one. Forgotten when the page closes.">
          {(ids) => (
            <TextInput
              {...ids}
              type="password"
              value={settings.apiKey}
              onChange={(event) => set({ apiKey: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
