import type { DetailedReplayRecord, OutcomeAnswer } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp, TrendingDown, TrendingUp } from 'lucide-react';
import { askJson } from '../../lib/api.ts';
import { formatAgo } from '../../lib/format.ts';
import { recordQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import styles from './records.module.css';

const VERDICTS: readonly {
  readonly verdict: OutcomeAnswer['verdict'];
  readonly label: string;
  readonly icon: typeof ThumbsUp;
}[] = [
  { verdict: 'good_fit', label: 'Good', icon: ThumbsUp },
  { verdict: 'underpowered', label: 'Too weak a model', icon: TrendingUp },
  { verdict: 'overpowered', label: 'Too strong a model', icon: TrendingDown },
  { verdict: 'bad_fit', label: 'Wrong', icon: ThumbsDown },
];

/** What was said of an answer, and a way to say it. */
export function Outcomes({ record: { id, outcomes = [] } }: { readonly record: DetailedReplayRecord }) {
  const say = useMutation({
    mutationFn: (verdict: OutcomeAnswer['verdict']) =>
      askJson<OutcomeAnswer>('/v1/router/outcomes', { method: 'POST', body: { replay_id: id, verdict } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: recordQuery(id).queryKey }),
  });
  return (
    <Card title="How it turned out">
      <div className={styles.verdicts}>
        {VERDICTS.map(({ verdict, label, icon: Icon }) => (
          <Button
            key={verdict}
            size="small"
            isWrite
            icon={<Icon size={14} aria-hidden />}
            isBusy={say.isPending && say.variables === verdict}
            onClick={() => say.mutate(verdict)}
          >
            {label}
          </Button>
        ))}
      </div>
      {say.isError ? <ErrorLine error={say.error} /> : null}
      {outcomes.length === 0 ? (
        <p className={styles.tried}>Nobody said yet.</p>
      ) : (
        <ul className={styles.said} aria-label="What was said">
          {outcomes.map((outcome) => (
            <li key={outcome.id}>
              <Badge tone={outcome.verdict === 'good_fit' ? 'good' : 'warn'}>{outcome.verdict.replace('_', ' ')}</Badge>{' '}
              {outcome.reason} <time dateTime={outcome.timestamp}>{formatAgo(outcome.timestamp)}</time>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
