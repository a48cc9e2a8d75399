import type { RequestFacts } from '@signalbox/engine';
import type { TokenUsage } from '../../chat/reply-summary.ts';
import { failure, isFailure, messageOf, type RequestFailure } from '../../errors/request-failure.ts';
import type { LimitTaken } from '../../stores/limit-store.ts';
import type { Caller } from '../caller.ts';
import { limitHeaders } from './limit-headers.ts';
import type { LimitRule, LimitSubject, Measure, Reserved } from './limit-rule.ts';
import { windowAt } from './limit-window.ts';
import type { Limiter } from './limiter.ts';
import { costOf, estimatePromptTokens, UNITS_OF_MONEY } from './token-cost.ts';

/** What a request turned out to use. */
export type Spent =
  /** It is not known, so the estimate stands. */
  | 'unknown'
  /** No model was asked, or it gave nothing. */
  | 'nothing'
  | TokenUsage;

/** What a request has set aside by some rules, and what stood on their counters before. */
interface Taken {
  readonly reserved: readonly Reserved[];
  readonly used: readonly number[];
}

const NOTHING_TAKEN: Taken = { reserved: [], used: [] };

/** What one request has set aside with its estimate, until it is known what it used. */
export class Reservation {
  /** Names and values in turn: how much room there is. */
  readonly #headers: string[];
  readonly #limiter: Limiter;
  readonly #caller: Caller;
  readonly #promptTokens: number;
  readonly #completionTokens: number;
  readonly #timeMs: number;
  /** By the rules without a model. */
  #early = NOTHING_TAKEN;
  /** By the rules about a model and money, for `#model`. */
  #late = NOTHING_TAKEN;
  #model: string | undefined;

  /** Nothing is taken yet. `timeMs` is since 1970; how much room is left is told in `headers`. */
  constructor(limiter: Limiter, caller: Caller, facts: RequestFacts, timeMs: number, headers: string[]) {
    this.#limiter = limiter;
    this.#caller = caller;
    this.#timeMs = timeMs;
    this.#headers = headers;
    this.#promptTokens = limiter.countsTokens ? estimatePromptTokens(facts) : 0;
    this.#completionTokens = facts.maxOutputTokens ?? limiter.outputReserveTokens;
  }

  /** Takes what the rules without a model ask; a failure when one of them has no room. */
  async takeEarly(): Promise<RequestFailure | undefined> {
    const taken = await this.#take(this.#limiter.early, undefined, NOTHING_TAKEN);
    if (isFailure(taken)) return taken;
    this.#early = taken;
    return undefined;
  }

