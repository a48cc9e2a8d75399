import type { LimitUnit, RateLimitRuleConfig } from '@signalbox/engine';
import type { LimitDemand } from '../../stores/limit-store.ts';
import { UNITS_OF_MONEY } from './token-cost.ts';

/** What is counted. */
export type Measure = 'requests' | 'tokens' | 'cost';

/** Whose request it is. */
export interface LimitSubject {
  readonly key: string | undefined;
  readonly user: string | undefined;
  readonly groups: readonly string[];
  /** The model that answers; undefined before routing. */
  readonly model: string | undefined;
}

/** One rule, compiled. */
export interface LimitRule {
  readonly name: string;
  readonly unit: LimitUnit;
  /** In whole tokens, requests and billionths of money. */
  readonly limits: readonly { readonly measure: Measure; readonly limit: number }[];
  /** It can only be applied once the model is known. */
  readonly needsModel: boolean;
  readonly currency: string;
  /** Those for whom the request counts, each with a counter of its own; none where the rule does not match. */
  scopesOf(subject: LimitSubject): readonly LimitScope[];
}

/** Whom a counter is for. */
export interface LimitScope {
  /** Unique among those of the rule. */
  readonly id: string;
  /** For errors: ` for the user "ada"`; empty for everybody together. */
  readonly words: string;
}

/** One counter that a request counts on. */
export interface Reserved extends LimitDemand {
  readonly rule: LimitRule;
  readonly measure: Measure;
  readonly scope: LimitScope;
}

const EACH = '*';

/** Compiles one rule of the config. */
export function compileLimitRule(config: RateLimitRuleConfig): LimitRule {
  const { match, requests, tokens, cost } = config;
  const limits = [
    ...(requests === undefined ? [] : [{ measure: 'requests' as const, limit: requests }]),
    ...(tokens === undefined ? [] : [{ measure: 'tokens' as const, limit: tokens }]),
    ...(cost === undefined ? [] : [{ measure: 'cost' as const, limit: Math.round(cost * UNITS_OF_MONEY) }]),
  ];
  return {
    name: config.name,
    unit: config.unit,
    limits,
    needsModel: match.model !== undefined || cost !== undefined,
    currency: config.currency,
    scopesOf({ key, user, groups, model }) {
      const keys = matching(match.key, key === undefined ? [] : [key]);
      const users = matching(match.user, user === undefined ? [] : [user]);
      const models = matching(match.model, model === undefined ? [] : [model]);
      const all = matching(match.group, groups);
      if (keys.length === 0 || users.length === 0 || models.length === 0) return [];
      return all.map((group) => scopeOf({ key: keys[0], user: users[0], group, model: models[0] }));
    },
  };
}

/** Values that count for themselves: undefined alone where they make no difference or are not known. */
function matching(wanted: string | undefined, given: readonly string[]): readonly (string | undefined)[] {
  if (wanted === undefined) return [undefined];
  if (wanted === EACH) return given.length === 0 ? [undefined] : [...new Set(given)];
  return given.includes(wanted) ? [wanted] : [];
}

function scopeOf(values: Readonly<Record<'key' | 'user' | 'group' | 'model', string | undefined>>): LimitScope {
  const named = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    id: JSON.stringify(Object.values(values)),
    words: named.map(([what, value]) => ` for the ${what} "${value}"`).join(''),
  };
}
