import type { ReplayAggregate } from '@signalbox/gateway/contract';
import { useState } from 'react';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { STAGE_WORDS } from '../../lib/stages.ts';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/field.tsx';
import { Plot } from '../../ui/plot.tsx';
import { FigureCell, Table } from '../../ui/table.tsx';
import styles from './insights.module.css';

/** In the order in which a request goes through them. */
const TIMES: Readonly<Record<string, string>> = {
  ...STAGE_WORDS,
  first_byte: 'First byte of the model',
  total: 'In all',
};
/** The bounds that a histogram needs at least, so that a bar has a neighbour. */
const LEAST_BARS = 4;

/** Where the time of these requests went, stage by stage. */
export function Latency({ sums: { stages, stage_bounds_ms } }: { readonly sums: ReplayAggregate }) {
  const [picked, setPicked] = useState('total');
  const known = Object.entries(TIMES).flatMap(([stage, name]) => {
    const times = stages[stage];
    return times === undefined ? [] : [{ stage, name, times }];
  });
  const shown = known.find(({ stage }) => stage === picked) ?? known.at(-1);
  if (shown === undefined) return null;
  const { from, counts } = trimmed(shown.times.counts);
  const partAt = (at: number) => partWords(from + at, stage_bounds_ms);
  return (
    <Card
      title="Latency by stage"
      description="Counted by parts about twice as wide as the one before; percentiles are read from these counts."
      actions={
        <Select aria-label="Stage" value={shown.stage} onChange={(event) => setPicked(event.target.value)}>
          {known.map(({ stage, name }) => (
            <option key={stage} value={stage}>
              {name}
            </option>
          ))}
        </Select>
      }
    >
      <div className={styles.latency}>
        <Table label="Latency" head={['Stage', 'Requests', 'P50', 'P90', 'P99']} figures={[1, 2, 3, 4]} isDense>
          {known.map(({ stage, name, times: { count, p50_ms, p90_ms, p99_ms } }) => (
            <tr key={stage}>
              <td>{name}</td>
              <FigureCell>{formatCount(count)}</FigureCell>
              {[p50_ms, p90_ms, p99_ms].map((value, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                <FigureCell key={at}>{value === null ? '–' : formatDuration(value)}</FigureCell>
              ))}
            </tr>
          ))}
        </Table>
        <Plot
          axis={counts.map((_, at) => at)}
          series={[{ label: shown.name, look: 'bars', values: counts }]}
          formatAxis={(at) => (Number.isInteger(at) && at >= 0 && at < counts.length ? partAt(at) : '')}
          format={formatCount}
          summary={counts.map((count, at) => `${partAt(at)}: ${count}`).join('; ')}
        />
      </div>
    </Card>
  );
}

/** Without the parts at both ends that nothing fell into. */
function trimmed(all: readonly number[]): { readonly from: number; readonly counts: readonly number[] } {
  const first = all.findIndex((count) => count > 0);
  const last = all.findLastIndex((count) => count > 0);
  const from = Math.max(0, Math.min(first, all.length - LEAST_BARS));
  return { from, counts: all.slice(from, Math.max(last + 1, from + LEAST_BARS)) };
}

/** A part by its upper bound; the last has none. */
function partWords(part: number, bounds: readonly number[]): string {
  const upper = bounds[part];
  return upper === undefined ? `> ${formatDuration(bounds.at(-1) ?? 0)}` : `≤ ${formatDuration(upper)}`;
}
