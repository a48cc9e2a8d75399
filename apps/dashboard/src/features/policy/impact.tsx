import type { DetailedReplayRecord, ReplayList } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FlaskConical, History } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { engine } from '../../engine/engine-client.ts';
import type { ProbeOutcome } from '../../engine/engine-protocol.ts';
import { askJson } from '../../lib/api.ts';
import { type ConfigView, viewConfig } from '../../lib/config-view.ts';
import { formatCount, formatMoney } from '../../lib/format.ts';
import { probesQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Notes } from '../../ui/notes.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import { changedSignals } from './changed-signals.ts';
import styles from './policy.module.css';

const MOST_RECORDS = 1_000;
const PAGE = 100;

interface Move {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly example: string;
}

interface Replayed {
  readonly records: number;
  readonly same: number;
  readonly moves: readonly Move[];
  readonly unknown: ReadonlyMap<string, number>;
  readonly cost:
    | { readonly currency: string; readonly before: number; readonly after: number; readonly requests: number }
    | undefined;
}

/** What a draft would do to requests of before, and to probes, without being put in force. */
export function Impact({
  running,
  draft,
  kindOf,
}: {
  readonly running: string;
  readonly draft: string;
  readonly kindOf: (configKey: string) => string;
}) {
  const replay = useMutation({ mutationFn: () => replayRecords(running, draft, kindOf) });
  const [name, setName] = useState('');
  const beside = useQuery(probesQuery).data?.suites ?? [];
  const probes = useMutation({
    mutationFn: async ({ name, text }: { readonly name: string; readonly text: string }) => {
      setName(name);
      const calls = await engine();
      await opened(draft);
      return calls.probe('draft', text);
    },
  });
  return (
    <div className={styles.impact}>
      <div className={styles.adders}>
        <Button icon={<History size={15} aria-hidden />} isBusy={replay.isPending} onClick={() => replay.mutate()}>
          Try it on the last {formatCount(MOST_RECORDS)} records
        </Button>
        {beside.map((suite) => (
          <Button
            key={suite.name}
            icon={<FlaskConical size={15} aria-hidden />}
            disabled={probes.isPending}
            onClick={() => probes.mutate(suite)}
          >
            Try it on {suite.name}
          </Button>
        ))}
        <FileButton
          icon={<FlaskConical size={15} aria-hidden />}
          isBusy={probes.isPending}
          accept=".yaml,.yml"
          fileLabel="Probes to try the draft on"
          onFiles={([picked]) => void picked!.text().then((text) => probes.mutate({ name: picked!.name, text }))}
        >
          Try it on a file of probes
        </FileButton>
      </div>
      {replay.isError ? <ErrorLine error={replay.error} /> : null}
      {replay.data === undefined ? null : <ReplayedView replayed={replay.data} />}
      {probes.isError ? <ErrorLine error={probes.error} /> : null}
      {probes.data === undefined ? null : <ProbesView name={name} outcomes={probes.data} />}
    </div>
  );
}

function ReplayedView({ replayed: { records, same, moves, unknown, cost } }: { readonly replayed: Replayed }) {
  if (records === 0) return <p role="status">There are no routed records yet.</p>;
  const untold = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  return (
    <div role="status">
      <p>
        Of {formatCount(records)} requests, {formatCount(same)} stay,{' '}
        {formatCount(moves.reduce((sum, { count }) => sum + count, 0))} move
        {untold === 0 ? '' : `, and of ${formatCount(untold)} it cannot be said: ${[...unknown.keys()][0]}`}.
      </p>
      {cost === undefined ? null : (
        <p>
          The {formatCount(cost.requests)} of them with a price cost {formatMoney(cost.before, cost.currency)}; with the
          same tokens they would cost {formatMoney(cost.after, cost.currency)}.
        </p>
      )}
      {moves.length === 0 ? null : (
        <Notes>
          {moves.slice(0, 20).map(({ from, to, count, example }) => (
            <li key={`${from}→${to}`}>
              <Badge tone="info">{formatCount(count)}</Badge> {from} → {to}{' '}
              <Link to={`/records/${encodeURIComponent(example)}`} target="_blank">
                {count === 1 ? 'this one' : 'one of them'}
              </Link>
            </li>
          ))}
        </Notes>
      )}
    </div>
  );
}

