import { engine, openRunning } from '../../engine/engine-client.ts';
import { type ChangedProbe, type ProbeOutcome, ROUTER } from '../../engine/engine-protocol.ts';
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
  /** Why the router was asked, where the engine in this page does not do what it does. */
  readonly byRouter: string | undefined;
  readonly outcomes: readonly ProbeOutcome[];
  /** Undefined where nobody asked for changed words. */
  readonly changed: readonly ChangedProbe[] | undefined;
}

/** Probes are run in steps, so that the page can say how far it is. */
const STEP = 5;
/** Apart from the config in force, which other pages open anew when it changes. */
const EVALUATED = 'evaluated';

/** The engine that a run was, or is to be, routed by. */
export function engineOf({ byRouter }: Pick<SuiteRun, 'byRouter'>): string {
  return byRouter === undefined ? EVALUATED : ROUTER;
}

/** Runs the probes on the config in force: on the engine in this page, or on the router's where they are not the same. */
export async function runSuite(
  suite: string,
  text: string,
  withChanges: boolean,
  onProgress: (words: string) => void,
): Promise<SuiteRun> {
  onProgress('Loading the engine');
  const config = await queryClient.fetchQuery({ ...configTextQuery, staleTime: 0 });
  const calls = await engine();
  const sameness = await openRunning(config.text);
  if (sameness.same) await calls.open(EVALUATED, config.text);
  const byRouter = sameness.same ? undefined : sameness.reason;
  const on = engineOf({ byRouter });
  const count = await calls.countProbes(text);
  const outcomes: ProbeOutcome[] = [];
  for (let at = 0; at < count; at += STEP) {
    onProgress(`${at} of ${count}`);
    outcomes.push(...(await calls.probe(on, text, at, STEP)));
  }
  const changed: ChangedProbe[] = [];
  for (let at = 0; withChanges && at < count; at += STEP) {
    onProgress(`${at} of ${count} in changed words`);
    changed.push(...(await calls.changeProbes(on, text, at, STEP)));
  }
  const { etag } = config;
  return { at: Date.now(), suite, text, etag, byRouter, outcomes, changed: withChanges ? changed : undefined };
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
