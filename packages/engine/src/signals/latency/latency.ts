import { compilePredicate, predicateSchema } from '../../config/predicate.ts';
import { s } from '../../config/schema.ts';
import type { ObservedStatistics } from '../../ports/index.ts';
import { defineSignalKind } from '../signal-kind.ts';

const METRICS = {
  ttft: { read: (seen: ObservedStatistics) => seen.ttftMs, unit: 'ms to the first token' },
  tpot: { read: (seen: ObservedStatistics) => seen.tpotMs, unit: 'ms per token' },
  error_rate: { read: (seen: ObservedStatistics) => seen.errorRate, unit: 'of the calls failed' },
} as const;

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  model: s.string().min(1).describe('A model of providers.models.'),
  metric: s
    .enum(['ttft', 'tpot', 'error_rate'])
    .describe(
      'ttft: milliseconds to the first token; tpot: milliseconds per token after it; error_rate: failed calls, 0..1.',
    ),
  predicate: predicateSchema.describe('Bounds on the metric, in its unit.'),
  min_samples: s.int().min(1).default(20).describe('Calls seen below which the reading is unknown.'),
});

export type LatencyRule = ReturnType<typeof schema.parse>;

/** How a model has lately behaved here. What has not been seen often enough is unknown, neither fast nor slow. */
export const latency = defineSignalKind<LatencyRule>({
  kind: 'latency',
  configKey: 'latency',
  summary: 'How fast and how reliable a model has lately been, as bands.',
  schema,
  cost: () => 'free',
  traits: { alwaysCertain: true },
  examples: [
    { name: 'large_is_slow', model: 'large', metric: 'ttft', predicate: { gt: 2000 }, min_samples: 20 },
    { name: 'large_is_failing', model: 'large', metric: 'error_rate', predicate: { gte: 0.1 }, min_samples: 50 },
  ],
  modelsOf: (rule) => [{ name: rule.model, at: ['model'] }],
  check(rule, report) {
    const { gt, gte, lt, lte } = rule.predicate;
    const bounds = [gt, gte, lt, lte].filter((bound) => bound !== undefined);
    if (bounds.length === 0) {
      report.error(
        'latency.no_bounds',
        ['predicate'],
        `rule "${rule.name}": expected at least one of gt, gte, lt and lte`,
        'e.g. predicate: { gt: 2000 }',
      );
    }
    if (rule.metric === 'error_rate' && bounds.some((bound) => bound < 0 || bound > 1)) {
      report.error(
        'latency.rate_out_of_range',
        ['predicate'],
        `rule "${rule.name}": an error rate lies between 0 and 1`,
        'write 5 % as 0.05',
      );
    }
  },
  compile(rules, { ports }) {
    const compiled = rules.map((rule) => ({ rule, holds: compilePredicate(rule.predicate) }));
    return () =>
      compiled.map(({ rule: { name, model, metric, min_samples: least }, holds }) => {
        const seen = ports.statistics?.of(model);
        const { read, unit } = METRICS[metric];
        const value = seen === undefined ? undefined : read(seen);
        if (seen === undefined || seen.samples < least) {
          const reason = `${seen?.samples ?? 0} calls of "${model}" seen, ${least} needed`;
          return { name, code: 'latency.too_few_samples', reason };
        }
        if (value === undefined) {
          return { name, code: 'latency.not_measured', reason: `no ${metric} of "${model}" was measured` };
        }
        const matched = holds(value);
        return {
          name,
          matched,
          confidence: matched ? 1 : 0,
          value,
          evidence: `${Math.round(value * 1000) / 1000} ${unit}`,
        };
      });
  },
});
