import { compilePolicy } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { readTextFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { giveConverted } from '../report/converted.ts';

export const compile: Command = {
  name: 'compile',
  summary: 'Turns a policy file into the YAML config that stands for the same.',
  positionals: [{ name: '<file>', description: 'policy file (.dsl)' }],
  options: [
    { flags: '-o, --output <file>', description: 'write it there (default: print it)' },
    {
      flags: '--base <file>',
      description: 'YAML config that gives what the policy leaves out: listeners, providers, global',
    },
  ],
  examples: ['signalbox compile policy.dsl', 'signalbox compile policy.dsl --base config.yaml --output merged.yaml'],
  async run({ positionals, options }, io) {
    const path = resolvePath(positionals[0]!, io);
    const base = typeof options.base === 'string' ? readTextFile(options.base, io) : undefined;
    const result = await compilePolicy(readTextFile(path, io), { vocabulary, file: shownPath(path, io), base });
    return giveConverted(result, options, io);
  },
};