function ProbesView({ name, outcomes }: { readonly name: string; readonly outcomes: readonly ProbeOutcome[] }) {
  const failed = outcomes.filter(({ passed }) => !passed);
  return (
    <div role="status">
      <p>
        {name}: {outcomes.length - failed.length} of {outcomes.length} probes pass.
      </p>
      <Notes>
        {failed.slice(0, 20).map(({ id, differences }) => (
          <li key={id}>
            <Badge tone="bad">{id}</Badge> {differences.join('; ')}
          </li>
        ))}
      </Notes>
    </div>
  );
}

async function opened(draft: string): Promise<void> {
  const result = await (await engine()).open('draft', draft);
  if (!result.ok) throw new Error(result.diagnostics[0]?.message ?? 'the draft does not load');
}

/** Decides the last records again, by the draft, from the readings that were taken then. */
async function replayRecords(running: string, draft: string, kindOf: (configKey: string) => string): Promise<Replayed> {
  await opened(draft);
  const calls = await engine();
  const view = viewConfig((await calls.read(draft)) as never);
  const changed = changedSignals(viewConfig((await calls.read(running)) as never), view, kindOf);
  const records = await lastRecords();
  const outcomes = await calls.decide(
    'draft',
    records.map(({ trace }) => trace!),
    changed,
  );
  const moves = new Map<string, Move>();
  const unknown = new Map<string, number>();
  let same = 0;
  const cost = { currency: '', before: 0, after: 0, requests: 0 };
  for (const [at, outcome] of outcomes.entries()) {
    const record = records[at]!;
    if ('unknown' in outcome) {
      unknown.set(outcome.unknown, (unknown.get(outcome.unknown) ?? 0) + 1);
      continue;
    }
    const from = record.trace!.decision ?? 'no decision';
    const to = outcome.decision ?? 'no decision';
    if (from === to) same += 1;
    else {
      const key = `${from}→${to}`;
      moves.set(key, { from, to, count: (moves.get(key)?.count ?? 0) + 1, example: record.id });
    }
    const after = from === to ? record.actual_cost : costAt(record, outcome.model, view);
    if (record.actual_cost !== null && record.currency !== null && after !== null) {
      cost.currency = record.currency;
      cost.before += record.actual_cost;
      cost.after += after;
      cost.requests += 1;
    }
  }
  return {
    records: records.length,
    same,
    moves: [...moves.values()].sort((a, b) => b.count - a.count),
    unknown,
    cost: cost.requests === 0 ? undefined : cost,
  };
}

async function lastRecords(): Promise<readonly DetailedReplayRecord[]> {
  const found: DetailedReplayRecord[] = [];
  for (let offset = 0; offset < MOST_RECORDS; offset += PAGE) {
    const page = await askJson<ReplayList>(`/v1/router_replay?limit=${PAGE}&offset=${offset}&showDetails=true`);
    found.push(...(page.data as readonly DetailedReplayRecord[]).filter(({ trace }) => trace !== null));
    if (!page.has_more) break;
  }
  return found;
}

/** The same tokens at another model's price; null where either is not known. */
function costAt(record: DetailedReplayRecord, model: string | null, { models }: ConfigView): number | null {
  const price = models.find(({ name }) => name === model)?.price;
  if (price === undefined || record.prompt_tokens === null || price.currency !== record.currency) return null;
  return (record.prompt_tokens * price.prompt + (record.completion_tokens ?? 0) * price.completion) / 1e6;
}
