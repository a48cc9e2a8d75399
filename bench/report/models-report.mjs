import { formatMs, formatNumber } from './format.mjs';

/** @typedef {import('../models/models-bench.mjs').ModelsResult} ModelsResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The models' figures as headings, sentences and tables.
 *
 * @param {ModelsResult} result
 * @returns {Block[]}
 */
export function reportModels({ method, sources }) {
  /** @type {Block[]} */
  const blocks = [
    {
      text:
        `English prompts, none seen twice, one after the other${method.isPinned ? ', process pinned to one core' : ''}; ` +
        `${method.secondsPerHead} s per head and length after a warm-up. A head by itself also works out what all share.`,
    },
  ];
  for (const { summary, loadMs, addedResidentMb, lengths } of sources) {
    const names = lengths[0]?.figures.map(({ name }) => name) ?? [];
    blocks.push(
      { heading: summary.replace(/^./, (letter) => letter.toUpperCase()) },
      {
        text:
          `Read in ${formatMs(loadMs)} ms; with answers given, ${formatNumber(addedResidentMb)} MB of resident memory ` +
          'more than the code alone. Microseconds, p50 / p99:',
      },
      {
        table: {
          columns: [
            'head',
            ...lengths.map(
              ({ promptTokens, mix }) =>
                `${promptTokens.toLocaleString('en-US')} tokens (${mix.characters.toLocaleString('en-US')} characters)`,
            ),
          ],
          rows: names.map((name) => [
            name,
            ...lengths.map(({ figures }) => {
              const figure = figures.find((each) => each.name === name);
              return figure === undefined
                ? '–'
                : `${formatNumber(figure.p50Micros)} / ${formatNumber(figure.p99Micros)}`;
            }),
          ]),
        },
      },
    );
  }
  return blocks;
}
