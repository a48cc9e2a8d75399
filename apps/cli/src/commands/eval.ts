import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { progress } from '@clack/prompts';
import {
  type Assessment,
  assessProbes,
  type Engine,
  isPolicyText,
  type Perturbation,
  type PerturbedProbe,
  type ProbeFile,
  type ProbeResult,
  parsePolicyProbes,
  parseProbes,
  perturbations,
  perturbProbe,
  runProbe,
  signalKinds,
  suggest,
} from '@signalbox/engine';
import type { Command, CommandInput } from '../command.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { chooseConfig, loadConfigFile, readTextFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { recipesFolder } from '../composition/recipes.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { watchFile } from '../composition/watch-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { renderFlips } from '../report/flip-report.ts';
import { renderJunit } from '../report/junit.ts';
import { renderProbeMarkdown } from '../report/probe-markdown.ts';
import { renderProbes } from '../report/probe-report.ts';
import { UsageError } from '../usage-error.ts';

export const evaluate: Command = {
  name: 'eval',
  summary: 'Routes every probe of a file and compares with what it expects.',
  positionals: [{ name: '<file>', description: 'probe file, or a policy file (.dsl) with TEST blocks' }],
  options: [
    {
      flags: '-c, --config <file>',
      description:
        "config file or recipe name (default: the policy file itself; config.yaml beside the probes, else the probes' own profile, else signalbox.yaml or config.yaml here)",
    },
    {
      flags: '--perturb <changes>',
      description: `also changes the words and counts flipped routes: all, or some of ${perturbations.map(({ name }) => name).join(', ')}`,
    },
    { flags: '--junit <file>', description: 'also writes JUnit XML' },
    { flags: '--markdown <file>', description: 'also writes a page' },
    { flags: '--watch', description: 'runs again when the probes or the config change' },
  ],
  examples: [
    'signalbox eval recipes/mom/probes.yaml',
    'signalbox eval probes.yaml --config config.yaml --json',
    'signalbox eval policy.dsl',
    'signalbox eval recipes/mom/probes.yaml --perturb typos,case',
    'signalbox eval probes.yaml --junit report.xml --markdown report.md',
  ],
  async run({ positionals, options }, io) {
    const file = resolvePath(positionals[0]!, io);
    const changes = changesOf(options.perturb);
    const once = () => evaluateOnce(file, changes, options, io);
    if (options.watch !== true) return (await once()).code;
    return watch(file, once, io);
  },
};

function changesOf(option: string | boolean | undefined): readonly Perturbation[] {
  if (typeof option !== 'string') return [];
  if (option === 'all') return perturbations;
  const names = perturbations.map(({ name }) => name);
  return option.split(',').map((word) => {
    const found = perturbations.find(({ name }) => name === word.trim());
    if (found === undefined)
      throw new UsageError(`unknown change "${word.trim()}"`, suggest(word.trim(), names, 'change'));
    return found;
  });
}

interface Evaluation {
  readonly code: ExitCode;
  /** The config that was used, where it came so far. */
  readonly configPath: string | undefined;
}

