import type { ProbeSuites } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FlaskConical, Play, Upload } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { formatCount } from '../../lib/format.ts';
import { probesQuery } from '../../lib/queries.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select } from '../../ui/field.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { History } from './history.tsx';
import { Results } from './results.tsx';
import { historyStore, rememberRun } from './run-history.ts';
import { runSuite, type SuiteRun } from './run-suite.ts';

type Suite = ProbeSuites['suites'][number];

/** Probes of the running config: what must go where, and whether it does. */
export function Component() {
  const beside = useQuery(probesQuery);
  const [own, setOwn] = useState<readonly Suite[]>([]);
  const [search, setSearch] = useSearchParams();
  const [withChanges, setWithChanges] = useState(false);
  const [progress, setProgress] = useState('');
  const history = useStore(historyStore);
  const suites = [...own, ...(beside.data?.suites ?? [])];
  const suite = suites.find(({ name }) => name === search.get('suite')) ?? suites[0];
  const run = useMutation({
    mutationFn: (asked: Suite) => runSuite(asked.name, asked.text, withChanges, setProgress),
    onSuccess: (done: SuiteRun) => rememberRun(done),
  });
  const pick = async (picked: File | undefined) => {
    if (picked === undefined) return;
    const text = await picked.text();
    setOwn((before) => [{ name: picked.name, text }, ...before.filter(({ name }) => name !== picked.name)]);
    setSearch({ suite: picked.name });
  };
  const upload = (
    <FileButton
      icon={<Upload size={15} aria-hidden />}
      accept=".yaml,.yml"
      fileLabel="File of probes"
      onFiles={([picked]) => void pick(picked)}
    >
      A file of probes
    </FileButton>
  );
  return (
    <Page
      title="Evaluation"
      description="Probes are requests with the route that they must take. They run on the engine in this page, or on the router’s where this page cannot run what it runs; nothing is answered."
      actions={
        <>
          {suites.length === 0 ? null : (
            <Select
              aria-label="Suite"
              value={suite?.name}
              onChange={(event) => setSearch({ suite: event.target.value })}
            >
              {suites.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
          {upload}
          <Checkbox
            label="In changed words too"
            checked={withChanges}
            onChange={(event) => setWithChanges(event.target.checked)}
          />
          <Button
            look="primary"
            icon={<Play size={15} aria-hidden />}
            disabled={suite === undefined}
            isBusy={run.isPending}
            onClick={() => (suite === undefined ? undefined : run.mutate(suite))}
          >
            {run.isPending ? progress : 'Run'}
          </Button>
        </>
      }
    >
      {run.isError ? <ErrorLine error={run.error} /> : null}
      {beside.isError ? (
        <ErrorState error={beside.error} onRetry={() => void beside.refetch()} />
      ) : beside.data === undefined ? (
        <LoadingState lines={8} />
      ) : suite === undefined ? (
        <EmptyState icon={<FlaskConical size={22} aria-hidden />} title="No probes yet" action={upload}>
          A file <code>probes.yaml</code> beside the config is found by itself; any other can be taken from this
          machine.
        </EmptyState>
      ) : run.data === undefined ? (
        <EmptyState icon={<FlaskConical size={22} aria-hidden />} title={`${suite.name} is ready to run`}>
          Run it to see which requests go where they must, decision by decision
          {history.length === 0
            ? ''
            : `; it was run ${formatCount(history.filter(({ suite: name }) => name === suite.name).length)} times here`}
          .
        </EmptyState>
      ) : (
        <Results key={run.data.at} run={run.data} />
      )}
      {history.length === 0 ? null : <History runs={history} />}
    </Page>
  );
}
