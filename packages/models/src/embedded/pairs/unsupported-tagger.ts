import type { GroundedAnswer, GroundingTagger, Span } from '@signalbox/engine/ports';
import type { HeadFile } from '../head-file.ts';
import { alignSentences, type ClaimSentence } from './claim-sentences.ts';
import { Commonness } from './commonness.ts';
import { type Comparison, compareTexts } from './comparison.ts';
import { TOKEN_WIDTH } from './token-features.ts';
import { Trees } from './trees.ts';
import { SENTENCE_WIDTH, sentenceRow, tokenShares } from './unsupported-reader.ts';

const LABEL = 'unsupported';
/** Sentences that are less likely unsupported give no span. */
const LEAST_CONFIDENCE = 0.5;
/** Tokens read of an answer at most; what comes behind is neither supported nor unsupported. */
const ANSWER_TOKENS = 16_384;

/**
 * Finds what an answer says beyond its context. Every sentence is aligned with the context; trees judge each token,
 * others the sentence. A sentence that is judged unsupported gives the tokens that speak against it, or the whole of
 * it where none does; its strongest span has the sentence's calibrated chance as confidence. The highest confidence
 * is that of the answer as a whole.
 */
export function createUnsupportedTagger(
  file: HeadFile,
): GroundingTagger & { ground(answer: GroundedAnswer): readonly Span[] } {
  const commonness = Commonness.read(file);
  const tokenTrees = Trees.read(file, 'token', TOKEN_WIDTH);
  const sentenceTrees = Trees.read(file, 'sentence', SENTENCE_WIDTH);
  const { slope = 1, offset = 0, tokenThreshold = 0.5 } = file.header.settings;
  const score = new Float64Array(1);
  return {
    id: `embedded/${file.header.head}`,
    hash: file.hash,
    cost: 'local',
    labels: [LABEL],
    ground({ context, question, answer }): readonly Span[] {
      const comparison = compareTexts(context, question, answer, commonness, ANSWER_TOKENS);
      const spans: Span[] = [];
      for (const sentence of alignSentences(comparison)) {
        const shares = tokenShares(comparison, sentence, tokenTrees);
        score[0] = 0;
        sentenceTrees.addScores(sentenceRow(comparison, sentence, shares), 0, score);
        const chance = 1 / (1 + Math.exp(-(slope * score[0] + offset)));
        if (chance >= LEAST_CONFIDENCE) spans.push(...spansOf(comparison, sentence, shares, chance, tokenThreshold));
      }
      return spans;
    },
  };
}

/** Stretches of tokens over the threshold, single weak tokens between them taken in; without any, the sentence. */
function spansOf(
  { claim }: Comparison,
  { alignment: { from, to } }: ClaimSentence,
  shares: Float32Array,
  chance: number,
  threshold: number,
): Span[] {
  const strongest = shares.reduce((most, share) => Math.max(most, share), 0);
  const span = (first: number, last: number, confidence: number): Span => ({
    start: claim.starts[first]!,
    end: claim.ends[last]!,
    label: LABEL,
    confidence,
  });
  if (strongest < threshold) return [span(from, to - 1, chance)];
  const spans: Span[] = [];
  for (let i = 0; i < shares.length; ) {
    if (shares[i]! < threshold) {
      i++;
      continue;
    }
    let last = i;
    let highest = shares[i]!;
    while (last + 1 < shares.length) {
      const step = shares[last + 1]! >= threshold ? 1 : (shares[last + 2] ?? 0) >= threshold ? 2 : 0;
      if (step === 0) break;
      last += step;
      highest = Math.max(highest, shares[last]!);
    }
    const confidence = chance * (highest / strongest);
    if (confidence >= LEAST_CONFIDENCE) spans.push(span(from + i, from + last, confidence));
    i = last + 1;
  }
  return spans;
}
