import { appendFileSync, writeFileSync } from 'node:fs';
import type { Command } from '../../command.ts';
import { resolvePath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { storeConfigOption } from './kept-records.ts';
import { withRolesThere } from './kept-roles.ts';
import { chosenRoles, roleOption } from './role-option.ts';

const LINES_AT_ONCE = 500;

export const exportRecords: Command = {
  name: 'export',
  summary: 'Writes all that is kept as lines of JSON, role by role: `{"role": …, "entry": …}`.',
  positionals: [{ name: '[file]', description: 'a file that is written anew (default: standard output)' }],
  options: [storeConfigOption, roleOption],
  examples: ['signalbox store export kept.jsonl', 'signalbox store export --role records | gzip > records.jsonl.gz'],
  async run({ positionals: [named], options }, io) {
    const path = named === undefined ? undefined : resolvePath(named, io);
    const counts = await withRolesThere(options.config, io, async (roles) => {
      const chosen = chosenRoles(options.role, roles);
      if (path !== undefined) writeFileSync(path, '', { mode: 0o600 });
      const write = (lines: string[]) => {
        const text = lines.map((line) => `${line}\n`).join('');
        if (path === undefined) io.stdout(text);
        else appendFileSync(path, text);
        lines.length = 0;
      };
      const written: [string, number][] = [];
      for (const { name, all } of chosen) {
        const lines: string[] = [];
        let count = 0;
        for await (const entry of all()) {
          lines.push(JSON.stringify({ role: name, entry }));
          count++;
          if (lines.length === LINES_AT_ONCE) write(lines);
        }
        write(lines);
        written.push([name, count]);
      }
      return written;
    });
    if (path === undefined) return EXIT.ok;
    if (options.json) io.stdout(`${JSON.stringify({ path, ...Object.fromEntries(counts) })}\n`);
    else for (const [name, count] of counts) io.stdout(`${count} ${name.replaceAll('_', ' ')}\n`);
    return EXIT.ok;
  },
};
