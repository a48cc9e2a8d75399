import { type Assessment, explainTrace, type ProbeResult, type RouterConfig } from '@signalbox/engine';
import { groupBy } from './group-by.ts';
import { renderReadings } from './route-report.ts';
import { renderTable } from './table.ts';

/** Up to so many probes each have a line of their own. */
const LISTED = 60;

/** Results for people: a table, what went wrong with each failure, and the count alone on the last line. */
export function renderProbes(results: readonly ProbeResult[], assessment: Assessment, config: RouterConfig): string {
  const failures = results.filter((each) => !each.passed);
  // A screenful of probes is listed one by one; a larger suite by decision.
  const table = results.length <= LISTED ? renderEach(results) : renderByDecision(results);
  const shortfalls =
    assessment.failed > 0 && assessment.isAccepted ? ['accepted: the file asks for no more'] : assessment.shortfalls;
  return [
    table,
    ...failures.map((each) => `${describeFailure(each, config)}\n`),
    ...shortfalls,
    `${assessment.passed} passed, ${assessment.failed} failed\n`,
  ].join('\n');
}

function describeFailure({ probe, differences, result }: ProbeResult, config: RouterConfig): string {
  const { why, nearMisses } = explainTrace(result.trace, config);
  const missed = nearMisses.find(({ decision }) => decision === probe.expected.decision);
  return [
    `FAIL ${probe.id}: ${differences.join('; ')}`,
    `  text     ${textOf(probe)}`,
    `  why      ${why}`,
    ...(missed === undefined ? [] : [`  expected ${missed.decision} lacked ${missed.lacked.join(' and ')}`]),
    renderReadings(result.trace.signals).replaceAll(/^/gm, '  '),
  ].join('\n');
}

function textOf({ facts }: ProbeResult['probe']): string {
  const text = facts.messages.at(-1)?.text ?? '';
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length} characters)` : text;
}

function renderEach(results: readonly ProbeResult[]): string {
  const rows = results.map((each) => [
    each.passed ? 'pass' : 'FAIL',
    each.probe.id,
    each.decision ?? '(default)',
    each.model ?? 'none',
    each.reasoning,
  ]);
  return renderTable(['', 'probe', 'decision', 'model', 'reasoning'], rows);
}

/** Probes passed by expected decision, and where the others went instead. */
export function byDecision(
  results: readonly ProbeResult[],
): readonly (readonly [decision: string, passed: string, elsewhere: string])[] {
  const groups = groupBy(results, ({ probe }) => probe.expected.decision);
  return [...groups].map(([decision, probes]) => {
    const elsewhere = probes.filter((each) => !each.passed).map((each) => each.decision ?? '(default)');
    const counts = [...new Set(elsewhere)].map((name) => `${name} ${elsewhere.filter((each) => each === name).length}`);
    return [decision, `${probes.length - elsewhere.length}/${probes.length}`, counts.join(', ')];
  });
}

function renderByDecision(results: readonly ProbeResult[]): string {
  return renderTable(
    ['expected decision', 'passed', 'went to'],
    byDecision(results).map((row) => [...row]),
  );
}
