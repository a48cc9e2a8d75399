import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { progress } from '@clack/prompts';
import {
  explainTrace,
  type ProbeFile,
  type ProbeResult,
  parseProbes,
  type RouterConfig,
  runProbe,
} from '@signalbox/engine';
import type { Command } from '../command.ts';
import { createPorts } from '../composition/create-ports.ts';
import { chooseConfig, loadConfigFile, readTextFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { recipesFolder } from '../composition/recipes.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { renderReadings } from '../report/route-report.ts';
import { renderTable } from '../report/table.ts';

/** Up to so many probes each have a line of their own. */
const LISTED = 60;

export const evaluate: Command = {
  name: 'eval',
  summary: 'Routes every probe of a file and compares with what it expects.',
  positionals: [{ name: '<file>', description: 'probe file' }],
  options: [
    {
      flags: '-c, --config <file>',
      description:
        "config file or recipe name (default: config.yaml beside the probes, else the probes' own profile, else config.yaml here)",
    },
  ],
  examples: ['signalbox eval recipes/mom/probes.yaml', 'signalbox eval probes.yaml --config config.yaml --json'],
  async run({ positionals, options }, io) {
    const file = resolvePath(positionals[0]!, io);
    const parsed = parseProbes(readTextFile(file, io), shownPath(file, io));
    if (!parsed.ok) {
      printDiagnostics(parsed.diagnostics, io);
      return EXIT.bad;
    }
    const path = configFor(file, parsed.file, options.config, io);
    const { result } = await loadConfigFile(path, 'evaluate', createPorts(), io);
    if (!result.ok) {
      printDiagnostics(result.diagnostics, io);
      return EXIT.bad;
    }
    const bar =
      io.isInteractive && !options.json ? progress({ max: parsed.file.probes.length, style: 'light' }) : undefined;
    bar?.start(`routing ${parsed.file.probes.length} probes`);
    const results: ProbeResult[] = [];
    for (const probe of parsed.file.probes) {
      results.push(await runProbe(result.engine, probe));
      bar?.advance(1, probe.id);
    }
    bar?.stop('done');
    const failed = results.filter((each) => !each.passed);
    if (options.json) io.stdout(`${JSON.stringify(asJson(results, path, io), null, 2)}\n`);
    else io.stdout(render(results, failed, result.loaded.config));
    return failed.length === 0 ? EXIT.ok : EXIT.bad;
  },
};

/** The config that the probes were written for, unless one is named. */
function configFor(file: string, probes: ProbeFile, named: string | boolean | undefined, io: Io): string {
  if (typeof named === 'string') return chooseConfig(named, io).path;
  const beside = join(dirname(file), 'config.yaml');
  if (existsSync(beside)) return beside;
  const folder = recipesFolder();
  if (probes.profile !== undefined && folder !== undefined) {
    const own = join(folder, '..', probes.profile, 'config.yaml');
    if (existsSync(own)) return own;
  }
  return chooseConfig(undefined, io).path;
}

function render(results: readonly ProbeResult[], failed: readonly ProbeResult[], config: RouterConfig): string {
  // A screenful of probes is listed one by one; a larger suite by decision.
  const table = results.length <= LISTED ? renderProbes(results) : renderDecisions(results);
  const details = failed.map((each) => {
    const explanation = explainTrace(each.result.trace, config);
    const missed = explanation.nearMisses.find((miss) => miss.decision === each.probe.expectedDecision);
    return [
      `FAIL ${each.probe.id}: ${each.differences.join('; ')}`,
      `  text     ${each.probe.messages.at(-1)?.text ?? ''}`,
      `  why      ${explanation.why}`,
      ...(missed === undefined ? [] : [`  expected ${missed.decision} lacked ${missed.lacked.join(' and ')}`]),
      renderReadings(each.result.trace.signals).replaceAll(/^/gm, '  '),
    ].join('\n');
  });
  return `${table}\n${details.map((text) => `${text}\n`).join('')}${results.length - failed.length} passed, ${failed.length} failed\n`;
}

function renderProbes(results: readonly ProbeResult[]): string {
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
function renderDecisions(results: readonly ProbeResult[]): string {
  const byDecision = new Map<string, ProbeResult[]>();
  for (const each of results) {
    const probes = byDecision.get(each.probe.expectedDecision);
    if (probes === undefined) byDecision.set(each.probe.expectedDecision, [each]);
    else probes.push(each);
  }
  const rows = [...byDecision].map(([decision, probes]) => {
    const elsewhere = probes.filter((each) => !each.passed).map((each) => each.decision ?? '(default)');
    const counts = [...new Set(elsewhere)].map((name) => `${name} ${elsewhere.filter((each) => each === name).length}`);
    return [decision, `${probes.length - elsewhere.length}/${probes.length}`, counts.join(', ')];
  });
  return renderTable(['expected decision', 'passed', 'went to'], rows);
}

function asJson(results: readonly ProbeResult[], path: string, io: Io) {
  const passed = results.filter((each) => each.passed).length;
  return {
    config: shownPath(path, io),
    passed,
    failed: results.length - passed,
    probes: results.map(({ probe, passed: isPassed, decision, model, reasoning, differences, result }) => ({
      id: probe.id,
      passed: isPassed,
      expected: { decision: probe.expectedDecision, model: probe.expectedModel, reasoning: probe.expectedReasoning },
      got: { decision, model, reasoning },
      differences,
      trace: result.trace,
    })),
  };
}
