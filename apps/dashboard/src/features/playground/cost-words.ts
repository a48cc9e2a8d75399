import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { formatMoney, formatShare } from '../../lib/format.ts';

/** What an answer cost, and what the same tokens had cost on the default and on the dearest model. */
export function costWords(record: DetailedReplayRecord): string {
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
