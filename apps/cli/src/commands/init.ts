import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import { OWN_NAMES, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { EXIT } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import { STARTER_CONFIG } from './starter-config.ts';

export const init: Command = {
  name: 'init',
  summary: 'Writes a commented config to start from.',
  positionals: [{ name: '[file]', description: `where to write it (default: ${OWN_NAMES[0]})` }],
  options: [{ flags: '--force', description: 'overwrite a file that is there' }],
  examples: ['signalbox init', 'signalbox init router.yaml'],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0] ?? OWN_NAMES[0], io);
    const shown = shownPath(path, io);
    if (existsSync(path) && !options.force)
      throw new UsageError(`${shown} exists already`, 'name another file, or add --force to overwrite it');
    // What is called so is served without being named.
    const named = shown === OWN_NAMES[0] ? '' : ` --config ${shown}`;
    try {
      writeFileSync(path, STARTER_CONFIG);
    } catch (cause) {
      throw new UsageError(`cannot write ${shown}: ${(cause as Error).message}`);
    }
    if (options.json) io.stdout(`${JSON.stringify({ written: shown })}\n`);
    else {
      io.stdout(
        `wrote ${shown}\n\nnext:\n  signalbox validate ${shown}\n  signalbox serve${named} --simulate   # try it without any backend\n  signalbox serve${named}              # with the backends that it names\n`,
      );
    }
    return EXIT.ok;
  },
};
