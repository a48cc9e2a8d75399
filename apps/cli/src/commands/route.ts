import {
  type Engine,
  explainTrace,
  type Receipt,
  type RequestFacts,
  reasoningOf,
  suggest,
  type Trace,
} from '@signalbox/engine';
import type { Command } from '../command.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { chooseConfig, loadConfigFile, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { renderHashes, renderRoute } from '../report/route-report.ts';
import { UsageError } from '../usage-error.ts';

export const route: Command = {
  name: 'route',
  summary: 'Says where a text would go and why, without calling any model.',
  positionals: [{ name: '[text]', description: 'the request; `-` or nothing reads standard input' }],
  options: [
    {
      flags: '-c, --config <file>',
      description: 'config file or recipe name (default: signalbox.yaml or config.yaml here, else the mom recipe)',
    },
    { flags: '--system <text>', description: 'a system message before it' },
    { flags: '-m, --model <name>', description: 'the model name that is asked for (default: the first entry point)' },
    { flags: '--why-not <decision>', description: 'also the smallest change that would have led there' },
    { flags: '--explain', description: 'also what would have led to each other decision, and the models’ hashes' },
  ],
  examples: [
    'signalbox route "Solve 2x + 5 = 15"',
    'echo "为什么天空是蓝色的?" | signalbox route --config config.yaml --json',
  ],
  async run({ positionals, options }, io) {
    const [argument = '-'] = positionals;
    const text = (argument === '-' ? await io.readStdin() : argument).trim();
    if (text === '') throw new UsageError('there is no text to route', 'signalbox route "your question"');
    const { path } = chooseConfig(options.config, io);
    const { result } = await loadConfigFile(path, 'evaluate', createPorts(weightsFolder(io)), io);
    if (!result.ok) {
      printDiagnostics(result.diagnostics, io);
      return EXIT.bad;
    }
    const { config } = result.loaded;
    const model = typeof options.model === 'string' ? options.model : config.entryPoints[0]?.modelName;
    const routed = await result.engine.route(factsOf(text, options.system, model ?? 'MoM'), { exhaustive: true });
    const { trace } = routed;
    const explanation = explainTrace(trace, config);
    const receipts = receiptsOf(result.engine, trace, options);
    if (options.json) {
      const { recipe, decision, model: chosen, confidence } = routed;
      const shown = { recipe, decision, model: chosen, reasoning: reasoningOf(routed), confidence };
      io.stdout(`${JSON.stringify({ ...shown, explanation, receipts, trace }, null, 2)}\n`);
    } else {
      const hashes = options.explain ? `${renderHashes(trace)}\n` : '';
      io.stdout(`config     ${shownPath(path, io)}\n${renderRoute(routed, explanation, receipts)}${hashes}`);
    }
    return EXIT.ok;
  },
};

/** What would have led elsewhere, and to the decisions that were asked about. */
function receiptsOf(engine: Engine, trace: Trace, options: Readonly<Record<string, unknown>>): readonly Receipt[] {
  const asked = options.whyNot;
  const names = trace.decisions.map(({ name }) => name);
  if (typeof asked === 'string' && !names.includes(asked)) {
    throw new UsageError(`there is no decision "${asked}"`, suggest(asked, names, 'decision'));
  }
  const targets = options.explain
    ? names.filter((name) => name !== trace.decision)
    : asked === undefined
      ? []
      : [asked];
  return [undefined, ...(targets as string[])].flatMap((target) => engine.receipt(trace, { target }) ?? []);
}

function factsOf(text: string, system: string | boolean | undefined, requestedModel: string): RequestFacts {
  const user = { role: 'user' as const, text, images: [], toolCalls: [] };
  const messages = typeof system === 'string' ? [{ ...user, role: 'system' as const, text: system }, user] : [user];
  return { messages, tools: [], requestedModel, metadata: {} };
}
