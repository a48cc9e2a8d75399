import type { Figure, HeadCard } from '@signalbox/models';
import type { HeadInForce } from '../composition/heads-in-force.ts';
import { renderTable } from './table.ts';

/** Labels listed before the rest is counted. */
const LISTED_LABELS = 20;

/** What `--json` says of a head. */
export function headAsJson({ name, task, model, labels, weights, card }: HeadInForce) {
  return {
    head: name,
    task: task.task,
    served_by: model.id,
    cost: model.cost,
    hash: model.hash,
    labels,
    file: weights?.path ?? null,
    bytes: weights?.bytes ?? null,
    made: weights?.made ?? null,
    card: card ?? null,
  };
}

/** Figures with count and interval, one a line. */
export function renderFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, n, value, low, high }) => [
    name,
    String(n),
    value.toFixed(3),
    low === undefined || high === undefined ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`,
  ]);
  return renderTable(['figure', 'n', 'value', '95 % interval'], rows);
}

/** Labels in one line, cut where there are many. */
export function renderLabels(labels: readonly string[]): string {
  if (labels.length === 0) return 'none';
  const rest = labels.length - LISTED_LABELS;
  return `${labels.slice(0, LISTED_LABELS).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

/** Where the figures of a head are, in a word. */
export function cardPlace(card: HeadCard | undefined): string {
  return card === undefined ? 'none' : card.page;
}

/** A size in megabytes. */
export function renderSize(bytes: number | undefined): string {
  return bytes === undefined ? '' : `${(bytes / 1e6).toFixed(2)} MB`;
}
