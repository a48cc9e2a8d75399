import { formatMs, formatNumber } from './format.mjs';

/** @typedef {import('../streams/streams-bench.mjs').StreamsResult} StreamsResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * @param {StreamsResult} result
 * @returns {Block[]}
 */
export function reportStreams({ method, rounds, added }) {
  return [
    {
      text:
        `${formatNumber(method.streams)} streams at once, each an event every ${method.intervalMs} ms for ${method.seconds} s, ` +
        `${method.rounds} rounds, the model alone and the router taking turns. The delay of an event is the time from the ` +
        `model's write to the client's read, on one clock; model, router and client share this machine. Routing: ${method.recipe}.`,
    },
    {
      table: {
        columns: ['target', 'events', 'p50 ms', 'p99 ms', 'worst ms', 'RSS MB'],
        rows: rounds.map((round) => [
          round.target,
          formatNumber(round.events),
          formatMs(round.p50Ms),
          formatMs(round.p99Ms),
          formatMs(round.worstMs),
          formatNumber(round.residentMb),
        ]),
      },
    },
    {
      text: `Added per event, medians of the rounds: p50 ${formatMs(added.p50Ms)} ms, p99 ${formatMs(added.p99Ms)} ms.`,
    },
  ];
}
