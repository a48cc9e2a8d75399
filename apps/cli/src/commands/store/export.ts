import { appendFileSync, writeFileSync } from 'node:fs';
import type { Command } from '../../command.ts';
import { resolvePath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { storeConfigOption, withKeptRecords } from './kept-records.ts';

const LINES_AT_ONCE = 500;

export const exportRecords: Command = {
  name: 'export',
  summary: 'Writes all records as lines of JSON, the oldest first.',
  positionals: [{ name: '[file]', description: 'a file that is written anew (default: standard output)' }],
  options: [storeConfigOption],
  examples: ['signalbox store export records.jsonl', 'signalbox store export | gzip > records.jsonl.gz'],
  async run({ positionals: [named], options }, io) {
    const path = named === undefined ? undefined : resolvePath(named, io);
    if (path !== undefined) writeFileSync(path, '', { mode: 0o600 });
    const write = (lines: readonly string[]) => {
      if (lines.length === 0) return;
      const text = `${lines.join('\n')}\n`;
      if (path === undefined) io.stdout(text);
      else appendFileSync(path, text);
    };
    const count = await withKeptRecords(options.config, io, async (records) => {
      let written = 0;
      let lines: string[] = [];
      for await (const record of records.all()) {
        lines.push(JSON.stringify(record));
        if (lines.length < LINES_AT_ONCE) continue;
        write(lines);
        written += lines.length;
        lines = [];
      }
      write(lines);
      return written + lines.length;
    });
    if (path !== undefined)
      io.stdout(options.json ? `${JSON.stringify({ path, records: count })}\n` : `${count} records\n`);
    return EXIT.ok;
  },
};
