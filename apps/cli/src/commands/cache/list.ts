import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { numberOption } from '../../option-values.ts';
import { renderTable } from '../../report/table.ts';
import { storeConfigOption } from '../store/kept-records.ts';
import { shownEntry, tagOption, withKeptAnswers } from './kept-answers.ts';

export const listCache: Command = {
  name: 'list',
  summary:
    'The answers that are kept, the newest first: for which decision, till when, under which tags; never their texts.',
  positionals: [],
  options: [
    { flags: '--tag <tag>', description: 'only those with the tag, e.g. decision:support' },
    { flags: '--limit <number>', description: 'how many (default: 20)' },
    storeConfigOption,
  ],
  examples: ['signalbox cache list', 'signalbox cache list --tag decision:support --limit 100'],
  async run({ options }, io) {
    const tag = tagOption(options.tag);
    const limit = numberOption(options.limit, '--limit', { min: 1, max: 10_000 }) ?? 20;
    const { entries, total } = await withKeptAnswers(options.config, io, (answers) =>
      answers.list({ tag }, { limit, offset: 0 }),
    );
    const shown = entries.map(shownEntry);
    if (options.json) io.stdout(`${JSON.stringify({ total, entries: shown }, null, 2)}\n`);
    else {
      const rows = shown.map((entry) => [
        entry.id.slice(0, 12),
        entry.decision,
        entry.model,
        entry.expires_at,
        entry.tags.join(' '),
      ]);
      if (rows.length > 0) io.stdout(`${renderTable(['id', 'decision', 'model', 'expires', 'tags'], rows)}\n`);
      io.stdout(`${shown.length} of ${total} answers\n`);
    }
    return EXIT.ok;
  },
};
