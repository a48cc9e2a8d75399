import type { ReplayRecord } from '@signalbox/gateway/contract';
import { formatMoney, formatShare } from './format.ts';

/** What an answer cost, and what the same tokens had cost on the default and on the dearest model. */
export function costWords(record: ReplayRecord): string {
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

/** Why a cost is not known. */
export const UNKNOWN_COST: Readonly<Record<ReplayRecord['pricing'], string>> = {
  known: 'not known',
  no_price: 'not known: the model has no price in the config',
  no_usage: 'not known: the backend counted no tokens',
  no_call: 'nothing: no model was called',
};

/** The cost where there is room for a word or two. */
export function costLabel({ pricing, currency, actual_cost }: ReplayRecord): string {
  return actual_cost === null || currency === null ? COST_LABELS[pricing] : formatMoney(actual_cost, currency);
}

const COST_LABELS: Readonly<Record<ReplayRecord['pricing'], string>> = {
  known: 'not known',
  no_price: 'no price',
  no_usage: 'not counted',
  no_call: 'no call',
};
