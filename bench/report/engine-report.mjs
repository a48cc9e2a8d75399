import { formatMs, formatNumber } from './format.mjs';

/** @typedef {import('../engine/engine-bench.mjs').EngineResult} EngineResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The engine's figures as headings, sentences and tables.
 *
 * @param {EngineResult} result
 * @returns {Block[]}
 */
export function reportEngine({ method, loadMs, mixes, problems }) {
  const kinds = [...new Set(mixes.flatMap((mix) => mix.kinds.map(({ kind }) => kind)))];
  /** @type {Block[]} */
  const blocks = [
    {
      text:
        `Every signal that a decision of ${method.recipe} reads, evaluated for every prompt; ${mixes[0]?.mix.prompts ?? 0} ` +
        `distinct prompts per length and pass, none seen twice. ${method.secondsPerMix} s per ` +
        `length after a warm-up, one routing after the other${method.isPinned ? ', process pinned to one core' : ''}. ` +
        `The config loads in ${formatMs(loadMs)} ms in a fresh process, the models being there.`,
    },
    { heading: 'In all' },
    {
      table: {
        columns: ['prompt', 'tokens', 'characters', 'p50 ms', 'p99 ms', 'routes/s', 'KB allocated', 'routes timed'],
        rows: mixes.map(({ promptTokens, mix, p50Ms, p99Ms, routesPerSecond, bytesPerRoute, routes }) => [
          `${promptTokens.toLocaleString('en-US')} tokens`,
          mix.countedTokens.toLocaleString('en-US'),
          mix.characters.toLocaleString('en-US'),
          formatMs(p50Ms),
          formatMs(p99Ms),
          formatNumber(routesPerSecond),
          formatNumber(bytesPerRoute === null ? null : bytesPerRoute / 1000),
          routes.toLocaleString('en-US'),
        ]),
      },
    },
    { heading: 'By kind of signal' },
    {
      text:
        'Microseconds, p50 / p99, in the order in which the kinds run. What several kinds share (folding, tokens, ' +
        'features, the embedding) is counted once, for the first kind that asks for it.',
    },
    {
      table: {
        columns: ['kind', ...mixes.map(({ promptTokens }) => `${promptTokens.toLocaleString('en-US')} tokens`)],
        rows: kinds.map((kind) => [
          kind,
          ...mixes.map((mix) => {
            const figures = mix.kinds.find((each) => each.kind === kind);
            return figures === undefined
              ? '–'
              : `${formatNumber(figures.p50Micros)} / ${formatNumber(figures.p99Micros)}`;
          }),
        ]),
      },
    },
  ];
  for (const problem of problems) blocks.push({ text: `**Failed:** ${problem}.` });
  return blocks;
}
