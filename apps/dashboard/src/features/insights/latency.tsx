import type { ReplayList, ReplayRecord } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askJson } from '../../lib/api.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { quantile } from '../../lib/quantile.ts';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/field.tsx';
import { Plot } from '../../ui/plot.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './insights.module.css';

const MOST_RECORDS = 1_000;
const PAGE = 100;
const BINS = 24;

/** Stages of a request, each with its time in milliseconds. */
const STAGES = {
  'Reading the request': ({ stages_ms }: ReplayRecord) => stages_ms.parse,
  Routing: ({ stages_ms }: ReplayRecord) => stages_ms.route,
  'First byte of the model': ({ stages_ms }: ReplayRecord) => stages_ms.first_byte,
  'In all': ({ duration_ms }: ReplayRecord) => duration_ms,
} as const;

type Stage = keyof typeof STAGES;

/** Where the time went in the latest records: they are looked at one by one, since sums say nothing of a P99. */
export function Latency({ filter }: { readonly filter: Readonly<Record<string, string>> }) {
  const [stage, setStage] = useState<Stage>('In all');
  const records = useQuery({
    queryKey: ['records', 'latency', filter],
    queryFn: ({ signal }) => readLatest(filter, signal),
    placeholderData: (before) => before,
  });
  if (records.isError) return <ErrorState error={records.error} onRetry={() => void records.refetch()} />;
  if (records.data === undefined) return <LoadingState lines={6} />;
  const timesOf = (name: Stage) => records.data.flatMap((record) => STAGES[name](record) ?? []);
  const { edges, counts } = histogramOf(timesOf(stage));
  return (
    <Card
      title="Latency by stage"
      description={`Of the latest ${formatCount(records.data.length)} of these requests.`}
      actions={
        <Select aria-label="Stage" value={stage} onChange={(event) => setStage(event.target.value as Stage)}>
          {Object.keys(STAGES).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      }
    >
      <div className={styles.latency}>
        <Table label="Latency" head={['Stage', 'P50', 'P95', 'P99']} figures={[1, 2, 3]}>
          {(Object.keys(STAGES) as Stage[]).map((name) => (
            <tr key={name}>
              <td>{name}</td>
              {[0.5, 0.95, 0.99].map((share) => {
                const value = quantile(timesOf(name), share);
                return <td key={share}>{value === undefined ? '–' : formatDuration(value)}</td>;
              })}
            </tr>
          ))}
        </Table>
        {counts.length === 0 ? (
          <p className={styles.note}>No request came so far.</p>
        ) : (
          <Plot
            axis={edges}
            series={[{ label: stage, look: 'bars', values: counts }]}
            formatAxis={(value) => formatDuration(10 ** value)}
            format={formatCount}
            summary={counts.map((count, at) => `${formatDuration(10 ** edges[at]!)}: ${count}`).join('; ')}
          />
        )}
      </div>
    </Card>
  );
}

async function readLatest(filter: Readonly<Record<string, string>>, signal: AbortSignal) {
  const found: ReplayRecord[] = [];
  for (let offset = 0; offset < MOST_RECORDS; offset += PAGE) {
    const query = new URLSearchParams({ ...filter, limit: String(PAGE), offset: String(offset) });
    const page = await askJson<ReplayList>(`/v1/router_replay?${query}`, { signal });
    found.push(...page.data.filter(({ lifecycle_state }) => lifecycle_state !== 'in_progress'));
    if (!page.has_more) break;
  }
  return found;
}

/** Bins that are equally wide in the logarithm: a stage takes microseconds, a model minutes. */
function histogramOf(times: readonly number[]): {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
} {
  const logs = times.filter((time) => time > 0).map(Math.log10);
  if (logs.length === 0) return { edges: [], counts: [] };
  const low = Math.min(...logs);
  const width = Math.max(0.02, (Math.max(...logs) - low) / BINS);
  const counts = Array.from({ length: BINS }, () => 0);
  for (const log of logs) counts[Math.min(BINS - 1, Math.floor((log - low) / width))]!++;
  return { edges: counts.map((_, at) => low + (at + 0.5) * width), counts };
}
