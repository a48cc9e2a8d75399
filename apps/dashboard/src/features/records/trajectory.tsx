import type { ReplayRecord } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatDuration, formatMoney, formatTime } from '../../lib/format.ts';
import { trajectoryQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './records.module.css';

/** The requests of a session, turn by turn, and where the model changed. */
export function Trajectory({ sessionId, current }: { readonly sessionId: string; readonly current: string }) {
  const session = useQuery(trajectoryQuery(sessionId));
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === undefined) return <LoadingState lines={3} />;
  const { data: steps, has_more } = session.data;
  const switches = steps.filter((step, at) => at > 0 && step.selected_model !== steps[at - 1]!.selected_model).length;
  return (
    <Card
      title="The session"
      description={`${steps.length === 1 ? '1 request' : `${steps.length} requests`}, ${wordsOf(switches)}${has_more ? '; there are more in the table' : ''}.`}
      actions={<Link to={`/records?session_id=${encodeURIComponent(sessionId)}`}>All of them in the table</Link>}
    >
      <ol className={styles.steps}>
        {steps.map((step, at) => (
          <li key={step.id} aria-current={step.id === current ? 'step' : undefined}>
            <span className={styles.turn}>{turnOf(step, steps[at - 1])}</span>
            <Link to={`/records/${encodeURIComponent(step.id)}`}>{formatTime(step.timestamp)}</Link>
            <span>{step.decision ?? 'not routed'}</span>
            <span>
              {step.selected_model ?? '–'}{' '}
              {at > 0 && step.selected_model !== steps[at - 1]!.selected_model ? (
                <Badge tone="info">changed</Badge>
              ) : null}
            </span>
            <span>{costOf(step)}</span>
            <span>{formatDuration(step.duration_ms)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** A turn's number, where it is another than before: asking again and results of tools belong to the same. */
function turnOf({ turn_index }: ReplayRecord, before: ReplayRecord | undefined): string {
  if (turn_index === null || turn_index === before?.turn_index) return '';
  return `turn ${turn_index}`;
}

function wordsOf(switches: number): string {
  if (switches === 0) return 'all by one model';
  return `the model changed ${switches === 1 ? 'once' : `${switches} times`}`;
}

function costOf({ actual_cost, currency }: ReplayRecord): string {
  return actual_cost === null || currency === null ? '–' : formatMoney(actual_cost, currency);
}
