import { describe, expect, test } from 'vitest';
import { aModel } from '../testing/gateway-fixture.ts';
import { reportCosts } from './cost-report.ts';
import { compileCosts } from './model-costs.ts';

const pricing = (prompt: number, completion: number, more = {}) => ({
  pricing: { currency: 'USD', prompt, completion, cachedInput: undefined, cacheWrite: undefined, ...more },
});
const usage = {
  promptTokens: 1_000,
  cachedPromptTokens: 600,
  cacheWriteTokens: 100,
  completionTokens: 200,
  reasoningTokens: 50,
  totalTokens: 1_200,
};
const models = [
  aModel('small', pricing(1, 2)),
  aModel('large', pricing(10, 20, { cachedInput: 1, cacheWrite: 12.5 })),
  aModel('euro', pricing(100, 100, { currency: 'EUR' })),
  aModel('free'),
];
const costs = compileCosts({ models, defaultModel: 'small' });

describe('costs', () => {
  test('count cached and written tokens at their own prices', () => {
    const actual = (300 * 10 + 600 * 1 + 100 * 12.5 + 200 * 20) / 1e6;
    expect(costs.of('large', usage)).toEqual({
      pricing: 'known',
      currency: 'USD',
      actual,
      dearest: { model: 'large', cost: actual },
      default: { model: 'small', cost: (1_000 * 1 + 200 * 2) / 1e6 },
    });
  });

  test('take a token for a plain one where it has no price of its own', () => {
    expect(costs.of('small', usage)).toMatchObject({ actual: (1_000 + 400) / 1e6, dearest: { model: 'large' } });
  });

  test('are compared within one currency only', () => {
    expect(costs.of('euro', usage)).toMatchObject({ currency: 'EUR', dearest: { model: 'euro' }, default: null });
    expect(costs.at('euro', usage, 'USD')).toBeUndefined();
  });

  test('are not known of a model without prices', () => {
    expect(costs.of('free', usage)).toEqual({ pricing: 'no_price' });
    expect(costs.models).toEqual(['small', 'large', 'euro']);
  });

  test('never count less than nothing when a backend counts more cached tokens than it had', () => {
    const odd = { ...usage, cachedPromptTokens: 2_000, cacheWriteTokens: 0, completionTokens: 0 };
    expect(costs.at('large', odd, 'USD')).toBe(2_000 / 1e6);
  });
});

test('what differs by rounding alone is no saving', () => {
  const measures = {
    prompt_tokens: 3,
    cached_tokens: 0,
    cache_write_tokens: 0,
    completion_tokens: 7,
    reasoning_tokens: 0,
    total_tokens: 10,
    actual_cost: 0.1 + 0.2,
    dearest_cost: 0.3,
    default_cost: 0.3,
    with_default_cost: 1,
  };
  const facets = { model: 'small', pricing: 'known', currency: 'USD' };
  const { currencies } = reportCosts([{ facets, entries: 1, measures }], costs, undefined);
  const { saved, saved_share } = currencies[0]!.baselines.find(({ name }) => name === 'dearest')!;
  expect([saved, saved_share]).toEqual([0, 0]);
});
