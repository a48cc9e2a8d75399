import type { Assessment, PerturbedProbe, ProbeResult } from '@signalbox/engine';
import { flipRates } from './flip-report.ts';
import { byDecision } from './probe-report.ts';

/** Results as a page: counts, a table by decision, every failure, flip rates where they were measured. */
export function renderProbeMarkdown(
  name: string,
  results: readonly ProbeResult[],
  assessment: Assessment,
  perturbed: readonly PerturbedProbe[],
): string {
  const failures = results.filter((each) => !each.passed);
  const lines = [
    `# ${name}`,
    '',
    `${assessment.passed} passed, ${assessment.failed} failed.`,
    ...assessment.shortfalls.map((shortfall) => `- ${shortfall}`),
    '',
    ...table(['expected decision', 'passed', 'went to'], byDecision(results)),
  ];
  if (failures.length > 0) {
    const rows = failures.map(({ probe, differences }) => [probe.id, differences.join('; ')]);
    lines.push('', '## Failures', '', ...table(['probe', 'differences'], rows));
  }
  if (perturbed.length > 0) {
    lines.push(
      '',
      '## Flips',
      '',
      ...table(['decision', 'change', 'versions', 'flipped', 'rate'], flipRates(perturbed)),
    );
  }
  return `${lines.join('\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
