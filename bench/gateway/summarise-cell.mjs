import { differenceByRound, median, ratioByRound } from '../measure/statistics.mjs';

/** @typedef {import('./measure-cell.mjs').Cell} Cell */
/** @typedef {import('./measure-cell.mjs').Measurement} Measurement */
/** @typedef {import('../measure/statistics.mjs').Spread} Spread */

/**
 * A target over all rounds of a cell: medians, and what it adds to the mock alone, round by round.
 *
 * @typedef {object} TargetSummary
 * @property {string} target
 * @property {string} title
 * @property {number} requestsPerSecond
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} firstByteP50Ms
 * @property {Spread} addedP50Ms
 * @property {Spread} addedP99Ms
 * @property {number | null} cpuSecondsPer1000
 * @property {number | null} cpuShare
 * @property {number | null} residentMb At the end of the last round.
 * @property {readonly Measurement[]} rounds
 */

/**
 * @typedef {object} CellSummary
 * @property {Cell} cell
 * @property {readonly TargetSummary[]} targets
 * @property {Readonly<Record<string, Spread>>} ratios Requests per second, e.g. `signalbox / bare`.
 */

/** @param {readonly (number | null)[]} values @returns {number | null} */
function medianOrNull(values) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

/**
 * @param {Cell} cell
 * @param {readonly { name: string, title: string, rounds: readonly Measurement[] }[]} measured The first is the mock.
 * @returns {CellSummary}
 */
export function summariseCell(cell, measured) {
  const direct = measured[0];
  if (direct?.name !== 'direct') throw new Error(`the first target of a cell is the mock alone, got ${direct?.name}`);
  /** @param {readonly Measurement[]} rounds @param {'p50Ms' | 'p99Ms' | 'requestsPerSecond' | 'firstByteP50Ms'} field */
  const series = (rounds, field) => rounds.map((round) => round[field]);

  const targets = measured.map(({ name, title, rounds }) => ({
    target: name,
    title,
    requestsPerSecond: median(series(rounds, 'requestsPerSecond')),
    p50Ms: median(series(rounds, 'p50Ms')),
    p99Ms: median(series(rounds, 'p99Ms')),
    firstByteP50Ms: median(series(rounds, 'firstByteP50Ms')),
    addedP50Ms: differenceByRound(series(rounds, 'p50Ms'), series(direct.rounds, 'p50Ms')),
    addedP99Ms: differenceByRound(series(rounds, 'p99Ms'), series(direct.rounds, 'p99Ms')),
    cpuSecondsPer1000: medianOrNull(rounds.map((round) => round.cpuSecondsPer1000)),
    cpuShare: medianOrNull(rounds.map((round) => round.cpuShare)),
    residentMb: rounds.at(-1)?.residentMb ?? null,
    rounds,
  }));

  /** @type {Record<string, Spread>} */
  const ratios = {};
  const own = measured.find(({ name }) => name === 'signalbox');
  for (const other of measured) {
    if (own === undefined || other === own) continue;
    ratios[`signalbox / ${other.name}`] = ratioByRound(
      series(own.rounds, 'requestsPerSecond'),
      series(other.rounds, 'requestsPerSecond'),
    );
  }
  return { cell, targets, ratios };
}

/**
 * Everything that went wrong in a cell, one line each; empty when nothing did.
 *
 * @param {CellSummary} summary
 * @returns {string[]}
 */
export function problemsOf({ cell, targets }) {
  return targets.flatMap(({ title, rounds }) =>
    rounds.flatMap((round, index) =>
      Object.entries(round.errors).map(
        ([what, count]) => `${title}, ${describeCell(cell)}, round ${index + 1}: ${count} × ${what}`,
      ),
    ),
  );
}

/** @param {Cell} cell @returns {string} */
export function describeCell({ connections, answer, promptTokens }) {
  return `${answer === 'json' ? 'JSON' : 'SSE'}, ${connections} connection${connections === 1 ? '' : 's'}, ${promptTokens}-token prompts`;
}
