import { type Measurement, shareOf } from '../measurement.ts';
import { Random } from '../random.ts';

/** A score and whether the thing scored for is there. */
export interface ScoredAnswer {
  readonly score: number;
  readonly isPositive: boolean;
}

const RESAMPLES = 1000;

/** F1 of "score at or over the threshold", with a 95 % interval by resampling the answers. */
export function f1Of(head: string, name: string, answers: readonly ScoredAnswer[], threshold: number): Measurement {
  const random = new Random(1);
  const drawn: number[] = [];
  for (let n = 0; n < RESAMPLES; n++) {
    drawn.push(
      f1(
        Array.from(answers, () => random.pick(answers)),
        threshold,
      ),
    );
  }
  drawn.sort((left, right) => left - right);
  return {
    head,
    name,
    n: answers.length,
    value: f1(answers, threshold),
    low: drawn[Math.floor(RESAMPLES * 0.025)]!,
    high: drawn[Math.floor(RESAMPLES * 0.975)]!,
  };
}

function f1(answers: readonly ScoredAnswer[], threshold: number): number {
  let [right, found, all] = [0, 0, 0];
  for (const { score, isPositive } of answers) {
    if (score >= threshold) found++;
    if (isPositive) all++;
    if (score >= threshold && isPositive) right++;
  }
  return found + all === 0 ? 0 : (2 * right) / (found + all);
}

/** Mean of the shares of positives and of negatives that are told right at the threshold. */
export function balancedAccuracy(
  head: string,
  name: string,
  answers: readonly ScoredAnswer[],
  threshold: number,
): Measurement {
  const share = (isPositive: boolean) => {
    const side = answers.filter((one) => one.isPositive === isPositive);
    const right = side.filter(({ score }) => score >= threshold === isPositive).length;
    return shareOf(head, name, right, side.length);
  };
  const [found, spared] = [share(true), share(false)];
  const half = Math.hypot((found.high! - found.low!) / 2, (spared.high! - spared.low!) / 2) / 2;
  const value = (found.value + spared.value) / 2;
  return { head, name, n: answers.length, value, low: value - half, high: Math.min(1, value + half) };
}

/** The share of pairs of a positive and a negative that the scores order rightly, with its interval by Hanley and McNeil. */
export function areaUnderCurve(head: string, name: string, answers: readonly ScoredAnswer[]): Measurement {
  const sorted = [...answers].sort((left, right) => left.score - right.score);
  const positives = answers.filter(({ isPositive }) => isPositive).length;
  const negatives = answers.length - positives;
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]!.score === sorted[i]!.score) end++;
    for (let k = i; k < end; k++) if (sorted[k]!.isPositive) ranks += (i + end + 1) / 2;
    i = end;
  }
  const value = (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
  const [q1, q2] = [value / (2 - value), (2 * value * value) / (1 + value)];
  const square = value * value;
  const variance =
    (value * (1 - value) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square)) / (positives * negatives);
  const half = 1.96 * Math.sqrt(Math.max(0, variance));
  return { head, name, n: answers.length, value, low: value - half, high: Math.min(1, value + half) };
}
