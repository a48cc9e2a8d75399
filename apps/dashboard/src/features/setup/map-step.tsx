import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/field.tsx';
import { ModelInput } from './model-input.tsx';
import styles from './setup.module.css';
import { type ConnectedServer, changeSetup, type Mapped, setupStore } from './setup-store.ts';

/** Who serves each model of the config. */
export function MapStep() {
  const { base, servers, mapping } = useStore(setupStore);
  if (base === undefined) return null;
  const [first] = base.models;
  const shared = first === undefined ? undefined : mapping[first.name];
  const place = (name: string, mapped: Mapped | undefined) => {
    const { [name]: _before, ...rest } = setupStore.get().mapping;
    changeSetup({ mapping: mapped === undefined ? rest : { ...rest, [name]: mapped } });
  };
  return (
    <Card
      title="Who serves what"
      description="Decisions lead to the names on the left, which stay. Two of them may be served by one model: then only how hard it thinks differs."
      actions={
        base.models.length > 1 && shared !== undefined ? (
          <Button
            size="small"
            onClick={() =>
              changeSetup({ mapping: Object.fromEntries(base.models.map(({ name }) => [name, shared] as const)) })
            }
          >
            All by {shared.model}
          </Button>
        ) : undefined
      }
    >
      <ul className={styles.models} aria-label="Models">
        {base.models.map(({ name, description }) => (
          <li key={name} className={styles.placed}>
            <div>
              <strong>{name}</strong>
              {description === null ? null : <p className={styles.summary}>{description}</p>}
            </div>
            <Placed
              name={name}
              servers={servers}
              mapped={mapping[name]}
              mayStay={base.recipe === undefined}
              onChange={(mapped) => place(name, mapped)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface PlacedProps {
  readonly name: string;
  readonly servers: readonly ConnectedServer[];
  readonly mapped: Mapped | undefined;
  /** The config that was brought says itself who serves it. */
  readonly mayStay: boolean;
  readonly onChange: (mapped: Mapped | undefined) => void;
}

function Placed({ name, servers, mapped, mayStay, onChange }: PlacedProps) {
  const server = servers.find((each) => each.id === mapped?.server);
  const choose = (chosen: string) => {
    const next = servers.find((each) => each.id === chosen);
    onChange(next === undefined ? undefined : { server: next.id, model: next.models[0] ?? '' });
  };
  return (
    <>
      <Select
        aria-label={`Server of ${name}`}
        value={server?.id ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{mayStay ? 'as the config has it' : 'choose a server'}</option>
        {servers.map((each) => (
          <option key={each.id} value={each.id}>
            {each.connection.provider} at {each.address}
          </option>
        ))}
      </Select>
      {server === undefined ? null : (
        <ModelInput
          label={`Model that serves ${name}`}
          value={mapped!.model}
          models={server.models}
          onChange={(model) => onChange({ server: server.id, model })}
        />
      )}
    </>
  );
}
