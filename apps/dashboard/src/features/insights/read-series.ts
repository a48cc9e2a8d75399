import type { ReplayAggregate } from '@signalbox/gateway/contract';
import { askJson } from '../../lib/api.ts';

/** Roll-ups are by whole hours, so that is the least that can be told apart. */
const HOUR = 3_600_000;
const MOST_STEPS = 36;

/** What records come to, step by step. */
export interface SumsOverTime {
  /** Where each step begins, in milliseconds since 1970. */
  readonly starts: readonly number[];
  readonly stepMs: number;
  readonly sums: readonly ReplayAggregate[];
}

/** Steps of whole hours from one time to another: as many as are seen well beside each other. */
export function stepsOf(since: number, until: number): { readonly starts: readonly number[]; readonly stepMs: number } {
  const first = Math.floor(since / HOUR) * HOUR;
  const hours = Math.max(1, Math.ceil((until - first) / HOUR));
  const stepMs = Math.ceil(hours / MOST_STEPS) * HOUR;
  return {
    stepMs,
    starts: Array.from({ length: Math.ceil((hours * HOUR) / stepMs) }, (_, at) => first + at * stepMs),
  };
}

/** Each step added up by the router. */
export async function readSeries(
  filter: Readonly<Record<string, string>>,
  since: number,
  signal: AbortSignal,
): Promise<SumsOverTime> {
  const { starts, stepMs } = stepsOf(since, Date.now());
  const sums = await Promise.all(
    starts.map((start) => {
      const query = new URLSearchParams({ ...filter, since: String(start), until: String(start + stepMs) });
      return askJson<ReplayAggregate>(`/v1/router_replay/aggregate?${query}`, { signal });
    }),
  );
  return { starts, stepMs, sums };
}

/** Figures that can be seen over time, each with the lines that belong together. */
export const MEASURES = {
  requests: 'Requests',
  spend: 'Spend',
  tokens: 'Tokens',
  models: 'Models',
  decisions: 'Decisions',
  answers: 'How they were answered',
  signals: 'Signals',
  guards: 'What guards found',
  cache: 'Cache',
} as const;

export type Measure = keyof typeof MEASURES;

const MOST_LINES = 5;

/** The lines of a measure: a name, and a value for each step. */
export function linesOf(
  measure: Measure,
  sums: readonly ReplayAggregate[],
): readonly { readonly label: string; readonly values: readonly number[] }[] {
  const line = (label: string, of: (sum: ReplayAggregate) => number) => ({ label, values: sums.map(of) });
  switch (measure) {
    case 'requests':
      return [
        line('Requests', ({ record_count }) => record_count),
        line('Failed or broken off', ({ lifecycle }) => (lifecycle.failed ?? 0) + (lifecycle.aborted ?? 0)),
      ];
    case 'spend':
      return [
        line('Spent', ({ summary }) => summary.actual_spend ?? 0),
        line('Always the dearest model', ({ summary }) => summary.baseline_spend ?? 0),
      ];
    case 'tokens':
      return [
        line('In', ({ token_breakdown }) => token_breakdown.prompt_tokens),
        line('Out', ({ token_breakdown }) => token_breakdown.completion_tokens),
        line('Thinking', ({ token_breakdown }) => token_breakdown.reasoning_tokens),
        line('Cached by the backend', ({ token_breakdown }) => token_breakdown.cached_tokens),
      ];
    case 'models':
      return largest(sums.map(({ model_selection }) => model_selection));
    case 'decisions':
      return largest(sums.map(({ decision_distribution }) => decision_distribution));
    case 'answers':
      return largest(sums.map(({ response_paths }) => response_paths));
    case 'signals':
      return largest(sums.map(signalCounts));
    case 'cache':
      return [
        line('Answered from the cache', ({ response_paths }) => response_paths.cache ?? 0),
        line('Answered by a model', ({ response_paths }) => response_paths.upstream ?? 0),
      ];
    case 'guards':
      return largest(sums.map(({ guard_findings }) => guard_findings));
  }
}

/** Matches by signal, `family: name`. */
export function signalCounts({ signal_distribution }: ReplayAggregate): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(signal_distribution).flatMap(([family, names]) =>
      Object.entries(names).map(([name, count]) => [`${family}: ${name}`, count]),
    ),
  );
}

/** A line for each of the names that count most over all steps. */
function largest(steps: readonly Readonly<Record<string, number>>[]) {
  const totals = new Map<string, number>();
  for (const counts of steps)
    for (const [name, count] of Object.entries(counts)) totals.set(name, (totals.get(name) ?? 0) + count);
  return [...totals]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_LINES)
    .map(([label]) => ({ label: label.replaceAll('_', ' '), values: steps.map((counts) => counts[label] ?? 0) }));
}
