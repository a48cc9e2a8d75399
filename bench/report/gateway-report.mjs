import { describeCell } from '../gateway/summarise-cell.mjs';
import { formatMs, formatNumber, formatShare, formatSpread } from './format.mjs';

/** @typedef {import('../gateway/gateway-bench.mjs').GatewayResult} GatewayResult */
/** @typedef {import('./report.mjs').Block} Block */

/**
 * The gateway's figures as headings, sentences and tables.
 *
 * @param {GatewayResult} result
 * @returns {Block[]}
 */
export function reportGateway(result) {
  const { method, memory } = result;
  /** @type {Block[]} */
  const blocks = [
    {
      text:
        `Closed loop over keep-alive connections to loopback servers, each in its own process. ${method.rounds} round${method.rounds === 1 ? '' : 's'} ` +
        `of ${method.secondsPerTarget} s per target, targets taking turns within a round; medians over the rounds, in ` +
        'brackets the lowest and highest round. "Added" is the difference to the mock in the same round. The mock ' +
        'answers 1 KB of JSON or 20 events. CPU is that of the target itself; every core of this machine is shared ' +
        `with the load client and the mock. Routing: ${method.recipe}, every request distinct, no cache.`,
    },
  ];
  for (const { cell, targets, ratios } of result.cells) {
    blocks.push({ heading: describeCell(cell) });
    const isStreamed = cell.answer === 'sse';
    blocks.push({
      table: {
        columns: [
          'target',
          'req/s',
          'p50 ms',
          'p99 ms',
          ...(isStreamed ? ['first byte p50 ms'] : []),
          'added p50 ms',
          'added p99 ms',
          'CPU s / 1,000',
          'of a core',
          'RSS MB',
        ],
        rows: targets.map((target) => [
          target.title,
          formatNumber(target.requestsPerSecond),
          formatMs(target.p50Ms),
          formatMs(target.p99Ms),
          ...(isStreamed ? [formatMs(target.firstByteP50Ms)] : []),
          target.target === 'direct' ? '' : formatSpread(target.addedP50Ms, formatMs),
          target.target === 'direct' ? '' : formatSpread(target.addedP99Ms, formatMs),
          formatNumber(target.cpuSecondsPer1000),
          formatShare(target.cpuShare),
          formatNumber(target.residentMb),
        ]),
      },
    });
    const shares = Object.entries(ratios).filter(([pair]) => !pair.endsWith('/ direct'));
    if (shares.length > 0) {
      blocks.push({
        text: `Requests per second, within rounds: ${shares
          .map(([pair, ratio]) => `${pair} ${formatSpread(ratio, formatNumber)}`)
          .join('; ')}.`,
      });
    }
  }
  if (memory !== null) {
    blocks.push({ heading: 'Memory' });
    blocks.push({
      text:
        `A fresh router holds ${formatNumber(memory.residentMbAtStart)} MB when it is ready and ` +
        `${formatNumber(memory.residentMb)} MB after ${memory.requests.toLocaleString('en-US')} routed requests ` +
        `(peak ${formatNumber(memory.peakResidentMb)} MB).`,
    });
  }
  const decisions = Object.entries(result.decisions);
  if (decisions.length > 0) {
    blocks.push({
      text: `Decisions that the prompts reached: ${decisions.map(([name, count]) => `${name} ${count}`).join(', ')}.`,
    });
  }
  for (const missing of result.notMeasured) blocks.push({ text: `Not measured: ${missing}.` });
  for (const problem of result.problems) blocks.push({ text: `**Failed:** ${problem}.` });
  return blocks;
}
