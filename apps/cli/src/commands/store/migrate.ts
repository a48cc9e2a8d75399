import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { shownPlace, storeConfigOption, withKeptRecords } from './kept-records.ts';

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
    if (options.json) {
      io.stdout(`${JSON.stringify({ path, before: layoutBefore, now: layout, recounted: isReshaped })}\n`);
      return EXIT.ok;
    }
    const moved =
      layoutBefore === layout ? `has layout ${layout} already` : `went from layout ${layoutBefore} to ${layout}`;
    io.stdout(`${shownPlace(path, io)} ${moved}${isReshaped ? '; its records were counted anew' : ''}\n`);
    return EXIT.ok;
  },
};
