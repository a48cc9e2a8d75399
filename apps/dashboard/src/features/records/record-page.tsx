import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Calculator } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { runningEngine, useSameness } from '../../engine/use-draft-route.ts';
import { costLabel } from '../../lib/cost-words.ts';
import { formatCount, formatDate, formatDuration } from '../../lib/format.ts';
import { recordQuery } from '../../lib/queries.ts';
import { SignalChips } from '../../trace/signal-chips.tsx';
import { TraceView } from '../../trace/trace-view.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { Bodies } from './bodies.tsx';
import { Cost, Times } from './cost-and-time.tsx';
import { Outcomes } from './outcomes.tsx';
import styles from './records.module.css';
import { stateOf } from './state-words.ts';
import { Trajectory } from './trajectory.tsx';

/** One request: what is known of it, and its decision made again. */
export function Component() {
  const { id = '' } = useParams();
  const record = useQuery(recordQuery(id));
  if (record.isError) {
    return (
      <Page title="Record">
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      </Page>
    );
  }
  if (record.data === undefined) {
    return (
      <Page title="Record">
        <LoadingState lines={10} />
      </Page>
    );
  }
  return <Record record={record.data} />;
}

function Record({ record }: { readonly record: DetailedReplayRecord }) {
  const { trace } = record;
  const state = stateOf(record);
  return (
    <Page
      title={record.decision ?? record.selected_model ?? record.original_model ?? 'Record'}
      description={record.why ?? unroutedWords(record)}
      actions={
        trace === null ? undefined : (
          <Link to={`/topology?record=${encodeURIComponent(record.id)}`}>Show it in the topology</Link>
        )
      }
    >
      <Card title="The request" actions={<Badge tone={state.tone}>{state.word}</Badge>}>
        {trace === null ? null : (
          <div className={styles.chips}>
            <SignalChips trace={trace} />
          </div>
        )}
        <Facts>
          <Fact name="When" isWide>
            {formatDate(record.timestamp)}
          </Fact>
          <Fact name="Asked for">{record.original_model ?? '–'}</Fact>
          <Fact name="Answered by">
            {record.selected_model ?? '–'} {record.backend === null ? null : <Badge>{record.backend}</Badge>}
          </Fact>
          <Fact name="Thinking">{record.reasoning_mode === 'on' ? (record.reasoning_effort ?? 'on') : 'off'}</Fact>
          <Fact name="Answer">{answerWords(record)}</Fact>
          <Fact name="Took" isWide>
            {timesOf(record)}
          </Fact>
          <Fact name="Tokens">
            {record.prompt_tokens === null
              ? 'not counted'
              : `${formatCount(record.prompt_tokens)} in, ${formatCount(record.completion_tokens ?? 0)} out`}
          </Fact>
          <Fact name="Cost">{costLabel(record)}</Fact>
          {record.cache_status === null ? null : (
            <Fact name="Kept answers" isWide>
              {cacheWords(record)}
            </Fact>
          )}
          {record.findings.length === 0 ? null : (
            <Fact name="Found by guards" isWide>
              {record.findings.map(({ plugin, type, place, count }) => (
                <Badge key={`${plugin}:${type}:${place}`} tone="violet">
                  {plugin}: {count === 1 ? '' : `${formatCount(count)} × `}
                  {type} in the {place}
                </Badge>
              ))}
            </Fact>
          )}
          <Fact name="Session" isWide>
            {record.session_id === null ? (
              '–'
            ) : (
              <Link to={`/records?session_id=${encodeURIComponent(record.session_id)}`}>{record.session_id}</Link>
            )}
          </Fact>
          <Fact name="Caller">{record.user ?? record.api_key_name ?? '–'}</Fact>
          <Fact name="Id" isWide>
            <code>{record.id}</code>
          </Fact>
        </Facts>
        {record.failure === null ? null : <ErrorLine error={new Error(record.failure.message)} />}
        {record.failed_tries.map((tried) => (
          <p key={`${tried.model}:${tried.backend}:${tried.reason}`} className={styles.tried}>
            {tried.model} did not answer ({tried.reason}): {tried.message}
          </p>
        ))}
      </Card>
      <div className={styles.columns}>
        <Cost record={record} />
        <Times record={record} />
        <Outcomes record={record} />
      </div>
      <Bodies record={record} />
      {record.session_id === null ? null : <Trajectory sessionId={record.session_id} current={record.id} />}
      {trace === null ? null : (
        <Card title="Why" actions={<Recompute record={record} />}>
          <TraceView trace={trace} />
        </Card>
      )}
    </Page>
  );
}

function answerWords({ response_path, response_status, streaming, failure }: DetailedReplayRecord): string {
  const parts = [
    response_path.replaceAll('_', ' '),
    `status ${response_status ?? '–'}`,
    failure?.code,
    streaming ? 'streamed' : undefined,
  ];
  return parts.filter(Boolean).join(', ');
}

function unroutedWords({ selected_model, failure }: DetailedReplayRecord): string {
  if (selected_model !== null) return 'It was asked for by name, so nothing was routed.';
  return failure === null ? 'Nothing was routed.' : 'It failed before it was routed.';
}

/** Whether a kept answer was there, and what it saved. */
function cacheWords(record: DetailedReplayRecord): string {
  const { from_cache, cache_status, cache_hit_kind, cache_similarity, cache_reason } = record;
  const { cache_entry_age_seconds: age, cache_saved_tokens: saved } = record;
  const parts = from_cache
    ? [
        'answered by one of them',
        cache_hit_kind?.replaceAll('_', ' '),
        cache_similarity === null ? undefined : `similarity ${cache_similarity.toFixed(3)}`,
        age === null ? undefined : `${formatDuration(age * 1e3)} old`,
        saved === null ? undefined : `${formatCount(saved)} tokens saved`,
      ]
    : [cache_status?.replaceAll('_', ' '), cache_reason?.replaceAll('_', ' ')];
  return parts.filter(Boolean).join(', ');
}

function timesOf({ duration_ms, stages_ms: { route, first_byte } }: DetailedReplayRecord): string {
  const parts = [
    route === null ? undefined : `routed in ${formatDuration(route)}`,
    first_byte === null ? undefined : `first byte after ${formatDuration(first_byte)}`,
    `${formatDuration(duration_ms)} in all`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** Decides again from the recorded readings, by the config in force, in this page. */
function Recompute({ record }: { readonly record: DetailedReplayRecord }) {
  const again = useMutation({
    mutationFn: async () => {
      const calls = await runningEngine();
      const [outcome] = await calls.decide('running', [record.trace!], []);
      return outcome!;
    },
  });
  const sameness = useSameness(again.isPending || again.isSuccess);
  const words = () => {
    if (again.data === undefined) return '';
    if ('unknown' in again.data) return `It cannot be decided again: ${again.data.unknown}.`;
    const { decision } = again.data;
    return decision === record.decision
      ? `The same: ${decision ?? 'no decision'}.`
      : `By the config in force it would go to ${decision ?? 'no decision'}.`;
  };
  return (
    <div className={styles.recompute}>
      {again.isError ? <ErrorLine error={again.error} /> : null}
      {again.isSuccess ? <span role="status">{words()}</span> : null}
      {sameness.data?.same === false ? <span>{sameness.data.reason}</span> : null}
      <Button
        size="small"
        icon={<Calculator size={14} aria-hidden />}
        isBusy={again.isPending}
        onClick={() => again.mutate()}
      >
        Decide again
      </Button>
    </div>
  );
}
