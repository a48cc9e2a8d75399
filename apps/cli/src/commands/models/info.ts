import type { Command } from '../../command.ts';
import { findHead, type HeadInForce, withHeads } from '../../composition/heads-in-force.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { headAsJson, renderFigures, renderLabels, renderSize } from '../../report/head-report.ts';
import { CONFIG_OPTION } from './config-option.ts';

export const info: Command = {
  name: 'info',
  summary: 'Shows one head: its model, labels, and the figures that were measured on rows it was never trained on.',
  positionals: [{ name: '<head>', description: 'a head of `signalbox models list`' }],
  options: [CONFIG_OPTION],
  examples: ['signalbox models info jailbreak', 'signalbox models info domain --json'],
  async run({ positionals, options }, io) {
    return withHeads(options.config, io, async (inForce) => {
      const head = findHead(positionals[0]!, inForce);
      io.stdout(options.json ? `${JSON.stringify(headAsJson(head), null, 2)}\n` : render(head, io));
      return EXIT.ok;
    });
  },
};

function render({ name, task, model, labels, weights, card }: HeadInForce, io: Io): string {
  const lines = [
    `head       ${name} (${task.task})`,
    ...(card === undefined ? [] : [`purpose    ${card.purpose}`]),
    `served by  ${model.id}, ${model.cost}`,
    `hash       ${model.hash}`,
    `labels     ${renderLabels(labels)}`,
    ...(weights === undefined
      ? []
      : [`file       ${shownPath(weights.path, io)}, ${renderSize(weights.bytes)}, made ${weights.made}`]),
    `rows       ${task.fields}`,
  ];
  if (card === undefined) {
    return `${lines.join('\n')}\n\nNobody measured these weights here; \`signalbox models eval ${name} FILE\` does, on your rows.\n`;
  }
  const failures = card.failures.map((failure) => `  - ${failure}`);
  return `${lines.join('\n')}\ncard       ${card.page}\n\n${renderFigures(card.figures)}\nKnown failures:\n${failures.join('\n')}\n`;
}
