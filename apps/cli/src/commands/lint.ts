import { readFileSync, writeFileSync } from 'node:fs';
import {
  type CorpusRow,
  type Diagnostic,
  type Engine,
  hasErrors,
  type LoadEngineResult,
  lintConfig,
  lintCorpus,
  mendConfig,
  type RequestFacts,
  signalKinds,
} from '@signalbox/engine';
import type { Command } from '../command.ts';
import { isProgram } from '../composition/config-program.ts';
import { readCorpus } from '../composition/corpus.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { headOpener, loadConfigText, readConfig, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { UsageError } from '../usage-error.ts';

export const lint: Command = {
  name: 'lint',
  summary:
    'Proves what a policy can never do: decisions that cannot win, gaps, ties, bands with holes; each with an example.',
  positionals: [{ name: '<file>', description: 'the config, YAML or policy' }],
  options: [
    {
      flags: '--corpus <file>',
      description:
        'also routes its requests (JSON Lines, probes, or one to a line) and tells thresholds, bands and decisions that none reaches',
    },
    {
      flags: '--fix',
      description: 'takes out what has no effect on any route: the file is written, its comments and all else stay',
    },
  ],
  examples: [
    'signalbox lint config.yaml',
    'signalbox lint policy.dsl --json',
    'signalbox lint config.yaml --corpus prompts.jsonl',
    'signalbox lint config.yaml --fix',
  ],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0]!, io);
    const file = shownPath(path, io);
    const ports = createPorts(weightsFolder(io));
    const purpose = typeof options.corpus === 'string' ? 'evaluate' : 'simulate';
    const opener = headOpener(path, purpose, io);
    try {
      if (options.fix === true && isProgram(path))
        throw new UsageError(`${file} is a program`, 'mend it there: --fix writes YAML and policies');
      let text = await readConfig(path, io);
      const load = (changed: string) => loadConfigText(changed, path, purpose, ports, io, opener);
      const mended = options.fix === true ? await mendFile(path, text, load, file, io) : [];
      if (mended.length > 0) text = readFileSync(path, 'utf8');
      const result = await load(text);
      const found = await findings(result, options.corpus, file, io);
      const diagnostics = [...result.diagnostics, ...found];
      const code = result.ok && !hasErrors(diagnostics) ? EXIT.ok : EXIT.bad;
      if (options.json) {
        io.stdout(`${JSON.stringify({ valid: result.ok, mended, diagnostics }, null, 2)}\n`);
        return code;
      }
      for (const { code: what, message } of mended) io.stdout(`mended ${what}: ${message}\n`);
      printDiagnostics(diagnostics, io);
      if (!result.ok) io.stdout(`${file} is not valid, and is not linted\n`);
      else if (diagnostics.length === 0) io.stdout(`${file}: nothing to say\n`);
      return code;
    } finally {
      await opener.close();
    }
  },
};

type Load = (text: string) => Promise<LoadEngineResult>;

function proofs(result: LoadEngineResult, file: string): readonly Diagnostic[] {
  return result.ok ? lintConfig(result.loaded, { kinds: result.kinds, ports: result.ports, file }) : [];
}

async function findings(
  result: LoadEngineResult,
  corpus: string | boolean | undefined,
  file: string,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const proved = proofs(result, file);
  if (!result.ok || typeof corpus !== 'string') return proved;
  const rows = await routeRows(readCorpus(corpus, io), result.engine);
  return [...proved, ...lintCorpus(result.loaded, rows, { kinds: result.kinds, file })];
}

/** Every signal is read, also those that could not change the route. */
async function routeRows(
  requests: readonly { readonly label: string; readonly facts: RequestFacts }[],
  engine: Engine,
): Promise<readonly CorpusRow[]> {
  const rows: CorpusRow[] = [];
  for (const { label, facts } of requests) {
    const { trace } = await engine.route(facts, { exhaustive: true });
    rows.push({ label, trace });
  }
  return rows;
}

/** Writes the file anew where something could be mended; what was. */
async function mendFile(path: string, text: string, load: Load, file: string, io: Io): Promise<readonly Diagnostic[]> {
  const { text: changed, mended } = await mendConfig(text, {
    kinds: signalKinds,
    diagnose: async (each) => {
      const result = await load(each);
      return { isValid: result.ok, diagnostics: [...result.diagnostics, ...proofs(result, file)] };
    },
  });
  if (mended.length === 0) return mended;
  try {
    writeFileSync(path, changed);
  } catch (cause) {
    throw new UsageError(`cannot write ${shownPath(path, io)}: ${(cause as Error).message}`);
  }
  return mended;
}
