import type { CostBaseline, ReplayAggregate } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { Link } from 'react-router';
import type { ModelView } from '../../lib/config-view.ts';
import { formatCompact, formatCount, formatMoney, formatShare } from '../../lib/format.ts';
import { aggregateQuery, configQuery } from '../../lib/queries.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { Bars } from '../../ui/bars.tsx';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/field.tsx';
import { Figure, Figures } from '../../ui/figures.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './insights.module.css';
import { Latency } from './latency.tsx';
import { MEASURES, type Measure, signalCounts } from './read-series.ts';
import { TimePlot } from './time-plot.tsx';

const HOUR = 3_600_000;
const SPANS = [
  { value: '3h', label: 'Last 3 hours', milliseconds: 3 * HOUR },
  { value: '24h', label: 'Last 24 hours', milliseconds: 24 * HOUR },
  { value: '7d', label: 'Last 7 days', milliseconds: 168 * HOUR },
  { value: '30d', label: 'Last 30 days', milliseconds: 720 * HOUR },
  { value: 'all', label: 'All that is kept', milliseconds: undefined },
] as const;

/** What requests come to: how many, where to, for how much, and beside what. */
export function Component() {
  const { get, set } = useFilters();
  const span = SPANS.find(({ value }) => value === get('span')) ?? SPANS[1];
  // To the minute, so that the same question has the same answer for a while.
  const since =
    span.milliseconds === undefined ? undefined : Math.floor((Date.now() - span.milliseconds) / 60_000) * 60_000;
  const filter: Record<string, string> = {};
  if (since !== undefined) filter.since = String(since);
  for (const name of ['decision', 'model']) if (get(name) !== undefined) filter[name] = get(name)!;
  const config = useQuery(configQuery);
  const priced = config.data?.models.filter(({ price }) => price !== undefined) ?? [];
  const baseline = get('baseline') ?? modelBetween(priced, config.data?.defaultModel) ?? '';
  const measure = (get('over') ?? 'requests') as Measure;
  const sums = useQuery({
    ...aggregateQuery(baseline === '' ? filter : { ...filter, baseline }),
    enabled: !config.isPending,
    placeholderData: (before) => before,
    refetchInterval: 15_000,
  });
  const { data } = sums;
  return (
    <Page
      title="Insights"
      actions={
        <>
          <Select
            aria-label="Decision"
            value={get('decision') ?? ''}
            onChange={(event) => set('decision', event.target.value)}
          >
            <option value="">Every decision</option>
            {data?.available_decisions.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
          <Select aria-label="Model" value={get('model') ?? ''} onChange={(event) => set('model', event.target.value)}>
            <option value="">Every model</option>
            {data?.available_models.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
          <Select aria-label="Time" value={span.value} onChange={(event) => set('span', event.target.value)}>
            {SPANS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </>
      }
    >
      {sums.isError ? (
        <ErrorState error={sums.error} onRetry={() => void sums.refetch()} />
      ) : data === undefined ? (
        <LoadingState lines={10} />
      ) : data.record_count === 0 ? (
        <EmptyState
          icon={<ChartNoAxesCombined size={22} aria-hidden />}
          title="No requests in this time"
          action={<Link to="/playground">Ask something in the playground</Link>}
        >
          Choose a longer time, or send a request: what it costs and where it goes is added up here.
        </EmptyState>
      ) : (
        <>
          <KeyFigures sums={data} />
          {since === undefined ? null : (
            <Card
              title="Over time"
              description="By whole hours, as they are added up."
              actions={
                <Select
                  aria-label="What is shown over time"
                  value={measure in MEASURES ? measure : 'requests'}
                  onChange={(event) => set('over', event.target.value)}
                >
                  {Object.entries(MEASURES).map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              }
            >
              <TimePlot filter={filter} since={since} measure={measure in MEASURES ? measure : 'requests'} />
            </Card>
          )}
          <Costs
            sums={data}
            baseline={baseline}
            models={priced.map(({ name }) => name)}
            onBaseline={(model) => set('baseline', model)}
          />
          <Latency sums={data} />
          <div className={styles.columns}>
            <Shares title="Decisions" counts={data.decision_distribution} onPick={(name) => set('decision', name)} />
            <Shares title="Models" counts={data.model_selection} onPick={(name) => set('model', name)} />
            <Shares title="Signals" counts={signalCounts(data)} />
            <Shares title="What guards found" counts={data.guard_findings} />
            <Shares title="How they were answered" counts={data.response_paths} />
            <Shares
              title="Tokens by model"
              counts={Object.fromEntries(
                Object.entries(data.token_volume).map(([model, sum]) => [model, sum.total_tokens]),
              )}
            />
          </div>
        </>
      )}
    </Page>
  );
}

/** A model that stands for asking one in between: neither the default nor the dearest, where there is such. */
function modelBetween(priced: readonly ModelView[], defaultModel: string | undefined): string | undefined {
  const costOf = ({ price }: ModelView) => (price === undefined ? 0 : price.prompt + price.completion);
  const sorted = priced.toSorted((one, other) => costOf(other) - costOf(one));
  return (sorted.slice(1).find(({ name }) => name !== defaultModel) ?? sorted[0])?.name;
}

function KeyFigures({ sums }: { readonly sums: ReplayAggregate }) {
  const { record_count, lifecycle, token_breakdown, costs } = sums;
  const [main] = costs.currencies;
  const failed = (lifecycle.failed ?? 0) + (lifecycle.aborted ?? 0);
  return (
    <Figures>
      <Figure name="Requests" note={failed === 0 ? 'none failed' : `${formatCount(failed)} failed or were broken off`}>
        {formatCount(record_count)}
      </Figure>
      <Figure
        name="Tokens"
        note={`${formatCompact(token_breakdown.prompt_tokens)} in, ${formatCompact(token_breakdown.completion_tokens)} out`}
      >
        {formatCompact(token_breakdown.total_tokens)}
      </Figure>
      <Figure
        name="Spent"
        note={main === undefined ? 'no model has a price' : `on ${formatCount(main.requests)} requests`}
      >
        {main === undefined ? '–' : formatMoney(main.actual_spend, main.currency)}
      </Figure>
      <Figure name="Thinking" note="of the tokens that came out">
        {token_breakdown.completion_tokens === 0
          ? '–'
          : formatShare(token_breakdown.reasoning_tokens / token_breakdown.completion_tokens)}
      </Figure>
    </Figures>
  );
}

const BASELINES: Readonly<Record<CostBaseline['name'], string>> = {
  dearest: 'Always the dearest model',
  default: 'Always the default model',
  always: 'Always this model',
  random: 'The same models in the same shares, by lot',
};

interface CostsProps {
  readonly sums: ReplayAggregate;
  readonly baseline: string;
  /** Those with a price. */
  readonly models: readonly string[];
  readonly onBaseline: (model: string) => void;
}

function Costs({ sums, baseline, models, onBaseline }: CostsProps) {
  const { currencies, excluded } = sums.costs;
  if (currencies.length === 0) {
    return (
      <Card title="What routing saved">
        <p className={styles.note}>
          No request has a known cost yet. Prices stand in the config, with each model: <code>pricing</code>.
        </p>
      </Card>
    );
  }
  return currencies.map(({ currency, actual_spend, baselines }) => (
    <Card
      key={currency}
      title="What routing saved"
      description={`Spent ${formatMoney(actual_spend, currency)}. The same tokens would have cost:`}
      actions={
        <Select aria-label="Compare with" value={baseline} onChange={(event) => onBaseline(event.target.value)}>
          {baseline === '' ? <option value="">Compare with a model …</option> : null}
          {models.map((name) => (
            <option key={name} value={name}>
              Compare with {name}
            </option>
          ))}
        </Select>
      }
    >
      <ul className={styles.baselines}>
        {baselines.map(({ name, model, spend, saved, saved_share, reason }) => (
          <li key={`${name}:${model}`}>
            <span>
              {BASELINES[name]}
              {model === null ? '' : ` (${model})`}
            </span>
            <span>{spend === null ? (reason ?? 'not known') : formatMoney(spend, currency)}</span>
            <strong data-saved={saved !== null && saved >= 0}>
              {saved_share === null
                ? saved === null || saved === 0
                  ? ''
                  : `${formatMoney(Math.abs(saved), currency)} ${saved < 0 ? 'more' : 'saved'}`
                : `${formatShare(Math.abs(saved_share))} ${saved_share < 0 ? 'more' : 'saved'}`}
            </strong>
          </li>
        ))}
      </ul>
      {excluded.no_price + excluded.no_usage === 0 ? null : (
        <p className={styles.note}>
          Not in these sums:{' '}
          {[
            excluded.no_usage === 0 ? '' : `${formatCount(excluded.no_usage)} requests whose backend counted no tokens`,
            excluded.no_price === 0 ? '' : `${formatCount(excluded.no_price)} of models without a price`,
          ]
            .filter(Boolean)
            .join(', ')}
          .
        </p>
      )}
    </Card>
  ));
}

const MOST_SHOWN = 10;

interface SharesProps {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly onPick?: (name: string) => void;
}

function Shares({ title, counts, onPick }: SharesProps) {
  const sorted = Object.entries(counts).sort(([, one], [, other]) => other - one);
  return (
    <Card title={title}>
      {sorted.length === 0 ? <p className={styles.note}>None.</p> : null}
      <Bars
        bars={sorted.slice(0, MOST_SHOWN).map(([name, value]) => ({
          name,
          value,
          shown: formatCompact(value),
          label:
            onPick === undefined || name === 'none' ? undefined : (
              <button type="button" className={styles.pick} onClick={() => onPick(name)}>
                {name}
              </button>
            ),
        }))}
      />
      {sorted.length > MOST_SHOWN ? <p className={styles.note}>and {sorted.length - MOST_SHOWN} more</p> : null}
    </Card>
  );
}
