import type { TextView } from '@signalbox/engine/ports';
import { type QuestionScores, scoreQuestion } from './alignment.ts';
import type { Commonness } from './commonness.ts';
import { type ContextIndex, contextIndexOf } from './context-index.ts';
import { type PairText, pairTextOf, readPairText, TOKEN_LIMIT } from './pair-text.ts';
import { type QuestionKind, questionKindOf } from './question-kind.ts';

/** A claim beside a context, and beside the question it answers where there is one. */
export interface Comparison {
  readonly index: ContextIndex;
  readonly claim: PairText;
  /** How much each token of the claim says, 0..1. */
  readonly weights: Float32Array;
  readonly question: QuestionScores | undefined;
  readonly questionKind: QuestionKind | undefined;
}

/** Sets a claim beside its context, reading as many tokens of the claim as the limit says. */
export function compareTexts(
  context: TextView,
  question: TextView | undefined,
  claim: TextView,
  commonness: Commonness,
  limit: number = TOKEN_LIMIT,
): Comparison {
  const index = contextIndexOf(context);
  const read = readPairText(claim.raw, limit);
  const asked = question === undefined ? undefined : pairTextOf(question);
  const hasQuestion = asked !== undefined && asked.size > 0;
  return {
    index,
    claim: read,
    weights: commonness.weigh(read),
    question: hasQuestion ? scoreQuestion(index, asked, commonness.weigh(asked)) : undefined,
    questionKind: hasQuestion ? questionKindOf(asked.raw) : undefined,
  };
}
