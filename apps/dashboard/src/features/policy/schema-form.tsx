import type { JsonSchema } from '@signalbox/gateway/contract';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { branchesOf, describe, resolved } from '../../editor/json-schema.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Field, Select, TextArea, TextInput } from '../../ui/field.tsx';
import styles from './policy.module.css';

type Value = unknown;
type Fields = Readonly<Record<string, JsonSchema>>;

export interface SchemaFormProps {
  readonly schema: JsonSchema;
  /** What its references point into. */
  readonly root: JsonSchema;
  readonly value: Readonly<Record<string, Value>>;
  readonly onChange: (value: Readonly<Record<string, Value>>) => void;
  /** Fields that are edited elsewhere. */
  readonly without?: readonly string[];
}

/** The fields of an object, by its schema: a definition that is new needs no form of its own. */
export function SchemaForm({ schema, root, value, onChange, without = [] }: SchemaFormProps) {
  const fields = Object.entries((resolved(schema, root)?.properties as Fields | undefined) ?? {});
  const required = (resolved(schema, root)?.required as readonly string[] | undefined) ?? [];
  const set = (name: string, next: Value) => {
    const { [name]: _before, ...rest } = value;
    onChange(next === undefined ? rest : { ...value, [name]: next });
  };
  return (
    <div className={styles.form}>
      {fields
        .filter(([name]) => !without.includes(name))
        .map(([name, field]) => (
          <SchemaField
            key={name}
            name={name}
            schema={field}
            root={root}
            value={value[name]}
            isRequired={required.includes(name)}
            onChange={(next) => set(name, next)}
          />
        ))}
    </div>
  );
}

interface SchemaFieldProps {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly value: Value;
  readonly isRequired: boolean;
  readonly onChange: (value: Value) => void;
}

function SchemaField({ name, schema, root, value, isRequired, onChange }: SchemaFieldProps) {
  const own = resolved(schema, root) ?? schema;
  const branches = branchesOf(schema, root);
  const branch = branches.length === 1 ? branches[0]! : undefined;
  const help = describe(schema) || describe(own) || undefined;
  const usual = schema.default ?? own.default;
  const placeholder = usual === undefined || typeof usual === 'object' ? undefined : `default: ${String(usual)}`;
  const words = Array.isArray(own.enum) ? (own.enum as readonly string[]) : undefined;
  const field = { label: name, help, isRequired };

  if (words !== undefined) {
    return (
      <Field {...field}>
        {(ids) => (
          <Select {...ids} value={String(value ?? '')} onChange={(event) => onChange(event.target.value || undefined)}>
            {isRequired ? null : <option value="">{placeholder ?? 'not set'}</option>}
            {words.map((word) => (
              <option key={word}>{word}</option>
            ))}
          </Select>
        )}
      </Field>
    );
  }
  if (branch?.type === 'boolean') {
    return (
      <div>
        <Checkbox
          label={name}
          checked={(value ?? usual) === true}
          onChange={(event) => onChange(event.target.checked === usual ? undefined : event.target.checked)}
        />
        {help === undefined ? null : <p className={styles.help}>{help}</p>}
      </div>
    );
  }
  if (branch?.type === 'number' || branch?.type === 'integer') {
    return <NumberField {...{ field, placeholder, value, onChange }} />;
  }
  if (branch?.type === 'string') {
    return (
      <Field {...field}>
        {(ids) => (
          <TextInput
            {...ids}
            placeholder={placeholder}
            value={String(value ?? '')}
            onChange={(event) => onChange(event.target.value === '' && !isRequired ? undefined : event.target.value)}
          />
        )}
      </Field>
    );
  }
  const items = branch?.type === 'array' ? branchesOf(branch.items as JsonSchema, root) : [];
  if (items.length === 1 && items[0]!.type === 'string' && !Array.isArray(items[0]!.enum)) {
    return <LinesField {...{ field, value, onChange }} />;
  }
  if (items.length === 1 && items[0]!.type === 'object') {
    return <ListField name={name} help={help} schema={items[0]!} root={root} value={value} onChange={onChange} />;
  }
  if (branch?.type === 'object' && branch.properties !== undefined) {
    return (
      <details className={styles.group} open={value !== undefined}>
        <summary>{name}</summary>
        {help === undefined ? null : <p className={styles.help}>{help}</p>}
        <SchemaForm
          schema={branch}
          root={root}
          value={(value as Readonly<Record<string, Value>> | undefined) ?? {}}
          onChange={(next) => onChange(Object.keys(next).length === 0 ? undefined : next)}
        />
      </details>
    );
  }
  return <JsonField {...{ field, value, onChange }} />;
}

type Described = { readonly label: string; readonly help: string | undefined; readonly isRequired: boolean };
interface PartProps {
  readonly field: Described;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Keeps what is being typed, since “0.” is no number yet. */
function NumberField({
  field,
  placeholder,
  value,
  onChange,
}: PartProps & { readonly placeholder: string | undefined }) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const isNumber = text.trim() === '' || Number.isFinite(Number(text));
  return (
    <Field {...field} error={isNumber ? undefined : `expected a number, got “${text}”`}>
      {(ids) => (
        <TextInput
          {...ids}
          inputMode="decimal"
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value.trim() === '') onChange(undefined);
            else if (Number.isFinite(Number(event.target.value))) onChange(Number(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

function LinesField({ field, value, onChange }: PartProps) {
  const lines = Array.isArray(value) ? value.map(String) : [];
  const [text, setText] = useState(lines.join('\n'));
  return (
    <Field {...field} help={[field.help, 'One in each line.'].filter(Boolean).join(' ')}>
      {(ids) => (
        <TextArea
          {...ids}
          rows={Math.min(12, Math.max(3, lines.length + 1))}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const next = event.target.value.split('\n').filter((line) => line.trim() !== '');
            onChange(next.length === 0 && !field.isRequired ? undefined : next);
          }}
        />
      )}
    </Field>
  );
}

function JsonField({ field, value, onChange }: PartProps) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [problem, setProblem] = useState<string>();
  return (
    <Field {...field} error={problem} help={[field.help, 'In JSON.'].filter(Boolean).join(' ')}>
      {(ids) => (
        <TextArea
          {...ids}
          isCode
          rows={Math.min(10, text.split('\n').length + 1)}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            try {
              onChange(event.target.value.trim() === '' ? undefined : JSON.parse(event.target.value));
              setProblem(undefined);
            } catch (cause) {
              setProblem((cause as Error).message);
            }
          }}
        />
      )}
    </Field>
  );
}

interface ListFieldProps {
  readonly name: string;
  readonly help: string | undefined;
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function ListField({ name, help, schema, root, value, onChange }: ListFieldProps) {
  const items = Array.isArray(value) ? (value as readonly Readonly<Record<string, Value>>[]) : [];
  const set = (next: readonly Value[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <fieldset className={styles.list}>
      <legend>{name}</legend>
      {help === undefined ? null : <p className={styles.help}>{help}</p>}
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place
        <div key={at} className={styles.item}>
          <SchemaForm
            schema={schema}
            root={root}
            value={item}
            onChange={(next) => set(items.map((old, index) => (index === at ? next : old)))}
          />
          <Button
            look="danger"
            size="small"
            icon={<Trash2 size={14} aria-hidden />}
            aria-label={`Remove ${name} ${at + 1}`}
            onClick={() => set(items.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={() => set([...items, {}])}>
        Add
      </Button>
    </fieldset>
  );
}
