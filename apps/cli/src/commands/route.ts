import { explainTrace, type RequestFacts, reasoningOf } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { createPorts } from '../composition/create-ports.ts';
import { chooseConfig, loadConfigFile, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { renderRoute } from '../report/route-report.ts';
import { UsageError } from '../usage-error.ts';

export const route: Command = {
  name: 'route',
  summary: 'Says where a text would go and why, without calling any model.',
  positionals: [{ name: '[text]', description: 'the request; `-` or nothing reads standard input' }],
  options: [
    {
      flags: '-c, --config <file>',
      description: 'config file or recipe name (default: config.yaml here, else the mom recipe)',
    },
    { flags: '--system <text>', description: 'a system message before it' },
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
    const { result } = await loadConfigFile(path, 'evaluate', createPorts(), io);
    if (!result.ok) {
      printDiagnostics(result.diagnostics, io);
      return EXIT.bad;
    }
    const routed = await result.engine.route(factsOf(text, options.system), { exhaustive: true });
    const explanation = explainTrace(routed.trace, result.loaded.config);
    if (options.json) {
      const { decision, model, confidence, trace } = routed;
      io.stdout(
        `${JSON.stringify({ decision, model, reasoning: reasoningOf(routed), confidence, explanation, trace }, null, 2)}\n`,
      );
    } else io.stdout(`config     ${shownPath(path, io)}\n${renderRoute(routed, explanation)}`);
    return EXIT.ok;
  },
};

function factsOf(text: string, system: string | boolean | undefined): RequestFacts {
  const user = { role: 'user' as const, text, images: [], toolCalls: [] };
  const messages = typeof system === 'string' ? [{ ...user, role: 'system' as const, text: system }, user] : [user];
  return { messages, tools: [], requestedModel: 'MoM', metadata: {} };
}
