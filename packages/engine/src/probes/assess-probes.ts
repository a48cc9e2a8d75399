import type { Coverage, Probe, ProbeFile } from './probe.ts';
import type { ProbeResult } from './run-probes.ts';

/** How a suite went against what its file accepts. */
export interface Assessment {
  readonly passed: number;
  readonly failed: number;
  readonly isAccepted: boolean;
  /** What keeps it from being accepted, in words; without an `acceptance` block, every failed probe does. */
  readonly shortfalls: readonly string[];
}

/** Compares results with the file's acceptance and coverage blocks. */
export function assessProbes(file: ProbeFile, results: readonly ProbeResult[]): Assessment {
  const failed = results.filter((each) => !each.passed).length;
  const { minProbePassRate, minDecisionPassRate } = file.acceptance ?? {
    minProbePassRate: 100,
    minDecisionPassRate: 0,
  };
  const shortfalls: string[] = [];
  const expectAtLeast = (what: string, among: readonly ProbeResult[], least: number) => {
    const rate = percent(among.filter((each) => each.passed).length, among.length);
    if (rate < least) shortfalls.push(`${what}: ${rate.toFixed(1)} % of the probes passed, ${least} % asked`);
  };
  expectAtLeast('all', results, minProbePassRate);
  const decisions = new Set(results.map(({ probe }) => probe.expected.decision));
  for (const decision of decisions) {
    expectAtLeast(
      `decision ${decision}`,
      results.filter(({ probe }) => probe.expected.decision === decision),
      minDecisionPassRate,
    );
  }
  if (file.coverage !== undefined) {
    for (const [tag, least] of Object.entries(file.coverage.tagPassRates)) {
      expectAtLeast(
        `tag ${tag}`,
        results.filter(({ probe }) => probe.tags.includes(tag)),
        least,
      );
    }
    shortfalls.push(...uncovered(file.coverage, file.probes));
  }
  return { passed: results.length - failed, failed, isAccepted: shortfalls.length === 0, shortfalls };
}

/** What a probe asserts beside its decision. */
const ASSERTIONS: Readonly<Record<string, (probe: Probe) => boolean>> = {
  signal: ({ expected }) => [...expected.signals, ...expected.forbiddenSignals].length > 0,
  projection: ({ expected }) => expected.signals.some((label) => /^projections?:/.test(label)),
  algorithm: ({ expected }) => expected.algorithm !== undefined,
  plugin: ({ expected }) => expected.plugins.length > 0,
};

function uncovered({ assertionPercent, requiredShapes, tagCounts }: Coverage, probes: readonly Probe[]): string[] {
  const shortfalls: string[] = [];
  for (const [what, least] of Object.entries(assertionPercent)) {
    const share = percent(probes.filter(ASSERTIONS[what]!).length, probes.length);
    if (share < least) shortfalls.push(`${share.toFixed(1)} % of the probes assert a ${what}, ${least} % asked`);
  }
  for (const shape of requiredShapes) {
    if (!probes.some(({ shapes }) => shapes.includes(shape))) shortfalls.push(`no probe has the shape ${shape}`);
  }
  for (const [tag, least] of Object.entries(tagCounts)) {
    const count = probes.filter(({ tags }) => tags.includes(tag)).length;
    if (count < least) shortfalls.push(`${count} probes have the tag ${tag}, ${least} asked`);
  }
  return shortfalls;
}

/** An empty set has nothing that fails. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}
