import type { Command } from '../../command.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { storePath } from '../../composition/record-store.ts';
import { EXIT } from '../../exit-codes.ts';
import { showBytes, withKeptRecords } from './kept-records.ts';

export const checkStore: Command = {
  name: 'check',
  summary: 'Reads all of the file that keeps the records, and says what it holds and what is wrong with it.',
  positionals: [],
  options: [],
  examples: ['signalbox store check', 'SIGNALBOX_DATA_DIR=/var/lib/signalbox signalbox store check --json'],
  async run({ options }, io) {
    const path = storePath(io);
    const report = await withKeptRecords(io, (records) => records.check());
    if (options.json) io.stdout(`${JSON.stringify({ path, ...report }, null, 2)}\n`);
    else {
      const date = (time: number | null) => (time === null ? '-' : new Date(time).toISOString());
      io.stdout(`file       ${shownPath(path, io)}, ${showBytes(report.fileBytes)}, layout ${report.layout}
records    ${report.entries}, ${showBytes(report.bytes)}
from       ${date(report.oldest)}
to         ${date(report.newest)}
`);
      for (const problem of report.problems) io.stdout(`problem    ${problem}\n`);
      if (report.problems.length === 0) io.stdout('the file is good\n');
      else io.stdout('`signalbox store export` saves what can be read; import it into a new data folder\n');
    }
    return report.problems.length === 0 ? EXIT.ok : EXIT.bad;
  },
};
