import type { WeightsList } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useState } from 'react';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { weightsQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/field.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';
import styles from './models.module.css';

type Weights = WeightsList['weights'][number];
type Figures = NonNullable<Weights['card']>['figures'];

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
      <Calibration figures={figures} />
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

/** How sure the head was of rows that it was not trained on, and how often it was right. */
function Calibration({ figures }: { readonly figures: Figures }) {
  const [picked, setPicked] = useState(0);
  const measured = figures.flatMap(({ bands, ...figure }) => (bands === undefined ? [] : [{ ...figure, bands }]));
  const shown = measured[picked] ?? measured[0];
  if (shown === undefined) return null;
  return (
    <section className={styles.calibration} aria-label="Calibration">
      <div className={styles.calibrationHead}>
        <h4>Calibration</h4>
        {measured.length === 1 ? (
          <span className={styles.note}>{shown.name}</span>
        ) : (
          <Select aria-label="Rows" value={picked} onChange={(event) => setPicked(Number(event.target.value))}>
            {measured.map(({ name }, at) => (
              <option key={name} value={at}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </div>
      <CalibrationPlot bands={shown.bands} height={150} />
    </section>
  );
}

/** Shares with their 95 % interval on a line from 0 to 1; other figures as numbers. */
function FigureList({ figures }: { readonly figures: Figures }) {
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
