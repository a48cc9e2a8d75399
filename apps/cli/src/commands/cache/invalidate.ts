import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { UsageError } from '../../usage-error.ts';
import { storeConfigOption } from '../store/kept-records.ts';
import { tagOption, withKeptAnswers } from './kept-answers.ts';

export const invalidate: Command = {
  name: 'invalidate',
  summary: 'Lets go of kept answers; routers that run notice within a second.',
  positionals: [],
  options: [
    {
      flags: '--tag <tag>',
      description: 'those with the tag: one of the config, decision:NAME, model:NAME or recipe:NAME',
    },
    { flags: '--all', description: 'all of them' },
    storeConfigOption,
  ],
  examples: ['signalbox cache invalidate --tag handbook', 'signalbox cache invalidate --all'],
  async run({ options }, io) {
    const tag = tagOption(options.tag);
    if ((tag === undefined) === (options.all !== true)) {
      throw new UsageError('say which answers to let go of', '--tag decision:support, or --all');
    }
    const removed = await withKeptAnswers(options.config, io, (answers) => answers.invalidate({ tag }, Date.now()));
    if (options.json) io.stdout(`${JSON.stringify({ tag: tag ?? null, removed })}\n`);
    else io.stdout(`${removed} answers let go\n`);
    return EXIT.ok;
  },
};
