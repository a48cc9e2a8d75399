import { useQuery } from '@tanstack/react-query';
import { formatCompact, formatDate, formatMoney } from '../../lib/format.ts';
import { Plot } from '../../ui/plot.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { linesOf, type Measure, readSeries } from './read-series.ts';

interface TimePlotProps {
  readonly filter: Readonly<Record<string, string>>;
  readonly since: number;
  readonly measure: Measure;
}

/** One measure by time. */
export function TimePlot({ filter, since, measure }: TimePlotProps) {
  const series = useQuery({
    queryKey: ['records', 'series', filter, since],
    queryFn: ({ signal }) => readSeries(filter, since, signal),
    placeholderData: (before) => before,
  });
  if (series.isError) return <ErrorState error={series.error} onRetry={() => void series.refetch()} />;
  if (series.data === undefined) return <LoadingState lines={6} />;
  const { starts, stepMs, sums } = series.data;
  const lines = linesOf(measure, sums);
  const currency = sums.find(({ summary }) => summary.currency !== null)?.summary.currency ?? 'USD';
  return (
    <Plot
      isTime
      axis={starts.map((start) => (start + stepMs / 2) / 1_000)}
      range={{ axis: [starts[0]! / 1_000, (starts.at(-1)! + stepMs) / 1_000] }}
      series={lines.map(({ label, values }, at) => ({
        label,
        values,
        look: measure === 'requests' || starts.length < 3 ? 'bars' : 'line',
        ...(measure === 'requests' ? { tone: at === 0 ? ('accent' as const) : ('bad' as const) } : {}),
      }))}
      format={measure === 'spend' ? (value) => formatMoney(value, currency) : formatCompact}
      summary={starts
        .map(
          (start, at) =>
            `${formatDate(start)}: ${lines.map(({ label, values }) => `${label} ${values[at]}`).join(', ')}`,
        )
        .join('; ')}
    />
  );
}
