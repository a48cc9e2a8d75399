import { Plus, Trash2 } from 'lucide-react';
import type { ConfigNames } from '../../editor/config-names.ts';
import type { ConditionView } from '../../lib/config-view.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import styles from './policy.module.css';

export interface RuleTreeProps {
  readonly condition: ConditionView | undefined;
  readonly names: ConfigNames;
  readonly onChange: (condition: ConditionView | undefined) => void;
}

const OPERATORS = { AND: 'All of these', OR: 'Any of these', NOT: 'Not this' } as const;

/** A decision's condition as a tree that is built by hand. */
export function RuleTree({ condition, names, onChange }: RuleTreeProps) {
  if (condition === undefined) {
    return (
      <div className={styles.tree}>
        <p className={styles.help}>Without a condition it matches every request.</p>
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange({ operator: 'AND', conditions: [firstLeaf(names)] })}
        >
          Add a condition
        </Button>
      </div>
    );
  }
  return <Condition condition={condition} names={names} onChange={onChange} onRemove={() => onChange(undefined)} />;
}

interface ConditionProps {
  readonly condition: ConditionView;
  readonly names: ConfigNames;
  readonly onChange: (condition: ConditionView) => void;
  readonly onRemove: () => void;
}

function Condition({ condition, names, onChange, onRemove }: ConditionProps) {
  const remove = (
    <Button
      look="quiet"
      size="small"
      icon={<Trash2 size={14} aria-hidden />}
      aria-label="Remove this condition"
      onClick={onRemove}
    />
  );
  if ('type' in condition) {
    const kinds = [...new Set([condition.type, ...names.rules.keys()])];
    const rules = [...new Set([condition.name, ...(names.rules.get(condition.type) ?? [])])];
    return (
      <div className={styles.leaf}>
        <Select
          aria-label="Kind of signal"
          value={condition.type}
          onChange={(event) =>
            onChange({ ...condition, type: event.target.value, name: names.rules.get(event.target.value)?.[0] ?? '' })
          }
        >
          {kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </Select>
        <Select
          aria-label="Signal"
          value={condition.name}
          onChange={(event) => onChange({ ...condition, name: event.target.value })}
        >
          {rules.map((rule) => (
            <option key={rule}>{rule}</option>
          ))}
        </Select>
        {remove}
      </div>
    );
  }
  const { operator, conditions } = condition;
  const set = (next: readonly ConditionView[]) => onChange({ operator, conditions: next });
  const isFull = operator === 'NOT' && conditions.length > 0;
  return (
    <fieldset className={styles.tree}>
      <legend className="visually-hidden">{OPERATORS[operator]}</legend>
      <div className={styles.leaf}>
        <Select
          aria-label="How the conditions combine"
          value={operator}
          onChange={(event) => {
            const next = event.target.value as keyof typeof OPERATORS;
            onChange({ operator: next, conditions: next === 'NOT' ? conditions.slice(0, 1) : conditions });
          }}
        >
          {Object.entries(OPERATORS).map(([word, label]) => (
            <option key={word} value={word}>
              {label}
            </option>
          ))}
        </Select>
        {remove}
      </div>
      <ul>
        {conditions.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
          <li key={at}>
            <Condition
              condition={each}
              names={names}
              onChange={(next) => set(conditions.map((old, index) => (index === at ? next : old)))}
              onRemove={() => set(conditions.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      {isFull ? null : (
        <div className={styles.adders}>
          <Button
            size="small"
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => set([...conditions, firstLeaf(names)])}
          >
            Signal
          </Button>
          <Button
            size="small"
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() =>
              set([...conditions, { operator: operator === 'AND' ? 'OR' : 'AND', conditions: [firstLeaf(names)] }])
            }
          >
            Group
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function firstLeaf({ rules }: ConfigNames): ConditionView {
  const [first] = rules;
  return first === undefined ? { type: '', name: '' } : { type: first[0], name: first[1][0] ?? '' };
}
