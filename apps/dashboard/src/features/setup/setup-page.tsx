import type { SetupAnswer } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { Link, useSearchParams } from 'react-router';
import { setupQuery } from '../../lib/queries.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ConnectStep } from './connect-step.tsx';
import { MapStep } from './map-step.tsx';
import { RecipeStep } from './recipe-step.tsx';
import { ReviewStep } from './review-step.tsx';
import styles from './setup.module.css';
import { type SetupChoice, setupStore } from './setup-store.ts';

const STEPS = [
  { id: 'connect', label: 'Connect models', missing: (): string | undefined => undefined },
  {
    id: 'recipe',
    label: 'Choose a recipe',
    missing: ({ servers }: SetupChoice) => (servers.length === 0 ? 'Connect a server first.' : undefined),
  },
  {
    id: 'models',
    label: 'Place its models',
    missing: ({ base }: SetupChoice) => (base === undefined ? 'Choose a recipe or a config first.' : undefined),
  },
  {
    id: 'review',
    label: 'Review and activate',
    missing: ({ base, mapping }: SetupChoice) => {
      const open = base?.recipe === undefined ? [] : base.models.filter(({ name }) => !mapping[name]?.model);
      return open.length === 0 ? undefined : `Say who serves ${open.map(({ name }) => name).join(', ')}.`;
    },
  },
] as const;

/** From nothing to a config of one's own: models, a recipe, who serves what, and into force. */
export function Component() {
  const setup = useQuery(setupQuery);
  const [search] = useSearchParams();
  if (setup.isError && setup.data === undefined) {
    return (
      <Page title="Set up">
        <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />
      </Page>
    );
  }
  if (setup.data === undefined) {
    return (
      <Page title="Set up">
        <LoadingState lines={8} />
      </Page>
    );
  }
  const { is_needed: isNeeded, file } = setup.data;
  return isNeeded ? <Steps setup={setup.data} /> : <SetUp file={file} isNew={search.get('done') !== null} />;
}

function Steps({ setup }: { readonly setup: SetupAnswer }) {
  const choice = useStore(setupStore);
  const [search, setSearch] = useSearchParams();
  // As far as what is there allows: an address may have been kept longer than what was chosen.
  const reachable = STEPS.findIndex(({ missing }) => missing(choice) !== undefined);
  const wanted = Math.max(
    STEPS.findIndex(({ id }) => id === search.get('step')),
    0,
  );
  const at = reachable === -1 ? wanted : Math.min(wanted, reachable - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step begins at its top
  useEffect(() => void document.getElementById('content')?.scrollTo(0, 0), [at]);
  const go = (step: number) => setSearch(step === 0 ? {} : { step: STEPS[step]!.id });
  const refusal = STEPS[at + 1]?.missing(choice);
  return (
    <Page
      title="Set up"
      description={
        setup.is_simulated
          ? 'This router has no config of its own yet: simulated models answer. Connect yours; nothing changes until the last step.'
          : 'This router serves a recipe that came with it. Make a config of your own; nothing changes until the last step.'
      }
    >
      <ol className={styles.steps} aria-label="Steps">
        {STEPS.map(({ id, label }, step) => (
          <li key={id}>
            <button
              type="button"
              className={styles.step}
              aria-current={step === at ? 'step' : undefined}
              disabled={reachable !== -1 && step >= reachable}
              onClick={() => go(step)}
            >
              <span className={styles.number}>{step + 1}</span> {label}
            </button>
          </li>
        ))}
      </ol>
      {at === 0 ? <ConnectStep /> : null}
      {at === 1 ? <RecipeStep recipes={setup.recipes} /> : null}
      {at === 2 ? <MapStep /> : null}
      {at === 3 ? <ReviewStep setup={setup} onDone={() => setSearch({ done: '' })} /> : null}
      <footer className={styles.footer}>
        {at === 0 ? (
          <Link to="/playground">Not now: {setup.is_simulated ? 'try the simulated models' : 'look around'}</Link>
        ) : null}
        {at > 0 ? <Button onClick={() => go(at - 1)}>Back</Button> : null}
        {at < STEPS.length - 1 ? (
          <>
            {refusal === undefined ? null : <span className={styles.missing}>{refusal}</span>}
            <Button look="primary" refusal={refusal} onClick={() => go(at + 1)}>
              Next: {STEPS[at + 1]!.label.toLowerCase()}
            </Button>
          </>
        ) : null}
      </footer>
    </Page>
  );
}

function SetUp({ file, isNew }: { readonly file: string; readonly isNew: boolean }) {
  return (
    <Page title="Set up">
      <EmptyState
        icon={<CircleCheck size={22} aria-hidden />}
        title={isNew ? `${file} is in force` : `This router serves ${file}`}
        action={
          <div className={styles.links}>
            <Link to="/playground">Ask it something</Link>
            <Link to="/topology">See how it routes</Link>
            <Link to="/policy">Change it</Link>
          </div>
        }
      >
        {isNew
          ? 'It lies where the router was started, is read again whenever it changes, and is served from the next start on too.'
          : 'There is nothing to set up. The file is read again whenever it changes.'}
      </EmptyState>
    </Page>
  );
}
