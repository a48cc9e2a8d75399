import { suggest } from '@signalbox/engine';
import type { ReplayAggregate, TokenSums } from '../../contract/index.ts';
import { reportCosts } from '../../costs/cost-report.ts';
import { failure, isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { SignalFamily } from '../../pipeline/snapshot.ts';
import type { LogGroup } from '../../stores/log-driver.ts';
import { addGroups } from '../../stores/log-line.ts';
import { FINDING_TAG } from '../../stores/roles/records.ts';
import { percentileMs, STAGE_BOUNDS_MS, STAGE_TAG, stageCounts } from '../../stores/roles/stage-histogram.ts';
import type { ManagementRoute } from '../management-route.ts';
import { familyOf } from '../render-record.ts';
import { modelHealth, ofOutcomes } from './model-health.ts';
import { FACETS, facetParameters, refuseUnknown, TIMES, timeParameters, timesOf, valuesOf } from './read-filter.ts';

/** Says what records come to, from roll-ups. */
export const aggregate: ManagementRoute = {
  method: 'GET',
  path: '/v1/router_replay/aggregate',
  access: 'read',
  summary: `What records come to: counts, tokens, costs and savings; ?${[...FACETS, ...TIMES].join('=, ?')}= (widened to whole hours), and ?baseline=MODEL for what always asking that model would have cost.`,
  parameters: [
    ...facetParameters,
    ...timeParameters,
    { name: 'baseline', in: 'query', description: 'a model with a price, to compare the spend with' },
  ],
  async handle({ query }, { records, outcomes, drift, families, snapshot }) {
    const unknown = refuseUnknown(query, [...FACETS, ...TIMES, 'baseline']);
    if (unknown !== undefined) return unknown;
    const always = query.get('baseline') ?? undefined;
    if (always !== undefined && !snapshot.costs.models.includes(always)) {
      return failure('invalid_value', `baseline: no model ${JSON.stringify(always)} with a price`, {
        parameter: 'baseline',
        hint: suggest(always, snapshot.costs.models, 'model'),
      });
    }
    const times = timesOf(query);
    if (isFailure(times)) return times;
    const filter = { facets: valuesOf(query, FACETS), ...times };
    const groups = await records.group(filter, [
      'lifecycle',
      'decision',
      'model',
      'pricing',
      'currency',
      'response_path',
    ]);
    const matched = await records.tags(filter);
    const available = await records.group({}, ['recipe', 'decision', 'model']);
    const costs = reportCosts(addGroups(groups, ['model', 'pricing', 'currency']), snapshot.costs, always);
    const [first] = costs.currencies;
    const dearest = first?.baselines.find(({ name }) => name === 'dearest');
    const count = (facet: string) => countBy(groups, facet);
    const [all] = addGroups(groups, []);
    return jsonResponse(200, {
      record_count: all?.entries ?? 0,
      lifecycle: count('lifecycle'),
      summary: {
        currency: first?.currency ?? null,
        total_saved: dearest?.saved ?? null,
        baseline_spend: dearest?.spend ?? null,
        actual_spend: first?.actual_spend ?? null,
      },
      costs,
      model_selection: count('model'),
      decision_distribution: count('decision'),
      response_paths: count('response_path'),
      signal_distribution: byFamily(matched, families),
      guard_findings: findingsIn(matched),
      stages: renderStages(matched, all),
      stage_bounds_ms: STAGE_BOUNDS_MS,
      model_health: modelHealth(groups, await outcomes.group(ofOutcomes(filter), ['model', 'verdict'])),
      signal_drift: await drift.report(),
      token_volume: Object.fromEntries(
        addGroups(groups, ['model']).map(({ facets, measures }) => [facets.model ?? 'none', tokensOf(measures)]),
      ),
      token_breakdown: tokensOf(all?.measures ?? {}),
      available_recipes: valuesIn(available, 'recipe'),
      available_decisions: valuesIn(available, 'decision'),
      available_models: valuesIn(available, 'model'),
    } satisfies ReplayAggregate);
  },
};

/** By number, the largest first. */
function countBy(groups: readonly LogGroup[], facet: string): Readonly<Record<string, number>> {
  const counted = addGroups(groups, [facet]).map(({ facets, entries }) => [facets[facet] ?? 'none', entries] as const);
  return Object.fromEntries(counted.sort(([, one], [, other]) => other - one));
}

function valuesIn(groups: readonly LogGroup[], facet: string): readonly string[] {
  return [...new Set(groups.flatMap(({ facets }) => facets[facet] ?? []))].sort();
}

function tokensOf(measures: Readonly<Record<string, number>>): TokenSums {
  return {
    prompt_tokens: measures.prompt_tokens ?? 0,
    cached_tokens: measures.cached_tokens ?? 0,
    cache_write_tokens: measures.cache_write_tokens ?? 0,
    completion_tokens: measures.completion_tokens ?? 0,
    reasoning_tokens: measures.reasoning_tokens ?? 0,
    total_tokens: measures.total_tokens ?? 0,
  };
}

/** Means only of what is summed up. */
function renderStages(tags: Readonly<Record<string, number>>, all: LogGroup | undefined): ReplayAggregate['stages'] {
  return Object.fromEntries(
    [...stageCounts(tags)].map(([name, counts]) => {
      const count = counts.reduce((sum, each) => sum + each, 0);
      const isSummed = name === 'total' && all !== undefined;
      return [
        name,
        {
          count,
          mean_ms: isSummed ? (all.measures.duration_ms ?? 0) / all.entries : null,
          p50_ms: percentileMs(counts, 0.5),
          p90_ms: percentileMs(counts, 0.9),
          p99_ms: percentileMs(counts, 0.99),
          counts,
        },
      ];
    }),
  );
}

function findingsIn(tags: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const found = Object.entries(tags).filter(([tag]) => tag.startsWith(FINDING_TAG));
  return Object.fromEntries(found.map(([tag, count]) => [tag.slice(FINDING_TAG.length), count]));
}

/** From `kind:name` to the family's word and the name. */
function byFamily(matched: Readonly<Record<string, number>>, families: readonly SignalFamily[]) {
  const found: Record<string, Record<string, number>> = {};
  for (const [signal, count] of Object.entries(matched)) {
    if (signal.startsWith(FINDING_TAG) || signal.startsWith(STAGE_TAG)) continue;
    const colon = signal.indexOf(':');
    const family = familyOf(signal.slice(0, colon), families);
    found[family] ??= {};
    found[family][signal.slice(colon + 1)] = count;
  }
  return found;
}
