import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { showBytes, shownPlace, storeConfigOption, withKeptRecords } from './kept-records.ts';

export const checkStore: Command = {
  name: 'check',
  summary: 'Reads all of the store of records, and says what it holds and what is wrong with it.',
  positionals: [],
  options: [storeConfigOption],
  examples: ['signalbox store check', 'SIGNALBOX_DATA_DIR=/var/lib/signalbox signalbox store check --json'],
  async run({ options }, io) {
    const { path, ...report } = await withKeptRecords(options.config, io, async (records) => ({
      path: records.place,
      ...(await records.check()),
    }));
    if (options.json) io.stdout(`${JSON.stringify({ path, ...report }, null, 2)}\n`);
    else {
      const date = (time: number | null) => (time === null ? '-' : new Date(time).toISOString());
      io.stdout(`store      ${shownPlace(path, io)}, ${showBytes(report.fileBytes)}, layout ${report.layout}
records    ${report.entries}, ${showBytes(report.bytes)}
from       ${date(report.oldest)}
to         ${date(report.newest)}
`);
      for (const problem of report.problems) io.stdout(`problem    ${problem}\n`);
      if (report.problems.length === 0) io.stdout('the store is good\n');
      else io.stdout('`signalbox store export` saves what can be read; import it into a new data folder\n');
    }
    return report.problems.length === 0 ? EXIT.ok : EXIT.bad;
  },
};