async function evaluateOnce(
  file: string,
  changes: readonly Perturbation[],
  options: CommandInput['options'],
  io: Io,
): Promise<Evaluation> {
  const text = readTextFile(file, io);
  const isPolicy = isPolicyText(text, file);
  const shown = shownPath(file, io);
  const parsed = isPolicy
    ? parsePolicyProbes(text, { kinds: vocabulary.kinds, file: shown })
    : parseProbes(text, shown);
  if (!parsed.ok) {
    printDiagnostics(parsed.diagnostics, io);
    return { code: EXIT.bad, configPath: undefined };
  }
  const isOwnConfig = isPolicy && typeof options.config !== 'string';
  const configPath = isOwnConfig ? file : configFor(file, parsed.file, options.config, io);
  const { result } = await loadConfigFile(configPath, 'evaluate', createPorts(weightsFolder(io)), io);
  if (!result.ok) {
    printDiagnostics(result.diagnostics, io);
    return { code: EXIT.bad, configPath };
  }
  const { results, perturbed } = await routeAll(parsed.file, result.engine, changes, options, io);
  const assessment = assessProbes(parsed.file, results);
  const name = parsed.file.name ?? shownPath(file, io);
  write(options.junit, () => renderJunit(name, results), io);
  write(options.markdown, () => renderProbeMarkdown(name, results, assessment, perturbed), io);
  if (options.json) {
    io.stdout(`${JSON.stringify(asJson(results, perturbed, assessment, shownPath(configPath, io)), null, 2)}\n`);
  } else {
    if (perturbed.length > 0) io.stdout(`${renderFlips(perturbed)}\n`);
    io.stdout(renderProbes(results, assessment, result.loaded.config));
  }
  return { code: assessment.isAccepted ? EXIT.ok : EXIT.bad, configPath };
}

async function routeAll(
  { probes }: ProbeFile,
  engine: Engine,
  changes: readonly Perturbation[],
  options: CommandInput['options'],
  io: Io,
): Promise<{ results: readonly ProbeResult[]; perturbed: readonly PerturbedProbe[] }> {
  const bar = io.isInteractive && !options.json ? progress({ max: probes.length, style: 'light' }) : undefined;
  bar?.start(`routing ${probes.length} probes`);
  const results: ProbeResult[] = [];
  const perturbed: PerturbedProbe[] = [];
  for (const probe of probes) {
    results.push(await runProbe(engine, probe, signalKinds));
    perturbed.push(...(await perturbProbe(engine, probe, changes)));
    bar?.advance(1, probe.id);
  }
  bar?.stop('done');
  return { results, perturbed };
}

/** Runs at once and after every change, until it is told to stop; what is wrong with the files is shown, not fatal. */
async function watch(file: string, once: () => Promise<Evaluation>, io: Io): Promise<ExitCode> {
  let last: Evaluation = { code: EXIT.ok, configPath: undefined };
  let running = Promise.resolve();
  const stops = new Map<string, () => void>();
  const follow = (path: string | undefined) => {
    if (path !== undefined && !stops.has(path)) stops.set(path, watchFile(path, again));
  };
  const again = () => {
    running = running.then(async () => {
      try {
        last = await once();
      } catch (cause) {
        if (!(cause instanceof UsageError)) throw cause;
        io.stderr(`signalbox: ${cause.message}\n`);
      }
      follow(last.configPath);
      io.stderr('signalbox: waiting for changes (Ctrl-C ends)\n');
    });
  };
  follow(file);
  again();
  await new Promise<void>((resolve) => {
    if (io.stopping.aborted) resolve();
    io.stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  for (const stop of stops.values()) stop();
  await running;
  return last.code;
}

function write(path: string | boolean | undefined, render: () => string, io: Io): void {
  if (typeof path !== 'string') return;
  try {
    writeFileSync(resolvePath(path, io), render());
  } catch (cause) {
    throw new UsageError(`cannot write ${path}: ${(cause as Error).message}`);
  }
}

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

function asJson(
  results: readonly ProbeResult[],
  perturbed: readonly PerturbedProbe[],
  { passed, failed, isAccepted, shortfalls }: Assessment,
  config: string,
) {
  return {
    config,
    passed,
    failed,
    accepted: isAccepted,
    shortfalls,
    probes: results.map(({ probe, passed: isPassed, decision, model, reasoning, differences, result }) => ({
      id: probe.id,
      passed: isPassed,
      expected: probe.expected,
      got: { recipe: result.recipe, decision, model, reasoning, algorithm: result.trace.selection.algorithm },
      differences,
      trace: result.trace,
    })),
    perturbed: perturbed.map(({ probe, ...rest }) => ({ probe: probe.id, ...rest })),
  };
}
