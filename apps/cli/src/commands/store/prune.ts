import { RECORD_BOUNDS } from '@signalbox/gateway';
import type { Command } from '../../command.ts';
import { configHere } from '../../composition/config-here.ts';
import { recordBounds } from '../../composition/open-stores.ts';
import { EXIT } from '../../exit-codes.ts';
import { daysOption, numberOption } from '../../option-values.ts';
import { showBytes, storeConfigOption, withKeptRecords } from './kept-records.ts';
import { withRolesThere } from './kept-roles.ts';

const DAY_MS = 24 * 3_600_000;
const USUAL_DAYS = RECORD_BOUNDS.maxAgeMs! / DAY_MS;

export const prune: Command = {
  name: 'prune',
  summary: 'Lets the oldest records go, and what else is beyond its bounds, and gives their room back to the disk.',
  positionals: [],
  options: [
    storeConfigOption,
    {
      flags: '--days <number>',
      description: `keep what is younger (default: as \`serve\` does, ${USUAL_DAYS} where the config says nothing)`,
    },
    { flags: '--records <number>', description: `keep no more than these (default: ${RECORD_BOUNDS.maxEntries})` },
  ],
  examples: ['signalbox store prune --days 7', 'signalbox store prune --records 100000'],
  async run({ options }, io) {
    const days = daysOption(options.days, '--days');
    const most = numberOption(options.records, '--records', { min: 0, max: 1e12 });
    const here = await configHere(options.config, io);
    const usual = here === undefined ? RECORD_BOUNDS : recordBounds(here.config.records, RECORD_BOUNDS);
    const bounds = {
      ...usual,
      ...(days === undefined ? {} : { maxAgeMs: days * DAY_MS }),
      ...(most === undefined ? {} : { maxEntries: most }),
    };
    const others = await withRolesThere(options.config, io, async (roles) => {
      const dropped: [string, number][] = [];
      for (const role of roles) if (role.name !== 'records') dropped.push([role.name, await role.prune(bounds)]);
      return dropped;
    });
    const done = await withKeptRecords(options.config, io, async (records) => {
      const before = await records.check();
      const dropped = await records.prune(bounds);
      await records.compact();
      const after = await records.check();
      return { dropped, kept: after.entries, freedBytes: before.fileBytes - after.fileBytes };
    });
    if (options.json) io.stdout(`${JSON.stringify({ ...done, others: Object.fromEntries(others) })}\n`);
    else {
      io.stdout(
        `${done.dropped} records let go, ${done.kept} kept, ${showBytes(Math.max(0, done.freedBytes))} given back\n`,
      );
      for (const [name, dropped] of others) {
        if (dropped > 0) io.stdout(`${dropped} ${name.replaceAll('_', ' ')} let go\n`);
      }
    }
    return EXIT.ok;
  },
};
