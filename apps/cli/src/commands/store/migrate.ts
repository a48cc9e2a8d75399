import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { shownPlace, storeConfigOption, withKeptRecords } from './kept-records.ts';
import { withRolesThere } from './kept-roles.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Brings the store of an earlier version up to date; `serve` does it too, and this says how long it takes.',
  positionals: [],
  options: [storeConfigOption],
  examples: ['signalbox store migrate'],
  async run({ options }, io) {
    const { path, opened, layout } = await withKeptRecords(options.config, io, async (records) => ({
      path: records.place,
      opened: records.opened,
      layout: records.layout,
    }));
    const { layoutBefore, isReshaped } = opened;
    // Opening them is it.
    const others = await withRolesThere(options.config, io, async (roles) => {
      for (const role of roles) for await (const _ of role.all()) break;
      return roles.flatMap(({ name }) => (name === 'records' ? [] : [name]));
    });
    if (options.json) {
      io.stdout(`${JSON.stringify({ path, before: layoutBefore, now: layout, recounted: isReshaped, others })}\n`);
      return EXIT.ok;
    }
    const moved =
      layoutBefore === layout ? `has layout ${layout} already` : `went from layout ${layoutBefore} to ${layout}`;
    io.stdout(`${shownPlace(path, io)} ${moved}${isReshaped ? '; its records were counted anew' : ''}\n`);
    io.stdout(`up to date too: ${others.map((name) => name.replaceAll('_', ' ')).join(', ')}\n`);
    return EXIT.ok;
  },
};
