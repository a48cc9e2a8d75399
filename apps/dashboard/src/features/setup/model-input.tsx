import { useId } from 'react';
import { TextInput } from '../../ui/field.tsx';

export interface ModelInputProps {
  /** What it is for, to those who do not see where it stands. */
  readonly label: string;
  readonly value: string;
  /** What to choose from; any other name can be typed. */
  readonly models: readonly string[];
  readonly onChange: (model: string) => void;
}

/** The name of a model: chosen where the server lists them, typed where it does not. */
export function ModelInput({ label, value, models, onChange }: ModelInputProps) {
  const list = useId();
  return (
    <>
      <TextInput
        aria-label={label}
        list={list}
        value={value}
        placeholder="name of a model"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {models.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
    </>
  );
}
