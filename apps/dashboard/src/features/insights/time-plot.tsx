import 'uplot/dist/uPlot.min.css';
import type { ReplayAggregate } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { askJson } from '../../lib/api.ts';
import { formatCount, formatTime } from '../../lib/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './insights.module.css';

const STEPS = 24;
const HEIGHT = 190;

interface Series {
  readonly times: readonly number[];
  readonly requests: readonly number[];
  readonly failures: readonly number[];
}

/** Requests by time, each step added up by the router. */
export function TimePlot({
  filter,
  since,
}: {
  readonly filter: Readonly<Record<string, string>>;
  readonly since: number;
}) {
  const series = useQuery({
    queryKey: ['records', 'series', filter],
    queryFn: ({ signal }) => readSeries(filter, since, signal),
    placeholderData: (before) => before,
  });
  if (series.isError) return <ErrorState error={series.error} onRetry={() => void series.refetch()} />;
  if (series.data === undefined) return <LoadingState lines={6} />;
  return <Plot series={series.data} />;
}

async function readSeries(
  filter: Readonly<Record<string, string>>,
  since: number,
  signal: AbortSignal,
): Promise<Series> {
  const step = (Date.now() - since) / STEPS;
  const edges = Array.from({ length: STEPS + 1 }, (_, at) => Math.round(since + at * step));
  const sums = await Promise.all(
    edges.slice(0, -1).map((from, at) => {
      const query = new URLSearchParams({ ...filter, since: String(from), until: String(edges[at + 1]) });
      return askJson<ReplayAggregate>(`/v1/router_replay/aggregate?${query}`, { signal });
    }),
  );
  return {
    times: edges.slice(0, -1),
    requests: sums.map(({ record_count }) => record_count),
    failures: sums.map(({ lifecycle }) => (lifecycle.failed ?? 0) + (lifecycle.aborted ?? 0)),
  };
}

function Plot({ series: { times, requests, failures } }: { readonly series: Series }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current!;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--text-faint'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
    };
    const bars = uPlot.paths.bars?.({ size: [0.8, 60] });
    const series = (label: string, name: string) => ({
      label,
      stroke: colour(name),
      fill: colour(name),
      points: { show: false },
      ...(bars === undefined ? {} : { paths: bars }),
    });
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_, _low, high) => [0, Math.max(1, high * 1.1)] } },
        axes: [axis, { ...axis, size: 44 }],
        series: [{}, series('Requests', '--accent'), series('Failed', '--bad')],
      },
      [times.map((time) => time / 1_000), [...requests], [...failures]],
      element,
    );
    const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [times, requests, failures]);
  return (
    <figure>
      <div ref={frame} className={styles.plot} aria-hidden />
      <figcaption className="visually-hidden">
        {times
          .map((time, at) => `${formatTime(time)}: ${formatCount(requests[at]!)} requests, ${failures[at]} failed`)
          .join('; ')}
      </figcaption>
    </figure>
  );
}
