import { useQuery } from '@tanstack/react-query';
import type { ConfigChoice } from '../../engine/config-choice.ts';
import { draftStore, isChanged } from '../../engine/draft-store.ts';
import type { ConfigView } from '../../lib/config-view.ts';
import { versionsQuery } from '../../lib/queries.ts';
import { useStore } from '../../lib/store.ts';
import { Select } from '../../ui/field.tsx';
import { choiceLabel, versionLabel } from './choice-label.ts';
import type { ChatSettings } from './conversation.ts';
import { isRouted } from './is-routed.ts';
import styles from './playground.module.css';

interface LaneChoicesProps {
  readonly config: ConfigView;
  readonly settings: ChatSettings;
  readonly onChange: (settings: ChatSettings) => void;
}

/** What is compared: in each lane a model, and the config that routes it where it is routed. */
export function LaneChoices({ config, settings, onChange }: LaneChoicesProps) {
  return (
    <div className={styles.lanes}>
      {settings.models.map((model, lane) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
        <div key={lane}>
          <ModelSelect
            label={`Model ${lane + 1}`}
            config={config}
            value={model}
            onChange={(next) => onChange(withModel(settings, lane, next, config))}
          />
          {isRouted(model, config) ? (
            <ConfigSelect
              label={`Config ${lane + 1}`}
              value={settings.configs[lane] ?? 'running'}
              onChange={(next) => onChange(withConfig(settings, lane, next))}
            />
          ) : null}
        </div>
      ))}
    </div>
  );
}

/** Another model in a lane; one that is asked by name is routed by no config. */
export function withModel(settings: ChatSettings, lane: number, model: string, config: ConfigView): ChatSettings {
  const models = settings.models.map((old, at) => (at === lane ? model : old));
  return isRouted(model, config) ? { ...settings, models } : withConfig({ ...settings, models }, lane, 'running');
}

function withConfig(settings: ChatSettings, lane: number, choice: ConfigChoice): ChatSettings {
  const configs = settings.models.map((_, at) => (at === lane ? choice : (settings.configs[at] ?? 'running')));
  return { ...settings, configs };
}

interface ModelSelectProps {
  readonly label: string;
  readonly config: ConfigView;
  readonly value: string;
  readonly onChange: (model: string) => void;
}

/** Names that are routed, and models that are asked directly. */
export function ModelSelect({ label, config, value, onChange }: ModelSelectProps) {
  const routed = config.entryPoints.map(({ name }) => name);
  const direct = config.models.flatMap(({ name, loras }) => [name, ...loras]);
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <optgroup label="Routed">
        {routed.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </optgroup>
      <optgroup label="Asked directly">
        {direct.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </optgroup>
      {routed.includes(value) || direct.includes(value) ? null : (
        <optgroup label="Custom">
          <option>{value}</option>
        </optgroup>
      )}
    </Select>
  );
}

interface ConfigSelectProps {
  readonly label: string;
  readonly value: ConfigChoice;
  readonly onChange: (choice: ConfigChoice) => void;
}

function ConfigSelect({ label, value, onChange }: ConfigSelectProps) {
  const versions = useQuery(versionsQuery);
  const draft = useStore(draftStore);
  const earlier = versions.data?.versions.filter(({ etag }) => etag !== versions.data.in_force) ?? [];
  const known = ['running', ...(draft === undefined ? [] : ['draft']), ...earlier.map(({ id }) => `version:${id}`)];
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as ConfigChoice)}>
      <option value="running">config in force</option>
      {draft === undefined ? null : (
        <option value="draft">draft{isChanged(draft) ? '' : ' (nothing changed yet)'}</option>
      )}
      {earlier.length === 0 ? null : (
        <optgroup label="Configs of before">
          {earlier.map((version) => (
            <option key={version.id} value={`version:${version.id}`}>
              {versionLabel(version)}
            </option>
          ))}
        </optgroup>
      )}
      {known.includes(value) ? null : <option value={value}>{choiceLabel(value)} (gone)</option>}
    </Select>
  );
}
