import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { UNKNOWN_COST } from '../../lib/cost-words.ts';
import { capital, formatDuration, formatMoney } from '../../lib/format.ts';
import { stagesReached } from '../../lib/stages.ts';
import { Bars } from '../../ui/bars.tsx';
import { Card } from '../../ui/card.tsx';
import styles from './records.module.css';

/** What one request cost beside other ways of answering it. */
export function Cost({ record }: { readonly record: DetailedReplayRecord }) {
  const { actual_cost, currency, default_cost, baseline_cost, baseline_model, pricing } = record;
  if (actual_cost === null || currency === null) {
    return (
      <Card title="Cost">
        <p className={styles.tried}>{capital(UNKNOWN_COST[pricing])}.</p>
      </Card>
    );
  }
  const bars = [
    { name: record.selected_model ?? 'this answer', value: actual_cost },
    { name: 'the default model', value: default_cost },
    { name: `the dearest model${baseline_model === null ? '' : ` (${baseline_model})`}`, value: baseline_cost },
  ].flatMap(({ name, value }) => (value === null ? [] : [{ name, value, shown: formatMoney(value, currency) }]));
  return (
    <Card title="Cost" description="The same tokens, had another model answered.">
      <Bars bars={bars} />
    </Card>
  );
}

/** Where the time of one request went. */
export function Times({ record: { stages_ms, duration_ms } }: { readonly record: DetailedReplayRecord }) {
  const first = stages_ms.first_byte;
  const words = `${formatDuration(duration_ms)} in all${first === null ? '' : `, the first byte of the model after ${formatDuration(first)}`}.`;
  return (
    <Card title="Time" description={words}>
      <Bars
        bars={stagesReached(stages_ms).map(({ name, milliseconds }) => ({
          name,
          value: milliseconds,
          shown: formatDuration(milliseconds),
        }))}
      />
    </Card>
  );
}
