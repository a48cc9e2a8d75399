/**
 * A small seeded generator, so that every run and every machine measures the same prompts.
 *
 * @typedef {object} RandomSequence
 * @property {(limit: number) => number} below An integer in [0, limit).
 * @property {<T>(list: readonly T[]) => T} pick One entry of a non-empty list.
 * @property {(probability: number) => boolean} chance True with that probability.
 */

/**
 * The sequence that belongs to a seed; equal seeds give equal sequences.
 *
 * @param {number} seed
 * @returns {RandomSequence}
 */
export function createRandomSequence(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = () => {
    // xorshift32: full period, and a state of zero never occurs after the guard below.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
  if (state === 0) state = 0x2545f491;
  for (let warm = 0; warm < 8; warm++) next();
  return {
    below: (limit) => Math.floor(next() * limit),
    pick: (list) => /** @type {any} */ (list[Math.floor(next() * list.length)]),
    chance: (probability) => next() < probability,
  };
}
