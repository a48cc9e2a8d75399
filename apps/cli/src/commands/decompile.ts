import { decompileConfig } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { readTextFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { giveConverted } from '../report/converted.ts';

export const decompile: Command = {
  name: 'decompile',
  summary: 'Turns a YAML config into the policy file that stands for the same.',
  positionals: [{ name: '<file>', description: 'the config' }],
  options: [{ flags: '-o, --output <file>', description: 'write it there (default: print it)' }],
  examples: ['signalbox decompile config.yaml', 'signalbox decompile config.yaml --output policy.dsl'],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0]!, io);
    const result = await decompileConfig(readTextFile(path, io), { vocabulary, file: shownPath(path, io) });
    return giveConverted(result, options, io);
  },
};
