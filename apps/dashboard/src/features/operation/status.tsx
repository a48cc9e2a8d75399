import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { formatBytes, formatCompact, formatCount, formatDuration } from '../../lib/format.ts';
import { quantileOf, type Sample, samplesOf, sumOf } from '../../lib/prometheus.ts';
import { metricsQuery, type ReadyAnswer, readyQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Figure, Figures } from '../../ui/figures.tsx';
import { Stack } from '../../ui/stack.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { FigureCell, Table } from '../../ui/table.tsx';
import styles from './operation.module.css';

/** Whether requests are served, and how the backends stand. */
export function Status() {
  const ready = useQuery(readyQuery);
  const metrics = useQuery(metricsQuery);
  const failed = [ready, metrics].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (ready.data === undefined || metrics.data === undefined) return <LoadingState lines={9} />;
  return (
    <Stack>
      <Readiness ready={ready.data} />
      <Totals samples={metrics.data} />
      <Backends samples={metrics.data} ready={ready.data} />
      <Latency samples={metrics.data} />
    </Stack>
  );
}

const STATES = {
  ready: { words: 'Requests are served', tone: 'good', icon: CircleCheck },
  degraded: { words: 'Requests are served, but not by every model', tone: 'warn', icon: CircleAlert },
  unavailable: { words: 'No model can be reached', tone: 'bad', icon: CircleX },
  shutting_down: { words: 'The router is shutting down', tone: 'warn', icon: CircleAlert },
} as const;

const OBSTACLES: Readonly<Record<string, string>> = {
  circuit_open: 'it kept failing, and is left alone for a while',
  unhealthy: 'its health checks fail',
  resting: 'it asked for a pause',
  overloaded: 'as many requests are under way as it may have',
};

