import type { RouteResult } from '../engine.ts';
import type { RequestFacts } from '../request/facts.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import type { Trace } from '../trace/trace.ts';
import type { Probe } from './probe.ts';

/** What a probe looks at of a routing. */
export type ProbedRoute = Pick<RouteResult, 'recipe' | 'decision' | 'model' | 'plugins' | 'trace'>;

/** What probes run on: an engine, or one that is asked elsewhere. */
export interface ProbedEngine<Route extends Partial<ProbedRoute> = ProbedRoute> {
  route(facts: RequestFacts, options?: { readonly exhaustive?: boolean }): Promise<Route>;
}

export interface ProbeResult<Route extends ProbedRoute = RouteResult> {
  readonly probe: Probe;
  readonly passed: boolean;
  readonly decision: string | null;
  readonly model: string | null;
  /** `off`, or the effort. */
  readonly reasoning: string;
  /** What was not as expected, e.g. `decision: expected a, got b`. */
  readonly differences: readonly string[];
  readonly result: Route;
}

/** `off`, or the effort with which the model thinks. */
export function reasoningOf({ model }: Pick<RouteResult, 'model'>): string {
  if (model === null || model.reasoning === 'off') return 'off';
  return model.effort ?? 'on';
}

/** Routes one probe, everything evaluated, and compares. `kinds` tell which families its signals may be named by. */
export async function runProbe<Route extends ProbedRoute>(
  engine: ProbedEngine<Route>,
  probe: Probe,
  kinds: readonly SignalKind[],
): Promise<ProbeResult<Route>> {
  const result = await engine.route(probe.facts, { exhaustive: true });
  const { expected } = probe;
  const model = result.model?.lora ?? result.model?.model ?? null;
  const reasoning = reasoningOf(result);
  const differences: string[] = [];
  const compare = (what: string, wanted: string | undefined, got: string | null) => {
    if (wanted !== undefined && wanted !== got) differences.push(`${what}: expected ${wanted}, got ${got ?? 'none'}`);
  };
  compare('recipe', expected.recipe, result.recipe);
  compare('decision', expected.decision, result.decision);
  compare('model', expected.model, model);
  compare('reasoning', expected.reasoning, reasoning);
  compare('algorithm', expected.algorithm, result.trace.selection.algorithm);
  const plugins = result.plugins.map(({ type }) => type);
  for (const type of expected.plugins) if (!plugins.includes(type)) differences.push(`plugin ${type} is not used`);
  const matched = matchedLabels(result.trace, kinds);
  for (const label of expected.signals) if (!matched.has(label)) differences.push(`${label} did not match`);
  for (const label of expected.forbiddenSignals) if (matched.has(label)) differences.push(`${label} matched`);
  return { probe, passed: differences.length === 0, decision: result.decision, model, reasoning, differences, result };
}

/** `family:name` of all that matched, bands of projections too, under every name of the family. */
function matchedLabels({ signals, projections }: Trace, kinds: readonly SignalKind[]): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const { kind, name, matched } of signals) {
    if (!matched) continue;
    const { configKey, family } = kinds.find((each) => each.kind === kind)!;
    for (const word of [kind, configKey, family]) labels.add(`${word}:${name}`);
  }
  for (const projection of projections) {
    if (projection.type !== 'mapping') continue;
    for (const output of projection.outputs)
      for (const word of ['projection', 'projections']) labels.add(`${word}:${output}`);
  }
  return labels;
}
