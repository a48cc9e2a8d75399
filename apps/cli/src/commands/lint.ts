import { hasErrors, lintConfig, signalKinds } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { loadConfigFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import { printDiagnostics } from '../report/diagnostics.ts';

export const lint: Command = {
  name: 'lint',
  summary:
    'Proves what a policy can never do: decisions that cannot win, gaps, ties, bands with holes; each with an example.',
  positionals: [{ name: '<file>', description: 'the config, YAML or policy' }],
  options: [],
  examples: ['signalbox lint config.yaml', 'signalbox lint policy.dsl --json'],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0]!, io);
    const file = shownPath(path, io);
    const { result } = await loadConfigFile(path, 'simulate', createPorts(weightsFolder(io)), io);
    const found = result.ok ? lintConfig(result.loaded, { kinds: signalKinds, ports: result.ports, file }) : [];
    const diagnostics = [...result.diagnostics, ...found];
    const code = result.ok && !hasErrors(diagnostics) ? EXIT.ok : EXIT.bad;
    if (options.json) {
      io.stdout(`${JSON.stringify({ valid: result.ok, diagnostics }, null, 2)}\n`);
      return code;
    }
    printDiagnostics(diagnostics, io);
    if (!result.ok) io.stdout(`${file} is not valid, and is not linted\n`);
    else if (diagnostics.length === 0) io.stdout(`${file}: nothing to say\n`);
    return code;
  },
};
