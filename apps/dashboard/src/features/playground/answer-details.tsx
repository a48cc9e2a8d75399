import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { Link } from 'react-router';
import { askJson } from '../../lib/api.ts';
import { costWords } from '../../lib/cost-words.ts';
import { formatDuration } from '../../lib/format.ts';
import { catalogueQuery } from '../../lib/queries.ts';
import { stagesReached } from '../../lib/stages.ts';
import { SignalChips } from '../../trace/signal-chips.tsx';
import { TraceView } from '../../trace/trace-view.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { ErrorLine, LoadingState } from '../../ui/states.tsx';
import { notify } from '../../ui/toast.tsx';
import { answerRecordQuery } from './answer-record-query.ts';
import type { ChosenRoute } from './conversation.ts';
import styles from './playground.module.css';

interface AnswerDetailsProps {
  readonly id: string;
  /** Where another config than the one in force chose the model. */
  readonly route: ChosenRoute | undefined;
}

/** What the record of an answer tells: why, by which signals, how long, for how much. */
export function AnswerDetails({ id, route }: AnswerDetailsProps) {
  const record = useQuery(answerRecordQuery(id));
  if (record.isError) return <ErrorLine error={record.error} />;
  if (record.data === undefined) return <LoadingState lines={3} />;
  const { data } = record;
  const trace = route === undefined ? data.trace : route.trace;
  return (
    <div className={styles.details}>
      <p className={styles.why}>{route?.why ?? data.why ?? 'It was asked for by name, so nothing was routed.'}</p>
      {trace == null ? null : <SignalChips trace={trace} />}
      <Facts>
        <Fact name="Cost" isWide>
          {costWords(data)}
        </Fact>
        <Fact name="Tokens">{tokensOf(data)}</Fact>
        {data.backend === null ? null : <Fact name="Backend">{data.backend}</Fact>}
      </Facts>
      <ul className={styles.stages} aria-label="Time by stage">
        {stagesOf(data).map(({ name, milliseconds }) => (
          <li key={name}>
            {name} <strong>{formatDuration(milliseconds)}</strong>
          </li>
        ))}
      </ul>
      <div className={styles.detailActions}>
        <Outcome id={id} />
        <Link to={`/records/${encodeURIComponent(id)}`}>Open the record</Link>
        {data.trace === null ? null : (
          <Link to={`/topology?record=${encodeURIComponent(id)}`}>Show it in the topology</Link>
        )}
      </div>
      {trace == null ? null : (
        <details className={styles.trace}>
          <summary>Everything the routing says</summary>
          <TraceView trace={trace} />
        </details>
      )}
    </div>
  );
}

/** The whole at the end; the first byte is a part of the model's time. */
function stagesOf({ stages_ms, duration_ms }: DetailedReplayRecord) {
  const first = stages_ms.first_byte;
  return [
    ...stagesReached(stages_ms),
    ...(first === null ? [] : [{ name: 'First byte', milliseconds: first }]),
    { name: 'In all', milliseconds: duration_ms },
  ];
}

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
        isWrite
        icon={<ThumbsUp size={14} aria-hidden />}
        disabled={send.isPending}
        onClick={() => send.mutate('good_fit')}
      >
        Good fit
      </Button>
      <Button
        size="small"
        isWrite
        icon={<ThumbsDown size={14} aria-hidden />}
        disabled={send.isPending}
        onClick={() => send.mutate('underpowered')}
      >
        Too weak
      </Button>
    </>
  );
}
