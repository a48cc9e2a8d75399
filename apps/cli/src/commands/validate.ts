import { hasErrors, type RecipeSummary } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { loadConfigFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import { printDiagnostics } from '../report/diagnostics.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'Checks a config and prints every problem with its place and a hint.',
  positionals: [{ name: '<file>', description: 'the config' }],
  options: [],
  examples: ['signalbox validate config.yaml', 'signalbox validate config.yaml --json'],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0]!, io);
    const { result } = await loadConfigFile(path, 'evaluate', createPorts(weightsFolder(io)), io);
    const code = result.ok && !hasErrors(result.diagnostics) ? EXIT.ok : EXIT.bad;
    if (options.json) {
      io.stdout(`${JSON.stringify({ valid: result.ok, diagnostics: result.diagnostics }, null, 2)}\n`);
      return code;
    }
    printDiagnostics(result.diagnostics, io);
    if (result.ok) {
      const { recipes } = result.engine.summary;
      io.stdout(
        `${shownPath(path, io)} is valid: ${total(recipes, 'signals')} signals in use, ${total(recipes, 'decisions')} decisions, ${result.loaded.config.models.length} models${recipes.length > 1 ? `, ${recipes.length} recipes` : ''}\n`,
      );
    } else io.stdout(`${shownPath(path, io)} is not valid\n`);
    return code;
  },
};

function total(recipes: readonly RecipeSummary[], of: 'signals' | 'decisions'): number {
  return recipes.reduce((sum, recipe) => sum + recipe[of].length, 0);
}
