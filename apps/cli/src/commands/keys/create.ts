import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { configLines, KEY_OPTIONS, keyEntry, makeKey } from './key-entry.ts';

export const create: Command = {
  name: 'create',
  summary: 'Makes an API key: prints it once, and the lines for the config, which hold only its hash.',
  positionals: [],
  options: KEY_OPTIONS,
  examples: [
    'signalbox keys create --name ada-laptop --user ada --groups staff',
    'signalbox keys create --name ci --models MoM --endpoints /v1/chat/completions --expires 90d',
  ],
  async run({ options }, io) {
    const key = makeKey();
    const entry = keyEntry(key, options, Date.now());
    if (options.json) io.stdout(`${JSON.stringify({ key, entry }, null, 2)}\n`);
    else {
      io.stdout(`the key, shown this once:\n\n  ${key}\n\n`);
      io.stdout(`in the config:\n\n${configLines(entry)}\n\n`);
      io.stdout('clients send `authorization: Bearer KEY`, or `x-api-key: KEY`\n');
    }
    return EXIT.ok;
  },
};
