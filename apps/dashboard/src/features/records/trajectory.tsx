import type { ReplayRecord } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatDuration, formatMoney, formatTime } from '../../lib/format.ts';
import { recordsQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './records.module.css';

const MOST_STEPS = 100;

/** The requests of a session in their order, and where the model changed. */
export function Trajectory({ sessionId, current }: { readonly sessionId: string; readonly current: string }) {
  const session = useQuery(recordsQuery({ session_id: sessionId, limit: String(MOST_STEPS) }));
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === undefined) return <LoadingState lines={3} />;
  const steps = session.data.data.toReversed();
  const switches = steps.filter((step, at) => at > 0 && step.selected_model !== steps[at - 1]!.selected_model).length;
  const left = session.data.total - steps.length;
  return (
    <Card
      title="The session"
      description={`${steps.length} requests, ${wordsOf(switches)}${left > 0 ? `; ${left} earlier ones are not shown` : ''}.`}
      actions={<Link to={`/records?session_id=${encodeURIComponent(sessionId)}`}>All of them in the table</Link>}
    >
      <ol className={styles.steps}>
        {steps.map((step, at) => (
          <li key={step.id} aria-current={step.id === current ? 'step' : undefined}>
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

function wordsOf(switches: number): string {
  if (switches === 0) return 'all by one model';
  return `the model changed ${switches === 1 ? 'once' : `${switches} times`}`;
}

function costOf({ actual_cost, currency }: ReplayRecord): string {
  return actual_cost === null || currency === null ? '–' : formatMoney(actual_cost, currency);
}
