import type { Command } from '../../command.ts';
import { EXIT } from '../../exit-codes.ts';
import { groupBy } from '../../report/group-by.ts';
import { renderTable } from '../../report/table.ts';
import { showBytes, storeConfigOption } from '../store/kept-records.ts';
import { withKeptAnswers } from './kept-answers.ts';

const PAGE = 1_000;

export const cacheStats: Command = {
  name: 'stats',
  summary: 'How many answers are kept, by decision and model, and what they take.',
  positionals: [],
  options: [storeConfigOption],
  examples: ['signalbox cache stats'],
  async run({ options }, io) {
    const { total, bytes, groups } = await withKeptAnswers(options.config, io, async (answers) => {
      const found: { readonly decision: string; readonly model: string; readonly tokens: number }[] = [];
      let page = await answers.list({}, { limit: PAGE, offset: 0 });
      const { total, bytes } = page;
      while (page.entries.length > 0) {
        for (const { decision, model, completionTokens } of page.entries) {
          found.push({ decision, model, tokens: completionTokens ?? 0 });
        }
        page = await answers.list({}, { limit: PAGE, offset: found.length });
      }
      return {
        total,
        bytes,
        groups: groupBy(found, ({ decision, model }) => `${decision}\0${model}`).map(([, members]) => members),
      };
    });
    const rows = groups.map((members) => ({
      decision: members[0]!.decision,
      model: members[0]!.model,
      entries: members.length,
      completion_tokens: members.reduce((sum, { tokens }) => sum + tokens, 0),
    }));
    if (options.json) io.stdout(`${JSON.stringify({ entries: total, bytes, decisions: rows }, null, 2)}\n`);
    else {
      io.stdout(`${total} answers, ${showBytes(bytes)}\n`);
      const cells = rows.map(({ decision, model, entries, completion_tokens: tokens }) => [
        ...[decision, model, String(entries), String(tokens)],
      ]);
      if (cells.length > 0) io.stdout(`\n${renderTable(['decision', 'model', 'answers', 'their tokens'], cells)}\n`);
    }
    return EXIT.ok;
  },
};
