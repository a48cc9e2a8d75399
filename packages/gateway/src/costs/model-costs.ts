import type { Pricing, RouterConfig } from '@signalbox/engine';
import type { TokenUsage } from '../chat/reply-summary.ts';

/** The counts that have a price. */
export type PricedTokens = Pick<
  TokenUsage,
  'promptTokens' | 'cachedPromptTokens' | 'cacheWriteTokens' | 'completionTokens'
>;

/** What the same usage would have cost at another model. */
export interface BaselineCost {
  readonly model: string;
  readonly cost: number;
}

/** What one request cost, or why that is not known. Costs are in units of the currency. */
export type RequestCost =
  | {
      readonly pricing: 'known';
      readonly currency: string;
      readonly actual: number;
      /** At the model with the highest prices of those in the currency. */
      readonly dearest: BaselineCost;
      /** At the default model; null where it has no price in the currency. */
      readonly default: BaselineCost | null;
    }
  /** `no_usage`: the backend did not count tokens; `no_price`: the model has none; `no_call`: no model answered. */
  | { readonly pricing: 'no_usage' | 'no_price' | 'no_call' };

/** The prices of a config, ready to be asked. */
export interface ModelCosts {
  of(model: string, usage: TokenUsage): RequestCost;
  /** What tokens cost at a model in a currency; undefined where it has no price in it. Linear in the tokens. */
  at(model: string, usage: TokenUsage, currency: string): number | undefined;
  /** Models with a price. */
  readonly models: readonly string[];
}

const MILLION = 1_000_000;

/** Reads the prices off a config, once. */
export function compileCosts({ models, defaultModel }: Pick<RouterConfig, 'models' | 'defaultModel'>): ModelCosts {
  const priced = new Map(models.flatMap(({ name, pricing }) => (pricing === undefined ? [] : [[name, pricing]])));
  const dearest = new Map<string, string>();
  for (const [name, { currency, prompt, completion }] of priced) {
    const before = priced.get(dearest.get(currency) ?? '');
    if (before === undefined || prompt + completion > before.prompt + before.completion) dearest.set(currency, name);
  }
  const at = (model: string | undefined, usage: TokenUsage, currency: string): BaselineCost | undefined => {
    const pricing = model === undefined ? undefined : priced.get(model);
    return pricing?.currency === currency ? { model: model!, cost: costOf(usage, pricing) } : undefined;
  };
  return {
    models: [...priced.keys()],
    at: (model, usage, currency) => at(model, usage, currency)?.cost,
    of(model, usage) {
      const pricing = priced.get(model);
      if (pricing === undefined) return { pricing: 'no_price' };
      const { currency } = pricing;
      return {
        pricing: 'known',
        currency,
        actual: costOf(usage, pricing),
        dearest: at(dearest.get(currency), usage, currency)!,
        default: at(defaultModel, usage, currency) ?? null,
      };
    },
  };
}

/**
 * What tokens cost, in millionths of the currency. Tokens read from a cache, and those written to one, cost what a
 * prompt's do where they have no price of their own.
 */
export function millionthsFor(usage: PricedTokens, pricing: Pricing): number {
  const { prompt, cachedInput = prompt, cacheWrite = prompt, completion } = pricing;
  const { promptTokens, cachedPromptTokens, cacheWriteTokens, completionTokens } = usage;
  const plain = Math.max(0, promptTokens - cachedPromptTokens - cacheWriteTokens);
  return (
    plain * prompt + cachedPromptTokens * cachedInput + cacheWriteTokens * cacheWrite + completionTokens * completion
  );
}

function costOf(usage: TokenUsage, pricing: Pricing): number {
  return millionthsFor(usage, pricing) / MILLION;
}