  /**
   * Takes what the rules about a model and money ask for this model, in place of what was taken for another; a failure
   * when one of them has no room. Asked again for the same model it takes nothing.
   */
  async takeFor(model: string): Promise<RequestFailure | undefined> {
    if (this.#model === model) return undefined;
    const before = this.#late;
    this.#late = NOTHING_TAKEN;
    this.#model = undefined;
    await this.#giveBack(before);
    const taken = await this.#take(this.#limiter.late, model, this.#early);
    if (isFailure(taken)) return taken;
    this.#late = taken;
    this.#model = model;
    return undefined;
  }

  /** Whether `takeFor` this model was granted last. */
  isFor(model: string): boolean {
    return this.#model === model;
  }

  /** Gives all back: the request does not go on and counts nowhere. */
  async release(): Promise<void> {
    const held = [this.#early, this.#late];
    this.#early = NOTHING_TAKEN;
    this.#late = NOTHING_TAKEN;
    this.#model = undefined;
    for (const taken of held) await this.#giveBack(taken);
  }

  /** Puts what was used in place of the estimate. Never rejects. */
  async settle(spent: Spent, model: string | null): Promise<void> {
    if (spent === 'unknown') return;
    const pricing = model === null ? undefined : this.#limiter.pricingOf(model);
    const used: Readonly<Record<Measure, number>> = {
      requests: 1,
      tokens: spent === 'nothing' ? 0 : spent.totalTokens,
      cost: spent === 'nothing' ? 0 : costOf(spent, pricing),
    };
    const taken = [...this.#early.reserved, ...this.#late.reserved];
    await this.#correct(taken.map((each) => ({ ...each, amount: used[each.measure] - each.amount })));
  }

  /** Takes all that these rules ask, or nothing; `held` is what this request has already, for the headers. */
  async #take(rules: readonly LimitRule[], model: string | undefined, held: Taken): Promise<Taken | RequestFailure> {
    const reserved = this.#demandsOf(rules, model);
    if (reserved.length === 0) return NOTHING_TAKEN;
    let result: LimitTaken;
    try {
      result = await this.#limiter.store.take(reserved);
    } catch (error) {
      return this.#storeFailed(error);
    }
    const { used } = result;
    this.#tell([...held.reserved, ...reserved], [...held.used, ...used]);
    if (result.isGranted) return { reserved, used };
    const full = reserved.findIndex(({ amount, limit }, index) => used[index]! + amount > limit);
    const { rule, measure } = reserved[full]!;
    this.#limiter.metrics.limited(rule.name, measure);
    return noRoom(reserved[full]!, used[full]!, this.#timeMs);
  }

  #demandsOf(rules: readonly LimitRule[], model: string | undefined): Reserved[] {
    const { keyName: key, identity } = this.#caller;
    const subject: LimitSubject = { key, user: identity?.user || undefined, groups: identity?.groups ?? [], model };
    const pricing = model === undefined ? undefined : this.#limiter.pricingOf(model);
    const completionTokens = this.#completionTokens;
    const promptTokens = this.#promptTokens;
    const amounts: Readonly<Record<Measure, number>> = {
      requests: 1,
      tokens: promptTokens + completionTokens,
      cost: costOf({ promptTokens, cachedPromptTokens: 0, cacheWriteTokens: 0, completionTokens }, pricing),
    };
    return rules.flatMap((rule) => {
      const { start, end } = windowAt(rule.unit, this.#timeMs);
      return rule.scopesOf(subject).flatMap((scope) =>
        rule.limits
          .filter(({ measure }) => amounts[measure] > 0)
          .map(({ measure, limit }) => ({
            counter: `${rule.name}:${measure}:${rule.unit}:${start}:${scope.id}`,
            amount: amounts[measure],
            limit,
            endsAt: end,
            rule,
            measure,
            scope,
          })),
      );
    });
  }

  #tell(reserved: readonly Reserved[], used: readonly number[]): void {
    this.#headers.length = 0;
    this.#headers.push(...limitHeaders(reserved, used, this.#timeMs));
  }

  #giveBack({ reserved }: Taken): Promise<void> {
    return this.#correct(reserved.map((each) => ({ ...each, amount: -each.amount })));
  }

  async #correct(corrections: readonly Reserved[]): Promise<void> {
    const changed = corrections.filter(({ amount }) => amount !== 0);
    if (changed.length === 0) return;
    try {
      await this.#limiter.store.correct(changed);
    } catch (error) {
      this.#limiter.metrics.limitStoreFailed();
      this.#limiter.logger.warn({ cause: messageOf(error) }, 'what a request used could not be counted');
    }
  }

  #storeFailed(error: unknown): Taken | RequestFailure {
    const { metrics, logger, failOpen } = this.#limiter;
    metrics.limitStoreFailed();
    logger.warn({ cause: messageOf(error), failOpen }, 'rate limits cannot be counted');
    if (failOpen) return NOTHING_TAKEN;
    return failure('limits_unavailable', 'rate limits cannot be counted right now', {
      hint: 'try again in a moment; the operator finds the cause in the log',
      headers: ['retry-after', '1'],
    });
  }
}

function countOf(count: number, measure: Measure): string {
  return `${count} ${count === 1 ? measure.replace(/s$/, '') : measure}`;
}

function noRoom(
  { rule, measure, scope, amount, limit, endsAt }: Reserved,
  used: number,
  timeMs: number,
): RequestFailure {
  const isBudget = measure === 'cost';
  const code = isBudget ? 'insufficient_quota' : 'rate_limit_exceeded';
  const allowed = isBudget ? `${limit / UNITS_OF_MONEY} ${rule.currency}` : countOf(limit, measure);
  const what = `the limit "${rule.name}" allows ${allowed} in a ${rule.unit}${scope.words}`;
  if (amount > limit) {
    const needs = isBudget ? `${(amount / UNITS_OF_MONEY).toPrecision(3)} ${rule.currency}` : countOf(amount, measure);
    return failure(code, `${what}; this request may need ${needs}`, {
      hint: 'shorten it, or ask for fewer tokens with max_tokens',
    });
  }
  const seconds = Math.max(1, Math.ceil((endsAt - timeMs) / 1e3));
  const left = isBudget ? '' : `, of which ${Math.max(0, limit - used)} are left`;
  return failure(code, `${what}${left}`, {
    hint: `try again in ${seconds} s`,
    headers: ['retry-after', String(seconds)],
  });
}
