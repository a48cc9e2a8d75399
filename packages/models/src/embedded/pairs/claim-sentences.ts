import { Aligner, type Alignment } from './alignment.ts';
import type { Comparison } from './comparison.ts';
import { readTokenFacts, type TokenFacts } from './token-features.ts';

/** One sentence of a claim, aligned with the context. */
export interface ClaimSentence {
  readonly alignment: Alignment;
  readonly facts: TokenFacts;
}

/** The claim's sentences in order. */
export function alignSentences(comparison: Comparison): ClaimSentence[] {
  const { index, claim, weights, question } = comparison;
  const { sentenceStarts } = claim;
  const aligner = new Aligner(index, claim, weights, question);
  const sentences: ClaimSentence[] = [];
  for (let i = 0; i + 1 < sentenceStarts.length; i++) {
    const alignment = aligner.align(sentenceStarts[i]!, sentenceStarts[i + 1]!);
    sentences.push({ alignment, facts: readTokenFacts(comparison, alignment) });
  }
  return sentences;
}
