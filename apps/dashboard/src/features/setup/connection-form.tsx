import type { SetupConnection, SetupModels } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { askJson } from '../../lib/api.ts';
import { vocabularyQuery } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox, Field, Select, TextInput } from '../../ui/field.tsx';
import { ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './setup.module.css';
import { addServers } from './setup-store.ts';

/** Connects a server or a service that somebody names; what can be chosen are the router's providers. */
export function ConnectionForm() {
  const words = useQuery(vocabularyQuery);
  const [chosen, setProvider] = useState<string>();
  const [address, setAddress] = useState('');
  const [variable, setVariable] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const connect = useMutation({
    mutationFn: (connection: SetupConnection) =>
      askJson<SetupModels>('/api/v1/setup/models', { method: 'POST', body: connection }),
    onSuccess: ({ base_url, is_key_set, models, problem }, connection) => {
      const shown = base_url ?? connection.base_url ?? connection.provider;
      addServers([
        {
          id: `${shown} ${connection.api_key_env ?? ''}`,
          connection,
          address: shown,
          version: null,
          models: models ?? [],
          isKeySet: is_key_set,
          problem,
        },
      ]);
    },
  });
  if (words.isError && words.data === undefined)
    return <ErrorState error={words.error} onRetry={() => void words.refetch()} />;
  if (words.data === undefined) return <LoadingState />;
  const provider = chosen ?? words.data.providers[0]!.type;
  const own = words.data.providers.find(({ type }) => type === provider)?.defaults.baseUrl;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate({
      provider,
      ...(address.trim() === '' ? {} : { base_url: address.trim() }),
      ...(variable.trim() === '' ? {} : { api_key_env: variable.trim() }),
      allow_private: isPrivate,
    });
  };
  return (
    <Card
      title="Another server or service"
      description="Anything that one of the router’s providers speaks to: a hosted service, or a server elsewhere in your network."
    >
      <form className={styles.form} onSubmit={submit}>
        <Field label="Provider">
          {(ids) => (
            <Select {...ids} value={provider} onChange={(event) => setProvider(event.target.value)}>
              {words.data.providers.map(({ type, summary }) => (
                <option key={type} value={type}>
                  {type} — {summary}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Address"
          isRequired={own === undefined}
          help={own === undefined ? 'With the path that its API is under.' : 'Its own where this is left empty.'}
        >
          {(ids) => (
            <TextInput
              {...ids}
              type="url"
              value={address}
              placeholder={own ?? 'http://10.0.0.1:8000/v1'}
              required={own === undefined}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Variable that holds the key"
          help="Its name in the router’s environment, never the key: nothing of it is sent or stored."
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={variable}
              placeholder="OPENAI_API_KEY"
              pattern="[A-Za-z_][A-Za-z0-9_]*"
              title="Letters, digits and underscores"
              onChange={(event) => setVariable(event.target.value)}
            />
          )}
        </Field>
        <Checkbox
          label="The address may lead to the router’s own machine or a private network"
          checked={isPrivate}
          onChange={(event) => setPrivate(event.target.checked)}
        />
        <div>
          <Button type="submit" isWrite isBusy={connect.isPending}>
            Connect
          </Button>
        </div>
        {connect.isError ? <ErrorLine error={connect.error} /> : null}
      </form>
    </Card>
  );
}
