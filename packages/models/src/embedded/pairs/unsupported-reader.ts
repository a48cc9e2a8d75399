import { CLAIM_WIDTH, claimFeatures } from './claim-features.ts';
import type { ClaimSentence } from './claim-sentences.ts';
import type { Comparison } from './comparison.ts';
import { TOKEN_WIDTH, tokenFeatures } from './token-features.ts';
import type { Trees } from './trees.ts';

/** What a sentence's tokens add to its own features: the highest, second and fourth share, the mean, and their sum. */
const TOKEN_SUMMARY = 5;
/** Numbers that the sentence trees of the unsupported head read. */
export const SENTENCE_WIDTH = CLAIM_WIDTH + TOKEN_SUMMARY;

/** Chance of each of a sentence's tokens to be unsupported, 0..1, as the token trees have it. */
export function tokenShares(comparison: Comparison, sentence: ClaimSentence, trees: Trees): Float32Array {
  const rows = tokenFeatures(comparison, sentence);
  const shares = new Float32Array(rows.length / TOKEN_WIDTH);
  const score = new Float64Array(1);
  for (let i = 0; i < shares.length; i++) {
    score[0] = 0;
    trees.addScores(rows, i * TOKEN_WIDTH, score);
    shares[i] = 1 / (1 + Math.exp(-score[0]));
  }
  return shares;
}

/** The sentence's row for the sentence trees. */
export function sentenceRow(comparison: Comparison, sentence: ClaimSentence, shares: Float32Array): Float32Array {
  const row = new Float32Array(SENTENCE_WIDTH);
  row.set(claimFeatures(comparison, sentence));
  const sorted = shares.slice().sort().reverse();
  let sum = 0;
  let logs = 0;
  for (const share of shares) {
    sum += share;
    logs -= Math.log(1 - Math.min(0.999, share));
  }
  row[CLAIM_WIDTH] = sorted[0] ?? 0;
  row[CLAIM_WIDTH + 1] = sorted[1] ?? 0;
  row[CLAIM_WIDTH + 2] = sorted[3] ?? 0;
  row[CLAIM_WIDTH + 3] = shares.length === 0 ? 0 : sum / shares.length;
  row[CLAIM_WIDTH + 4] = logs;
  return row;
}
