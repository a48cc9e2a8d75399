import type { ModelHealth } from '../../contract/index.ts';
import type { LogGroup, LogGroupFilter } from '../../stores/log-driver.ts';
import { addGroups } from '../../stores/log-line.ts';
import { outcomeLog } from '../../stores/roles/outcomes.ts';

/** A filter of records as one of outcomes: by what both are counted by. */
export function ofOutcomes({ facets = {}, ...times }: LogGroupFilter): LogGroupFilter {
  const shared = Object.entries(facets).filter(([name]) => name in outcomeLog.facets);
  return { ...times, facets: Object.fromEntries(shared) };
}

/** How requests went, model by model: records by lifecycle, and outcomes by verdict. */
export function modelHealth(
  records: readonly LogGroup[],
  outcomes: readonly LogGroup[],
): Readonly<Record<string, ModelHealth>> {
  const byLifecycle = addGroups(records, ['model', 'lifecycle']);
  const models = [...new Set(byLifecycle.map(({ facets }) => facets.model ?? null))];
  return Object.fromEntries(
    models.map((model) => {
      const own = byLifecycle.filter(({ facets }) => facets.model === model);
      const said = addGroups(
        outcomes.filter(({ facets }) => facets.model === model),
        ['verdict'],
      );
      return [model ?? 'none', healthOf(own, said)];
    }),
  );
}

function healthOf(records: readonly LogGroup[], outcomes: readonly LogGroup[]): ModelHealth {
  const requests = records.reduce((sum, { entries }) => sum + entries, 0);
  const of = (lifecycle: string) => records.find(({ facets }) => facets.lifecycle === lifecycle);
  const completed = of('completed');
  const sum = (measure: string) => outcomes.reduce((total, { measures }) => total + (measures[measure] ?? 0), 0);
  return {
    requests,
    error_rate: (of('failed')?.entries ?? 0) / requests,
    aborted_rate: (of('aborted')?.entries ?? 0) / requests,
    mean_duration_ms: completed === undefined ? null : (completed.measures.duration_ms ?? 0) / completed.entries,
    outcomes: Object.fromEntries(outcomes.map(({ facets, entries }) => [facets.verdict ?? 'none', entries])),
    mean_score: sum('scored') === 0 ? null : sum('score') / sum('scored'),
  };
}
