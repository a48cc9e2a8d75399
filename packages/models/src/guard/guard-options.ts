import { durationSchema, parseDuration, s } from '@signalbox/engine/adapters';
import type { GuardOptions } from './guarded-call.ts';

/** Options of every adapter: how its model is guarded. */
export const guardFields = {
  timeout: durationSchema('Longest time for one call; what asked is unknown after it.').default('1s'),
  max_waiting: s
    .int()
    .min(0)
    .default(64)
    .describe('Calls that may wait for their turn, within the timeout; further ones are unknown at once.'),
  breaker_failures: s.int().min(1).default(5).describe('Failures in a row after which the model is left alone.'),
  breaker_pause: durationSchema('How long it is left alone before one call is sent to see.').default('5s'),
  cache_entries: s.int().min(0).default(10_000).describe('Answers kept, by hash of the text; 0 for none.'),
  cache_ttl: durationSchema('How long an answer is kept.').default('10m'),
};

export interface GuardFields {
  readonly timeout: string;
  readonly max_waiting: number;
  readonly breaker_failures: number;
  readonly breaker_pause: string;
  readonly cache_entries: number;
  readonly cache_ttl: string;
}

/** What an adapter's options say of its guard; how many calls go at once, and of how many questions, the adapter says. */
export function guardOptions(fields: GuardFields): Omit<GuardOptions, 'concurrency' | 'batchSize'> {
  return {
    timeoutMs: parseDuration(fields.timeout)!,
    waiting: fields.max_waiting,
    breaker: { failures: fields.breaker_failures, pauseMs: parseDuration(fields.breaker_pause)! },
    cache: { entries: fields.cache_entries, ttlMs: parseDuration(fields.cache_ttl)! },
  };
}
