import { useQueries, useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { Link } from 'react-router';
import { ask } from '../../lib/api.ts';
import { formatCount, formatDuration, formatShare } from '../../lib/format.ts';
import { quantileOf, readSamples, type Sample, samplesOf, sumOf } from '../../lib/prometheus.ts';
import { metricsQuery, readyQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './models.module.css';

const ASK_AGAIN_MS = 10_000;

/** Every backend: how the router sees it, and what its server tells of itself. */
export function Backends() {
  const metrics = useQuery(metricsQuery);
  const ready = useQuery(readyQuery);
  const backends = samplesOf(metrics.data ?? [], 'signalbox_backend_healthy').map(({ labels }) => ({
    model: labels.model!,
    backend: labels.backend!,
  }));
  const servers = useQueries({
    queries: backends.map(({ model, backend }) => ({
      queryKey: ['backend-metrics', model, backend],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const path = `/api/v1/backends/${encodeURIComponent(model)}/${encodeURIComponent(backend)}/metrics`;
        return readSamples(await (await ask(path, { headers: { accept: 'text/plain' }, signal })).text());
      },
      retry: false,
      refetchInterval: (query: { state: { error: unknown } }) => (query.state.error === null ? ASK_AGAIN_MS : 60_000),
    })),
  });
  if (metrics.isError && metrics.data === undefined) {
    return <ErrorState error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  if (metrics.data === undefined) return <LoadingState lines={8} />;
  if (backends.length === 0) {
    return (
      <EmptyState
        icon={<Server size={22} aria-hidden />}
        title="No backends"
        action={<Link to="/policy">Add one to the config</Link>}
      >
        The config names no server that answers, or this process only manages those that do.
      </EmptyState>
    );
  }
  return (
    <div className={styles.cards}>
      {backends.map(({ model, backend }, at) => {
        const obstacle = ready.data?.backends.find((each) => each.model === model && each.backend === backend);
        return (
          <Card
            key={`${model}:${backend}`}
            title={model}
            description={backend}
            actions={
              obstacle === undefined ? (
                <Badge tone="good">healthy</Badge>
              ) : (
                <Badge tone="bad">{obstacle.reason.replaceAll('_', ' ')}</Badge>
              )
            }
          >
            <FactList facts={seenFacts(metrics.data, model, backend)} />
            <ServerFacts samples={servers[at]?.data} isPending={servers[at]?.isPending === true} />
          </Card>
        );
      })}
    </div>
  );
}

type KnownFacts = readonly (readonly [string, string | undefined])[];

function seenFacts(samples: readonly Sample[], model: string, backend: string): KnownFacts {
  const of = { model, backend };
  const first = quantileOf(samples, 'llm_model_ttft_seconds', 0.5, { model });
  const perToken = quantileOf(samples, 'llm_model_tpot_seconds', 0.5, { model });
  return [
    ['Under way', formatCount(sumOf(samples, 'signalbox_backend_in_flight', of) ?? 0)],
    ['Waiting', formatCount(sumOf(samples, 'signalbox_backend_waiting', of) ?? 0)],
    ['Requests', formatCount(sumOf(samples, 'llm_model_requests_total', { model }) ?? 0)],
    ['Failed', formatCount(sumOf(samples, 'llm_request_errors_total', { model }) ?? 0)],
    ['First byte, P50', first === undefined ? undefined : formatDuration(first * 1e3)],
    ['Each token, P50', perToken === undefined ? undefined : formatDuration(perToken * 1e3)],
  ];
}

/** What a server of vLLM's kind tells; shown where it does. */
function ServerFacts({
  samples,
  isPending,
}: {
  readonly samples: readonly Sample[] | undefined;
  readonly isPending: boolean;
}) {
  if (isPending) return <LoadingState lines={2} />;
  if (samples === undefined) return <p className={styles.note}>Its server cannot be reached for its metrics.</p>;
  if (samples.length === 0) return <p className={styles.note}>Its server has no page of metrics.</p>;
  const share = (name: string) => {
    const value = sumOf(samples, name);
    return value === undefined ? undefined : formatShare(value);
  };
  const count = (name: string) => {
    const value = sumOf(samples, name);
    return value === undefined ? undefined : formatCount(value);
  };
  const first = quantileOf(samples, 'vllm:time_to_first_token_seconds', 0.95);
  const facts: KnownFacts = [
    ['Running', count('vllm:num_requests_running')],
    ['In its queue', count('vllm:num_requests_waiting')],
    ['KV cache', share('vllm:kv_cache_usage_perc') ?? share('vllm:gpu_cache_usage_perc')],
    ['Prompt tokens', count('vllm:prompt_tokens_total')],
    ['Generated tokens', count('vllm:generation_tokens_total')],
    ['First token, P95', first === undefined ? undefined : formatDuration(first * 1e3)],
  ];
  if (facts.every(([, value]) => value === undefined)) {
    return <p className={styles.note}>Its server tells {formatCount(samples.length)} figures, none of them vLLM’s.</p>;
  }
  return (
    <>
      <h3 className={styles.heading}>vLLM says</h3>
      <FactList facts={facts} />
    </>
  );
}

function FactList({ facts }: { readonly facts: KnownFacts }) {
  return (
    <Facts>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value ?? '–'}
        </Fact>
      ))}
    </Facts>
  );
}
