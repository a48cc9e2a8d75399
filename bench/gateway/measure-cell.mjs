import { runLoad } from '../load/load-client.mjs';
import { createRequestSet } from '../load/request-set.mjs';
import { percentile } from '../measure/statistics.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

/**
 * One combination of what is varied.
 *
 * @typedef {object} Cell
 * @property {number} connections
 * @property {'json' | 'sse'} answer
 * @property {number} promptTokens
 */

/**
 * One target in one round of a cell.
 *
 * @typedef {object} Measurement
 * @property {number} requests
 * @property {number} requestsPerSecond
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} firstByteP50Ms
 * @property {number | null} cpuSecondsPer1000 Of the target's own process; null where the system does not tell.
 * @property {number | null} cpuShare Of one core, 1 = all of it.
 * @property {number | null} residentMb
 * @property {Record<string, number>} errors
 */

/**
 * @param {object} options
 * @param {Target} options.target
 * @param {Cell} options.cell
 * @param {readonly string[]} options.prompts
 * @param {string} options.model
 * @param {number} [options.durationMs]
 * @param {number} [options.maxRequests]
 * @returns {Promise<Measurement>}
 */
export async function measureCell({ target, cell, prompts, model, durationMs, maxRequests }) {
  const streamed = cell.answer === 'sse';
  const requests = createRequestSet({ prompts, model, streamed, port: target.port, headers: target.headers });
  const before = target.server.usage();
  const load = await runLoad({
    port: target.port,
    connections: cell.connections,
    requests,
    streamed,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
  });
  const after = target.server.usage();
  const cpuSeconds = before !== undefined && after !== undefined ? after.cpuSeconds - before.cpuSeconds : undefined;
  return {
    requests: load.requests,
    requestsPerSecond: load.requests / load.seconds,
    p50Ms: percentile(load.latenciesMs, 0.5),
    p99Ms: percentile(load.latenciesMs, 0.99),
    firstByteP50Ms: percentile(load.firstByteMs, 0.5),
    cpuSecondsPer1000: cpuSeconds === undefined ? null : (cpuSeconds / load.requests) * 1000,
    cpuShare: cpuSeconds === undefined ? null : cpuSeconds / load.seconds,
    residentMb: after?.residentMb ?? null,
    errors: load.errors,
  };
}
