import type { SetupTest } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, KeyRound, X } from 'lucide-react';
import { useState } from 'react';
import { askJson } from '../../lib/api.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import { ModelInput } from './model-input.tsx';
import styles from './setup.module.css';
import { type ConnectedServer, removeServer } from './setup-store.ts';

/** One server, and a way to try a model of it. */
export function ServerView({ server }: { readonly server: ConnectedServer }) {
  const { id, connection, address, version, models, isKeySet, problem } = server;
  const [typed, setTyped] = useState<string>();
  const model = typed ?? models[0] ?? '';
  const test = useMutation({
    mutationFn: () =>
      askJson<SetupTest>('/api/v1/setup/test', { method: 'POST', body: { ...connection, model: model.trim() } }),
  });
  return (
    <li className={styles.server}>
      <div className={styles.serverHead}>
        <strong>{connection.provider}</strong>
        <code>{address}</code>
        {version === null ? null : <Badge>{version}</Badge>}
        <Badge tone={models.length > 0 ? 'good' : 'neutral'}>
          {models.length > 0
            ? `${formatCount(models.length)} ${models.length === 1 ? 'model' : 'models'}`
            : 'models not listed'}
        </Badge>
        {isKeySet === null ? null : (
          <Badge tone={isKeySet ? 'good' : 'bad'} icon={<KeyRound size={12} aria-hidden />}>
            {connection.api_key_env} {isKeySet ? 'is set' : 'is not set'}
          </Badge>
        )}
        <Button
          look="quiet"
          size="small"
          className={styles.remove}
          icon={<X size={15} aria-hidden />}
          aria-label={`Remove ${connection.provider} at ${address}`}
          onClick={() => removeServer(id)}
        />
      </div>
      {problem === null ? null : <p className={styles.problem}>{problem}</p>}
      {isKeySet === false ? (
        <p className={styles.help}>
          Set it where the router is started, and start it again: keys are read from its environment and stored nowhere.
        </p>
      ) : null}
      <div className={styles.test}>
        <ModelInput
          label={`Model of ${connection.provider} to test`}
          value={model}
          models={models}
          onChange={setTyped}
        />
        <Button
          size="small"
          isWrite
          isBusy={test.isPending}
          disabled={model.trim() === ''}
          title="Sends one tiny request"
          onClick={() => test.mutate()}
        >
          Test
        </Button>
        <span role="status" className={styles.outcome}>
          {test.data === undefined ? null : <Outcome test={test.data} />}
        </span>
      </div>
      {test.isError ? <ErrorLine error={test.error} /> : null}
    </li>
  );
}

function Outcome({ test: { is_good: isGood, time_ms: time, model, text, problem } }: { readonly test: SetupTest }) {
  return isGood ? (
    <>
      <CircleCheck size={15} aria-hidden className={styles.good} /> <strong>{model ?? 'it'}</strong> answered in{' '}
      {formatDuration(time)}
      {text === null || text === '' ? null : <span className={styles.said}> “{text.slice(0, 80)}”</span>}
    </>
  ) : (
    <>
      <CircleAlert size={15} aria-hidden className={styles.bad} /> {problem}
    </>
  );
}
