/**
 * The value below which the given share of the values lies, by the nearest-rank method: always a value that was
 * measured. NaN for an empty list.
 *
 * @param {ArrayLike<number>} values In any order.
 * @param {number} share 0..1
 * @returns {number}
 */
export function percentile(values, share) {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const rank = Math.ceil(share * sorted.length);
  return /** @type {number} */ (sorted[Math.min(Math.max(rank, 1), sorted.length) - 1]);
}

/**
 * The middle value, or the mean of the two middle ones. NaN for an empty list.
 *
 * @param {ArrayLike<number>} values
 * @returns {number}
 */
export function median(values) {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (Number(sorted[middle - 1]) + upper) / 2;
}

/**
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} low The smallest value.
 * @property {number} high The largest value.
 */

/**
 * @param {readonly number[]} values At least one.
 * @returns {Spread}
 */
export function spread(values) {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/**
 * Round by round `numerator / denominator`, so that a machine that was slow for one round does not tilt the result.
 *
 * @param {readonly number[]} numerators One value per round.
 * @param {readonly number[]} denominators One value per round, same order.
 * @returns {Spread}
 */
export function ratioByRound(numerators, denominators) {
  if (numerators.length !== denominators.length || numerators.length === 0) {
    throw new RangeError(
      `a ratio by round needs as many numerators as denominators, got ${numerators.length} and ${denominators.length}`,
    );
  }
  return spread(numerators.map((value, round) => value / /** @type {number} */ (denominators[round])));
}

/**
 * Round by round `values - baseline`.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} baseline
 * @returns {Spread}
 */
export function differenceByRound(values, baseline) {
  if (values.length !== baseline.length || values.length === 0) {
    throw new RangeError(
      `a difference by round needs as many values as baselines, got ${values.length} and ${baseline.length}`,
    );
  }
  return spread(values.map((value, round) => value - /** @type {number} */ (baseline[round])));
}
