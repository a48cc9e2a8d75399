import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { formatDuration, formatMoney } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import styles from './records.module.css';

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
}

/** What one request cost beside other ways of answering it. */
export function Cost({ record }: { readonly record: DetailedReplayRecord }) {
  const { actual_cost, currency, default_cost, baseline_cost, baseline_model, pricing } = record;
  if (actual_cost === null || currency === null) {
    return (
      <Card title="Cost">
        <p className={styles.tried}>{NO_COST[pricing]}</p>
      </Card>
    );
  }
  const bars = [
    { label: record.selected_model ?? 'this answer', value: actual_cost },
    { label: 'the default model', value: default_cost },
    { label: `the dearest model${baseline_model === null ? '' : ` (${baseline_model})`}`, value: baseline_cost },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value, shown: formatMoney(value, currency) }]));
  return (
    <Card title="Cost" description="The same tokens, had another model answered.">
      <Bars bars={bars} />
    </Card>
  );
}

const NO_COST: Readonly<Record<DetailedReplayRecord['pricing'], string>> = {
  known: 'Its cost is not known.',
  no_usage: 'The backend counted no tokens, so its cost is not known.',
  no_price: 'The model has no price in the config, so its cost is not known.',
  no_call: 'No model was called, so it cost nothing.',
};

/** Where the time of one request went. */
export function Times({ record: { stages_ms, duration_ms } }: { readonly record: DetailedReplayRecord }) {
  const known = [
    { label: 'reading the request', value: stages_ms.parse },
    { label: 'routing', value: stages_ms.route },
    { label: 'first byte of the model', value: stages_ms.first_byte },
  ];
  const rest = duration_ms - known.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const bars = [...known, { label: 'the rest of the answer', value: Math.max(0, rest) }].flatMap(({ label, value }) =>
    value === null ? [] : [{ label, value, shown: formatDuration(value) }],
  );
  return (
    <Card title="Time" description={`${formatDuration(duration_ms)} in all.`}>
      <Bars bars={bars} />
    </Card>
  );
}

function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const largest = Math.max(...bars.map(({ value }) => value)) || 1;
  return (
    <ul className={styles.bars}>
      {bars.map(({ label, value, shown }) => (
        <li key={label}>
          <span>{label}</span>
          <span>{shown}</span>
          <span aria-hidden style={{ width: `${(value / largest) * 100}%` }} />
        </li>
      ))}
    </ul>
  );
}
