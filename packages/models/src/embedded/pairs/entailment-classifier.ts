import type { PairClassifier, TextView } from '@signalbox/engine/ports';
import type { HeadFile } from '../head-file.ts';
import { CLAIM_WIDTH, claimFeatures } from './claim-features.ts';
import { alignSentences } from './claim-sentences.ts';
import { Commonness } from './commonness.ts';
import { compareTexts } from './comparison.ts';
import { Trees } from './trees.ts';

/** Classes of the entailment trees, in order. */
export const ENTAILMENT = ['entail', 'neutral', 'contradict'] as const;
/** Chances of the three, summing to 1. */
export type Entailment = Readonly<Record<(typeof ENTAILMENT)[number], number>>;
/** Tokens read of a hypothesis at most. */
const HYPOTHESIS_TOKENS = 16_384;

/**
 * Says whether a premise entails a hypothesis, contradicts it, or neither. Each sentence of the hypothesis is judged
 * by itself: the whole is entailed as far as its weakest sentence is, and contradicted as far as any is.
 */
export function createEntailmentClassifier(
  file: HeadFile,
): PairClassifier & { compare(premise: TextView, hypothesis: TextView): Entailment } {
  const commonness = Commonness.read(file);
  const trees = Trees.read(file, 'sentence', CLAIM_WIDTH, ENTAILMENT.length);
  const { temperature = 1 } = file.header.settings;
  return {
    id: `embedded/${file.header.head}`,
    hash: file.hash,
    cost: 'local',
    compare(premise, hypothesis): Entailment {
      const comparison = compareTexts(premise, undefined, hypothesis, commonness, HYPOTHESIS_TOKENS);
      const judged = alignSentences(comparison).map((sentence) =>
        sharesOf(trees, claimFeatures(comparison, sentence), temperature),
      );
      return judgeAll(judged);
    },
  };
}

/** Joins what is said of the sentences; of a text without words nothing can be said. */
export function judgeAll(judged: readonly Entailment[]): Entailment {
  if (judged.length === 0) return { entail: 0, neutral: 1, contradict: 0 };
  let entail = 1;
  let contradict = 0;
  for (const one of judged) {
    entail = Math.min(entail, one.entail);
    contradict = Math.max(contradict, one.contradict);
  }
  const total = Math.max(1, entail + contradict);
  entail /= total;
  contradict /= total;
  return { entail, neutral: Math.max(0, 1 - entail - contradict), contradict };
}

function sharesOf(trees: Trees, row: Float32Array, temperature: number): Entailment {
  const scores = new Float64Array(ENTAILMENT.length);
  trees.addScores(row, 0, scores);
  const [entail, neutral, contradict] = scores.map((score) => Math.exp(score / temperature)) as unknown as [
    number,
    number,
    number,
  ];
  const total = entail + neutral + contradict;
  return { entail: entail / total, neutral: neutral / total, contradict: contradict / total };
}
