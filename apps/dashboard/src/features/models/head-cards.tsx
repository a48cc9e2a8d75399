import type { WeightsList } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { weightsQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './models.module.css';

type Weights = WeightsList['weights'][number];

/** What every embedded head is for, how well it does, and where it fails. */
export function HeadCards() {
  const weights = useQuery(weightsQuery);
  if (weights.isError) return <ErrorState error={weights.error} onRetry={() => void weights.refetch()} />;
  if (weights.data === undefined) return <LoadingState lines={10} />;
  const list = weights.data.weights;
  if (list.length === 0) {
    return (
      <EmptyState icon={<Layers size={22} aria-hidden />} title="No embedded models">
        This router was started without weights; heads answer only where the config gives them a model of your own.
      </EmptyState>
    );
  }
  return (
    <div className={styles.cards}>
      {list.map((each) => (
        <HeadCard key={each.head} weights={each} />
      ))}
    </div>
  );
}

const MOST_FIGURES = 6;

function HeadCard({ weights: { head, hash, bytes, made, card } }: { readonly weights: Weights }) {
  const figures = card?.figures ?? [];
  return (
    <Card
      title={card?.title ?? head}
      description={card?.purpose.replaceAll('`', '') ?? 'Nobody measured these weights.'}
      actions={card === undefined || card.is_of_these ? undefined : <Badge tone="warn">figures of other weights</Badge>}
    >
      {figures.length === 0 ? null : <FigureList figures={figures.slice(0, MOST_FIGURES)} />}
      {figures.length <= MOST_FIGURES ? null : (
        <details className={styles.more}>
          <summary>All {figures.length} figures</summary>
          <FigureList figures={figures.slice(MOST_FIGURES)} />
        </details>
      )}
      {card === undefined || card.failures.length === 0 ? null : (
        <details className={styles.more}>
          <summary>Where it fails</summary>
          <ul className={styles.failures}>
            {card.failures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        </details>
      )}
      <p className={styles.note}>
        <code>{head}</code>, {formatBytes(bytes)}
        {made === undefined ? '' : `, trained ${made}`}, <code>{hash.slice(0, 12)}</code>
        {card === undefined ? '' : `; more in ${card.page}`}
      </p>
    </Card>
  );
}

/** Shares with their 95 % interval on a line from 0 to 1; other figures as numbers. */
function FigureList({ figures }: { readonly figures: NonNullable<Weights['card']>['figures'] }) {
  return (
    <ul className={styles.figures}>
      {figures.map(({ name, value, low, high, n }) => (
        <li key={name}>
          <span>{name}</span>
          <span className={styles.number} title={n === undefined ? undefined : `${formatCount(n)} rows`}>
            {value.toFixed(value < 10 ? 3 : 1)}
            {low === undefined || high === undefined ? null : (
              <small>
                {' '}
                {low.toFixed(2)}–{high.toFixed(2)}
              </small>
            )}
          </span>
          {value > 1 ? null : (
            <span className={styles.interval} aria-hidden>
              {low === undefined || high === undefined ? null : (
                <span style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }} />
              )}
              <i style={{ left: `${value * 100}%` }} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
