import type { Pricing, RateLimitConfig } from '@signalbox/engine';
import type { LimitStore } from '../../stores/limit-store.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { compileLimitRule, type LimitRule } from './limit-rule.ts';

/** The rules of a config, compiled, over the store that counts for them. */
export interface Limiter {
  /** Applied before routing. */
  readonly early: readonly LimitRule[];
  /** Applied once the model is known. */
  readonly late: readonly LimitRule[];
  /** A rule counts tokens or money, so that prompts have to be measured. */
  readonly countsTokens: boolean;
  readonly store: LimitStore;
  readonly failOpen: boolean;
  readonly outputReserveTokens: number;
  readonly pricingOf: (model: string) => Pricing | undefined;
  readonly logger: Logger;
  readonly metrics: LimitMetrics;
}

/** What limits count of themselves. */
export interface LimitMetrics {
  /** Counts one request that a rule had no room for. */
  limited(rule: string, measure: string): void;
  /** Counts one call of the store that failed. */
  limitStoreFailed(): void;
}

export interface LimiterParts extends Pick<Limiter, 'store' | 'logger' | 'metrics' | 'pricingOf'> {
  readonly config: RateLimitConfig;
}

/** Compiles rate limits and budgets. */
export function compileLimiter({ config, store, logger, metrics, pricingOf }: LimiterParts): Limiter {
  const rules = config.rules.map(compileLimitRule);
  return {
    early: rules.filter(({ needsModel }) => !needsModel),
    late: rules.filter(({ needsModel }) => needsModel),
    countsTokens: config.rules.some(({ tokens, cost }) => tokens !== undefined || cost !== undefined),
    store,
    failOpen: config.failOpen,
    outputReserveTokens: config.outputReserveTokens,
    pricingOf,
    logger,
    metrics,
  };
}
