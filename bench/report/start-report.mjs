import { formatNumber, formatSpread } from './format.mjs';

/** @typedef {import('../start/start-bench.mjs').StartResult} StartResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The start's figures as headings, sentences and tables.
 *
 * @param {StartResult} result
 * @returns {Block[]}
 */
export function reportStart({ start, clone, model }) {
  /** @type {Block[]} */
  const blocks = [
    {
      text:
        `\`signalbox serve --simulate\` ${start.starts} times: ready after ` +
        `${formatSpread(start.readySeconds, formatNumber)} s, first byte of a routed, streamed answer (${model}) after ` +
        `${formatSpread(start.firstByteSeconds, formatNumber)} s from spawning the command; median, lowest and highest.`,
    },
  ];
  if (clone === null) {
    blocks.push({ text: 'A fresh clone: not run. `npm run bench -- start --clone` measures it.' });
    return blocks;
  }
  blocks.push({ heading: 'From a fresh clone' });
  blocks.push({
    text:
      '`git clone` from the same disk into an empty folder, then `npm start` with an empty npm cache. The registry’s ' +
      'speed is part of these figures.',
  });
  blocks.push({
    table: {
      columns: ['step', 'seconds since git clone began'],
      rows: [
        ['cloned', formatNumber(clone.cloneSeconds)],
        ...clone.steps.map(({ line, afterSeconds }) => [line, formatNumber(clone.cloneSeconds + afterSeconds)]),
        ['ready', formatNumber(clone.readySeconds)],
        ['first byte of a routed, streamed answer', formatNumber(clone.firstByteSeconds)],
      ],
    },
  });
  blocks.push({
    text: `\`npm start\` again in that folder: first byte after ${formatNumber(clone.secondStartSeconds)} s.`,
  });
  return blocks;
}