function Readiness({ ready: { status, backends } }: { readonly ready: ReadyAnswer }) {
  const { words, tone, icon: Icon } = STATES[status];
  return (
    <div className={styles.readiness} data-tone={tone} role="status">
      <Icon size={22} aria-hidden />
      <div>
        <p>
          <strong>{words}</strong>
        </p>
        {backends.length === 0 ? (
          <p className={styles.note}>Every backend may be called.</p>
        ) : (
          <ul>
            {backends.map(({ model, backend, reason }) => (
              <li key={`${model}:${backend}`}>
                {model}, {backend}: {OBSTACLES[reason] ?? reason.replaceAll('_', ' ')}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Totals({ samples }: { readonly samples: readonly Sample[] }) {
  const requests = sumOf(samples, 'llm_model_requests_total') ?? 0;
  const errors = sumOf(samples, 'llm_request_errors_total') ?? 0;
  const refused = sumOf(samples, 'signalbox_requests_refused_total') ?? 0;
  const routing = quantileOf(samples, 'llm_model_routing_latency_seconds', 0.99);
  const lost = sumOf(samples, 'signalbox_records_lost') ?? 0;
  const memory = sumOf(samples, 'process_resident_memory_bytes');
  return (
    <Figures>
      <Figure name="Under way" note="requests now">
        {formatCount(sumOf(samples, 'signalbox_requests_in_flight') ?? 0)}
      </Figure>
      <Figure name="Requests" note={`${formatCount(errors)} did not end well`}>
        {formatCompact(requests)}
      </Figure>
      <Figure name="Refused" note="before they were an exchange">
        {formatCompact(refused)}
      </Figure>
      <Figure name="Routing, P99" note="since the start">
        {routing === undefined ? '–' : formatDuration(routing * 1e3)}
      </Figure>
      <Figure name="Records lost" note={lossNote(lost, samples)}>
        {formatCount(lost)}
      </Figure>
      <Figure name="Memory" note={processorOf(samples)}>
        {memory === undefined ? '–' : formatBytes(memory)}
      </Figure>
    </Figures>
  );
}

const LOSSES: Readonly<Record<string, string>> = {
  queue_full: 'too many were waiting',
  too_large: 'too large',
  failed: 'could not be read',
};

/** Why bodies were lost, the counts beside. */
/** Bodies are a part of records: theirs are told where there are any. */
function lossNote(lost: number, samples: readonly Sample[]): string {
  const records = lost === 0 ? 'all were kept' : 'the store could not keep up';
  const bodies = sumOf(samples, 'signalbox_bodies_lost_total') ?? 0;
  return bodies === 0 ? records : `${records}; bodies of ${formatCount(bodies)} (${bodyLosses(samples)})`;
}

function bodyLosses(samples: readonly Sample[]): string {
  return samplesOf(samples, 'signalbox_bodies_lost_total')
    .map(({ labels: { reason = '' }, value }) => `${LOSSES[reason] ?? reason}: ${formatCount(value)}`)
    .join(', ');
}

function processorOf(samples: readonly Sample[]): string {
  const seconds = sumOf(samples, 'process_cpu_seconds_total');
  return seconds === undefined ? '' : `${formatDuration(seconds * 1e3)} of processor time`;
}

function Backends({ samples, ready }: { readonly samples: readonly Sample[]; readonly ready: ReadyAnswer }) {
  const backends = samplesOf(samples, 'signalbox_backend_healthy');
  return (
    <Card title="Backends" description="As the router sees them now; latencies since the start." isFlush>
      {backends.length === 0 ? (
        <EmptyState title="No backends">
          The config names none, or the models are not called from this process. Backends are added on the policy page.
        </EmptyState>
      ) : (
        <Table
          label="Backends"
          head={['Model', 'Backend', 'Health', 'Under way', 'Waiting', 'First byte, P50', 'P95']}
          figures={[3, 4, 5, 6]}
        >
          {backends.map(({ labels: { model = '', backend = '' } }) => {
            const obstacle = ready.backends.find((each) => each.model === model && each.backend === backend);
            const of = { model, backend };
            return (
              <tr key={`${model}:${backend}`}>
                <td>{model}</td>
                <td>{backend}</td>
                <td>
                  {obstacle === undefined ? (
                    <Badge tone="good">healthy</Badge>
                  ) : (
                    <Badge tone="bad">{obstacle.reason.replaceAll('_', ' ')}</Badge>
                  )}
                </td>
                <FigureCell>{formatCount(sumOf(samples, 'signalbox_backend_in_flight', of) ?? 0)}</FigureCell>
                <FigureCell>{formatCount(sumOf(samples, 'signalbox_backend_waiting', of) ?? 0)}</FigureCell>
                <FigureCell>{secondsOf(samples, 'llm_model_ttft_seconds', 0.5, { model })}</FigureCell>
                <FigureCell>{secondsOf(samples, 'llm_model_ttft_seconds', 0.95, { model })}</FigureCell>
              </tr>
            );
          })}
        </Table>
      )}
    </Card>
  );
}

const STAGES = [
  { name: 'Routing', histogram: 'llm_model_routing_latency_seconds' },
  { name: 'First byte of the model', histogram: 'llm_model_ttft_seconds' },
  { name: 'Each further token', histogram: 'llm_model_tpot_seconds' },
  { name: 'The whole answer', histogram: 'llm_model_completion_latency_seconds' },
];

function Latency({ samples }: { readonly samples: readonly Sample[] }) {
  return (
    <Card title="Where the time goes" description="By stage, since the start, from the counted histograms." isFlush>
      <Table label="Latency by stage" head={['Stage', 'P50', 'P95', 'P99']} figures={[1, 2, 3]}>
        {STAGES.map(({ name, histogram }) => (
          <tr key={name}>
            <td>{name}</td>
            {[0.5, 0.95, 0.99].map((quantile) => (
              <FigureCell key={quantile}>{secondsOf(samples, histogram, quantile)}</FigureCell>
            ))}
          </tr>
        ))}
      </Table>
    </Card>
  );
}

function secondsOf(
  samples: readonly Sample[],
  histogram: string,
  quantile: number,
  labels: Readonly<Record<string, string>> = {},
): string {
  const seconds = quantileOf(samples, histogram, quantile, labels);
  return seconds === undefined ? '–' : formatDuration(seconds * 1e3);
}
