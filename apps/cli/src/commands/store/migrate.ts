import type { Command } from '../../command.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { storePath } from '../../composition/record-store.ts';
import { EXIT } from '../../exit-codes.ts';
import { withKeptRecords } from './kept-records.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Brings the file of an earlier version up to date; `serve` does it too, and this says how long it takes.',
  positionals: [],
  options: [],
  examples: ['signalbox store migrate'],
  async run({ options }, io) {
    const path = storePath(io);
    const { opened, layout } = await withKeptRecords(io, async (records) => ({
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
    io.stdout(`${shownPath(path, io)} ${moved}${isReshaped ? '; its records were counted anew' : ''}\n`);
    return EXIT.ok;
  },
};
