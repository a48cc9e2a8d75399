import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { Link } from 'react-router';
import { askJson } from '../../lib/api.ts';
import { formatDuration, formatMoney, formatShare } from '../../lib/format.ts';
import { catalogueQuery, recordQuery } from '../../lib/queries.ts';
import { SignalChips } from '../../trace/signal-chips.tsx';
import { TraceView } from '../../trace/trace-view.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorLine, LoadingState } from '../../ui/states.tsx';
import { notify } from '../../ui/toast.tsx';
import styles from './playground.module.css';

/** What the record of an answer tells: why, by which signals, how long, for how much. */
export function AnswerDetails({ id }: { readonly id: string }) {
  const record = useQuery({
    ...recordQuery(id),
    // The record is finished a moment after the answer.
    refetchInterval: ({ state }) => (state.data?.lifecycle_state === 'in_progress' ? 300 : false),
  });
  if (record.isError) return <ErrorLine error={record.error} />;
  if (record.data === undefined) return <LoadingState lines={3} />;
  const { data } = record;
  return (
    <div className={styles.details}>
      {data.why == null ? (
        <p>It was asked for by name, so nothing was routed.</p>
      ) : (
        <p className={styles.why}>{data.why}</p>
      )}
      {data.trace === null ? null : <SignalChips trace={data.trace} />}
      <dl className={styles.facts}>
        <Fact name="Stages">{stagesOf(data)}</Fact>
        <Fact name="Cost">{costOf(data)}</Fact>
        <Fact name="Tokens">{tokensOf(data)}</Fact>
        {data.backend === null ? null : <Fact name="Backend">{data.backend}</Fact>}
      </dl>
      <div className={styles.detailActions}>
        <Outcome id={id} />
        <Link to={`/records/${encodeURIComponent(id)}`}>Open the record</Link>
        {data.trace === null ? null : (
          <Link to={`/topology?record=${encodeURIComponent(id)}`}>Show it in the topology</Link>
        )}
      </div>
      {data.trace === null ? null : (
        <details className={styles.trace}>
          <summary>Everything the routing says</summary>
          <TraceView trace={data.trace} />
        </details>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stagesOf({ stages_ms: { parse, route, first_byte }, duration_ms }: DetailedReplayRecord): string {
  const parts = [
    ['parsed', parse],
    ['routed', route],
    ['first byte', first_byte],
    ['all', duration_ms],
  ] as const;
  return parts.flatMap(([word, time]) => (time === null ? [] : [`${word} ${formatDuration(time)}`])).join(', ');
}

function costOf(record: DetailedReplayRecord): string {
  const { pricing, currency, actual_cost, baseline_cost, baseline_model, default_cost } = record;
  if (pricing !== 'known' || currency === null || actual_cost === null) return UNKNOWN_COST[pricing];
  const parts = [formatMoney(actual_cost, currency)];
  if (default_cost !== null) parts.push(`${formatMoney(default_cost, currency)} on the default model`);
  if (baseline_cost !== null && baseline_model !== null) {
    const saved = baseline_cost > 0 ? ` (${formatShare(1 - actual_cost / baseline_cost)} less)` : '';
    parts.push(`${formatMoney(baseline_cost, currency)} on ${baseline_model}, the dearest${saved}`);
  }
  return parts.join('; ');
}

const UNKNOWN_COST: Readonly<Record<DetailedReplayRecord['pricing'], string>> = {
  known: 'not known',
  no_price: 'the model has no price in the config',
  no_usage: 'the backend counted no tokens',
  no_call: 'nothing: no model was called',
};

function tokensOf({ prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens }: DetailedReplayRecord): string {
  if (prompt_tokens === null) return 'not counted';
  const cached = cached_tokens ? ` (${cached_tokens} from the backend’s cache)` : '';
  const thought = reasoning_tokens ? ` (${reasoning_tokens} of them thinking)` : '';
  return `${prompt_tokens} in${cached}, ${completion_tokens ?? 0} out${thought}`;
}

const OUTCOMES = '/v1/router/outcomes';

/** Says whether the answer was good; only where the router takes such verdicts. */
function Outcome({ id }: { readonly id: string }) {
  const catalogue = useQuery(catalogueQuery);
  const send = useMutation({
    mutationFn: (verdict: string) => askJson(OUTCOMES, { method: 'POST', body: { replay_id: id, verdict } }),
    onSuccess: () => notify('Noted'),
    onError: (error) => notify(error.message, 'bad'),
  });
  if (catalogue.data?.routes.some(({ path }) => path === OUTCOMES) !== true) return null;
  return (
    <>
      <Button
        size="small"
        icon={<ThumbsUp size={14} aria-hidden />}
        disabled={send.isPending}
        onClick={() => send.mutate('good_fit')}
      >
        Good fit
      </Button>
      <Button
        size="small"
        icon={<ThumbsDown size={14} aria-hidden />}
        disabled={send.isPending}
        onClick={() => send.mutate('underpowered')}
      >
        Too weak
      </Button>
    </>
  );
}
