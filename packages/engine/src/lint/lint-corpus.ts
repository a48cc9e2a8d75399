import { type Diagnostic, type Report, reportUnder } from '../config/diagnostic.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { RecipeConfig } from '../config/router-config.ts';
import { outputsOf, type SignalKind } from '../signals/signal-kind.ts';
import type { SignalTrace, Trace } from '../trace/trace.ts';

/** One request of a corpus, routed with all its signals read. */
export interface CorpusRow {
  /** What messages call it, e.g. `prompts.jsonl:12`. */
  readonly label: string;
  readonly trace: Trace;
}

export interface CorpusLintOptions {
  readonly kinds: readonly SignalKind[];
  /** Shown in diagnostics. */
  readonly file?: string | undefined;
}

/**
 * What a corpus never does: thresholds that no row reaches or that every row does, bands that no row falls into, and
 * decisions that no row takes. Nothing of it is proved: another corpus may say otherwise.
 */
export function lintCorpus(
  { config, locate }: LoadedConfig,
  rows: readonly CorpusRow[],
  { kinds, file }: CorpusLintOptions,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const add: Report['warning'] = (code, path, message, hint) =>
    void diagnostics.push({ severity: 'warning', code, message, hint, path, file, ...locate(path) });
  for (const recipe of config.recipes) {
    const own = rows.filter(({ trace }) => trace.recipe === recipe.name);
    if (own.length === 0) continue;
    const report = reportUnder(recipe.path, { error: add, warning: add });
    lintThresholds(recipe, own, kinds, report);
    lintBands(recipe, own, report);
    lintDecisionsTaken(recipe, own, report);
  }
  return diagnostics.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

function lintThresholds(
  { signals }: RecipeConfig,
  rows: readonly CorpusRow[],
  kinds: readonly SignalKind[],
  report: Report,
): void {
  for (const { kind: name, rules, settings } of signals) {
    const kind = kinds.find((each) => each.kind === name)!;
    for (const [index, rule] of rules.entries()) {
      const threshold = kind.threshold?.(rule, settings);
      if (threshold === undefined) continue;
      const path = ['signals', kind.configKey, index];
      for (const output of outputsOf(kind, rule)) lintThreshold(`${name}:${output}`, threshold, path, rows, report);
    }
  }
}

function lintThreshold(
  label: string,
  threshold: number,
  path: readonly (string | number)[],
  rows: readonly CorpusRow[],
  report: Report,
): void {
  const read = rows.flatMap(({ label: row, trace }) => {
    const signal = trace.signals.find(({ kind, name }) => `${kind}:${name}` === label);
    return signal?.state !== 'read' || signal.value === undefined ? [] : [{ row, value: signal.value }];
  });
  if (read.length === 0) return;
  const crossing = read.filter(({ value }) => value >= threshold);
  if (crossing.length === 0) {
    const top = read.reduce((best, each) => (each.value > best.value ? each : best));
    report.warning(
      'lint.threshold_not_reached',
      path,
      `${label}: none of ${read.length} rows reaches the threshold ${threshold}; the nearest is ${top.row} with ${round(top.value)}`,
      'lower the threshold, or give the rule better examples',
    );
  } else if (crossing.length === read.length && read.length > 1) {
    const low = read.reduce((best, each) => (each.value < best.value ? each : best));
    report.warning(
      'lint.threshold_always_reached',
      path,
      `${label}: all ${read.length} rows reach the threshold ${threshold}; the lowest is ${low.row} with ${round(low.value)}`,
      'raise the threshold, or take the rule out',
    );
  }
}

function lintBands({ projections }: RecipeConfig, rows: readonly CorpusRow[], report: Report): void {
  for (const [index, mapping] of projections.mappings.entries()) {
    const traces = rows.flatMap(({ trace }) => trace.projections.filter((each) => each.name === mapping.name));
    const seen = new Set(traces.flatMap((each) => (each.type === 'mapping' ? each.outputs : [])));
    if (traces.length === 0) continue;
    for (const [position, { name }] of mapping.outputs.entries()) {
      if (seen.has(name)) continue;
      const message = `band "${name}" of "${mapping.name}": none of ${rows.length} rows falls into it`;
      const path = ['projections', 'mappings', index, 'outputs', position];
      report.warning(
        'lint.band_not_reached',
        path,
        message,
        'move its bounds, or see whether the corpus lacks such requests',
      );
    }
  }
}

function lintDecisionsTaken({ decisions }: RecipeConfig, rows: readonly CorpusRow[], report: Report): void {
  for (const [index, { name }] of decisions.entries()) {
    if (rows.some(({ trace }) => trace.decision === name)) continue;
    const matching = rows.filter(({ trace }) =>
      trace.decisions.some((each) => each.name === name && each.outcome === 'match'),
    );
    const example = matching[0];
    const why =
      example === undefined
        ? 'none matches it'
        : `${matching.length} match it, and others go before it (e.g. "${example.trace.decision}" for ${example.label})`;
    report.warning(
      'lint.decision_not_taken',
      ['decisions', index],
      `decision "${name}": none of ${rows.length} rows takes it; ${why}`,
      'see whether the corpus lacks such requests',
    );
  }
}

function round(value: NonNullable<SignalTrace['value']>): number {
  return Number(value.toPrecision(3));
}
