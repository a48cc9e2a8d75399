import { engine } from '../../engine/engine-client.ts';
import type { ChangedProbe, ProbeOutcome } from '../../engine/engine-protocol.ts';
import { groupBy } from '../../lib/group-by.ts';
import { configTextQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';

/** One run of a suite. */
export interface SuiteRun {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly suite: string;
  /** The probes' own text. */
  readonly text: string;
  /** Of the config that they were run on. */
  readonly etag: string;
  readonly outcomes: readonly ProbeOutcome[];
  /** Undefined where nobody asked for changed words. */
  readonly changed: readonly ChangedProbe[] | undefined;
}

/** Probes are changed in steps, so that the page can say how far it is. */
const STEP = 5;

/** Runs the probes on the config in force. */
export async function runSuite(
  suite: string,
  text: string,
  withChanges: boolean,
  onProgress: (words: string) => void,
): Promise<SuiteRun> {
  onProgress('Loading the engine');
  const config = await queryClient.fetchQuery({ ...configTextQuery, staleTime: 0 });
  const calls = await engine();
  const opened = await calls.open('evaluated', config.text);
  if (!opened.ok) throw new Error(opened.diagnostics[0]?.message ?? 'the running config does not load in this page');
  onProgress('Routing the probes');
  const outcomes = await calls.probe('evaluated', text);
  const changed: ChangedProbe[] = [];
  for (let at = 0; withChanges && at < outcomes.length; at += STEP) {
    onProgress(`${at} of ${outcomes.length} in changed words`);
    changed.push(...(await calls.changeProbes('evaluated', text, at, STEP)));
  }
  return { at: Date.now(), suite, text, etag: config.etag, outcomes, changed: withChanges ? changed : undefined };
}

/** Probes that must take the same decision. */
export interface DecisionScore {
  readonly decision: string;
  readonly passed: number;
  readonly outcomes: readonly ProbeOutcome[];
}

/** By decision, those with the most failures first. */
export function scoreByDecision(outcomes: readonly ProbeOutcome[]): readonly DecisionScore[] {
  const groups = groupBy(outcomes, ({ expected }) => expected);
  return [...groups]
    .map(([decision, among]) => ({
      decision,
      passed: among.filter(({ passed }) => passed).length,
      outcomes: among,
    }))
    .sort(
      (a, b) => b.outcomes.length - b.passed - (a.outcomes.length - a.passed) || a.decision.localeCompare(b.decision),
    );
}

/** How often a change of words led elsewhere. */
export interface FlipRate {
  readonly change: string;
  readonly versions: number;
  readonly flipped: readonly ChangedProbe[];
}

export function flipRates(changed: readonly ChangedProbe[]): readonly FlipRate[] {
  return [...groupBy(changed, ({ change }) => change)].map(([change, among]) => ({
    change,
    versions: among.length,
    flipped: among.filter(({ flipped }) => flipped),
  }));
}
