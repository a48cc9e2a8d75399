import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { showBytes, shownPlace, storeConfigOption, withKeptRecords } from './kept-records.ts';
import { withRolesThere } from './kept-roles.ts';

export const checkStore: Command = {
  name: 'check',
  summary:
    'Reads all that is kept (records, outcomes, stored responses, cache, sessions, configs), and says what it holds and what is wrong with it.',
  positionals: [],
  options: [storeConfigOption],
  examples: ['signalbox store check', 'SIGNALBOX_DATA_DIR=/var/lib/signalbox signalbox store check --json'],
  async run({ options }, io) {
    const { path, ...report } = await withKeptRecords(options.config, io, async (records) => ({
      path: records.place,
      ...(await records.check()),
    }));
    const roles = await withRolesThere(options.config, io, async (all) => {
      const reports = [];
      for (const role of all) {
        const { entries, bytes, problems } = await role.check();
        reports.push({ role: role.name, place: role.place, entries, bytes, problems });
      }
      return reports;
    });
    const problems = roles.flatMap((role) => role.problems.map((problem) => `${role.role}: ${problem}`));
    if (options.json) io.stdout(`${JSON.stringify({ path, ...report, problems, roles }, null, 2)}\n`);
    else {
      const date = (time: number | null) => (time === null ? '-' : new Date(time).toISOString());
      io.stdout(`store      ${shownPlace(path, io)}, ${showBytes(report.fileBytes)}, layout ${report.layout}
records    ${report.entries}, ${showBytes(report.bytes)}
from       ${date(report.oldest)}
to         ${date(report.newest)}
`);
      for (const { role, place, entries, bytes } of roles.slice(1)) {
        const size = bytes === null ? '' : `, ${showBytes(bytes)}`;
        io.stdout(`${role.padEnd(15)} ${entries}${size}${place === path ? '' : ` in ${shownPlace(place, io)}`}\n`);
      }
      for (const problem of problems) io.stdout(`problem    ${problem}\n`);
      if (problems.length === 0) io.stdout('the store is good\n');
      else io.stdout('`signalbox store export` saves what can be read; import it into a new data folder\n');
    }
    return problems.length === 0 ? EXIT.ok : EXIT.bad;
  },
};
