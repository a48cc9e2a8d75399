import type { Command } from '../../command.ts';
import { withHeads } from '../../composition/heads-in-force.ts';
import { EXIT } from '../../exit-codes.ts';
import { cardPlace, headAsJson, renderSize } from '../../report/head-report.ts';
import { renderTable } from '../../report/table.ts';
import { CONFIG_OPTION } from './config-option.ts';

/** Characters of a hash that tell two apart at a glance. */
const SHORT_HASH = 12;

export const list: Command = {
  name: 'list',
  summary: 'Lists every head: which model serves it, its labels, size, cost and card.',
  positionals: [],
  options: [CONFIG_OPTION],
  examples: ['signalbox models list', 'signalbox models list --config config.yaml --json'],
  async run({ options }, io) {
    return withHeads(options.config, io, async (inForce) => {
      if (options.json) {
        io.stdout(`${JSON.stringify({ heads: inForce.heads.map(headAsJson) }, null, 2)}\n`);
        return EXIT.ok;
      }
      const rows = inForce.heads.map(({ name, task, model, labels, weights, card }) => [
        name,
        task.task,
        model.id,
        labels.length === 0 ? '' : String(labels.length),
        renderSize(weights?.bytes),
        model.cost,
        model.hash.slice(0, SHORT_HASH),
        cardPlace(card),
      ]);
      io.stdout(renderTable(['head', 'task', 'served by', 'labels', 'size', 'cost', 'hash', 'card'], rows));
      return EXIT.ok;
    });
  },
};
