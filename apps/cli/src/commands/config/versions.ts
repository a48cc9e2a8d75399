import type { Command } from '../../command.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { renderTable } from '../../report/table.ts';
import { isInFile, withKeptVersions } from './kept-versions.ts';

export const versions: Command = {
  name: 'versions',
  summary: 'Lists the configs that were in force, newest first.',
  positionals: [],
  options: [],
  examples: ['signalbox config versions', 'signalbox config versions --json'],
  async run({ options }, io) {
    const kept = (await withKeptVersions(io, (versions) => versions.list())).map((version) => ({
      ...version,
      isInFile: isInFile(version, io),
    }));
    if (options.json) {
      io.stdout(`${JSON.stringify({ versions: kept }, null, 2)}\n`);
      return EXIT.ok;
    }
    if (kept.length === 0) {
      io.stdout('no config versions are kept yet; `signalbox serve` keeps every config that comes into force\n');
      return EXIT.ok;
    }
    const rows = kept.map(({ id, at, author, note, reason, file, isInFile: current }) => [
      current ? '→' : '',
      id,
      new Date(at).toISOString(),
      reason,
      note === undefined ? author : `${author} (${note})`,
      shownPath(file, io),
    ]);
    io.stdout(`${renderTable(['', 'version', 'in force since', 'by', 'author', 'file'], rows)}\n`);
    return EXIT.ok;
  },
};
