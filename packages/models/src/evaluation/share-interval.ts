/** A 95 % interval, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 95 % Wilson interval of a share of `right` in `n`; 0 to 1 where n is 0. */
export function shareInterval(right: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z = 1.96;
  const share = right / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * The 95 % interval of the share of a population that lies above the value of rank `rank` (1 is the highest) of `n`
 * values drawn from it, whatever its distribution: the quantiles of Beta(rank, n - rank + 1).
 */
export function shareAboveRank(rank: number, n: number): Interval {
  return { low: betaQuantile(rank, n, 0.025), high: betaQuantile(rank, n, 0.975) };
}

/** Where Beta(rank, n - rank + 1) reaches a probability: there `rank` or more of n draws are above with that probability. */
function betaQuantile(rank: number, n: number, probability: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (1 - chanceOfFewer(rank, n, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The chance that fewer than `rank` of `n` independent draws succeed at `share` each. */
function chanceOfFewer(rank: number, n: number, share: number): number {
  if (share <= 0) return 1;
  if (share >= 1) return 0;
  let logTerm = n * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let k = 1; k < rank; k++) {
    logTerm += Math.log((n - k + 1) / k) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
