import type { z } from 'zod';
import { durationSchema, parseDuration } from './duration.ts';
import type { ReliabilityConfig } from './router-config.ts';
import { s } from './schema.ts';

/** Words of `retry_on` beside status codes; they are Envoy's where Envoy has one. */
export const RETRY_WORDS = ['connect-failure', 'reset', 'timeout', 'invalid', 'gateway-error', '5xx', '429'] as const;

const percent = (description: string) => s.number().min(0).max(100).describe(description);

/** How a model's backends are called; every key may be left out. */
export const reliabilitySchema = s.strictObject({
  lb_policy: s
    .enum(['least_request', 'round_robin'])
    .optional()
    .describe(
      'How one of several backends is chosen, by weight: the less busy of two at random, or in turn; default least_request.',
    ),
  retry_count: s
    .int()
    .min(0)
    .max(5)
    .optional()
    .describe('Further tries within the model after a failure before the first byte; default 2.'),
  retry_on: s
    .string()
    .refine((text) => retryWords(text).every(isRetryWord), {
      message: 'expected failures to retry, separated by commas',
      params: { code: 'config.invalid_retry_on', hint: `write status codes (503) or ${RETRY_WORDS.join(', ')}` },
    })
    .optional()
    .describe(
      'Failures after which another backend or model is asked, separated by commas: status codes, connect-failure, reset, timeout, invalid (an answer that makes no sense), gateway-error (502, 503, 504), 5xx, 429. Default all of them, and what a provider says may be retried.',
    ),
  retry_max_delay: durationSchema(
    'Longest wait before the same backend is asked again; a Retry-After beyond it goes to the client. Default 2s.',
  ).optional(),
  retry_budget_percent: percent(
    'Retries within the model, in percent of its requests; moving to another model is not counted. Default 20.',
  ).optional(),
  retry_min_per_second: s
    .number()
    .min(0)
    .optional()
    .describe('Retries within the model that are always allowed, per second; default 10.'),
  consecutive_5xx: s
    .int()
    .min(1)
    .optional()
    .describe('Failures in a row (5xx or no answer) after which a backend is left out; default 5.'),
  error_rate_percent: percent(
    'Share of failures within error_rate_window after which a backend is left out, in percent; default 50.',
  ).optional(),
  error_rate_window: durationSchema('Time over which the share of failures is taken; default 10s.').optional(),
  error_rate_min_requests: s
    .int()
    .min(1)
    .optional()
    .describe('Requests within error_rate_window below which the share says nothing; default 20.'),
  base_ejection_time: durationSchema(
    'How long a backend is left out the first time; doubled each time in a row, up to 16 times as long. Default 10s.',
  ).optional(),
  max_ejection_percent: percent(
    'Largest share of the model’s backends that may be left out at once, in percent, but always one; default 100.',
  ).optional(),
  half_open_probes: s
    .int()
    .min(1)
    .optional()
    .describe('Requests let through at once to see whether a backend is back, all of which must succeed; default 1.'),
  fail_fast: s
    .boolean()
    .optional()
    .describe(
      'When everybody who could answer is left out: true answers 503 at once, false asks them all the same; default false.',
    ),
  health_check_path: s
    .string()
    .regex(/^\//, { error: 'expected a path that begins with /' })
    .optional()
    .describe('Path that each backend is asked at regular times; an answer of 2xx is good. Default none: no checks.'),
  health_check_interval: durationSchema('Time between two checks of a backend; default 10s.').optional(),
  health_check_timeout: durationSchema('Longest wait for the answer to a check; default 2s.').optional(),
  max_concurrent_requests: s
    .int()
    .min(1)
    .optional()
    .describe('Requests under way at once at each backend; default 1024.'),
  max_queued_requests: s
    .int()
    .min(0)
    .optional()
    .describe('Requests that may wait for a place at each backend; default 256.'),
  queue_timeout: durationSchema('Longest wait for a place; default 5s.').optional(),
  hedge_after: durationSchema(
    'Wait for the first byte after which a second backend is asked as well, and the slower one cancelled; counts against the retry budget. Default never.',
  ).optional(),
});

export type CanonicalReliability = z.infer<typeof reliabilitySchema>;

/** How a model is called where the config says nothing. */
export const DEFAULT_RELIABILITY: ReliabilityConfig = {
  balancing: 'least_request',
  retries: { count: 2, on: undefined, maxDelayMs: 2_000, budgetShare: 0.2, minPerSecond: 10 },
  breaker: {
    consecutiveFailures: 5,
    errorRate: 0.5,
    windowMs: 10_000,
    minRequests: 20,
    pauseMs: 10_000,
    maxEjectedShare: 1,
    probes: 1,
    failFast: false,
  },
  healthCheck: undefined,
  concurrency: { limit: 1_024, waiting: 256, waitMs: 5_000 },
  hedgeAfterMs: undefined,
};

/** A model's own words over those of `providers.defaults` over the defaults. */
export function translateReliability(
  general: CanonicalReliability | undefined,
  own: CanonicalReliability | undefined,
): ReliabilityConfig {
  const said = { ...general, ...own };
  const { retries, breaker, concurrency, balancing } = DEFAULT_RELIABILITY;
  return {
    balancing: said.lb_policy ?? balancing,
    retries: {
      count: said.retry_count ?? retries.count,
      on: said.retry_on === undefined ? undefined : retryWords(said.retry_on),
      maxDelayMs: milliseconds(said.retry_max_delay) ?? retries.maxDelayMs,
      budgetShare: share(said.retry_budget_percent) ?? retries.budgetShare,
      minPerSecond: said.retry_min_per_second ?? retries.minPerSecond,
    },
    breaker: {
      consecutiveFailures: said.consecutive_5xx ?? breaker.consecutiveFailures,
      errorRate: share(said.error_rate_percent) ?? breaker.errorRate,
      windowMs: milliseconds(said.error_rate_window) ?? breaker.windowMs,
      minRequests: said.error_rate_min_requests ?? breaker.minRequests,
      pauseMs: milliseconds(said.base_ejection_time) ?? breaker.pauseMs,
      maxEjectedShare: share(said.max_ejection_percent) ?? breaker.maxEjectedShare,
      probes: said.half_open_probes ?? breaker.probes,
      failFast: said.fail_fast ?? breaker.failFast,
    },
    healthCheck:
      said.health_check_path === undefined
        ? undefined
        : {
            path: said.health_check_path,
            intervalMs: milliseconds(said.health_check_interval) ?? 10_000,
            timeoutMs: milliseconds(said.health_check_timeout) ?? 2_000,
          },
    concurrency: {
      limit: said.max_concurrent_requests ?? concurrency.limit,
      waiting: said.max_queued_requests ?? concurrency.waiting,
      waitMs: milliseconds(said.queue_timeout) ?? concurrency.waitMs,
    },
    hedgeAfterMs: milliseconds(said.hedge_after),
  };
}

function retryWords(text: string): readonly string[] {
  return text.split(',').map((word) => word.trim());
}

function isRetryWord(word: string): boolean {
  return (RETRY_WORDS as readonly string[]).includes(word) || /^[45]\d\d$/.test(word);
}

function milliseconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration);
}

function share(percentage: number | undefined): number | undefined {
  return percentage === undefined ? undefined : percentage / 100;
}
