import type { TokenUsage } from '../chat/reply-summary.ts';
import type { CostBaseline, CostReport, CurrencyCosts } from '../contract/index.ts';
import type { LogGroup } from '../stores/log-driver.ts';
import type { ModelCosts } from './model-costs.ts';

/**
 * What requests cost, and what others would have spent on the same tokens. `groups` are of records, by model, pricing and
 * currency. Requests whose cost is not known are in no sum; they are counted.
 */
export function reportCosts(groups: readonly LogGroup[], costs: ModelCosts, always: string | undefined): CostReport {
  const known = groups.filter(({ facets }) => facets.pricing === 'known');
  const currencies = [...new Set(known.map(({ facets }) => facets.currency!))];
  const count = (pricing: string) =>
    groups.reduce((sum, { facets, entries }) => (facets.pricing === pricing ? sum + entries : sum), 0);
  return {
    currencies: currencies
      .map((currency) => {
        const ofCurrency = known.filter(({ facets }) => facets.currency === currency);
        return costsOf(currency, ofCurrency, costs, always);
      })
      .sort((one, other) => other.requests - one.requests),
    excluded: { no_usage: count('no_usage'), no_price: count('no_price') },
  };
}

function costsOf(
  currency: string,
  groups: readonly LogGroup[],
  costs: ModelCosts,
  always: string | undefined,
): CurrencyCosts {
  const sum = (measure: string) => groups.reduce((total, { measures }) => total + measures[measure]!, 0);
  const requests = groups.reduce((total, { entries }) => total + entries, 0);
  const actual = sum('actual_cost');
  const usage = usageOf(sum);
  const baseline = (
    name: CostBaseline['name'],
    description: string,
    spend: number | string,
    model: string | null = null,
  ): CostBaseline => {
    const isKnown = typeof spend === 'number';
    return {
      name,
      description,
      model,
      spend: isKnown ? spend : null,
      saved: isKnown ? saved(spend, actual) : null,
      saved_share: isKnown && spend > 0 ? saved(spend, actual) / spend : null,
      ...(isKnown ? {} : { reason: spend }),
    };
  };
  const withoutDefault = requests - sum('with_default_cost');
  return {
    currency,
    requests,
    actual_spend: actual,
    baselines: [
      baseline('dearest', 'every request at the model with the highest prices, as they were then', sum('dearest_cost')),
      baseline(
        'default',
        'every request at the default model, at its prices then',
        withoutDefault === 0
          ? sum('default_cost')
          : `the default model had no price in ${currency} for ${withoutDefault} requests`,
      ),
      ...(always === undefined
        ? []
        : [
            baseline(
              'always',
              'every request at the model that was asked about, at its prices now',
              costs.at(always, usage, currency) ?? `${always} has no price in ${currency}`,
              always,
            ),
          ]),
      baseline(
        'random',
        'as many requests for each model as there were, dealt out at random, at prices now',
        atRandom(groups, costs, usage, currency, requests),
      ),
    ],
  };
}

const LAST_DIGITS = 1e-12;

/** What is expected of a random deal: each model gets its share of requests, and with them the same share of tokens. */
function atRandom(
  groups: readonly LogGroup[],
  costs: ModelCosts,
  usage: TokenUsage,
  currency: string,
  requests: number,
): number | string {
  let spend = 0;
  for (const { facets, entries } of groups) {
    const model = facets.model!;
    const all = costs.at(model, usage, currency);
    if (all === undefined) return `${model} has no price in ${currency} now`;
    spend += (entries / requests) * all;
  }
  return spend;
}

function usageOf(sum: (measure: string) => number): TokenUsage {
  return {
    promptTokens: sum('prompt_tokens'),
    cachedPromptTokens: sum('cached_tokens'),
    cacheWriteTokens: sum('cache_write_tokens'),
    completionTokens: sum('completion_tokens'),
    reasoningTokens: sum('reasoning_tokens'),
    totalTokens: sum('total_tokens'),
  };
}

/** Sums of the same prices in another order differ in their last digits, which is no saving. */
function saved(spend: number, actual: number): number {
  const difference = spend - actual;
  return Math.abs(difference) < LAST_DIGITS * spend ? 0 : difference;
}
