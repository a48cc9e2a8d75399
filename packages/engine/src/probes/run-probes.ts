import type { Engine, RouteResult } from '../engine.ts';
import type { Probe } from './parse-probes.ts';

export interface ProbeResult {
  readonly probe: Probe;
  readonly passed: boolean;
  readonly decision: string | null;
  readonly model: string | null;
  /** `off`, or the effort. */
  readonly reasoning: string;
  /** What was not as expected, e.g. `decision: expected a, got b`. */
  readonly differences: readonly string[];
  readonly result: RouteResult;
}

/** `off`, or the effort with which the model thinks. */
export function reasoningOf(result: RouteResult): string {
  if (result.model === null || result.model.reasoning === 'off') return 'off';
  return result.model.effort ?? 'on';
}

/** Routes one probe, everything evaluated, and compares. */
export async function runProbe(engine: Engine, probe: Probe): Promise<ProbeResult> {
  const facts = { messages: probe.messages, tools: [], requestedModel: 'MoM', metadata: {} };
  const result = await engine.route(facts, { exhaustive: true });
  const model = result.model?.lora ?? result.model?.model ?? null;
  const reasoning = reasoningOf(result);
  const differences: string[] = [];
  const compare = (what: string, expected: string | undefined, got: string | null) => {
    if (expected !== undefined && expected !== got)
      differences.push(`${what}: expected ${expected}, got ${got ?? 'none'}`);
  };
  compare('decision', probe.expectedDecision, result.decision);
  compare('model', probe.expectedModel, model);
  compare('reasoning', probe.expectedReasoning, reasoning);
  return { probe, passed: differences.length === 0, decision: result.decision, model, reasoning, differences, result };
}
