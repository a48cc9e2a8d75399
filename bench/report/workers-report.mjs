import { formatNumber, formatShare } from './format.mjs';

/** @typedef {import('../workers/workers-bench.mjs').WorkersResult} WorkersResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * @param {WorkersResult} result
 * @returns {Block[]}
 */
export function reportWorkers({ method, rounds, twoBesideOne }) {
  return [
    {
      text:
        `\`signalbox serve --workers N\`, ${method.connections} connections, 30-token prompts, 1 KB of JSON, ${method.seconds} s per round after ` +
        `as long a warm-up. CPU and memory are those of all processes of the router, the managing one included, as its own ` +
        `metrics tell; every core is shared with the load client and the mock. Routing: ${method.recipe}.`,
    },
    {
      table: {
        columns: ['workers', 'req/s', 'CPU ms / request', 'busiest worker', 'RSS MB'],
        rows: rounds.map((round) => [
          String(round.workers),
          formatNumber(round.requestsPerSecond),
          formatNumber(round.cpuMsPerRequest),
          formatShare(round.busiestShare),
          formatNumber(round.residentMb),
        ]),
      },
    },
    {
      text:
        `Two workers beside one, medians of the rounds: ${formatNumber(twoBesideOne.cpuRatio)} × the CPU per request; the busier one ` +
        `serves ${formatShare(twoBesideOne.busiestShare)}.`,
    },
  ];
}
