import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { configLines, KEY_OPTIONS, keyEntry } from './key-entry.ts';

export const hash: Command = {
  name: 'hash',
  summary: 'Reads a key that clients have already from standard input, and prints the lines for the config.',
  positionals: [],
  options: KEY_OPTIONS,
  examples: ['signalbox keys hash --name old-gateway < key.txt'],
  async run({ options }, io) {
    // Not as an argument: those stay in the shell's history and show in the list of processes.
    const key = (await io.readStdin()).trim();
    const entry = keyEntry(key, options, Date.now());
    io.stdout(`${options.json ? JSON.stringify({ entry }, null, 2) : configLines(entry)}\n`);
    return EXIT.ok;
  },
};
